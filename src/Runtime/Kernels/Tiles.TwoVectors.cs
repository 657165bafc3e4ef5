using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <content>Tiles of two vectors of columns.</content>
internal static partial class Tiles
{
    /// <summary>Six rows and two vectors: 12 sums, 2 factors and 1 broadcast, which just fit into 16 registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SixByTwo<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        int width = Vector256<T>.Count;
        for (; tiles > 0; tiles--)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            Vector256<T> s00 = Vector256<T>.Zero, s01 = Vector256<T>.Zero;
            Vector256<T> s10 = Vector256<T>.Zero, s11 = Vector256<T>.Zero;
            Vector256<T> s20 = Vector256<T>.Zero, s21 = Vector256<T>.Zero;
            Vector256<T> s30 = Vector256<T>.Zero, s31 = Vector256<T>.Zero;
            Vector256<T> s40 = Vector256<T>.Zero, s41 = Vector256<T>.Zero;
            Vector256<T> s50 = Vector256<T>.Zero, s51 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s00 = Vectors.Load(ref init, 0);
                s01 = Vectors.Load(ref init, width);
                s10 = Vectors.Load(ref init, initRow);
                s11 = Vectors.Load(ref init, initRow + width);
                s20 = Vectors.Load(ref init, 2 * initRow);
                s21 = Vectors.Load(ref init, 2 * initRow + width);
                s30 = Vectors.Load(ref init, 3 * initRow);
                s31 = Vectors.Load(ref init, 3 * initRow + width);
                s40 = Vectors.Load(ref init, 4 * initRow);
                s41 = Vectors.Load(ref init, 4 * initRow + width);
                s50 = Vectors.Load(ref init, 5 * initRow);
                s51 = Vectors.Load(ref init, 5 * initRow + width);
                init = ref Unsafe.Add(ref init, 6 * initRow);
            }

            ref T bs = ref b;
            nint at = 0;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                Vector256<T> b1 = Vectors.Load(ref bs, width);
                Vector256<T> factor = Vectors.Broadcast(ref a, at);
                s00 = Vectors.Fma(factor, b0, s00);
                s01 = Vectors.Fma(factor, b1, s01);
                factor = Vectors.Broadcast(ref a1, at);
                s10 = Vectors.Fma(factor, b0, s10);
                s11 = Vectors.Fma(factor, b1, s11);
                factor = Vectors.Broadcast(ref a2, at);
                s20 = Vectors.Fma(factor, b0, s20);
                s21 = Vectors.Fma(factor, b1, s21);
                factor = Vectors.Broadcast(ref a3, at);
                s30 = Vectors.Fma(factor, b0, s30);
                s31 = Vectors.Fma(factor, b1, s31);
                factor = Vectors.Broadcast(ref a4, at);
                s40 = Vectors.Fma(factor, b0, s40);
                s41 = Vectors.Fma(factor, b1, s41);
                factor = Vectors.Broadcast(ref a5, at);
                s50 = Vectors.Fma(factor, b0, s50);
                s51 = Vectors.Fma(factor, b1, s51);
                at += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s00, ref c, 0);
            Vectors.Store(s01, ref c, width);
            Vectors.Store(s10, ref c, cRow);
            Vectors.Store(s11, ref c, cRow + width);
            Vectors.Store(s20, ref c, 2 * cRow);
            Vectors.Store(s21, ref c, 2 * cRow + width);
            Vectors.Store(s30, ref c, 3 * cRow);
            Vectors.Store(s31, ref c, 3 * cRow + width);
            Vectors.Store(s40, ref c, 4 * cRow);
            Vectors.Store(s41, ref c, 4 * cRow + width);
            Vectors.Store(s50, ref c, 5 * cRow);
            Vectors.Store(s51, ref c, 5 * cRow + width);
            a = ref Unsafe.Add(ref a5, aRow);
            c = ref Unsafe.Add(ref c, 6 * cRow);
        }
    }

    /// <summary>
    /// <see cref="SixByTwo"/> for one tile that also copies some rows of two vectors, one every few terms. Each is prefetched some time
    /// before, because it comes from memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SixByTwoAhead<T>(
        ref T a, nint aRow, nint aStep, ref T b, ref T init, nint initRow, ref T c, nint cRow, nint steps, ref T from, nint fromRow, ref T to, nint copies, nint fetched)
        where T : unmanaged
    {
        int width = Vector256<T>.Count;
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a1, aRow);
        ref T a3 = ref Unsafe.Add(ref a2, aRow);
        ref T a4 = ref Unsafe.Add(ref a3, aRow);
        ref T a5 = ref Unsafe.Add(ref a4, aRow);
        Vector256<T> s00 = Vector256<T>.Zero, s01 = Vector256<T>.Zero;
        Vector256<T> s10 = Vector256<T>.Zero, s11 = Vector256<T>.Zero;
        Vector256<T> s20 = Vector256<T>.Zero, s21 = Vector256<T>.Zero;
        Vector256<T> s30 = Vector256<T>.Zero, s31 = Vector256<T>.Zero;
        Vector256<T> s40 = Vector256<T>.Zero, s41 = Vector256<T>.Zero;
        Vector256<T> s50 = Vector256<T>.Zero, s51 = Vector256<T>.Zero;
        if (!Unsafe.IsNullRef(ref init))
        {
            s00 = Vectors.Load(ref init, 0);
            s01 = Vectors.Load(ref init, width);
            s10 = Vectors.Load(ref init, initRow);
            s11 = Vectors.Load(ref init, initRow + width);
            s20 = Vectors.Load(ref init, 2 * initRow);
            s21 = Vectors.Load(ref init, 2 * initRow + width);
            s30 = Vectors.Load(ref init, 3 * initRow);
            s31 = Vectors.Load(ref init, 3 * initRow + width);
            s40 = Vectors.Load(ref init, 4 * initRow);
            s41 = Vectors.Load(ref init, 4 * initRow + width);
            s50 = Vectors.Load(ref init, 5 * initRow);
            s51 = Vectors.Load(ref init, 5 * initRow + width);
        }

        ref T bs = ref b;
        nint at = 0, every = steps / copies;
        while (steps > 0)
        {
            nint count = steps;
            if (copies > 0)
            {
                count = Math.Min(every, steps);
                copies--;
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref from, fetched)));
                    Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref from, fetched + width)));
                }

                Vectors.Store(Vectors.Load(ref from, 0), ref to, 0);
                Vectors.Store(Vectors.Load(ref from, width), ref to, width);
                from = ref Unsafe.Add(ref from, fromRow);
                to = ref Unsafe.Add(ref to, 2 * width);
            }

            steps -= count;
            for (; count > 0; count--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                Vector256<T> b1 = Vectors.Load(ref bs, width);
                Vector256<T> factor = Vectors.Broadcast(ref a, at);
                s00 = Vectors.Fma(factor, b0, s00);
                s01 = Vectors.Fma(factor, b1, s01);
                factor = Vectors.Broadcast(ref a1, at);
                s10 = Vectors.Fma(factor, b0, s10);
                s11 = Vectors.Fma(factor, b1, s11);
                factor = Vectors.Broadcast(ref a2, at);
                s20 = Vectors.Fma(factor, b0, s20);
                s21 = Vectors.Fma(factor, b1, s21);
                factor = Vectors.Broadcast(ref a3, at);
                s30 = Vectors.Fma(factor, b0, s30);
                s31 = Vectors.Fma(factor, b1, s31);
                factor = Vectors.Broadcast(ref a4, at);
                s40 = Vectors.Fma(factor, b0, s40);
                s41 = Vectors.Fma(factor, b1, s41);
                factor = Vectors.Broadcast(ref a5, at);
                s50 = Vectors.Fma(factor, b0, s50);
                s51 = Vectors.Fma(factor, b1, s51);
                at += aStep;
                bs = ref Unsafe.Add(ref bs, 2 * width);
            }
        }

        Vectors.Store(s00, ref c, 0);
        Vectors.Store(s01, ref c, width);
        Vectors.Store(s10, ref c, cRow);
        Vectors.Store(s11, ref c, cRow + width);
        Vectors.Store(s20, ref c, 2 * cRow);
        Vectors.Store(s21, ref c, 2 * cRow + width);
        Vectors.Store(s30, ref c, 3 * cRow);
        Vectors.Store(s31, ref c, 3 * cRow + width);
        Vectors.Store(s40, ref c, 4 * cRow);
        Vectors.Store(s41, ref c, 4 * cRow + width);
        Vectors.Store(s50, ref c, 5 * cRow);
        Vectors.Store(s51, ref c, 5 * cRow + width);
    }

    /// <summary>Four rows and two vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourByTwo<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, nint steps, int tiles)
    {
        int width = Vector256<T>.Count;
        for (; tiles > 0; tiles--)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            Vector256<T> s00 = Vector256<T>.Zero, s01 = Vector256<T>.Zero;
            Vector256<T> s10 = Vector256<T>.Zero, s11 = Vector256<T>.Zero;
            Vector256<T> s20 = Vector256<T>.Zero, s21 = Vector256<T>.Zero;
            Vector256<T> s30 = Vector256<T>.Zero, s31 = Vector256<T>.Zero;
            if (!Unsafe.IsNullRef(ref init))
            {
                s00 = Vectors.Load(ref init, 0);
                s01 = Vectors.Load(ref init, width);
                s10 = Vectors.Load(ref init, initRow);
                s11 = Vectors.Load(ref init, initRow + width);
                s20 = Vectors.Load(ref init, 2 * initRow);
                s21 = Vectors.Load(ref init, 2 * initRow + width);
                s30 = Vectors.Load(ref init, 3 * initRow);
                s31 = Vectors.Load(ref init, 3 * initRow + width);
                init = ref Unsafe.Add(ref init, 4 * initRow);
            }

            ref T bs = ref b;
            nint at = 0;
            for (nint s = steps; s > 0; s--)
            {
                Vector256<T> b0 = Vectors.Load(ref bs, 0);
                Vector256<T> b1 = Vectors.Load(ref bs, width);
                Vector256<T> factor = Vectors.Broadcast(ref a, at);
                s00 = Vectors.Fma(factor, b0, s00);
                s01 = Vectors.Fma(factor, b1, s01);
                factor = Vectors.Broadcast(ref a1, at);
                s10 = Vectors.Fma(factor, b0, s10);
                s11 = Vectors.Fma(factor, b1, s11);
                factor = Vectors.Broadcast(ref a2, at);
                s20 = Vectors.Fma(factor, b0, s20);
                s21 = Vectors.Fma(factor, b1, s21);
                factor = Vectors.Broadcast(ref a3, at);
                s30 = Vectors.Fma(factor, b0, s30);
                s31 = Vectors.Fma(factor, b1, s31);
                at += aStep;
                bs = ref Unsafe.Add(ref bs, bStep);
            }

            Vectors.Store(s00, ref c, 0);
            Vectors.Store(s01, ref c, width);
            Vectors.Store(s10, ref c, cRow);
            Vectors.Store(s11, ref c, cRow + width);
            Vectors.Store(s20, ref c, 2 * cRow);
            Vectors.Store(s21, ref c, 2 * cRow + width);
            Vectors.Store(s30, ref c, 3 * cRow);
            Vectors.Store(s31, ref c, 3 * cRow + width);
            a = ref Unsafe.Add(ref a3, aRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }
}
