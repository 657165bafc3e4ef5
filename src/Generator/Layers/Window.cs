using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>
/// A declared window that slides over an image (channels, height, width) or over a signal (channels, length), which is an image with one row.
/// </summary>
/// <param name="Height">Its rows, for an image.</param>
/// <param name="Width">Its columns, or its length for a signal.</param>
/// <param name="StrideY">The number of rows between neighboring positions, for an image.</param>
/// <param name="StrideX">The number of columns between neighboring positions.</param>
/// <param name="Top">The number of zero rows above an image, if <paramref name="Pads"/> is Given.</param>
/// <param name="Left">The number of zero columns on the left, if <paramref name="Pads"/> is Given.</param>
/// <param name="Bottom">The number of zero rows below an image, if <paramref name="Pads"/> is Given.</param>
/// <param name="Right">The number of zero columns on the right, if <paramref name="Pads"/> is Given.</param>
/// <param name="DilationY">The distance in rows of the input between neighboring numbers of the window, for an image.</param>
/// <param name="DilationX">The distance in columns between neighboring numbers of the window.</param>
/// <param name="Pads">How the input is padded.</param>
internal sealed record Window(
    int Height, int Width, int StrideY, int StrideX, int Top, int Left, int Bottom, int Right, int DilationY = 1, int DilationX = 1, PaddingKind Pads = PaddingKind.Given)
{
    /// <summary>The maximum reach of a window. It keeps all positions, including padding, within the range of int.</summary>
    public const int MostReach = 1 << 29;

    /// <summary>A window with the same stride and dilation in both dimensions and the same padding at each end.</summary>
    public Window(int height, int width, int stride, int padding, int dilation = 1, PaddingKind pads = PaddingKind.Given)
        : this(height, width, stride, stride, padding, padding, padding, padding, dilation, dilation, pads)
    {
    }

    /// <summary>Whether it exceeds that in any dimension.</summary>
    public bool ReachesTooFar => Reach(Height, DilationY) > MostReach || Reach(Width, DilationX) > MostReach || MostPadding > MostReach;

    /// <summary>Whether zeros of a given number surround the input.</summary>
    public bool HasPadding => MostPadding > 0;

    private int MostPadding => Math.Max(Math.Max(Top, Bottom), Math.Max(Left, Right));

    /// <summary>Its text in tables: <c>3x3</c>, and settings that differ from the default.</summary>
    public string Text(int rank, int usualStrideY, int usualStrideX)
    {
        bool isImage = rank == 3;
        string[] parts =
        [
            isImage ? $"{Height}x{Width}" : $"{Width}",
            .. StrideX == usualStrideX && (StrideY == usualStrideY || !isImage) ? [] : new[] { $"stride {Both($"{StrideY}", $"{StrideX}")}" },
            .. Pads == PaddingKind.Given ? HasPadding ? [$"padding {Both(Ends(Top, Bottom), Ends(Left, Right))}"] : [] : new[] { Pads.ToString().ToLowerInvariant() },
            .. DilationX == 1 && (DilationY == 1 || !isImage) ? [] : new[] { $"dilation {Both($"{DilationY}", $"{DilationX}")}" },
        ];
        return string.Join(", ", parts);

        string Both(string rows, string columns) => !isImage || rows == columns ? columns : $"{rows}x{columns}";

        static string Ends(int first, int last) => first == last ? $"{first}" : $"{first}+{last}";
    }

    /// <summary>An operator of ONNX with this window as its attributes, for a value with this number of dimensions.</summary>
    public Onnx Describe(Onnx function, int rank)
    {
        (int top, int bottom) = Padding(Height, DilationY, Top, Bottom);
        (int left, int right) = Padding(Width, DilationX, Left, Right);
        return function
            .Ints("kernel_shape", Each(Height, Width))
            .Ints("strides", Each(StrideY, StrideX), usual: 1)
            .Ints("pads", [.. Each(top, left), .. Each(bottom, right)], usual: 0)
            .Ints("dilations", Each(DilationY, DilationX), usual: 1);

        int[] Each(int rows, int columns) => rank == 2 ? [columns] : [rows, columns];
    }

    /// <summary>The window over a value of this shape.</summary>
    public SlidingPlan Over(Shape shape)
    {
        bool isImage = shape.Dimensions.Count == 3;
        (int height, int width) = (isImage ? shape.Dimensions[1] : 1, shape.Dimensions[shape.Dimensions.Count - 1]);
        (int rows, int strideY, int dilationY) = isImage ? (Height, StrideY, DilationY) : (1, 1, DilationX);
        (int top, int bottom) = isImage ? Padding(Height, DilationY, Top, Bottom) : (0, 0);
        (int left, int right) = Padding(Width, DilationX, Left, Right);
        return new SlidingPlan(
            shape.Dimensions[0], height, width, rows, Width, strideY, StrideX, top, left, bottom, right, dilationY, DilationX,
            Places(height, Reach(rows, dilationY), strideY, top + (long)bottom), Places(width, Reach(Width, DilationX), StrideX, left + (long)right));
    }

    /// <summary>The padding before and after one dimension, for a window of this size there.</summary>
    private (int Before, int After) Padding(int size, int dilation, int before, int after)
    {
        long reach = Reach(size, dilation);
        return Pads switch
        {
            PaddingKind.Same => (Saturate(reach / 2), Saturate(reach - reach / 2)),
            PaddingKind.Causal => (Saturate(reach), 0),
            _ => (before, after),
        };

        static int Saturate(long count) => (int)Math.Min(int.MaxValue, count);
    }

    /// <summary>The distance from the first to the last of a number of window elements.</summary>
    private static long Reach(int size, int dilation) => (long)dilation * (size - 1);

    /// <summary>The number of positions in one dimension; 0 or less if the window does not fit.</summary>
    private static int Places(int size, long reach, int stride, long padding)
    {
        long room = size + padding - reach - 1;
        return room < 0 ? 0 : (int)Math.Min(int.MaxValue, room / stride + 1);
    }
}

