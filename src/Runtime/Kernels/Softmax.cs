using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Softmax over the outputs of each sample, and its cross-entropy. Sums over outputs go lane by lane and then as <see cref="Lanes"/> adds
/// lanes, whatever the hardware. Called by generated code.
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
        ReadOnlySpan<Vector256<T>> inputs = MemoryMarshal.Cast<T, Vector256<T>>(z[..(n * stride)]);
        Span<Vector256<T>> outputs = MemoryMarshal.Cast<T, Vector256<T>>(a[..(n * stride)]);
        int vectors = stride / Vector256<T>.Count;
        for (int i = 0; i < outputs.Length; i += vectors)
        {
            Vector256<T> max = Vector256.Create(Largest(inputs.Slice(i, vectors), width));
            Vector256<T> sum = Vector256<T>.Zero;
            for (int v = 0; v < vectors; v++)
            {
                Vector256<T> e = Exp(inputs[i + v] - max) & FirstLanes<T>(width - v * Vector256<T>.Count);
                outputs[i + v] = e;
                sum += e;
            }

            Vector256<T> total = Vector256.Create(Lanes.Sum(sum));
            for (int v = 0; v < vectors; v++)
                outputs[i + v] /= total;
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
        ReadOnlySpan<Vector256<T>> inputs = MemoryMarshal.Cast<T, Vector256<T>>(z[..(n * stride)]);
        ReadOnlySpan<Vector256<T>> outputs = MemoryMarshal.Cast<T, Vector256<T>>(a[..(n * stride)]);
        targets = targets[..(n * width)];
        Span<Vector256<T>> deltas = MemoryMarshal.Cast<T, Vector256<T>>(delta[..(n * stride)]);
        int lanes = Vector256<T>.Count, vectors = stride / lanes;
        Vector256<T> loss = Vector256<T>.Zero;
        Span<T> likeliest = stackalloc T[lanes], mass = stackalloc T[lanes];
        for (int first = 0; first < n; first += lanes)
        {
            // One logarithm for as many samples as there are lanes; lanes without a sample add 0 log 1.
            likeliest.Fill(T.One);
            mass.Clear();
            for (int i = first; i < Math.Min(first + lanes, n); i++)
            {
                Vector256<T> max = Vector256.Create(Largest(inputs.Slice(i * vectors, vectors), width));
                Vector256<T> massOfSample = Vector256<T>.Zero;
                for (int v = 0; v < vectors; v++)
                {
                    // What is read of the next sample's targets is masked.
                    int at = i * vectors + v, start = Math.Min(i * width + v * lanes, targets.Length);
                    Vector256<T> mask = FirstLanes<T>(width - v * lanes);
                    Vector256<T> target = Lanes.LoadFirst(targets[start..]) & mask;
                    loss += (target * (max - inputs[at])) & mask;
                    massOfSample += target;
                    deltas[at] = (outputs[at] - target) * mean;
                }

                // a is largest where z is, and there it is 1 / sum e^(z - max z).
                likeliest[i - first] = Largest(outputs.Slice(i * vectors, vectors), width);
                mass[i - first] = Lanes.Sum(massOfSample);
            }

            loss -= Vector256.Create(mass) * Log(Vector256.Create(likeliest));
        }

        return Lanes.Sum(loss);
    }

    private static T Largest<T>(ReadOnlySpan<Vector256<T>> values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> least = Vector256.Create(T.NegativeInfinity), largest = least;
        for (int v = 0; v < values.Length; v++)
            largest = Vector256.MaxNative(largest, Vector256.ConditionalSelect(FirstLanes<T>(width - v * Vector256<T>.Count), values[v], least));

        return Lanes.Largest(largest);
    }

    /// <summary>All bits in the first <paramref name="count"/> lanes, and none in the others.</summary>
    private static Vector256<T> FirstLanes<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();

    private static Vector256<T> Exp<T>(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorFunctions.Exp(z.AsSingle()).As<float, T>()
        : VectorFunctions.Exp(z.AsDouble()).As<double, T>();

    private static Vector256<T> Log<T>(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorFunctions.Log(z.AsSingle()).As<float, T>()
        : VectorFunctions.Log(z.AsDouble()).As<double, T>();
}
