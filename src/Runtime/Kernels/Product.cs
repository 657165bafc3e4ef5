using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>A matrix in memory: element (r, s) lies at r * Row + s * Step.</summary>
internal readonly ref struct Matrix<T>(ReadOnlySpan<T> values, int row, int step = 1)
{
    public ReadOnlySpan<T> Values { get; } = values;

    public int Row { get; } = row;

    public int Step { get; } = step;
}

/// <summary>The matrix product behind every pass of a dense layer, in register tiles.</summary>
internal static class Product
{
    /// <summary>Where rows of the right factor lie this many bytes apart, or a multiple, they compete for few places in the cache.</summary>
    private const int ConflictDistance = 1024;

    /// <summary>
    /// <c>c[r, j] = init[r, j] + sum_s a[r, s] b[s, j]</c> for all rows r and columns j. Each sum adds its terms in the
    /// order of s: the same bits whatever the hardware's vectors, the tile, and the number of rows.
    /// </summary>
    /// <param name="a">The left factor, rows x steps.</param>
    /// <param name="b">
    /// The right factor, steps x columns. Whole vectors are read, so its span must go on for
    /// <see cref="Dense.Padding"/> numbers after the last row's columns.
    /// </param>
    /// <param name="init">What each row starts from, with the same room; empty for zero. It may be c.</param>
    /// <param name="c">The result, of which exactly rows x columns numbers are written.</param>
    /// <param name="cRow">The distance between rows of c.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="steps">The number of terms of a sum.</param>
    /// <param name="columns">The number of columns.</param>
    public static void Compute<T>(Matrix<T> a, Matrix<T> b, Matrix<T> init, Span<T> c, int cRow, int rows, int steps, int columns)
        where T : unmanaged
    {
        int panel = 2 * Vector256<T>.Count;
        Check(a.Values.Length, (rows - 1L) * a.Row + (steps - 1L) * a.Step + 1);
        Check(b.Values.Length, (steps - 1L) * b.Row + (columns + panel - 1) / panel * panel);
        Check(c.Length, (rows - 1L) * cRow + columns);
        if (init.Values.Length > 0)
            Check(init.Values.Length, (rows - 1L) * init.Row + columns);

        ref T start = ref init.Values.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(init.Values);
        ref T left = ref MemoryMarshal.GetReference(a.Values);
        ref T right = ref MemoryMarshal.GetReference(b.Values);
        ref T result = ref MemoryMarshal.GetReference(c);
        if (b.Row * Unsafe.SizeOf<T>() % ConflictDistance != 0 || rows < 16 || steps < 64)
        {
            Run(ref left, a.Row, a.Step, ref right, b.Row, ref start, init.Row, ref result, cRow, rows, steps, columns);
            return;
        }

        // A copy of two vectors of columns, row after row, is used by all rows of a.
        T[] packed = ArrayPool<T>.Shared.Rent(steps * panel);
        for (int j = 0; j < columns; j += panel)
        {
            for (int s = 0; s < steps; s++)
            {
                Vectors.Load(ref right, s * (nint)b.Row + j).StoreUnsafe(ref packed[s * panel]);
                Vectors.Load(ref right, s * (nint)b.Row + j + panel / 2).StoreUnsafe(ref packed[s * panel + panel / 2]);
            }

            ref T panelStart = ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, j);
            Run(ref left, a.Row, a.Step, ref packed[0], panel, ref panelStart, init.Row, ref Unsafe.Add(ref result, j), cRow, rows, steps, Math.Min(panel, columns - j));
        }

        ArrayPool<T>.Shared.Return(packed);
    }

    private static void Run<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int columns)
        where T : unmanaged
    {
        int width = Vector256<T>.Count;
        int j = 0;
        while (j < columns)
        {
            int left = columns - j;
            int tileColumns = rows == 1 && left >= 8 * width ? 8 * width : left > width ? 2 * width : width;
            ref T bTile = ref Unsafe.Add(ref b, j);
            for (int r = 0; r < rows;)
            {
                int tileRows = TileRows(rows - r);
                ref T aTile = ref Unsafe.Add(ref a, r * aRow);
                ref T cTile = ref Unsafe.Add(ref c, r * cRow + j);
                ref T initTile = ref Unsafe.IsNullRef(ref init) ? ref init : ref Unsafe.Add(ref init, r * initRow + j);
                if (tileColumns <= left)
                    Tile(ref aTile, aRow, aStep, ref bTile, bStep, ref initTile, initRow, ref cTile, cRow, tileRows, steps, tileColumns);
                else
                    NarrowTile(ref aTile, aRow, aStep, ref bTile, bStep, ref initTile, initRow, ref cTile, cRow, tileRows, steps, tileColumns, left);

                r += tileRows;
            }

            j += tileColumns;
        }
    }

    /// <summary>Every even number of rows from 4 on is a sum of sixes and fours.</summary>
    private static int TileRows(int rows) => rows is >= 6 and not 8 ? 6 : rows >= 4 ? 4 : 1;

    /// <summary>A tile of whole vectors over fewer columns: it is computed apart, and what is wanted of it is copied.</summary>
    private static void NarrowTile<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int tileColumns, int columns)
        where T : unmanaged
    {
        Span<T> tile = stackalloc T[6 * tileColumns];
        for (int r = 0; r < rows && !Unsafe.IsNullRef(ref init); r++)
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref init, r * initRow), columns).CopyTo(tile[(r * tileColumns)..]);

        Tile(ref a, aRow, aStep, ref b, bStep, ref tile[0], tileColumns, ref tile[0], tileColumns, rows, steps, tileColumns);
        for (int r = 0; r < rows; r++)
            tile.Slice(r * tileColumns, columns).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, r * cRow), columns));
    }

    private static void Tile<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int columns)
        where T : unmanaged
    {
        bool isWide = columns > Vector256<T>.Count;
        if (rows == 6 && isWide)
            Tiles.SixWide(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps);
        else if (rows == 6)
            Tiles.Six(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps);
        else if (rows == 4 && isWide)
            Tiles.FourWide(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps);
        else if (rows == 4)
            Tiles.Four(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, steps);
        else if (columns == 8 * Vector256<T>.Count)
            RowTiles.OneBy8(ref a, aStep, ref b, bStep, ref init, ref c, steps);
        else if (isWide)
            RowTiles.OneBy2(ref a, aStep, ref b, bStep, ref init, ref c, steps);
        else
            RowTiles.One(ref a, aStep, ref b, bStep, ref init, ref c, steps);
    }

    private static void Check(long length, long needed)
    {
        if (length < needed)
            throw new ArgumentException($"Expected at least {needed} numbers, but got {length}.");
    }
}
