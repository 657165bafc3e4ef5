using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Operations on batches whose samples are a stride apart. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Batches
{
    /// <summary>Copies samples to a contiguous buffer.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="source">n samples, <paramref name="stride"/> apart.</param>
    /// <param name="stride">The distance between samples, at least <paramref name="width"/>.</param>
    /// <param name="destination">Receives n x width numbers.</param>
    /// <param name="width">The size of one sample.</param>
    public static void Copy<T>(ReadOnlySpan<T> source, int stride, Span<T> destination, int width)
    {
        if (stride == width)
        {
            source[..destination.Length].CopyTo(destination);
            return;
        }

        for (int from = 0; !destination.IsEmpty; from += stride, destination = destination[width..])
            source.Slice(from, width).CopyTo(destination);
    }

    /// <summary>Copies samples to a buffer with another stride.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="source">n samples, <paramref name="stride"/> apart.</param>
    /// <param name="stride">The distance between samples, at least <paramref name="width"/>.</param>
    /// <param name="destination">Receives the samples; numbers in between do not change.</param>
    /// <param name="destinationStride">The distance between samples there, at least <paramref name="width"/>.</param>
    /// <param name="width">The size of one sample.</param>
    /// <param name="n">The number of samples.</param>
    public static void Copy<T>(ReadOnlySpan<T> source, int stride, Span<T> destination, int destinationStride, int width, int n)
    {
        for (int i = 0; i < n; i++)
            source.Slice(i * stride, width).CopyTo(destination[(i * destinationStride)..]);
    }

    /// <summary>Adds samples to those in a buffer with another stride.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="source">n samples, <paramref name="stride"/> apart.</param>
    /// <param name="stride">The distance between samples, at least <paramref name="width"/>.</param>
    /// <param name="sum">The samples that are added to; numbers in between do not change.</param>
    /// <param name="sumStride">The distance between them, at least <paramref name="width"/>.</param>
    /// <param name="width">The size of one sample.</param>
    /// <param name="n">The number of samples.</param>
    public static void Add<T>(ReadOnlySpan<T> source, int stride, Span<T> sum, int sumStride, int width, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
            Elementwise.AddScaled(source.Slice(i * stride, width), T.One, sum.Slice(i * sumStride, width));
    }
}
