using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The buffers that a formula runs over: w, g, and up to three slots, or null. They are pointers, since references
/// cannot cross threads; the owner keeps everything in place.
/// </summary>
internal readonly unsafe struct FormulaBuffers<T>(T* w, T* g, T* first = null, T* second = null, T* third = null)
    where T : unmanaged
{
    /// <summary>Applies a formula to the numbers from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Apply<TFormula>(TFormula formula, nint start, nint end)
        where TFormula : struct, IFormula<T>
    {
        nint last = end - Vector256<T>.Count;
        if (last < start)
        {
            ApplyToFew(formula, start, (int)(end - start));
            return;
        }

        // In locals, since a store to a buffer might change a field.
        T* pw = w, pg = g, p1 = first, p2 = second, p3 = third;

        // The last vector may share numbers with the one before: it is computed before they change, and stored after.
        Vector256<T> s1 = Load(p1, last), s2 = Load(p2, last), s3 = Load(p3, last);
        Vector256<T> lastW = formula.Apply(Load(pw, last), Load(pg, last), new((T*)&s1, (T*)&s2, (T*)&s3));

        for (nint i = start; i < last; i += Vector256<T>.Count)
            formula.Apply(Vector256.Load(pw + i), Vector256.Load(pg + i), new(p1 + i, p2 + i, p3 + i)).Store(pw + i);

        Store(lastW, pw, last);
        Store(s1, p1, last);
        Store(s2, p2, last);
        Store(s3, p3, last);
    }

    /// <summary>Fewer numbers than a vector has: in a vector of their own, whose other lanes are thrown away.</summary>
    private void ApplyToFew<TFormula>(TFormula formula, nint start, int count)
        where TFormula : struct, IFormula<T>
    {
        Vector256<T> fewW = default, fewG = default, s1 = default, s2 = default, s3 = default;
        Copy(w, start, &fewW, 0, count);
        Copy(g, start, &fewG, 0, count);
        Copy(first, start, &s1, 0, count);
        Copy(second, start, &s2, 0, count);
        Copy(third, start, &s3, 0, count);

        fewW = formula.Apply(fewW, fewG, new((T*)&s1, (T*)&s2, (T*)&s3));

        Copy(&fewW, 0, w, start, count);
        Copy(&s1, 0, first, start, count);
        Copy(&s2, 0, second, start, count);
        Copy(&s3, 0, third, start, count);
    }

    private static Vector256<T> Load(T* buffer, nint at) => buffer is null ? default : Vector256.Load(buffer + at);

    private static void Store(Vector256<T> value, T* buffer, nint at)
    {
        if (buffer is not null)
            value.Store(buffer + at);
    }

    private static void Copy(void* from, nint fromStart, void* to, nint toStart, int count)
    {
        if (from is not null && to is not null)
            new ReadOnlySpan<T>((T*)from + fromStart, count).CopyTo(new Span<T>((T*)to + toStart, count));
    }
}
