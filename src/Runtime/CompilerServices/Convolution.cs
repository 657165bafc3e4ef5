using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// Convolutions of batches of images with samples in lanes, in the layout of <see cref="Images"/>, and of one image in its natural order.
/// Weights are stored filter by filter, each as (channel of its group, row, column). Called by generated code.
/// </summary>
/// <remarks>
/// Each sum is one chain of multiply-adds that starts at the bias, over channels, rows and columns of the window, without the taps
/// outside the image. So the bits of a sample depend neither on the batch nor on the hardware's vectors nor on threads. A single image
/// also multiplies the zeros of its padding, which makes no difference unless a weight is infinite or NaN.
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
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window, int n, int threads, bool rectifies = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForwardBlocks(x, W, b, default, z, window, n, threads, rectifies, pools: false, Images.Lanes<T>());

    /// <summary>
    /// Computes the largest of each 2 x 2 outputs of a convolution, whose numbers of rows and columns are even, for n samples. NaN counts as the
    /// largest.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, in blocks of samples.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="places">Receives the index of the first largest of the four outputs, row by row: 0, 1, 2 or 3. Empty if not needed.</param>
    /// <param name="a">Receives the largest, in blocks of samples.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void ForwardPooled<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> places, Span<T> a, in SlidingWindow window, int n, int threads, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForwardBlocks(x, W, b, places, a, window, n, threads, rectifies, pools: true, Images.Lanes<T>());

    /// <summary>Computes the backward pass of <see cref="ForwardPooled"/> to the outputs of the convolution, for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta2">The gradient of a, in blocks of samples.</param>
    /// <param name="a">The largest of each window.</param>
    /// <param name="places">The indices of the largest.</param>
    /// <param name="delta">Receives the gradient of the convolution's outputs, in blocks of samples.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="rectifies">Whether the gradient is 0 where a is not greater than 0.</param>
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
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
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
    /// <param name="isFirst">Whether to overwrite the gradients rather than add to them.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void WeightGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> dW, Span<T> db, in SlidingWindow window, bool isFirst, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WeightGradientBlocks(x, delta, dW, db, window, isFirst, n, threads, Images.Lanes<T>());

    /// <summary>
    /// <see cref="Forward"/> for one sample in its natural order (channel, row, column). It also multiplies the zeros of the padding, so the
    /// bits are the same if the weights are finite.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input. If <see cref="Dense.Padding"/> numbers follow it, windows with no padding and a column stride of 1 need no copy.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="z">Receives the sums.</param>
    /// <param name="window">The geometry.</param>
    public static void ForwardOne<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunOne(x, W, b, z, window, rectifies: false, pools: false);

    /// <summary><see cref="ForwardPooled"/> for one sample in its natural order (channel, row, column), with the same bits if the weights are finite.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The input, as for <see cref="ForwardOne"/>.</param>
    /// <param name="W">The weights.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="a">Receives the largest of each 2 x 2 outputs.</param>
    /// <param name="window">The geometry of the convolution.</param>
    /// <param name="rectifies">Whether outputs below 0 become 0.</param>
    public static void ForwardOnePooled<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> a, in SlidingWindow window, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunOne(x, W, b, a, window, rectifies, pools: true);
}
