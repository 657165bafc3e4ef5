using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Operations where every number stands for itself, so that the result is the same for every width of a vector.</summary>
internal static class Elementwise
{
    /// <summary><c>sum += scale values</c>, of one length.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> values, T scale, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> sumVectors = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (int i = 0; i < sumVectors.Length; i++)
            sumVectors[i] += valueVectors[i] * scale;
        for (int i = sumVectors.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += values[i] * scale;
    }

    /// <summary><c>product = values factors</c>, of one length.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> factors, Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values), factorVectors = MemoryMarshal.Cast<T, Vector<T>>(factors);
        Span<Vector<T>> productVectors = MemoryMarshal.Cast<T, Vector<T>>(product);
        for (int i = 0; i < productVectors.Length; i++)
            productVectors[i] = valueVectors[i] * factorVectors[i];
        for (int i = productVectors.Length * Vector<T>.Count; i < product.Length; i++)
            product[i] = values[i] * factors[i];
    }

    /// <summary><c>sum += scale sign(values)</c>, of one length; the sign of 0 is 0.</summary>
    public static void AddSigns<T>(ReadOnlySpan<T> values, T scale, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> sumVectors = MemoryMarshal.Cast<T, Vector<T>>(sum);
        Vector<T> up = Vector.Create(scale), down = -up, zero = Vector<T>.Zero;
        for (int i = 0; i < sumVectors.Length; i++)
            sumVectors[i] += Vector.ConditionalSelect(Vector.GreaterThan(valueVectors[i], zero), up, Vector.ConditionalSelect(Vector.LessThan(valueVectors[i], zero), down, zero));
        for (int i = sumVectors.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += values[i] > T.Zero ? scale : values[i] < T.Zero ? -scale : T.Zero;
    }
}
