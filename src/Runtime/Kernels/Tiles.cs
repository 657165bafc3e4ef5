using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The register tiles of <see cref="Product"/>: <c>c[r, :] = init[r, :] + sum_s a[r, s] b[s, :]</c> for a few rows r and
/// one or two vectors of columns, tile below tile. Each element adds its terms in the order of s, so the shape of a
/// tile does not affect the bits. Unrolled by hand, because only named locals stay in registers, and without calls, across
/// which no vector register is preserved. The build generates <c>WideTiles</c> from this file, with vectors of 512 bits.
/// </summary>
internal static partial class Tiles
{
    /// <summary>The number of tiles that share the copy of a panel, and the number of rows that each is prefetched ahead.</summary>
    private const int MostCarriers = 8, RowsFetched = 16;

    /// <summary>All rows of one vector of columns, or of two.</summary>
    public static void Panel<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, bool isTwo)
    {
        int done = 0;
        if (!isTwo && rows >= 12)
        {
            TwelveByOne(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps, rows / 12);
            done = rows / 12 * 12;
        }

        if (!isTwo && rows - done >= 8)
        {
            EightByOne(ref Unsafe.Add(ref a, done * aRow), aRow, aStep, ref b, bStep, ref Vectors.At(ref init, done * initRow), initRow, ref Unsafe.Add(ref c, done * cRow), cRow, steps, tiles: 1);
            done += 8;
        }

        // Every even number of rows from 4 on is a sum of sixes and fours.
        int left = rows - done, fours = left < 4 ? 0 : (left % 6 / 2) switch { 0 => 0, 1 => left >= 8 ? 2 : 0, _ => 1 };
        int sixes = (left - 4 * fours) / 6;
        if (sixes > 0)
        {
            ref T factor = ref Unsafe.Add(ref a, done * aRow), start = ref Vectors.At(ref init, done * initRow), result = ref Unsafe.Add(ref c, done * cRow);
            if (isTwo)
                SixByTwo(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, sixes);
            else
                SixByOne(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, sixes);
        }

        done += 6 * sixes;
        if (fours > 0)
        {
            ref T factor = ref Unsafe.Add(ref a, done * aRow), start = ref Vectors.At(ref init, done * initRow), result = ref Unsafe.Add(ref c, done * cRow);
            if (isTwo)
                FourByTwo(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, fours);
            else
                FourByOne(ref factor, aRow, aStep, ref b, bStep, ref start, initRow, ref result, cRow, steps, fours);
        }

        for (int r = done + 4 * fours; r < rows; r++)
            RowTiles.Row(ref Unsafe.Add(ref a, r * aRow), aStep, ref b, bStep, ref Vectors.At(ref init, r * initRow), ref Unsafe.Add(ref c, r * cRow), steps, (isTwo ? 2 : 1) * Vector256<T>.Count);
    }

    /// <summary>
    /// All rows of a packed panel of two vectors. The first tiles also copy the next panel. There are at
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
            // Equally many rows for each; if they do not divide evenly, some of the last ones are copied twice.
            nint share = (steps + carriers - 1) / carriers, first = Math.Min(done / 6 * share, steps - share);
            SixByTwoAhead(
                ref Unsafe.Add(ref a, done * aRow), aRow, aStep, ref b, ref Vectors.At(ref init, done * initRow), initRow, ref Unsafe.Add(ref c, done * cRow), cRow, steps,
                ref Unsafe.Add(ref from, first * fromRow), fromRow, ref Unsafe.Add(ref to, first * panel), share, Math.Min(RowsFetched, steps - share - first) * fromRow);
        }

        Panel(ref Unsafe.Add(ref a, done * aRow), aRow, aStep, ref b, panel, ref Vectors.At(ref init, done * initRow), initRow, ref Unsafe.Add(ref c, done * cRow), cRow, rows - done, steps, isTwo: true);
    }
}
