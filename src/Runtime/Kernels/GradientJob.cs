using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The gradient of the weights of a convolution. An item is a few filters with their sums over all samples and pixels. In each
/// part of a sum, the terms are added block by block, row by row and column by column, for any strips and any lanes of a block.
/// </summary>
internal unsafe struct GradientJob<T> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The size of a strip of rows in the L1 cache.</summary>
    private const int StripBytes = 32 << 10;

    /// <summary>The smallest number of pixels worth a call, whatever their size.</summary>
    private const int ShortestStrip = 64;

    /// <summary>The inputs, the gradient of the outputs, and the gradients of the weights and the biases (null: none).</summary>
    public T* X, Delta, DW, DB;

    public SlidingWindow Window;

    public int Blocks, Lanes;

    /// <summary>Whether to overwrite the gradients rather than add to them.</summary>
    public bool IsFirst;

    /// <summary>The offset of each tap of the first pixel.</summary>
    private nint* _offsets;

    private readonly int Filters => Window.Filters / Window.Groups;

    private readonly int Channels => Window.Channels / Window.Groups;

    private readonly int Taps => Channels * Window.KernelHeight * Window.KernelWidth;

    /// <summary>The number of filters of a tile: four if there are registers for the sums, with vectors of 512 bits.</summary>
    private readonly int Together => Images.IsWide<T>(Lanes) ? 4 : 2;

    private readonly int Tiles => (Filters + Together - 1) / Together;

    /// <summary>Whether each pixel has each tap.</summary>
    private readonly bool IsWithin =>
        Window.Top == 0 && Window.Left == 0
        && Window.StrideY * (Window.OutHeight - 1) + Window.DilationY * (Window.KernelHeight - 1) < Window.Height
        && Window.StrideX * (Window.OutWidth - 1) + Window.DilationX * (Window.KernelWidth - 1) < Window.Width;

    /// <summary>Whether to use a zero-padded copy: otherwise a tile would hold a tap of fewer channels than it has room for.</summary>
    private readonly bool Copies => !IsWithin && Channels < 4;

    private readonly int CopiedHeight => Window.StrideY * (Window.OutHeight - 1) + Window.DilationY * (Window.KernelHeight - 1) + 1;

    private readonly int CopiedWidth => Window.StrideX * (Window.OutWidth - 1) + Window.DilationX * (Window.KernelWidth - 1) + 1;

    /// <summary>Runs the whole job.</summary>
    public void RunAll(int threads)
    {
        // This buffer is pinned, and no other code uses it until the job is done.
        Span<nint> offsets = KeptRoom<nint, Offsets>.Of(Taps);
        for (int tap = 0; tap < offsets.Length; tap++)
        {
            (int row, int kx) = Math.DivRem(tap, Window.KernelWidth);
            (int c, int ky) = Math.DivRem(row, Window.KernelHeight);
            offsets[tap] = Copies
                ? (((nint)c * CopiedHeight + Window.DilationY * ky) * CopiedWidth + Window.DilationX * kx) * Lanes
                : (((nint)c * Window.Height + Window.DilationY * ky - Window.Top) * Window.Width + Window.DilationX * kx - Window.Left) * Lanes;
        }

        fixed (nint* start = offsets)
        {
            _offsets = start;
            Parts.Run(this, Window.Groups * Tiles, (long)Blocks * Lanes * Window.OutputSize * Taps, threads);
        }
    }

    public readonly void Run(int first, int end)
    {
        for (int item = first; item < end; item++)
            RunFilters(item / Tiles, item % Tiles * Together);
    }

    private readonly void RunFilters(int group, int filter)
    {
        int parts = Images.Parts<T>(), taps = Taps, filters = Math.Min(Together, Filters - filter), first = group * Filters + filter;

        // This buffer is pinned.
        Span<T> room = KeptRoom<T, Sums>.Of(checked(filters * (taps + 1) * parts));
        room.Clear();
        fixed (T* sums = room)
        {
            nint plane = (nint)Window.OutHeight * Window.OutWidth * Lanes, filter1 = Math.Min(1, filters - 1), filter2 = Math.Min(2, filters - 1), filter3 = filters - 1;
            var tile = new GradientTile<T>
            {
                Delta1 = filter1 * plane,
                Delta2 = filter2 * plane,
                Delta3 = filter3 * plane,
                Filter1 = filter1 * taps * parts,
                Filter2 = filter2 * taps * parts,
                Filter3 = filter3 * taps * parts,
                Bias1 = filter1 * parts,
                Bias2 = filter2 * parts,
                Bias3 = filter3 * parts,
                IsPair = filters <= 2,
                DeltaRow = (nint)Window.OutWidth * Lanes,
                XRow = (nint)Window.StrideY * (Copies ? CopiedWidth : Window.Width) * Lanes,
                XPixel = Window.StrideX * Lanes,
            };
            bool copies = Copies, isWithin = copies || IsWithin;
            for (int block = 0; block < Blocks; block++)
            {
                // If a block has half as many samples as there are parts, every other block uses the second half of the parts.
                int part = block * Lanes % parts;
                T* x = X + ((nint)block * Window.Groups + group) * Channels * Window.Height * Window.Width * Lanes;
                if (copies)
                    x = Copy(x, clears: block == 0);

                T* delta = Delta + ((nint)block * Window.Filters + first) * plane;
                tile.Biases = sums + filters * taps * parts + part;
                if (DB is not null)
                    RunBiases(tile, delta);

                int rows = StripRows();
                for (int top = 0; top < Window.OutHeight; top += rows)
                {
                    int end = Math.Min(top + rows, Window.OutHeight);
                    if (isWithin)
                        RunWithin(ref tile, x, delta, sums + part, top, end);
                    else
                        RunPadded(ref tile, x, delta, sums + part, top, end);
                }
            }
        }

        Close(room[..(filters * taps * parts)], new Span<T>(DW + (nint)first * taps, filters * taps));
        if (DB is not null)
            Close(room.Slice(filters * taps * parts, filters * parts), new Span<T>(DB + first, filters));
    }

    /// <summary>Copies one block with zero padding, which is written once for all blocks. The buffer is pinned.</summary>
    private readonly T* Copy(T* x, bool clears)
    {
        int height = CopiedHeight, width = CopiedWidth, count = Math.Min(Window.Width, width - Window.Left) * Lanes;
        Span<T> room = KeptRoom<T, Copied>.Of(checked(Channels * height * width * Lanes));
        if (clears)
            room.Clear();

        for (int c = 0; c < Channels && count > 0; c++)
            for (int row = Window.Top; row < Math.Min(height, Window.Height + Window.Top); row++)
                new ReadOnlySpan<T>(x + ((nint)c * Window.Height + row - Window.Top) * Window.Width * Lanes, count)
                    .CopyTo(room.Slice(((c * height + row) * width + Window.Left) * Lanes, count));

        return (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(room));
    }

    private readonly int StripRows()
    {
        long row = ((long)Together * Window.OutWidth + (long)Math.Min(Channels, 4) * Window.Width * Window.StrideY) * Lanes * Unsafe.SizeOf<T>();
        return (int)Math.Max(Math.Max(1, ShortestStrip / Window.OutWidth), StripBytes / row);
    }

    private readonly void RunBiases(in GradientTile<T> tile, T* delta)
    {
        if (Images.IsWide<T>(Lanes))
            WideGradientTiles.Biases(tile, delta, Window.OutHeight * Window.OutWidth);
        else
            GradientTiles.Biases(tile, delta, Window.OutHeight * Window.OutWidth);
    }

    /// <summary>Four consecutive taps: all have the same pixels.</summary>
    private readonly void RunWithin(ref GradientTile<T> tile, T* x, T* delta, T* sums, int top, int end)
    {
        int taps = Taps, parts = Images.Parts<T>();
        tile.Delta = delta + top * tile.DeltaRow;
        (tile.Rows, tile.Columns) = (end - top, Window.OutWidth);
        x += top * tile.XRow;
        for (int tap = 0; tap < taps; tap += 4)
        {
            nint start = _offsets[tap];
            int t1 = Math.Min(tap + 1, taps - 1), t2 = Math.Min(tap + 2, taps - 1), t3 = Math.Min(tap + 3, taps - 1);
            tile.X = x + start;
            (tile.X1, tile.X2, tile.X3) = (_offsets[t1] - start, _offsets[t2] - start, _offsets[t3] - start);
            tile.Sums = sums + tap * parts;
            (tile.Sums1, tile.Sums2, tile.Sums3) = ((t1 - tap) * parts, (t2 - tap) * parts, (t3 - tap) * parts);
            RunTile(tile);
        }
    }

    /// <summary>The same tap in four channels: all have the same pixels.</summary>
    private readonly void RunPadded(ref GradientTile<T> tile, T* x, T* delta, T* sums, int top, int end)
    {
        int kernel = Window.KernelHeight * Window.KernelWidth, parts = Images.Parts<T>();
        nint plane = (nint)Window.Height * Window.Width * Lanes;
        for (int c = 0; c < Channels; c += 4)
        {
            int c1 = Math.Min(c + 1, Channels - 1) - c, c2 = Math.Min(c + 2, Channels - 1) - c, c3 = Math.Min(c + 3, Channels - 1) - c;
            (tile.X1, tile.X2, tile.X3) = (c1 * plane, c2 * plane, c3 * plane);
            (tile.Sums1, tile.Sums2, tile.Sums3) = ((nint)c1 * kernel * parts, (nint)c2 * kernel * parts, (nint)c3 * kernel * parts);
            for (int ky = 0; ky < Window.KernelHeight; ky++)
            {
                (int firstRow, int endRow) = Existing(Window.DilationY * ky - Window.Top, Window.StrideY, Window.Height, top, end);
                if (firstRow >= endRow)
                    continue;

                for (int kx = 0; kx < Window.KernelWidth; kx++)
                {
                    (int first, int endColumn) = Existing(Window.DilationX * kx - Window.Left, Window.StrideX, Window.Width, 0, Window.OutWidth);
                    if (first >= endColumn)
                        continue;

                    int tap = (c * Window.KernelHeight + ky) * Window.KernelWidth + kx;
                    tile.Delta = delta + firstRow * tile.DeltaRow + (nint)first * Lanes;
                    tile.X = x + _offsets[tap] + firstRow * tile.XRow + first * tile.XPixel;
                    tile.Sums = sums + (nint)tap * parts;
                    (tile.Rows, tile.Columns) = (endRow - firstRow, endColumn - first);
                    RunTile(tile);
                }
            }
        }
    }

    /// <summary>The pixels p, from first (inclusive) to end (exclusive), for which <c>stride p + offset</c> is an input.</summary>
    private static (int First, int End) Existing(int offset, int stride, int size, int first, int end) =>
        (offset < 0 ? Math.Max(first, (-offset + stride - 1) / stride) : first,
            offset < size ? Math.Min(end, (size - 1 - offset) / stride + 1) : first);

    private readonly void RunTile(in GradientTile<T> tile)
    {
        if (!Images.IsWide<T>(Lanes))
            GradientTiles.TwoByFour(tile);
        else if (tile.IsPair)
            WideGradientTiles.TwoByFour(tile);
        else
            WideGradientTiles.FourByFour(tile);
    }

    /// <summary>Closes sums by halves: the first halving here, the others in <see cref="NetGen.CompilerServices.Lanes.AddSums"/>.</summary>
    private readonly void Close(Span<T> sums, Span<T> gradients)
    {
        Span<Vector256<T>> vectors = MemoryMarshal.Cast<T, Vector256<T>>(sums);
        for (int i = 0; i < gradients.Length; i++)
            vectors[i] = vectors[2 * i] + vectors[2 * i + 1];

        if (IsFirst)
            gradients.Clear();

        CompilerServices.Lanes.AddSums(vectors[..gradients.Length], T.One, gradients);
    }

    /// <summary>The parts of the sums of a thread.</summary>
    private readonly struct Sums;

    /// <summary>The offset of each tap in a block.</summary>
    private readonly struct Offsets;

    /// <summary>A block with zero padding.</summary>
    private readonly struct Copied;
}
