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
/// <param name="Stride">The distance between neighboring positions.</param>
/// <param name="Padding">The number of zeros at each end of each dimension, if <paramref name="Pads"/> is Given.</param>
/// <param name="Dilation">The distance in the input between neighboring numbers of the window.</param>
/// <param name="Pads">How the input is padded.</param>
internal sealed record Window(int Height, int Width, int Stride, int Padding, int Dilation = 1, PaddingKind Pads = PaddingKind.Given)
{
    /// <summary>The maximum reach of a window. It keeps all positions, including padding, within the range of int.</summary>
    public const int MostReach = 1 << 29;

    /// <summary>Whether it exceeds that in any dimension.</summary>
    public bool ReachesTooFar => Reach(Height) > MostReach || Reach(Width) > MostReach || Padding > MostReach;

    /// <summary>Its text in tables: <c>3x3</c>, and settings that differ from the default.</summary>
    public string Text(int rank, int usualStride)
    {
        string[] parts =
        [
            rank == 2 ? $"{Width}" : $"{Height}x{Width}",
            .. Stride == usualStride ? [] : new[] { $"stride {Stride}" },
            .. Pads == PaddingKind.Given ? Padding == 0 ? [] : [$"padding {Padding}"] : new[] { Pads.ToString().ToLowerInvariant() },
            .. Dilation == 1 ? [] : new[] { $"dilation {Dilation}" },
        ];
        return string.Join(", ", parts);
    }

    /// <summary>An operator of ONNX with this window as its attributes, for a value with this number of dimensions.</summary>
    public Onnx Describe(Onnx function, int rank)
    {
        int[] kernel = rank == 2 ? [Width] : [Height, Width];
        IReadOnlyList<int> Each(int value) => [.. kernel.Select(_ => value)];
        return function
            .Ints("kernel_shape", kernel)
            .Ints("strides", Each(Stride), usual: 1)
            .Ints("pads", [.. kernel.Select(Before), .. kernel.Select(After)], usual: 0)
            .Ints("dilations", Each(Dilation), usual: 1);
    }

    /// <summary>The window over a value of this shape.</summary>
    public SlidingPlan Over(Shape shape)
    {
        bool isImage = shape.Dimensions.Count == 3;
        (int height, int width) = (isImage ? shape.Dimensions[1] : 1, shape.Dimensions[shape.Dimensions.Count - 1]);
        (int rows, int top, int bottom) = isImage ? (Height, Before(Height), After(Height)) : (1, 0, 0);
        int strideY = isImage ? Stride : 1;
        return new SlidingPlan(
            shape.Dimensions[0], height, width, rows, Width, strideY, Stride, top, Before(Width), Dilation,
            Places(height, rows, strideY, top + (long)bottom), Places(width, Width, Stride, Before(Width) + (long)After(Width)));
    }

    private int Before(int size) => Pads switch
    {
        PaddingKind.Same => (int)Math.Min(int.MaxValue, Reach(size) / 2),
        PaddingKind.Causal => (int)Math.Min(int.MaxValue, Reach(size)),
        _ => Padding,
    };

    private int After(int size) => Pads switch
    {
        PaddingKind.Same => (int)Math.Min(int.MaxValue, Reach(size) - Reach(size) / 2),
        PaddingKind.Causal => 0,
        _ => Padding,
    };

    /// <summary>The distance from the first to the last of a number of window elements.</summary>
    private long Reach(int size) => (long)Dilation * (size - 1);

    /// <summary>The number of positions in one dimension; 0 or less if the window does not fit.</summary>
    private int Places(int size, int window, int stride, long padding)
    {
        long room = size + padding - Reach(window) - 1;
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

/// <summary>A window over a value: output (row, col) reads the inputs (StrideY row + Dilation ky - Top, StrideX col + Dilation kx - Left).</summary>
internal sealed record SlidingPlan(
    int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int StrideY, int StrideX, int Top, int Left, int Dilation, int OutHeight, int OutWidth)
{
    /// <summary>Whether it fits.</summary>
    public bool Fits => OutHeight > 0 && OutWidth > 0;

    /// <summary>Whether no position reads padding.</summary>
    public bool IsInside => Top == 0 && Left == 0
        && StrideY * (OutHeight - 1) + Dilation * (KernelHeight - 1) < Height && StrideX * (OutWidth - 1) + Dilation * (KernelWidth - 1) < Width;

    /// <summary>The inputs of one channel that a window position reads: the place of each in the kernel and in the channel.</summary>
    public IEnumerable<(int Ky, int Kx, int Input)> Taps(int row, int col)
    {
        for (int ky = 0; ky < KernelHeight; ky++)
        {
            for (int kx = 0; kx < KernelWidth; kx++)
            {
                (int y, int x) = (StrideY * row + Dilation * ky - Top, StrideX * col + Dilation * kx - Left);
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

    /// <summary>The expression that creates the window in generated code.</summary>
    public string Construct(string services, int filters, int groups)
    {
        string text = $"new {services}.SlidingWindow(channels: {Channels}, height: {Height}, width: {Width}, filters: {filters}, outHeight: {OutHeight}, outWidth: {OutWidth}, kernelHeight: {KernelHeight}, kernelWidth: {KernelWidth}";
        return text + Other("strideY", StrideY, 1) + Other("strideX", StrideX, 1) + Other("top", Top, 0) + Other("left", Left, 0) + Other("dilation", Dilation, 1) + Other("groups", groups, 1) + ")";

        static string Other(string name, int value, int usual) => value == usual ? "" : $", {name}: {value}";
    }

    /// <summary>The input position that the window reads, in the notes: <c>2 row + ky - 1, 2 col + kx - 1</c>, or <c>col + k</c> over a signal.</summary>
    public string Reads(int rank)
    {
        string across = Place("col", StrideX, rank == 2 ? "k" : "kx", Left);
        return rank == 2 ? across : $"{Place("row", StrideY, "ky", Top)}, {across}";

        string Place(string name, int stride, string kernel, int padding) =>
            $"{(stride == 1 ? "" : $"{stride} ")}{name} + {(Dilation == 1 ? "" : $"{Dilation} ")}{kernel}{(padding == 0 ? "" : $" - {padding}")}";
    }
}
