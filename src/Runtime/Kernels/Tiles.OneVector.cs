using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>Tiles of one vector of columns.</content>
internal static partial class Tiles
{
    /// <summary>Twelve rows and one vector. Every third row has its own address, because there are fewer address registers than rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void TwelveByOne<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        for (; tiles > 0; tiles--)
        {
            ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
            ref T a6 = ref Unsafe.Add(ref a3, 3 * aRow);
            ref T a9 = ref Unsafe.Add(ref a6, 3 * aRow);
            Vector256<T> s0 = Vector256<T>.Zero;
            Vector256<T> s1 = Vector256<T>.Zero;
            Vector256<T> s2 = Vector256<T>.Zero;
            Vector256<T> s3 = Vector256<T>.Zero;
            Vector256<T> s4 = Vector256<T>.Zero;
            Vector256<T> s5 = Vector256<T>.Zero;
            Vector256<T> s6 = Vector256<T>.Zero;
            Vector256<T> s7 = Vector256<T>.Zero;
            Vector256<T> s8 = Vector256<T>.Zero;
            Vector256<T> s9 = Vector256<T>.Zero;
            Vector256<T> s10 = Vector256<T>.Zero;
            Vector256<T> s11 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s0 = Vectors.Load(ref init, 0);
                s1 = Vectors.Load(ref init, initRow);
                s2 = Vectors.Load(ref init, 2 * initRow);
                s3 = Vectors.Load(ref init, 3 * initRow);
                s4 = Vectors.Load(ref init, 4 * initRow);
                s5 = Vectors.Load(ref init, 5 * initRow);
                s6 = Vectors.Load(ref init, 6 * initRow);
                s7 = Vectors.Load(ref init, 7 * initRow);
                s8 = Vectors.Load(ref init, 8 * initRow);
                s9 = Vectors.Load(ref init, 9 * initRow);
                s10 = Vectors.Load(ref init, 10 * initRow);
                s11 = Vectors.Load(ref init, 11 * initRow);
                init = ref Unsafe.Add(ref init, 12 * initRow);
            }

