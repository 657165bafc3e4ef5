using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// Convolutions of batches of images with samples in lanes, as <see cref="Images"/> lays them out, and of one image as it lies. Weights lie
/// filter by filter, each (channel of its group, row, column). Called by generated code.
/// </summary>
/// <remarks>
/// Each sum is one chain of multiply-adds from the bias on, over channels, rows and columns of the window, without the taps that fall
/// outside the image: so the bits of a sample depend neither on the batch around it nor on the hardware's vectors or on threads. One image
/// alone multiplies the zeros of its padding, which does not show unless a weight is infinite or not a number.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Convolution
{
    /// <summary><c>z[f, y, x] = b[f] + sum of W[f, c, ky, kx] x[c, Sy y + D ky - Top, Sx x + D kx - Left]</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, in blocks of samples.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="z">Receives the sums, in blocks of samples.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <param name="rectifies">Whether z receives 0 for what is less.</param>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window, int n, int threads, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForwardBlocks(x, W, b, default, z, window, n, threads, rectifies, pools: false, Images.Lanes<T>());

    /// <summary>
    /// The largest of each 2 x 2 outputs of a convolution, whose rows and columns are even, for n samples. A number that is not one is the
    /// largest.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, in blocks of samples.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="places">Receives which of the four outputs, row by row, was the first that is the largest: 0, 1, 2 or 3. Empty if it is not wanted.</param>
    /// <param name="a">Receives the largest, in blocks of samples.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <param name="rectifies">Whether a receives 0 for what is less.</param>
    public static void ForwardPooled<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> places, Span<T> a, in SlidingWindow window, int n, int threads, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForwardBlocks(x, W, b, places, a, window, n, threads, rectifies, pools: true, Images.Lanes<T>());

    /// <summary>The way back of <see cref="ForwardPooled"/> to the outputs of the convolution, for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta2">The gradient of a, in blocks of samples.</param>
    /// <param name="a">The largest of each window.</param>
    /// <param name="places">Which they were.</param>
    /// <param name="delta">Receives the gradient of the convolution's outputs, in blocks of samples.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <param name="rectifies">Whether the gradient is 0 where a is not above 0.</param>
    public static void SpreadPooled<T>(ReadOnlySpan<T> delta2, ReadOnlySpan<T> a, ReadOnlySpan<T> places, Span<T> delta, in SlidingWindow window, int n, int threads, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SpreadBlocks(delta2, a, places, delta, window, n, threads, rectifies, Images.Lanes<T>());

    /// <summary><c>dL/dx = W^T delta</c> for n samples: a sum over filters, rows and columns of the window, in this order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradient of the outputs, in blocks of samples.</param>
    /// <param name="W">The weights.</param>
    /// <param name="dx">Receives the gradient of the inputs, in blocks of samples.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than to overwrite it.</param>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> W, Span<T> dx, in SlidingWindow window, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        InputGradientBlocks(delta, W, dx, window, n, threads, adds, Images.Lanes<T>());

    /// <summary><c>dW[f, c, ky, kx] = sum of delta[f, y, x] x[c, Sy y + D ky - Top, Sx x + D kx - Left]</c> over n samples and all outputs, in the parts that <see cref="Images"/> describes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, in blocks of samples; lanes without a sample hold finite numbers.</param>
    /// <param name="delta">The gradient of the outputs, in blocks of samples; lanes without a sample hold 0.</param>
    /// <param name="dW">The gradient of the weights.</param>
    /// <param name="db">The gradient of the biases; empty for none.</param>
    /// <param name="window">The geometry.</param>
    /// <param name="isFirst">Whether to overwrite the gradients rather than to add to them.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">How many threads may share the work.</param>
    public static void WeightGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> dW, Span<T> db, in SlidingWindow window, bool isFirst, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WeightGradientBlocks(x, delta, dW, db, window, isFirst, n, threads, Images.Lanes<T>());

    /// <summary>
    /// <see cref="Forward"/> of one sample in its natural order (channel, row, column). It multiplies the zeros of padding as well, so it has
    /// the same bits where the weights are finite.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input; if it goes on for <see cref="Dense.Padding"/> numbers, windows without padding that move column by column need no copy.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="z">Receives the sums.</param>
    /// <param name="window">The geometry.</param>
    public static void ForwardOne<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunOne(x, W, b, z, window, rectifies: false, pools: false);

    /// <summary><see cref="ForwardPooled"/> of one sample in its natural order (channel, row, column), with the same bits where the weights are finite.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input, as for <see cref="ForwardOne"/>.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="a">Receives the largest of each 2 x 2 outputs.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="rectifies">Whether a receives 0 for what is less.</param>
    public static void ForwardOnePooled<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> a, in SlidingWindow window, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunOne(x, W, b, a, window, rectifies, pools: true);
}
