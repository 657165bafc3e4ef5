namespace NetGen.CompilerServices;

/// <summary>
/// What tiles of the gradient of a convolution's weights need to know: two or four filters times four taps, summed over a rectangle of pixels.
/// Distances are in numbers. What there is less of than a tile has is computed twice, and so written twice.
/// </summary>
internal unsafe struct GradientTile<T>
    where T : unmanaged
{
    /// <summary>The first pixel of delta and of the first tap in x, and the sums of the first filter and tap.</summary>
    public T* Delta, X, Sums;

    /// <summary>The sums of the bias of the first filter.</summary>
    public T* Biases;

    /// <summary>From the first filter to the others in delta, the sums, and the sums of the biases.</summary>
    public nint Delta1, Delta2, Delta3, Filter1, Filter2, Filter3, Bias1, Bias2, Bias3;

    /// <summary>From the first tap to the others, in x and the sums.</summary>
    public nint X1, X2, X3, Sums1, Sums2, Sums3;

    /// <summary>The rectangle.</summary>
    public nint Rows, Columns;

    /// <summary>From one row to the next in delta and x, and from one pixel to the next in x.</summary>
    public nint DeltaRow, XRow, XPixel;

    /// <summary>Whether there are no more than two filters.</summary>
    public bool IsPair;
}
