using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The softmax or its logarithm of as many samples as a vector has lanes, one in each, with a vector for each output. The build generates
/// <c>WideSoftmaxBlocks</c> from this file, with vectors of 512 bits.
/// </summary>
internal static class SoftmaxBlocks
{
    /// <summary>Replaces z by a, with zeros after the outputs: the probabilities or their logarithms.</summary>
    public static void Activate<T>(Span<Vector256<T>> z, int width, bool isLog)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> max = Largest<T>(z[..width]), sum = Vector256<T>.Zero;
        for (int j = 0; j < width; j++)
        {
            Vector256<T> below = z[j] - max, e = ExpOfNegative(below);
            z[j] = isLog ? below : e;
            sum += e;
        }

        Vector256<T> share = Vector256<T>.One / sum, logOfSum = isLog ? LogOfSum(sum) : default;
        for (int j = 0; j < width; j++)
            z[j] = isLog ? z[j] - logOfSum : z[j] * share;

        z[width..].Clear();
    }

    /// <summary>Returns the losses and replaces z by delta, with zeros after the outputs.</summary>
    public static Vector256<T> CrossEntropy<T>(Span<Vector256<T>> z, ReadOnlySpan<Vector256<T>> y, Vector256<T> mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = y.Length;
        Vector256<T> max = Largest<T>(z[..width]), sum = Vector256<T>.Zero, loss = sum, mass = sum;
        for (int j = 0; j < width; j++)
        {
            Vector256<T> below = max - z[j];
            loss += y[j] * below;
            mass += y[j];
            z[j] = ExpOfNegative(-below);
            sum += z[j];
        }

        Vector256<T> share = Vector256<T>.One / sum;
        for (int j = 0; j < width; j++)
            z[j] = (z[j] * share - y[j]) * mean;

        z[width..].Clear();
        return loss + mass * LogOfSum(sum);
    }

    private static Vector256<T> Largest<T>(ReadOnlySpan<Vector256<T>> values)
    {
        Vector256<T> largest = values[0];
        foreach (Vector256<T> value in values[1..])
            largest = Vector256.MaxNative(largest, value);

        return largest;
    }

    /// <summary><c>e^z</c> for z of 0 or less, in either precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> ExpOfNegative<T>(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorFunctions.ExpOfNegative(z.AsSingle()).As<float, T>()
        : VectorFunctions.ExpOfNegative(z.AsDouble()).As<double, T>();

    /// <summary>The natural logarithm of the sum of a softmax, in either precision.</summary>
    public static Vector256<T> LogOfSum<T>(Vector256<T> z) => typeof(T) == typeof(float)
        ? VectorFunctions.LogOfSum(z.AsSingle()).As<float, T>()
        : VectorFunctions.LogOfSum(z.AsDouble()).As<double, T>();
}
