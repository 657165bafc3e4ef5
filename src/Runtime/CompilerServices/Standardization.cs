using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>Standardizes inputs to mean 0 and standard deviation 1. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Standardization
{
    /// <summary><c>xhat = (x - mean) / scale</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, sample by sample.</param>
    /// <param name="mean">The mean of each input.</param>
    /// <param name="scale">The scale of each input.</param>
    /// <param name="xhat">Receives the samples, <paramref name="stride"/> apart; numbers in between are unspecified.</param>
    /// <param name="stride">The distance between samples of xhat, at least the number of inputs.</param>
    /// <param name="n">The number of samples.</param>
    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> scale, Span<T> xhat, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T x0 = ref MemoryMarshal.GetReference(x.Slice(0, n * mean.Length)), result0 = ref MemoryMarshal.GetReference(xhat.Slice(0, (n - 1) * stride + mean.Length));
        ref T mean0 = ref MemoryMarshal.GetReference(mean), scale0 = ref MemoryMarshal.GetReference(scale.Slice(0, mean.Length));
        nint from = 0, to = 0;
        for (int i = 0; i < n; i++, from += mean.Length, to += stride)
        {
            int k = 0;
            for (; k <= mean.Length - Vector256<T>.Count; k += Vector256<T>.Count)
                Vectors.Store((Vectors.Load(ref x0, from + k) - Vectors.Load(ref mean0, k)) / Vectors.Load(ref scale0, k), ref result0, to + k);
            for (; k < mean.Length; k++)
                Unsafe.Add(ref result0, to + k) = (Unsafe.Add(ref x0, from + k) - Unsafe.Add(ref mean0, k)) / Unsafe.Add(ref scale0, k);
        }
    }

    /// <summary>The same with a mean and a scale for each channel, whose pixels are contiguous.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, sample by sample.</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="scale">The scale of each channel.</param>
    /// <param name="xhat">Receives the samples, <paramref name="stride"/> apart; numbers in between are unspecified.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="pixels">The pixels of a channel.</param>
    /// <param name="stride">The distance between samples of xhat, at least the number of inputs.</param>
    /// <param name="n">The number of samples.</param>
    public static void ApplyToChannels<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> scale, Span<T> xhat, int channels, int pixels, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
            for (int c = 0; c < channels; c++)
            {
                ReadOnlySpan<T> from = x.Slice((i * channels + c) * pixels, pixels);
                Span<T> to = xhat.Slice(i * stride + c * pixels, pixels);
                ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(from);
                Span<Vector<T>> toVectors = MemoryMarshal.Cast<T, Vector<T>>(to);
                Vector<T> means = Vector.Create(mean[c]), scales = Vector.Create(scale[c]);
                for (int v = 0; v < toVectors.Length; v++)
                    toVectors[v] = (vectors[v] - means) / scales;
                for (int p = toVectors.Length * Vector<T>.Count; p < to.Length; p++)
                    to[p] = (from[p] - mean[c]) / scale[c];
            }
    }
}
