namespace NetGen.CompilerServices;

/// <summary>
/// The arguments of the tiles of a convolution's weight gradient: two or four filters times four taps, summed over a rectangle of pixels.
/// Distances are in numbers. If there are fewer filters or taps than in a tile, some are computed and written twice.
/// </summary>
internal unsafe struct GradientTile<T>
    where T : unmanaged
{
    /// <summary>The first pixel of delta and of the first tap in x, and the sums of the first filter and tap.</summary>
    public T* Delta, X, Sums;

    /// <summary>The sums of the bias of the first filter.</summary>
    public T* Biases;

    /// <summary>The distances from the first filter to the others in delta, in the sums, and in the sums of the biases.</summary>
    public nint Delta1, Delta2, Delta3, Filter1, Filter2, Filter3, Bias1, Bias2, Bias3;

    /// <summary>The distances from the first tap to the others, in x and in the sums.</summary>
    public nint X1, X2, X3, Sums1, Sums2, Sums3;

    /// <summary>The size of the rectangle.</summary>
    public nint Rows, Columns;

    /// <summary>The distances between rows in delta and x, and between pixels in x.</summary>
    public nint DeltaRow, XRow, XPixel;

    /// <summary>Whether there are at most two filters.</summary>
    public bool IsPair;
}