/// <summary>How a window's input is padded.</summary>
internal enum PaddingKind
{
    /// <summary>By a given number of zeros.</summary>
    Given,

    /// <summary>So that the output has the size of the input.</summary>
    Same,

    /// <summary>So that no output reads later inputs.</summary>
    Causal,
}

/// <summary>A window over a value: output (row, col) reads the inputs (StrideY row + DilationY ky - Top, StrideX col + DilationX kx - Left).</summary>
internal sealed record SlidingPlan(
    int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int Top, int Left, int Bottom, int Right,
    int DilationY, int DilationX, int OutHeight, int OutWidth)
{
    /// <summary>Whether it fits.</summary>
    public bool Fits => OutHeight > 0 && OutWidth > 0;

    /// <summary>The distance from the first to the last row of a window.</summary>
    public long ReachY => (long)DilationY * (KernelHeight - 1);

    /// <summary>The distance from the first to the last column of a window.</summary>
    public long ReachX => (long)DilationX * (KernelWidth - 1);

    /// <summary>Whether each position reads an input, and not padding alone: none steps over an input that is smaller than its dilation.</summary>
    public bool ReachesInput => Math.Max(Top, Bottom) <= ReachY && Math.Max(Left, Right) <= ReachX && (Top == 0 || DilationY <= Height) && (Left == 0 || DilationX <= Width);

    /// <summary>Whether no position reads padding.</summary>
    public bool IsInside => Top == 0 && Left == 0
        && StrideY * (OutHeight - 1) + ReachY < Height && StrideX * (OutWidth - 1) + ReachX < Width;

    /// <summary>The inputs of one channel that a window position reads: the place of each in the kernel and in the channel.</summary>
    public IEnumerable<(int Ky, int Kx, int Input)> Taps(int row, int col)
    {
        for (int ky = 0; ky < KernelHeight; ky++)
        {
            for (int kx = 0; kx < KernelWidth; kx++)
            {
                (int y, int x) = (StrideY * row + DilationY * ky - Top, StrideX * col + DilationX * kx - Left);
                if (y >= 0 && y < Height && x >= 0 && x < Width)
                    yield return (ky, kx, y * Width + x);
            }
        }
    }

    /// <summary>The window positions that read an input: its place in the kernel, and the position in the output channel.</summary>
    public IEnumerable<(int Ky, int Kx, int Output)> Readers(int input)
    {
        for (int output = 0; output < OutHeight * OutWidth; output++)
        {
            foreach ((int ky, int kx, int read) in Taps(output / OutWidth, output % OutWidth))
            {
                if (read == input)
                    yield return (ky, kx, output);
            }
        }
    }

    /// <summary>The ranges of an output whose numbers read the same kernel elements, each one input further than the one before.</summary>
    public IEnumerable<(int First, int Count)> Stretches(int channels)
    {
        for (int first = 0; first < channels * OutHeight * OutWidth;)
        {
            int row = first / OutWidth % OutHeight, col = first % OutWidth, count = 1;
            while (StrideX == 1 && col + count < OutWidth && Kernel(row, col).SequenceEqual(Kernel(row, col + count)))
                count++;

            yield return (first, count);
            first += count;
        }

        IEnumerable<(int, int)> Kernel(int row, int col) => Taps(row, col).Select(tap => (tap.Ky, tap.Kx));
    }

    /// <summary>The expression that creates the window in generated code, with the padding behind the input if a kernel needs that.</summary>
    public string Construct(string services, int filters, int groups, bool withEnds = false)
    {
        string text = $"new {services}.SlidingWindow(channels: {Channels}, height: {Height}, width: {Width}, filters: {filters}, outHeight: {OutHeight}, outWidth: {OutWidth}, kernelHeight: {KernelHeight}, kernelWidth: {KernelWidth}";
        return text + Other("strideY", StrideY, 1) + Other("strideX", StrideX, 1) + Other("top", Top, 0) + Other("left", Left, 0) + Other("dilation", DilationY, 1) + Other("groups", groups, 1)
            + Other("dilationX", DilationX, DilationY)
            + (withEnds ? Other("bottom", Bottom, Top) + Other("right", Right, Left) : "") + ")";

        static string Other(string name, int value, int usual) => value == usual ? "" : $", {name}: {value}";
    }

    /// <summary>The input position that the window reads, in the notes: <c>2 row + ky - 1, 2 col + kx - 1</c>, or <c>col + k</c> over a signal.</summary>
    public string Reads(int rank)
    {
        string across = Place("col", StrideX, DilationX, rank == 2 ? "k" : "kx", Left);
        return rank == 2 ? across : $"{Place("row", StrideY, DilationY, "ky", Top)}, {across}";

        string Place(string name, int stride, int dilation, string kernel, int padding) =>
            $"{(stride == 1 ? "" : $"{stride} ")}{name} + {(dilation == 1 ? "" : $"{dilation} ")}{kernel}{(padding == 0 ? "" : $" - {padding}")}";
    }
}
