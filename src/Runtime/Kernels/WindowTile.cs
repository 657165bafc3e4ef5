namespace NetGen.CompilerServices;

/// <summary>
/// What tiles of a convolution need to know: two channels of the result times four pixels, each a vector of samples or of columns.
/// Distances are in numbers. There are pointers and not references, since what padding stands for lies before a buffer.
/// </summary>
internal unsafe struct WindowTile<T>
    where T : unmanaged
{
    /// <summary>The first pixel's first tap, that tap's weight in the first channel, the biases (null: none), and where results go.</summary>
    public T* X, W, B, Z;

    /// <summary>Of pooled pixels: receives which is the largest; null: not wanted.</summary>
    public T* Places;

    /// <summary>How many channels are summed over, and in each how many rows of how many taps.</summary>
    public nint Channels, Rows, Columns;

    /// <summary>From one tap to the next in the source.</summary>
    public nint XChannel, XRow, XColumn;

    /// <summary>From one tap to the next in the weights.</summary>
    public nint WChannel, WRow, WColumn;

    /// <summary>From the first pixel to the others in the source.</summary>
    public nint Pixel1, Pixel2, Pixel3;

    /// <summary>From the first channel of the result to the second; 0 if there is only one.</summary>
    public nint WNext, ZNext, BNext;

    /// <summary>From one pixel to the next in the result.</summary>
    public nint ZPixel;

    /// <summary>From one tile to the next.</summary>
    public nint XTile, ZTile;

    /// <summary>Which pixels have a row of taps, and which have a column of taps.</summary>
    public byte* RowMasks, ColumnMasks;

    /// <summary>How many of the pixels exist.</summary>
    public int Pixels;

    /// <summary>Whether there is a second channel.</summary>
    public bool IsPair;

    /// <summary>Whether the result is the largest of the four pixels, whether it is at least 0, and whether it is added.</summary>
    public bool Pools, Rectifies, Adds;
}
