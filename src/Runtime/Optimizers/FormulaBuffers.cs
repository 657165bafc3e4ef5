using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The buffers that a formula runs over: w, g, and up to three slots, or null. They are pointers because references
/// cannot cross threads; the owner pins them.
/// </summary>
internal readonly unsafe struct FormulaBuffers<T>(T* w, T* g, T* first = null, T* second = null, T* third = null)
    where T : unmanaged
{
    /// <summary>Applies a formula to the numbers from <paramref name="start"/> (inclusive) to <paramref name="end"/> (exclusive).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Apply<TFormula>(TFormula formula, nint start, nint end)
        where TFormula : struct, IFormula<T>
    {
        // Locals, because a store to a buffer might change a field.
        T* pw = w, pg = g, p1 = first, p2 = second, p3 = third;
        nint i = start;
        for (; i <= end - Vector256<T>.Count; i += Vector256<T>.Count)
            formula.Apply(Vector256.Load(pw + i), Vector256.Load(pg + i), new(p1 + i, p2 + i, p3 + i)).Store(pw + i);

        // The rest number by number: a last vector that overlaps the one before would stall the next pass, whose load
        // would span two stores.
        if (p1 is not null)
            ApplyToFew(formula, i, end);
        else
            for (; i < end; i++)
                pw[i] = formula.Apply(Vector256.CreateScalarUnsafe(pw[i]), Vector256.CreateScalarUnsafe(pg[i]), default).ToScalar();
    }

    /// <summary>The same with slots, which a formula reads and writes as vectors: each number is the first lane of a vector.</summary>
    [SkipLocalsInit]
    private void ApplyToFew<TFormula>(TFormula formula, nint start, nint end)
        where TFormula : struct, IFormula<T>
    {
        Vector256<T> s1, s2, s3;
        for (nint i = start; i < end; i++)
        {
            *(T*)&s1 = first[i];
            if (second is not null)
                *(T*)&s2 = second[i];
            if (third is not null)
                *(T*)&s3 = third[i];

            w[i] = formula.Apply(Vector256.CreateScalarUnsafe(w[i]), Vector256.CreateScalarUnsafe(g[i]), new((T*)&s1, (T*)&s2, (T*)&s3)).ToScalar();
            first[i] = *(T*)&s1;
            if (second is not null)
                second[i] = *(T*)&s2;
            if (third is not null)
                third[i] = *(T*)&s3;
        }
    }
}
