using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The register tiles of <see cref="Product"/>: <c>c[r, :] = init[r, :] + sum_s a[r, s] b[s, :]</c> for one row and
/// a few vectors of columns. Each element adds its terms in the order of s, so the shape of a tile does not affect
/// the bits. Unrolled by hand, because only named locals stay in registers. The build generates <c>WideRowTiles</c> from this file, with
/// vectors of 512 bits.
/// </summary>
internal static class RowTiles
{
    /// <summary>One row and whole vectors: a single sample, in as few calls as its width allows.</summary>
    public static void Row<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps, int columns)
    {
        int width = Vector256<T>.Count;
        for (int j = 0; j < columns;)
        {
            ref T panel = ref Unsafe.Add(ref b, j), start = ref Vectors.At(ref init, j), result = ref Unsafe.Add(ref c, j);
            int left = (columns - j) / width;
            if (left >= 8)
                OneBy8(ref a, aStep, ref panel, bStep, ref start, ref result, steps);
            else if (left >= 4)
                OneBy4(ref a, aStep, ref panel, bStep, ref start, ref result, steps);
            else if (left >= 2)
                OneBy2(ref a, aStep, ref panel, bStep, ref start, ref result, steps);
            else
                One(ref a, aStep, ref panel, bStep, ref start, ref result, steps);

            j += width * (left >= 8 ? 8 : left >= 4 ? 4 : left >= 2 ? 2 : 1);
        }
    }

    /// <summary>One row and eight vectors, a single sample of a wide layer: enough independent sums to hide the latency of each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OneBy8<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps)
    {
        int width = Vector256<T>.Count;
        Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        if (!Unsafe.IsNullRef(ref init))
        {
            s0 = Vectors.Load(ref init, 0);
            s1 = Vectors.Load(ref init, width);
            s2 = Vectors.Load(ref init, 2 * width);
            s3 = Vectors.Load(ref init, 3 * width);
            s4 = Vectors.Load(ref init, 4 * width);
            s5 = Vectors.Load(ref init, 5 * width);
            s6 = Vectors.Load(ref init, 6 * width);
            s7 = Vectors.Load(ref init, 7 * width);
        }

        nint at = 0;
        for (nint s = steps; s > 0; s--)
        {
            Vector256<T> factor = Vectors.Broadcast(ref a, at);
            s0 = Vectors.Fma(factor, Vectors.Load(ref b, 0), s0);
            s1 = Vectors.Fma(factor, Vectors.Load(ref b, width), s1);
            s2 = Vectors.Fma(factor, Vectors.Load(ref b, 2 * width), s2);
            s3 = Vectors.Fma(factor, Vectors.Load(ref b, 3 * width), s3);
            s4 = Vectors.Fma(factor, Vectors.Load(ref b, 4 * width), s4);
            s5 = Vectors.Fma(factor, Vectors.Load(ref b, 5 * width), s5);
            s6 = Vectors.Fma(factor, Vectors.Load(ref b, 6 * width), s6);
            s7 = Vectors.Fma(factor, Vectors.Load(ref b, 7 * width), s7);
            at += aStep;
            b = ref Unsafe.Add(ref b, bStep);
        }

        Vectors.Store(s0, ref c, 0);
        Vectors.Store(s1, ref c, width);
        Vectors.Store(s2, ref c, 2 * width);
        Vectors.Store(s3, ref c, 3 * width);
        Vectors.Store(s4, ref c, 4 * width);
        Vectors.Store(s5, ref c, 5 * width);
        Vectors.Store(s6, ref c, 6 * width);
        Vectors.Store(s7, ref c, 7 * width);
    }

    /// <summary>One row and four vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OneBy4<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps)
    {
        int width = Vector256<T>.Count;
        Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        if (!Unsafe.IsNullRef(ref init))
        {
            s0 = Vectors.Load(ref init, 0);
            s1 = Vectors.Load(ref init, width);
            s2 = Vectors.Load(ref init, 2 * width);
            s3 = Vectors.Load(ref init, 3 * width);
        }

        nint at = 0;
        for (nint s = steps; s > 0; s--)
        {
            Vector256<T> factor = Vectors.Broadcast(ref a, at);
            s0 = Vectors.Fma(factor, Vectors.Load(ref b, 0), s0);
            s1 = Vectors.Fma(factor, Vectors.Load(ref b, width), s1);
            s2 = Vectors.Fma(factor, Vectors.Load(ref b, 2 * width), s2);
            s3 = Vectors.Fma(factor, Vectors.Load(ref b, 3 * width), s3);
            at += aStep;
            b = ref Unsafe.Add(ref b, bStep);
        }

        Vectors.Store(s0, ref c, 0);
        Vectors.Store(s1, ref c, width);
        Vectors.Store(s2, ref c, 2 * width);
        Vectors.Store(s3, ref c, 3 * width);
    }

    /// <summary>One row and 2 vectors: a single sample.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void OneBy2<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps)
    {
        int width = Vector256<T>.Count;
        Vector256<T> s0 = Vector256<T>.Zero, s1 = Vector256<T>.Zero;
        if (!Unsafe.IsNullRef(ref init))
        {
            s0 = Vectors.Load(ref init, 0);
            s1 = Vectors.Load(ref init, width);
        }

        nint at = 0;
        for (nint s = steps; s > 0; s--)
        {
            Vector256<T> factor = Vectors.Broadcast(ref a, at);
            s0 = Vectors.Fma(factor, Vectors.Load(ref b, 0), s0);
            s1 = Vectors.Fma(factor, Vectors.Load(ref b, width), s1);
            at += aStep;
            b = ref Unsafe.Add(ref b, bStep);
        }

        Vectors.Store(s0, ref c, 0);
        Vectors.Store(s1, ref c, width);
    }

    /// <summary>One row and 1 vector: a single sample.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void One<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps)
    {
        Vector256<T> s0 = Vector256<T>.Zero;
        if (!Unsafe.IsNullRef(ref init))
        {
            s0 = Vectors.Load(ref init, 0);
        }

        nint at = 0;
        for (nint s = steps; s > 0; s--)
        {
            Vector256<T> factor = Vectors.Broadcast(ref a, at);
            s0 = Vectors.Fma(factor, Vectors.Load(ref b, 0), s0);
            at += aStep;
            b = ref Unsafe.Add(ref b, bStep);
        }

        Vectors.Store(s0, ref c, 0);
    }

    /// <summary>
    /// One row and whole vectors of columns, with sums in memory: four rows of b at a time are read from end to end,
    /// at the full speed of memory. For a b that exceeds the caches of the core.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Stream<T>(ref T a, nint aStep, ref T b, nint bStep, ref T c, nint steps, nint columns)
    {
        nint width = Vector256<T>.Count;
        for (; steps >= 4; steps -= 4)
        {
            ref T b1 = ref Unsafe.Add(ref b, bStep), b2 = ref Unsafe.Add(ref b1, bStep), b3 = ref Unsafe.Add(ref b2, bStep);
            Vector256<T> f0 = Vectors.Broadcast(ref a, 0), f1 = Vectors.Broadcast(ref a, aStep);
            Vector256<T> f2 = Vectors.Broadcast(ref a, 2 * aStep), f3 = Vectors.Broadcast(ref a, 3 * aStep);
            for (nint j = 0; j < columns; j += width)
            {
                Vector256<T> sum = Vectors.Fma(f0, Vectors.Load(ref b, j), Vectors.Load(ref c, j));
                sum = Vectors.Fma(f1, Vectors.Load(ref b1, j), sum);
                sum = Vectors.Fma(f2, Vectors.Load(ref b2, j), sum);
                Vectors.Store(Vectors.Fma(f3, Vectors.Load(ref b3, j), sum), ref c, j);
            }

            a = ref Unsafe.Add(ref a, 4 * aStep);
            b = ref Unsafe.Add(ref b3, bStep);
        }

        for (; steps > 0; steps--)
        {
            Vector256<T> factor = Vectors.Broadcast(ref a, 0);
            for (nint j = 0; j < columns; j += width)
                Vectors.Store(Vectors.Fma(factor, Vectors.Load(ref b, j), Vectors.Load(ref c, j)), ref c, j);

            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }
}
