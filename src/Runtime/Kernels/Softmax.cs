using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Softmax over the outputs of each sample, and its cross-entropy. Sums over outputs go lane by lane and then from
/// the first lane to the last, whatever the hardware. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary><c>a_j = e^(z_j - max z) / sum_k e^(z_k - max z)</c> for n samples; a may be z.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The weighted inputs; what lies between width and the stride is ignored.</param>
    /// <param name="a">Receives the probabilities, and zeros between width and the stride.</param>
    /// <param name="stride">The distance between samples: a multiple of a vector, at least width.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    public static void Activate<T>(ReadOnlySpan<T> z, Span<T> a, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> zs = z.Slice(i * stride, stride);
            Span<Vector256<T>> outputs = MemoryMarshal.Cast<T, Vector256<T>>(a.Slice(i * stride, stride));
            Vector256<T> max = Vector256.Create(Largest(zs, width));
            Vector256<T> sum = Vector256<T>.Zero;
            for (int v = 0, j = 0; v < outputs.Length; v++, j += Vector256<T>.Count)
            {
                Vector256<T> e = Exp(Vector256.Create(zs[j..]) - max) & FirstLanes<T>(width - j);
                outputs[v] = e;
                sum += e;
            }

            Vector256<T> total = Vector256.Create(InOrder(sum));
            foreach (ref Vector256<T> output in outputs)
                output /= total;
        }
    }

    /// <summary>
    /// For softmax with cross-entropy, <c>L = sum_j y_j (log sum_k e^(z_k - max z) - (z_j - max z))</c> and
    /// <c>delta = a - y</c>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The weighted inputs of n samples, a stride apart.</param>
    /// <param name="a">Their softmax, as <see cref="Activate"/> makes it.</param>
    /// <param name="targets">The targets, n x width, one after the other.</param>
    /// <param name="delta">Receives the deltas, times <paramref name="mean"/>, a stride apart.</param>
    /// <param name="mean">One over the size of the batch.</param>
    /// <param name="stride">The distance between samples: a multiple of a vector, at least width.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    /// <returns>The sum of the losses.</returns>
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> targets, Span<T> delta, T mean, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T loss = T.Zero;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> zs = z.Slice(i * stride, width), outputs = a.Slice(i * stride, width), y = targets.Slice(i * width, width);
            Span<T> deltas = delta.Slice(i * stride, width);
            int c = 0;
            for (int j = 1; j < zs.Length; j++)
                c = zs[j] > zs[c] ? j : c;

            // a is largest where z is, and there it is 1 / sum e^(z - max z).
            T max = zs[c], logSum = -Log(outputs[c]);
            for (int j = 0; j < zs.Length; j++)
            {
                loss += y[j] * (max - zs[j] + logSum);
                deltas[j] = (outputs[j] - y[j]) * mean;
            }
        }

        return loss;
    }

    private static T Largest<T>(ReadOnlySpan<T> values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = values[0];
        for (int j = 1; j < width; j++)
            largest = values[j] > largest ? values[j] : largest;

        return largest;
    }

    private static T InOrder<T>(Vector256<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = values[0];
        for (int lane = 1; lane < Vector256<T>.Count; lane++)
            sum += values[lane];

        return sum;
    }

    /// <summary>All bits in the first <paramref name="count"/> lanes, and none in the others.</summary>
    private static Vector256<T> FirstLanes<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(count)));

    private static Vector256<T> Exp<T>(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorFunctions.Exp(z.AsSingle()).As<float, T>()
        : VectorFunctions.Exp(z.AsDouble()).As<double, T>();

    private static T Log<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? T.CreateTruncating(Functions.Log(float.CreateTruncating(z)))
        : T.CreateTruncating(Functions.Log(double.CreateTruncating(z)));
}
