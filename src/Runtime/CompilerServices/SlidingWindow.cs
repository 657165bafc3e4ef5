using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>
/// A window that slides over images, each position of which gives a number of the output: the geometry of a convolution or a pooling.
/// Output (y, x) reads the inputs (StrideY y + DilationY ky - Top, StrideX x + DilationX kx - Left) that exist. A signal is
/// an image with one row. Created by generated code, which has checked it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SlidingWindow
{
    /// <summary>Creates the window of a convolution or a pooling.</summary>
    /// <param name="channels">The number of input channels.</param>
    /// <param name="height">The rows of the input.</param>
    /// <param name="width">The columns of the input.</param>
    /// <param name="filters">The number of output channels; for a pooling, that of the input channels.</param>
    /// <param name="outHeight">The rows of the output.</param>
    /// <param name="outWidth">The columns of the output.</param>
    /// <param name="kernelHeight">The rows of the window.</param>
    /// <param name="kernelWidth">The columns of the window.</param>
    /// <param name="strideY">The number of rows between neighboring positions of the window.</param>
    /// <param name="strideX">The number of columns between neighboring positions of the window.</param>
    /// <param name="top">The number of padding rows above the input.</param>
    /// <param name="left">The number of padding columns left of the input.</param>
    /// <param name="dilation">The distance in rows between neighboring numbers of the window, and in columns unless that is given; 1 for an average.</param>
    /// <param name="groups">The number of groups into which a convolution divides its channels and filters.</param>
    /// <param name="bottom">The number of padding rows below the input, for averages that count them; as many as above unless given.</param>
    /// <param name="right">The number of padding columns right of the input, likewise; as many as on the left unless given.</param>
    /// <param name="dilationX">The distance in columns between neighboring numbers of the window; that in rows unless given.</param>
    public SlidingWindow(
        int channels, int height, int width, int filters, int outHeight, int outWidth, int kernelHeight, int kernelWidth,
        int strideY = 1, int strideX = 1, int top = 0, int left = 0, int dilation = 1, int groups = 1, int? bottom = null, int? right = null, int? dilationX = null)
    {
        (Channels, Height, Width) = (channels, height, width);
        (Filters, OutHeight, OutWidth) = (filters, outHeight, outWidth);
        (KernelHeight, KernelWidth) = (kernelHeight, kernelWidth);
        (StrideY, StrideX, Top, Left, DilationY, DilationX, Groups) = (strideY, strideX, top, left, dilation, dilationX ?? dilation, groups);
        (Bottom, Right) = (bottom ?? top, right ?? left);
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

    /// <summary>The number of rows between neighboring positions of the window.</summary>
    public int StrideY { get; }

    /// <summary>The number of columns between neighboring positions of the window.</summary>
    public int StrideX { get; }

    /// <summary>The number of padding rows above the input.</summary>
    public int Top { get; }

    /// <summary>The number of padding columns left of the input.</summary>
    public int Left { get; }

    /// <summary>The number of padding rows below the input, as averages count them.</summary>
    public int Bottom { get; }

    /// <summary>The number of padding columns right of the input, as averages count them.</summary>
    public int Right { get; }

    /// <summary>The distance in rows between neighboring numbers of the window; 1 for an average.</summary>
    public int DilationY { get; }

    /// <summary>The distance in columns between neighboring numbers of the window; 1 for an average.</summary>
    public int DilationX { get; }

    /// <summary>The number of groups into which a convolution divides its channels and filters.</summary>
    public int Groups { get; }

    /// <summary>The number of elements of one input.</summary>
    public int InputSize => checked(Channels * Height * Width);

    /// <summary>The number of elements of one output.</summary>
    public int OutputSize => checked(Filters * OutHeight * OutWidth);

    /// <summary>Whether it is a window of 2 x 2 with a stride of 2 and no padding: the usual pooling.</summary>
    internal bool IsHalving =>
        KernelHeight == 2 && KernelWidth == 2 && StrideY == 2 && StrideX == 2 && DilationY == 1 && DilationX == 1 && Top == 0 && Left == 0 && 2 * OutHeight <= Height && 2 * OutWidth <= Width;

    /// <summary>The number of rows of a window that lie on the input.</summary>
    internal int ExistingRows(int y) => Count(Reach.OfWindow(y * StrideY - Top, KernelHeight, Height));

    /// <summary>The number of columns of a window that lie on the input.</summary>
    internal int ExistingColumns(int x) => Count(Reach.OfWindow(x * StrideX - Left, KernelWidth, Width));

    /// <summary>The number of rows of a window that lie on the input or its padding.</summary>
    internal int PaddedRows(int y) => Count(Reach.OfWindow(y * StrideY, KernelHeight, Height + Top + Bottom));

    /// <summary>The number of columns of a window that lie on the input or its padding.</summary>
    internal int PaddedColumns(int x) => Count(Reach.OfWindow(x * StrideX, KernelWidth, Width + Left + Right));

    private static int Count((int First, int End) reach) => reach.End - reach.First;
}
