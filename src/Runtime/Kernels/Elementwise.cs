using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>Elementwise operations, whose results do not depend on the width of the vectors.</summary>
internal static class Elementwise
{
    /// <summary>The index of the first number that is infinite or NaN, or -1.</summary>
    public static int IndexOfNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // 0 times any finite number is 0, or -0, which equals it; infinities and NaN give NaN.
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        int whole = 0;
        while (whole < vectors.Length && Vector.EqualsAll(vectors[whole] * Vector<T>.Zero, Vector<T>.Zero))
            whole++;
        for (int i = whole * Vector<T>.Count; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                return i;
        }

        return -1;
    }

    /// <summary><c>sum += scale values</c>, of one length.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> values, T scale, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddScaled(sum, values, scale, sum);

    /// <summary><c>sum = terms + scale values</c>, of one length.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> terms, ReadOnlySpan<T> values, T scale, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> termVectors = MemoryMarshal.Cast<T, Vector<T>>(terms), valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> sumVectors = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (int i = 0; i < sumVectors.Length; i++)
            sumVectors[i] = termVectors[i] + valueVectors[i] * scale;
        for (int i = sumVectors.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] = terms[i] + values[i] * scale;
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

    /// <summary><c>difference = values - value</c>, of one length.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> values, T value, Span<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> differenceVectors = MemoryMarshal.Cast<T, Vector<T>>(difference);
        Vector<T> all = Vector.Create(value);
        for (int i = 0; i < differenceVectors.Length; i++)
            differenceVectors[i] = valueVectors[i] - all;
        for (int i = differenceVectors.Length * Vector<T>.Count; i < difference.Length; i++)
            difference[i] = values[i] - value;
    }

    /// <summary><c>values *= scale</c>.</summary>
    public static void Scale<T>(Span<T> values, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Scale(values, scale, values);

    /// <summary><c>product = scale values</c>, of one length.</summary>
    public static void Scale<T>(ReadOnlySpan<T> values, T scale, Span<T> product)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Span<Vector<T>> productVectors = MemoryMarshal.Cast<T, Vector<T>>(product);
        for (int i = 0; i < productVectors.Length; i++)
            productVectors[i] = valueVectors[i] * scale;
        for (int i = productVectors.Length * Vector<T>.Count; i < product.Length; i++)
            product[i] = values[i] * scale;
    }

    /// <summary><c>values = values factors + terms</c>, of one length: multiplied, then added.</summary>
    public static void MultiplyThenAdd<T>(Span<T> values, ReadOnlySpan<T> factors, ReadOnlySpan<T> terms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        ReadOnlySpan<Vector<T>> factorVectors = MemoryMarshal.Cast<T, Vector<T>>(factors), termVectors = MemoryMarshal.Cast<T, Vector<T>>(terms);
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = vectors[i] * factorVectors[i] + termVectors[i];
        for (int i = vectors.Length * Vector<T>.Count; i < values.Length; i++)
            values[i] = values[i] * factors[i] + terms[i];
    }

    /// <summary><c>values = values factor + term</c>: multiplied, then added.</summary>
    public static void MultiplyThenAdd<T>(Span<T> values, T factor, T term)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> terms = Vector.Create(term);
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = vectors[i] * factor + terms;
        for (int i = vectors.Length * Vector<T>.Count; i < values.Length; i++)
            values[i] = values[i] * factor + term;
    }

    /// <summary><c>sum += values factors</c>, of one length: multiplied, then added.</summary>
    public static void AddProduct<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> factors, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> valueVectors = MemoryMarshal.Cast<T, Vector<T>>(values), factorVectors = MemoryMarshal.Cast<T, Vector<T>>(factors);
        Span<Vector<T>> sumVectors = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (int i = 0; i < sumVectors.Length; i++)
            sumVectors[i] += valueVectors[i] * factorVectors[i];
        for (int i = sumVectors.Length * Vector<T>.Count; i < sum.Length; i++)
            sum[i] += values[i] * factors[i];
    }
}
