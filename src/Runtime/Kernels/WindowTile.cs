namespace NetGen.CompilerServices;

/// <summary>
/// The arguments of the tiles of a convolution: two channels of the result times four pixels, each a vector of samples or of columns.
/// Distances are in numbers. These are pointers rather than references, because padding lies before the start of a buffer.
/// </summary>
internal unsafe struct WindowTile<T>
    where T : unmanaged
{
    /// <summary>The first pixel's first tap, that tap's weight in the first channel, the biases (null: none), and the results.</summary>
    public T* X, W, B, Z;

    /// <summary>For pooled pixels: receives the index of the largest; null: not needed.</summary>
    public T* Places;

    /// <summary>The number of channels that are summed over, and of rows and columns of taps in each.</summary>
    public nint Channels, Rows, Columns;

    /// <summary>The distances between taps in the source.</summary>
    public nint XChannel, XRow, XColumn;

    /// <summary>The distances between taps in the weights.</summary>
    public nint WChannel, WRow, WColumn;

    /// <summary>The distances from the first pixel to the others in the source.</summary>
    public nint Pixel1, Pixel2, Pixel3;

    /// <summary>The distances from the first channel of the result to the second; 0 if there is only one.</summary>
    public nint WNext, ZNext, BNext;

    /// <summary>The distance between pixels in the result.</summary>
    public nint ZPixel;

    /// <summary>The distances between tiles.</summary>
    public nint XTile, ZTile;

    /// <summary>Masks of the pixels that have a row of taps, and of those that have a column of taps.</summary>
    public byte* RowMasks, ColumnMasks;

    /// <summary>The number of pixels that exist.</summary>
    public int Pixels;

    /// <summary>Whether there is a second channel.</summary>
    public bool IsPair;

    /// <summary>Whether to take the largest of the four pixels, to clamp the result to 0 or more, and to add it.</summary>
    public bool Pools, Rectifies, Adds;
}
