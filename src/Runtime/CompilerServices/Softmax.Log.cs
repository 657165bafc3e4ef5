using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>The logarithm of a softmax.</content>
public static partial class Softmax
{
    /// <summary><c>a_j = z_j - max z - log sum_k e^(z_k - max z)</c> for n samples; a may be z.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The weighted inputs; numbers between width and the stride are ignored.</param>
    /// <param name="a">Receives the logarithms of the probabilities, and zeros between width and the stride.</param>
    /// <param name="stride">The distance between samples: a multiple of a vector, at least width.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    public static void ActivateLog<T>(ReadOnlySpan<T> z, Span<T> a, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        z = z[..(n * stride)];
        a = a[..(n * stride)];
        int inBlocks = n / Vector256<T>.Count * Vector256<T>.Count;
        if (inBlocks > 0)
            ActivateBlocks(z, a, stride, inBlocks, width, isLog: true);

        for (int i = inBlocks; i < n; i++)
            ActivateOneLog(z.Slice(i * stride, stride), a.Slice(i * stride, stride), width);
    }

    /// <summary><c>delta = J^T dL/da</c> with <c>J = I - 1 (e^a)^T</c>, for n samples: <c>delta_j = da_j - e^a_j sum_k da_k</c>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The logarithms of the probabilities, a stride apart.</param>
    /// <param name="da">dL/da, n x width, contiguous.</param>
    /// <param name="delta">Receives the deltas, a stride apart, with zeros in between. It may be a.</param>
    /// <param name="stride">The distance between samples of a and delta.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    public static void OutputDeltaOfLog<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> da, Span<T> delta, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> logarithms = a.Slice(i * stride, width), slopes = da.Slice(i * width, width);
            Span<T> row = delta.Slice(i * stride, stride);
            T total = T.Zero;
            for (int j = 0; j < width; j++)
                total += slopes[j];
            for (int j = 0; j < width; j++)
                row[j] = slopes[j] - SoftmaxBlocks.ExpOfNegative(Vector256.Create(logarithms[j])).ToScalar() * total;
            row[width..].Clear();
        }
    }

    /// <summary>One sample, with outputs in the lanes and the same order of the sum.</summary>
    private static void ActivateOneLog<T>(ReadOnlySpan<T> z, Span<T> a, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> inputs = MemoryMarshal.Cast<T, Vector256<T>>(z);
        Span<Vector256<T>> outputs = MemoryMarshal.Cast<T, Vector256<T>>(a);
        Vector256<T> max = Largest(inputs, width);
        T sum = T.Zero;
        for (int v = 0; v < inputs.Length; v++)
        {
            outputs[v] = inputs[v] - max;
            Vector256<T> e = SoftmaxBlocks.ExpOfNegative(outputs[v]);
            for (int lane = 0; lane < Math.Min(Vector256<T>.Count, width - v * Vector256<T>.Count); lane++)
                sum += e[lane];
        }

        Vector256<T> logOfSum = SoftmaxBlocks.LogOfSum(Vector256.Create(sum));
        for (int v = 0; v < outputs.Length; v++)
            outputs[v] = outputs[v] - logOfSum & IsOutput<T>(v, width);
    }
}
