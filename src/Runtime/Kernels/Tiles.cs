using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>
/// The register tiles of <see cref="Product"/>: <c>c[r, :] = init[r, :] + sum_s a[r, s] b[s, :]</c> for a few rows r and
/// one or two vectors of columns, tile below tile. Each element adds its terms in the order of s, so the shape of a
/// tile does not show in the bits. Written out, since only named locals stay in registers, and without a call, across
/// which no vector does. The build makes <c>WideTiles</c> of this text, with vectors of 512 bits.
/// </summary>
internal static class Tiles
{
    /// <summary>How many tiles share the copy of a panel, and how many rows before its turn each is asked for.</summary>
    private const int MostCarriers = 8, RowsFetched = 16;

    /// <summary>All rows of one vector of columns, or of two.</summary>
    public static void Panel<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, bool isDouble)
    {
        int done = 0;
        if (!isDouble && rows >= 12)
        {
            Twelve(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps, rows / 12);
            done = rows / 12 * 12;
        }

        // Every even number of rows from 4 on is a sum of sixes and fours.
        int left = rows - done, fours = left < 4 ? 0 : (left % 6 / 2) switch { 0 => 0, 1 => left >= 8 ? 2 : 0, _ => 1 };
        int sixes = (left - 4 * fours) / 6;
        if (sixes > 0)
        {
            ref T factor = ref Unsafe.Add(ref a, done * aRow), start = ref Vectors.At(ref init, done * initRow), result = ref Unsafe.Add(ref c, done * cRow);
            if (isDouble)
                SixWide(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, sixes);
            else
                Six(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, sixes);
        }

        done += 6 * sixes;
        if (fours > 0)
        {
            ref T factor = ref Unsafe.Add(ref a, done * aRow), start = ref Vectors.At(ref init, done * initRow), result = ref Unsafe.Add(ref c, done * cRow);
            if (isDouble)
                FourWide(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, fours);
            else
                Four(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, fours);
        }

        for (int r = done + 4 * fours; r < rows; r++)
            RowTiles.Row(ref Unsafe.Add(ref a, r * aRow), aStep, ref b, bStep, ref Vectors.At(ref init, r * initRow), ref Unsafe.Add(ref c, r * cRow), steps, (isDouble ? 2 : 1) * Vector256<T>.Count);
    }

    /// <summary>
    /// All rows of a panel of two vectors, one row of it behind the other, of which the first tiles copy the next panel. There are at
    /// least six rows.
    /// </summary>
    public static void PanelAhead<T>(
        ref T a, nint aRow, nint aStep, ref T b, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, ref T from, nint fromRow, ref T to)
        where T : unmanaged
    {
        nint panel = 2 * Vector256<T>.Count;
        int carriers = Unsafe.IsNullRef(ref from) ? 0 : Math.Min(rows / 6, MostCarriers), done = 0;
        for (; done < 6 * carriers; done += 6)
        {
            // As many rows for each, and the last ones once more where these do not divide evenly.
            nint share = (steps + carriers - 1) / carriers, first = Math.Min(done / 6 * share, steps - share);
            SixWideAhead(
                ref Unsafe.Add(ref a, done * aRow), aRow, aStep, ref b, ref Vectors.At(ref init, done * initRow), initRow, ref Unsafe.Add(ref c, done * cRow), cRow, steps,
                ref Unsafe.Add(ref from, first * fromRow), fromRow, ref Unsafe.Add(ref to, first * panel), share, Math.Min(RowsFetched, steps - share - first) * fromRow);
        }

        Panel(ref Unsafe.Add(ref a, done * aRow), aRow, aStep, ref b, panel, ref Vectors.At(ref init, done * initRow), initRow, ref Unsafe.Add(ref c, done * cRow), cRow, rows - done, steps, isDouble: true);
    }

    /// <summary>Six rows and two vectors: 12 sums, 2 factors and 1 broadcast, which just fit into 16 registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void SixWide<T>(
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
    /// <see cref="SixWide"/> for one tile, which copies some rows of two vectors in passing, one every few terms. Each is asked for a while
    /// before, as it comes from far.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void SixWideAhead<T>(
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

    /// <summary>Twelve rows and one vector. Rows are reached from every third, as there are fewer registers for addresses than rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Twelve<T>(
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

    /// <summary>Six rows and one vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Six<T>(
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

    /// <summary>Four rows and two vectors.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void FourWide<T>(
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

    /// <summary>Four rows and one vector.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Four<T>(
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
