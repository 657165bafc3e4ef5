using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>
/// A window that slides over images, of which each place gives a number of the output: the geometry of a convolution or of a pooling.
/// Output (y, x) reads the inputs (Stride y + Dilation ky - Top, Stride x + Dilation kx - Left), those of them that exist. A signal is
/// an image of one row. Made by generated code, which has checked it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SlidingWindow
{
    /// <summary>A window of a convolution or a pooling.</summary>
    /// <param name="channels">The number of input channels.</param>
    /// <param name="height">The rows of the input.</param>
    /// <param name="width">The columns of the input.</param>
    /// <param name="filters">The number of output channels; of a pooling, that of the input channels.</param>
    /// <param name="outHeight">The rows of the output.</param>
    /// <param name="outWidth">The columns of the output.</param>
    /// <param name="kernelHeight">The rows of the window.</param>
    /// <param name="kernelWidth">The columns of the window.</param>
    /// <param name="strideY">How many rows neighbouring places of the window are apart.</param>
    /// <param name="strideX">How many columns neighbouring places of the window are apart.</param>
    /// <param name="top">How many rows of padding lie above the input.</param>
    /// <param name="left">How many columns of padding lie left of the input.</param>
    /// <param name="dilation">How many rows, and columns, neighbouring numbers of the window of a convolution are apart; 1 for a pooling.</param>
    /// <param name="groups">Into how many groups a convolution divides its channels and filters.</param>
    public SlidingWindow(
        int channels, int height, int width, int filters, int outHeight, int outWidth, int kernelHeight, int kernelWidth,
        int strideY = 1, int strideX = 1, int top = 0, int left = 0, int dilation = 1, int groups = 1)
    {
        (Channels, Height, Width) = (channels, height, width);
        (Filters, OutHeight, OutWidth) = (filters, outHeight, outWidth);
        (KernelHeight, KernelWidth) = (kernelHeight, kernelWidth);
        (StrideY, StrideX, Top, Left, Dilation, Groups) = (strideY, strideX, top, left, dilation, groups);
    }

    /// <summary>The number of input channels.</summary>
    public int Channels { get; }

    /// <summary>The rows of the input.</summary>
    public int Height { get; }

    /// <summary>The columns of the input.</summary>
    public int Width { get; }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The rows of the output.</summary>
    public int OutHeight { get; }

    /// <summary>The columns of the output.</summary>
    public int OutWidth { get; }

    /// <summary>The rows of the window.</summary>
    public int KernelHeight { get; }

    /// <summary>The columns of the window.</summary>
    public int KernelWidth { get; }

    /// <summary>How many rows neighbouring places of the window are apart.</summary>
    public int StrideY { get; }

    /// <summary>How many columns neighbouring places of the window are apart.</summary>
    public int StrideX { get; }

    /// <summary>How many rows of padding lie above the input.</summary>
    public int Top { get; }

    /// <summary>How many columns of padding lie left of the input.</summary>
    public int Left { get; }

    /// <summary>How many rows, and columns, neighbouring numbers of the window of a convolution are apart; 1 for a pooling.</summary>
    public int Dilation { get; }

    /// <summary>Into how many groups a convolution divides its channels and filters.</summary>
    public int Groups { get; }

    /// <summary>The numbers of one input.</summary>
    public int InputSize => checked(Channels * Height * Width);

    /// <summary>The numbers of one output.</summary>
    public int OutputSize => checked(Filters * OutHeight * OutWidth);

    /// <summary>Whether it is a window of 2 x 2 whose places lie next to each other and on the input: the usual pooling.</summary>
    internal bool IsHalving =>
        KernelHeight == 2 && KernelWidth == 2 && StrideY == 2 && StrideX == 2 && Top == 0 && Left == 0 && 2 * OutHeight <= Height && 2 * OutWidth <= Width;

    /// <summary>How many rows of a window lie on the input.</summary>
    internal int ExistingRows(int y) => Count(Reach.OfWindow(y * StrideY - Top, KernelHeight, Height));

    /// <summary>How many columns of a window lie on the input.</summary>
    internal int ExistingColumns(int x) => Count(Reach.OfWindow(x * StrideX - Left, KernelWidth, Width));

    /// <summary>How many rows of a window lie on the input or on its padding, of which there is as much below as above.</summary>
    internal int PaddedRows(int y) => Count(Reach.OfWindow(y * StrideY, KernelHeight, Height + 2 * Top));

    /// <summary>How many columns of a window lie on the input or on its padding, of which there is as much on the right as on the left.</summary>
    internal int PaddedColumns(int x) => Count(Reach.OfWindow(x * StrideX, KernelWidth, Width + 2 * Left));

    private static int Count((int First, int End) reach) => reach.End - reach.First;
}
