using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen.CompilerServices;

/// <summary>Inputs with mean 0 and deviation 1. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Standardization
{
    /// <summary><c>xhat = (x - mean) / scale</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, one sample after the other.</param>
    /// <param name="mean">The mean of each input.</param>
    /// <param name="scale">The scale of each input.</param>
    /// <param name="xhat">Receives the samples, <paramref name="stride"/> apart; numbers in between are unspecified.</param>
    /// <param name="stride">The distance between samples of xhat, at least the number of inputs.</param>
    /// <param name="n">The number of samples.</param>
    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> scale, Span<T> xhat, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> means = MemoryMarshal.Cast<T, Vector<T>>(mean), scales = MemoryMarshal.Cast<T, Vector<T>>(scale);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = x.Slice(i * mean.Length, mean.Length);
            Span<T> result = xhat.Slice(i * stride, mean.Length);
            ReadOnlySpan<Vector<T>> rows = MemoryMarshal.Cast<T, Vector<T>>(row);
            Span<Vector<T>> results = MemoryMarshal.Cast<T, Vector<T>>(result);
            for (int k = 0; k < results.Length; k++)
                results[k] = (rows[k] - means[k]) / scales[k];
            for (int k = results.Length * Vector<T>.Count; k < result.Length; k++)
                result[k] = (row[k] - mean[k]) / scale[k];
        }
    }
}
