using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The convolution of one image in its natural order, with neighboring columns in the lanes. Tiles and sums are those of a batch, but
/// padding adds zeros.
/// </summary>
internal unsafe struct OneImage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlidingWindow _window;

    /// <summary>The number of vectors in a row of the output, and of the numbers in them.</summary>
    private readonly int _vectors, _columns;

    private WindowTile<T> _tile;

    private OneImage(in SlidingWindow window)
    {
        _window = window;
        _vectors = (window.OutWidth + Vector256<T>.Count - 1) / Vector256<T>.Count;
        _columns = _vectors * Vector256<T>.Count;
    }

    /// <summary>Runs the convolution; with <paramref name="pools"/>, also the pooling of 2 x 2 outputs, after which <paramref name="rectifies"/> applies.</summary>
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window, bool rectifies, bool pools)
    {
        var image = new OneImage<T>(window);
        image.Run(x, W, b, z, rectifies, pools);
    }

    private void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, bool rectifies, bool pools)
    {
        int channels = _window.Channels / _window.Groups, filters = _window.Filters / _window.Groups, kernel = _window.KernelHeight * _window.KernelWidth;
        bool copies = !IsReadable(x.Length);
        if (copies)
            x = Copy(x);

        nint width = copies ? CopiedWidth : _window.Width;
        _tile.Channels = channels;
        (_tile.Rows, _tile.Columns) = (_window.KernelHeight, _window.KernelWidth);
        (_tile.XRow, _tile.XChannel) = (_window.DilationY * width, (copies ? CopiedHeight : _window.Height) * width);
        _tile.XColumn = _window.StrideX > 1 ? _columns : _window.DilationX;
        (_tile.WChannel, _tile.WRow, _tile.WColumn) = (kernel, _window.KernelWidth, 1);

        // Rows of whole vectors are written in place, others to a buffer.
        bool isWhole = !pools && _columns == _window.OutWidth;
        int plane = checked(_window.OutHeight * _columns);
        Span<T> room = isWhole ? default : KeptRoom<T, Outputs>.Of(checked(2 * plane));
        fixed (T* px = x, pw = W, pb = b, pz = z, proom = room)
        {
            for (int result = 0; result < _window.Filters; result += _tile.IsPair ? 2 : 1)
            {
                int group = result / filters;
                _tile.IsPair = result % filters + 1 < filters;
                _tile.W = pw + (nint)result * channels * kernel;
                _tile.B = pb is null ? null : pb + result;
                (_tile.WNext, _tile.ZNext, _tile.BNext) = _tile.IsPair ? (channels * kernel, plane, 1) : (0, 0, 0);
                RunTiles(px + group * channels * _tile.XChannel, isWhole ? pz + (nint)result * plane : proom, _window.StrideY * width);
                for (int i = 0; i < (_tile.IsPair ? 2 : 1) && !isWhole; i++)
                {
                    if (pools)
                        Pool(proom + i * plane, _columns, pz + (nint)(result + i) * (_window.OutHeight / 2) * (_window.OutWidth / 2), _window.OutHeight / 2, _window.OutWidth / 2, rectifies);
                    else
                        for (int row = 0; row < _window.OutHeight; row++)
                            room.Slice(i * plane + row * _columns, _window.OutWidth).CopyTo(z[(((result + i) * _window.OutHeight + row) * _window.OutWidth)..]);
                }
            }
        }
    }

    /// <summary>Tiles of four rows and one vector or, for an image with few rows, of one row and four vectors.</summary>
    private void RunTiles(T* x, T* z, nint row)
    {
        int height = _window.OutHeight, whole = height / 4 * 4;
        _tile.Pixels = 4;
        for (int vector = 0; vector < _vectors && whole > 0; vector++)
        {
            _tile.X = x + vector * Vector256<T>.Count;
            _tile.Z = z + vector * Vector256<T>.Count;
            (_tile.Pixel1, _tile.Pixel2, _tile.Pixel3, _tile.XTile) = (row, 2 * row, 3 * row, 4 * row);
            (_tile.ZPixel, _tile.ZTile) = (_columns, 4 * _columns);
            WindowTiles.Full(_tile, whole / 4);
        }

        for (int y = whole; y < height; y++)
        {
            for (int vector = 0; vector < _vectors; vector += 4)
            {
                int last = _vectors - 1 - vector;
                _tile.Pixels = Math.Min(4, last + 1);
                _tile.X = x + y * row + vector * Vector256<T>.Count;
                _tile.Z = z + y * _columns + vector * Vector256<T>.Count;
                (_tile.Pixel1, _tile.Pixel2, _tile.Pixel3) = (
                    Math.Min(1, last) * Vector256<T>.Count, Math.Min(2, last) * Vector256<T>.Count, Math.Min(3, last) * Vector256<T>.Count);
                _tile.ZPixel = Vector256<T>.Count;
                WindowTiles.Full(_tile, 1);
            }
        }
    }

    private readonly int CopiedHeight => (_window.OutHeight - 1) * _window.StrideY + (_window.KernelHeight - 1) * _window.DilationY + 1;

    /// <summary>With a stride, the inputs of each column of the window are copied next to each other, in a row of their own.</summary>
    private readonly int CopiedWidth => _window.StrideX > 1 ? _window.KernelWidth * _columns : _columns + (_window.KernelWidth - 1) * _window.DilationX;

    /// <summary>Whether x contains every tap of all vectors, which reach beyond the last column.</summary>
    private readonly bool IsReadable(int length)
    {
        int lastRow = CopiedHeight - 1, lastColumn = _columns - 1 + (_window.KernelWidth - 1) * _window.DilationX;
        return _window.StrideX == 1 && _window.Top == 0 && _window.Left == 0
            && lastRow < _window.Height
            && _window.OutWidth - 1 + (_window.KernelWidth - 1) * _window.DilationX < _window.Width
            && ((_window.Channels - 1) * _window.Height + lastRow) * _window.Width + lastColumn < length;
    }

    /// <summary>Copies the image with its padding.</summary>
    private readonly Span<T> Copy(ReadOnlySpan<T> x)
    {
        int height = CopiedHeight, width = CopiedWidth;
        Span<T> copy = KeptRoom<T, Inputs>.Of(checked(_window.Channels * height * width));
        copy.Clear();
        for (int c = 0; c < _window.Channels; c++)
        {
            for (int y = _window.Top; y < Math.Min(height, _window.Height + _window.Top); y++)
            {
                ReadOnlySpan<T> from = x.Slice((c * _window.Height + y - _window.Top) * _window.Width, _window.Width);
                Span<T> to = copy.Slice((c * height + y) * width, width);
                if (_window.StrideX > 1)
                    CopyStrided(from, to);
                else
                    CopyRow(from, to);
            }
        }

        return copy;
    }

    private readonly void CopyRow(ReadOnlySpan<T> from, Span<T> to)
    {
        to = to[Math.Min(to.Length, _window.Left)..];
        from[..Math.Min(from.Length, to.Length)].CopyTo(to);
    }

    private readonly void CopyStrided(ReadOnlySpan<T> from, Span<T> to)
    {
        for (int kx = 0; kx < _window.KernelWidth; kx++)
        {
            for (int column = 0; column < _window.OutWidth; column++)
            {
                int at = _window.StrideX * column + _window.DilationX * kx - _window.Left;
                if ((uint)at < (uint)from.Length)
                    to[kx * _columns + column] = from[at];
            }
        }
    }

    /// <summary>The largest of each 2 x 2 outputs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Pool(T* z, nint zRow, T* a, int height, int width, bool rectifies)
    {
        for (; height > 0; height--, z += 2 * zRow, a += width)
        {
            for (int column = 0; column < width; column += Vector128<T>.Count)
            {
                Vector256<T> above = Parted(Vector256.Load(z + 2 * column)), below = Parted(Vector256.Load(z + zRow + 2 * column));
                Vector128<T> max = NarrowLargestSoFar.With(above.GetLower(), above.GetUpper());
                max = NarrowLargestSoFar.With(NarrowLargestSoFar.With(max, below.GetLower()), below.GetUpper());
                if (rectifies)
                    max = Vector128.MaxNative(Vector128<T>.Zero, max);

                if (width - column >= Vector128<T>.Count)
                    max.Store(a + column);
                else
                    StorePart(max, a + column, width - column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector128<T> values, T* to, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = values[i];
    }

    /// <summary>Returns the even numbers and then the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Parted(Vector256<T> v) => typeof(T) == typeof(float)
        ? Vector256.Shuffle(v.AsSingle(), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).As<float, T>()
        : Vector256.Shuffle(v.AsDouble(), Vector256.Create(0L, 2, 1, 3)).As<double, T>();

    /// <summary>The image with its padding.</summary>
    private readonly struct Inputs;

    /// <summary>Rows of the output in whole vectors, of two filters.</summary>
    private readonly struct Outputs;
}
