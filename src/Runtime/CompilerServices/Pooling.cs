using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Poolings of images: the largest number or the average of each window, or the average of all pixels of a channel, and the opposite of the
/// latter. Batches have samples in lanes, as described by <see cref="Images"/>; a single sample is in its natural order, and has the same
/// bits. Each window contains at least one input. Called by generated code.
/// </summary>
/// <remarks>
/// The largest number is the first of equal ones; NaN counts as larger than all numbers before and after it. For average poolings, the
/// sum runs along the rows of the window and is divided by the count. The padding that counts is that of the window: as much below
/// and to the right as above and to the left, not what exceeds it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Pooling
{
    /// <summary>The largest number of each window, for n samples in lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="places">Receives the index of each output in its window, row by row; empty if it is not needed.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="window">The window.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> places, Span<T> z, in SlidingWindow window, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.Max(x, places, z, window, n, threads);
        else
            PoolBlocks.Max(x, places, z, window, n, threads);
    }

    /// <summary>The gradient of <see cref="Max"/>: each input gets the gradients of the windows in which it was the largest, added in their order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs, with zeros in lanes without a sample.</param>
    /// <param name="places">The places that <see cref="Max"/> wrote.</param>
    /// <param name="dx">Receives the gradients of the inputs, with zeros in lanes without a sample.</param>
    /// <param name="window">The window.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void MaxGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> places, Span<T> dx, in SlidingWindow window, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.MaxGradient(delta, places, dx, window, n, threads, adds);
        else
            PoolBlocks.MaxGradient(delta, places, dx, window, n, threads, adds);
    }

    /// <summary>The average of each window, for n samples in lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Whether padding counts as zeros; otherwise only the inputs of a window count.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void Average<T>(ReadOnlySpan<T> x, Span<T> z, in SlidingWindow window, bool countsPadding, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.Average(x, z, window, countsPadding, n, threads);
        else
            PoolBlocks.Average(x, z, window, countsPadding, n, threads);
    }

    /// <summary>The gradient of <see cref="Average"/>: each input gets the shares of the windows that contain it, added in their order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs, with zeros in lanes without a sample.</param>
    /// <param name="dx">Receives the gradients of the inputs, with zeros in lanes without a sample.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Whether padding counts as zeros; otherwise only the inputs of a window count.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void AverageGradient<T>(ReadOnlySpan<T> delta, Span<T> dx, in SlidingWindow window, bool countsPadding, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.AverageGradient(delta, dx, window, countsPadding, n, threads, adds);
        else
            PoolBlocks.AverageGradient(delta, dx, window, countsPadding, n, threads, adds);
    }

    /// <summary>
    /// The average of all pixels of each channel, for n samples in lanes. The sum has 8 parts, pixel p in part p modulo 8, and is closed by
    /// halves, quarters and eighths.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="z">Receives the averages as rows, n x channels; numbers in between do not change.</param>
    /// <param name="stride">The distance between samples of z, at least the number of channels.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void GlobalAverage<T>(ReadOnlySpan<T> x, Span<T> z, int stride, int channels, int size, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.GlobalAverage(x, z, stride, channels, size, n, threads);
        else
            PoolBlocks.GlobalAverage(x, z, stride, channels, size, n, threads);
    }

    /// <summary>The gradient of <see cref="GlobalAverage"/>: each pixel gets its share.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the averages as rows, n x channels.</param>
    /// <param name="stride">The distance between samples of delta, at least the number of channels.</param>
    /// <param name="dx">Receives the gradients of the inputs in lanes, with zeros where there is no sample.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void GlobalAverageGradient<T>(ReadOnlySpan<T> delta, int stride, Span<T> dx, int channels, int size, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.GlobalAverageGradient(delta, stride, dx, channels, size, n, threads, adds);
        else
            PoolBlocks.GlobalAverageGradient(delta, stride, dx, channels, size, n, threads, adds);
    }

    /// <summary>The number of each channel at all of its pixels, for n samples in lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, one number for each channel.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void Expand<T>(ReadOnlySpan<T> x, Span<T> z, int channels, int size, int n, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.Expand(x, z, channels, size, n, threads);
        else
            PoolBlocks.Expand(x, z, channels, size, n, threads);
    }

    /// <summary>
    /// The gradient of <see cref="Expand"/>: the sum over all pixels of each channel, in the order of <see cref="GlobalAverage"/>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The gradients of the outputs, with zeros in lanes without a sample.</param>
    /// <param name="dx">Receives the gradients of the inputs, with zeros in lanes without a sample.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void ExpandGradient<T>(ReadOnlySpan<T> delta, Span<T> dx, int channels, int size, int n, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            WidePoolBlocks.ExpandGradient(delta, dx, channels, size, n, threads, adds);
        else
            PoolBlocks.ExpandGradient(delta, dx, channels, size, n, threads, adds);
    }
}