            ref T bs = ref b;
            nint first = 0, second = aRow, third = 2 * aRow;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                s0 = Vectors.Fma(Vectors.Broadcast(ref a, first), b0, s0);
                s1 = Vectors.Fma(Vectors.Broadcast(ref a, second), b0, s1);
                s2 = Vectors.Fma(Vectors.Broadcast(ref a, third), b0, s2);
                s3 = Vectors.Fma(Vectors.Broadcast(ref a3, first), b0, s3);
                s4 = Vectors.Fma(Vectors.Broadcast(ref a3, second), b0, s4);
                s5 = Vectors.Fma(Vectors.Broadcast(ref a3, third), b0, s5);
                s6 = Vectors.Fma(Vectors.Broadcast(ref a6, first), b0, s6);
                s7 = Vectors.Fma(Vectors.Broadcast(ref a6, second), b0, s7);
                s8 = Vectors.Fma(Vectors.Broadcast(ref a6, third), b0, s8);
                s9 = Vectors.Fma(Vectors.Broadcast(ref a9, first), b0, s9);
                s10 = Vectors.Fma(Vectors.Broadcast(ref a9, second), b0, s10);
                s11 = Vectors.Fma(Vectors.Broadcast(ref a9, third), b0, s11);
                first += aStep;
                second += aStep;
                third += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s0, ref c, 0);
            Vectors.Store(s1, ref c, cRow);
            Vectors.Store(s2, ref c, 2 * cRow);
            Vectors.Store(s3, ref c, 3 * cRow);
            Vectors.Store(s4, ref c, 4 * cRow);
            Vectors.Store(s5, ref c, 5 * cRow);
            Vectors.Store(s6, ref c, 6 * cRow);
            Vectors.Store(s7, ref c, 7 * cRow);
            Vectors.Store(s8, ref c, 8 * cRow);
            Vectors.Store(s9, ref c, 9 * cRow);
            Vectors.Store(s10, ref c, 10 * cRow);
            Vectors.Store(s11, ref c, 11 * cRow);
            a = ref Unsafe.Add(ref a9, 3 * aRow);
            c = ref Unsafe.Add(ref c, 12 * cRow);
        }
    }

    /// <summary>Eight rows and one vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void EightByOne<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        for (; tiles > 0; tiles--)
        {
            ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
            ref T a6 = ref Unsafe.Add(ref a3, 3 * aRow);
            Vector256<T> s0 = Vector256<T>.Zero;
            Vector256<T> s1 = Vector256<T>.Zero;
            Vector256<T> s2 = Vector256<T>.Zero;
            Vector256<T> s3 = Vector256<T>.Zero;
            Vector256<T> s4 = Vector256<T>.Zero;
            Vector256<T> s5 = Vector256<T>.Zero;
            Vector256<T> s6 = Vector256<T>.Zero;
            Vector256<T> s7 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s0 = Vectors.Load(ref init, 0);
                s1 = Vectors.Load(ref init, initRow);
                s2 = Vectors.Load(ref init, 2 * initRow);
                s3 = Vectors.Load(ref init, 3 * initRow);
                s4 = Vectors.Load(ref init, 4 * initRow);
                s5 = Vectors.Load(ref init, 5 * initRow);
                s6 = Vectors.Load(ref init, 6 * initRow);
                s7 = Vectors.Load(ref init, 7 * initRow);
                init = ref Unsafe.Add(ref init, 8 * initRow);
            }

            ref T bs = ref b;
            nint first = 0, second = aRow, third = 2 * aRow;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                s0 = Vectors.Fma(Vectors.Broadcast(ref a, first), b0, s0);
                s1 = Vectors.Fma(Vectors.Broadcast(ref a, second), b0, s1);
                s2 = Vectors.Fma(Vectors.Broadcast(ref a, third), b0, s2);
                s3 = Vectors.Fma(Vectors.Broadcast(ref a3, first), b0, s3);
                s4 = Vectors.Fma(Vectors.Broadcast(ref a3, second), b0, s4);
                s5 = Vectors.Fma(Vectors.Broadcast(ref a3, third), b0, s5);
                s6 = Vectors.Fma(Vectors.Broadcast(ref a6, first), b0, s6);
                s7 = Vectors.Fma(Vectors.Broadcast(ref a6, second), b0, s7);
                first += aStep;
                second += aStep;
                third += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s0, ref c, 0);
            Vectors.Store(s1, ref c, cRow);
            Vectors.Store(s2, ref c, 2 * cRow);
            Vectors.Store(s3, ref c, 3 * cRow);
            Vectors.Store(s4, ref c, 4 * cRow);
            Vectors.Store(s5, ref c, 5 * cRow);
            Vectors.Store(s6, ref c, 6 * cRow);
            Vectors.Store(s7, ref c, 7 * cRow);
            a = ref Unsafe.Add(ref a6, 2 * aRow);
            c = ref Unsafe.Add(ref c, 8 * cRow);
        }
    }

    /// <summary>Six rows and one vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SixByOne<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        for (; tiles > 0; tiles--)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            Vector256<T> s00 = Vector256<T>.Zero;
            Vector256<T> s10 = Vector256<T>.Zero;
            Vector256<T> s20 = Vector256<T>.Zero;
            Vector256<T> s30 = Vector256<T>.Zero;
            Vector256<T> s40 = Vector256<T>.Zero;
            Vector256<T> s50 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s00 = Vectors.Load(ref init, 0);
                s10 = Vectors.Load(ref init, initRow);
                s20 = Vectors.Load(ref init, 2 * initRow);
                s30 = Vectors.Load(ref init, 3 * initRow);
                s40 = Vectors.Load(ref init, 4 * initRow);
                s50 = Vectors.Load(ref init, 5 * initRow);
                init = ref Unsafe.Add(ref init, 6 * initRow);
            }

            ref T bs = ref b;
            nint at = 0;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                Vector256<T> factor = Vectors.Broadcast(ref a, at);
                s00 = Vectors.Fma(factor, b0, s00);
                factor = Vectors.Broadcast(ref a1, at);
                s10 = Vectors.Fma(factor, b0, s10);
                factor = Vectors.Broadcast(ref a2, at);
                s20 = Vectors.Fma(factor, b0, s20);
                factor = Vectors.Broadcast(ref a3, at);
                s30 = Vectors.Fma(factor, b0, s30);
                factor = Vectors.Broadcast(ref a4, at);
                s40 = Vectors.Fma(factor, b0, s40);
                factor = Vectors.Broadcast(ref a5, at);
                s50 = Vectors.Fma(factor, b0, s50);
                at += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s00, ref c, 0);
            Vectors.Store(s10, ref c, cRow);
            Vectors.Store(s20, ref c, 2 * cRow);
            Vectors.Store(s30, ref c, 3 * cRow);
            Vectors.Store(s40, ref c, 4 * cRow);
            Vectors.Store(s50, ref c, 5 * cRow);
            a = ref Unsafe.Add(ref a5, aRow);
            c = ref Unsafe.Add(ref c, 6 * cRow);
        }
    }

    /// <summary>Four rows and one vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        for (; tiles > 0; tiles--)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            Vector256<T> s00 = Vector256<T>.Zero;
            Vector256<T> s10 = Vector256<T>.Zero;
            Vector256<T> s20 = Vector256<T>.Zero;
            Vector256<T> s30 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s00 = Vectors.Load(ref init, 0);
                s10 = Vectors.Load(ref init, initRow);
                s20 = Vectors.Load(ref init, 2 * initRow);
                s30 = Vectors.Load(ref init, 3 * initRow);
                init = ref Unsafe.Add(ref init, 4 * initRow);
            }

            ref T bs = ref b;
            nint at = 0;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                Vector256<T> factor = Vectors.Broadcast(ref a, at);
                s00 = Vectors.Fma(factor, b0, s00);
                factor = Vectors.Broadcast(ref a1, at);
                s10 = Vectors.Fma(factor, b0, s10);
                factor = Vectors.Broadcast(ref a2, at);
                s20 = Vectors.Fma(factor, b0, s20);
                factor = Vectors.Broadcast(ref a3, at);
                s30 = Vectors.Fma(factor, b0, s30);
                at += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s00, ref c, 0);
            Vectors.Store(s10, ref c, cRow);
            Vectors.Store(s20, ref c, 2 * cRow);
            Vectors.Store(s30, ref c, 3 * cRow);
            a = ref Unsafe.Add(ref a3, aRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }
}
