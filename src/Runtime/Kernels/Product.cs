using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>A matrix in memory: element (r, s) is at r * Row + s * Step.</summary>
internal readonly ref struct Matrix<T>(ReadOnlySpan<T> values, int row, int step = 1)
{
    public ReadOnlySpan<T> Values { get; } = values;

    public int Row { get; } = row;

    public int Step { get; } = step;
}

/// <summary>The matrix product behind every pass of a dense layer, in register tiles.</summary>
internal static class Product
{
    /// <summary>Rows of the right factor that are this many bytes apart, or a multiple, compete for few cache sets.</summary>
    private const int ConflictDistance = 512;

    /// <summary>The number of multiply-adds worth a thread: about 20 microseconds.</summary>
    private const int WorkOfThread = 1 << 20;

    /// <summary>From this size on, the right factor exceeds the L2 cache: a single row reads it in the order of memory.</summary>
    private const int StreamedBytes = 1 << 20;

    /// <summary>
    /// <c>c[r, j] = init[r, j] + sum_s a[r, s] b[s, j]</c> for all rows r and columns j. Each sum adds its terms in the
    /// order of s, so the bits do not depend on the hardware's vectors, the tile, or the number of rows.
    /// </summary>
    /// <param name="a">The left factor, rows x steps.</param>
    /// <param name="b">
    /// The right factor, steps x columns. Whole vectors are read, so its span must go on for
    /// <see cref="Dense.Padding"/> numbers after the last row's columns.
    /// </param>
    /// <param name="init">The initial value of each row, with the same padding; empty for zero. It may be c.</param>
    /// <param name="c">The result, of which exactly rows x columns numbers are written.</param>
    /// <param name="cRow">The distance between rows of c.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="steps">The number of terms of a sum.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="threads">The number of threads that may share the rows or columns. It does not affect the result.</param>
    public static void Compute<T>(Matrix<T> a, Matrix<T> b, Matrix<T> init, Span<T> c, int cRow, int rows, int steps, int columns, int threads = 1)
        where T : unmanaged
    {
        int width = Vector256<T>.Count;
        Check(a.Values.Length, (rows - 1L) * a.Row + (steps - 1L) * a.Step + 1);
        Check(b.Values.Length, (steps - 1L) * b.Row + (columns + width - 1) / width * width);
        Check(c.Length, (rows - 1L) * cRow + columns);
        if (init.Values.Length > 0)
            Check(init.Values.Length, (rows - 1L) * init.Row + columns);

        ref T start = ref init.Values.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(init.Values);
        ref T left = ref MemoryMarshal.GetReference(a.Values);
        ref T right = ref MemoryMarshal.GetReference(b.Values);
        ref T result = ref MemoryMarshal.GetReference(c);
        // Handing over a part that is too small costs more than computing it.
        int parts = (int)Math.Min(threads, (long)rows * steps * columns / WorkOfThread);
        if (parts > 1)
            ProductWork<T>.Run(ref left, a.Row, a.Step, ref right, b.Row, ref start, init.Row, ref result, cRow, rows, steps, columns, parts);
        else
            Run(ref left, a.Row, a.Step, ref right, b.Row, ref start, init.Row, ref result, cRow, rows, steps, columns);
    }

    /// <summary>The same for one row of whole vectors, with no more checks than the lengths of its buffers need.</summary>
    public static void ComputeRow<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int bRow, ReadOnlySpan<T> init, Span<T> c, int steps, int columns)
        where T : unmanaged
    {
        Check(a.Length, steps);
        Check(b.Length, (steps - 1L) * bRow + columns);
        Check(c.Length, columns);
        if (init.Length > 0)
            Check(init.Length, columns);

        ref T start = ref init.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(init);
        ref T left = ref MemoryMarshal.GetReference(a), right = ref MemoryMarshal.GetReference(b), result = ref MemoryMarshal.GetReference(c);
        if ((long)steps * columns * Unsafe.SizeOf<T>() >= StreamedBytes)
            RunStream(ref left, 1, ref right, bRow, ref start, ref result, steps, columns);
        else
            Row(ref left, 1, ref right, bRow, ref start, ref result, steps, columns);
    }

    /// <summary>One row of whole vectors: wide ones first.</summary>
    private static void Row<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, nint steps, int columns)
        where T : unmanaged
    {
        int wide = Vector512.IsHardwareAccelerated ? columns / Vector512<T>.Count * Vector512<T>.Count : 0;
        if (wide > 0)
            WideRowTiles.Row(ref a, aStep, ref b, bStep, ref init, ref c, steps, wide);

        if (wide < columns)
            RowTiles.Row(ref a, aStep, ref Unsafe.Add(ref b, wide), bStep, ref Vectors.At(ref init, wide), ref Unsafe.Add(ref c, wide), steps, columns - wide);
    }

    /// <summary>Computes the product on this thread. All lengths are checked.</summary>
    internal static void Run<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns)
        where T : unmanaged
    {
        bool isLarge = (long)steps * columns * Unsafe.SizeOf<T>() >= StreamedBytes;
        if (rows == 1 && isLarge)
            RunStream(ref a, aStep, ref b, bStep, ref init, ref c, steps, columns);
        else if (aRow == 1 && Conflicts<T>(aStep) && rows >= 64 && steps >= 64 && columns >= 64)
            RunTurned(ref a, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, columns);
        else if (rows >= 16 && steps >= 64 && columns >= PackedProduct.PanelOf<T>() && (isLarge || Conflicts<T>(bStep)))
            PackedProduct.Run(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, columns);
        else
            Panels(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, columns);
    }

    /// <summary>Whether numbers at this distance compete for few cache sets.</summary>
    private static bool Conflicts<T>(nint distance)
        where T : unmanaged => distance * Unsafe.SizeOf<T>() % ConflictDistance == 0;

    /// <summary>Uses a copy of the left factor in which the terms of a row are contiguous.</summary>
    private static void RunTurned<T>(
        ref T a, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns)
        where T : unmanaged
    {
        int turnedRow = steps + Dense.Padding, length = (steps - 1) * (int)aStep + rows;
        Span<T> turned = KeptRoom<T, TurnedLeft>.Of(checked(rows * turnedRow));
        Blocks.Turn(MemoryMarshal.CreateReadOnlySpan(ref a, length), (int)aStep, turned, turnedRow, steps, rows);
        Run(ref turned[0], turnedRow, 1, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, columns);
    }

    /// <summary>A single row with a large right factor; the remaining columns are computed as usual.</summary>
    private static void RunStream<T>(ref T a, nint aStep, ref T b, nint bStep, ref T init, ref T c, int steps, int columns)
        where T : unmanaged
    {
        int whole = columns / Vector256<T>.Count * Vector256<T>.Count;
        Span<T> sums = MemoryMarshal.CreateSpan(ref c, whole);
        if (Unsafe.IsNullRef(ref init))
            sums.Clear();
        else
            MemoryMarshal.CreateReadOnlySpan(ref init, whole).CopyTo(sums);

        RowTiles.Stream(ref a, aStep, ref b, bStep, ref c, steps, whole);
        if (whole < columns)
            Panel(ref a, 0, aStep, ref Unsafe.Add(ref b, whole), bStep, ref Vectors.At(ref init, whole), 0, ref Unsafe.Add(ref c, whole), 0, 1, steps, columns - whole);
    }

    /// <summary>All rows and columns, panel by panel.</summary>
    internal static void Panels<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int columns)
        where T : unmanaged
    {
        for (int j = 0; j < columns;)
            j += Panel(ref a, aRow, aStep, ref Unsafe.Add(ref b, j), bStep, ref Vectors.At(ref init, j), initRow, ref Unsafe.Add(ref c, j), cRow, rows, steps, columns - j);
    }

    /// <summary>All rows of one panel of columns; returns how many columns it has computed.</summary>
    private static int Panel<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int columns)
        where T : unmanaged
    {
        bool isWide = Vector512.IsHardwareAccelerated && columns >= Vector512<T>.Count;
        int width = isWide ? Vector512<T>.Count : Vector256<T>.Count;
        if (rows == 1 && columns >= width)
        {
            int whole = columns / Vector256<T>.Count * Vector256<T>.Count;
            Row(ref a, aStep, ref b, bStep, ref init, ref c, steps, whole);
            return whole;
        }

        bool isTwo = isWide ? columns >= 2 * width : columns > width;
        int panel = isTwo ? 2 * width : width;
        if (columns < panel)
        {
            NarrowPanel(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, columns);
            return columns;
        }

        if (isWide)
            WideTiles.Panel(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, isTwo);
        else
            Tiles.Panel(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, isTwo);

        return panel;
    }

    /// <summary>A panel with fewer columns than its vectors: computed in a buffer, a few rows at a time, from which the columns are copied.</summary>
    [SkipLocalsInit]
    private static void NarrowPanel<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, nint steps, int columns)
        where T : unmanaged
    {
        const int rowsAtATime = 36;
        int panel = columns > Vector256<T>.Count ? 2 * Vector256<T>.Count : Vector256<T>.Count;
        Span<T> apart = stackalloc T[rowsAtATime * panel];
        if (!Unsafe.IsNullRef(ref init))
            apart.Clear();

        for (int first = 0; first < rows; first += rowsAtATime)
        {
            int count = Math.Min(rowsAtATime, rows - first);
            for (int r = 0; r < count && !Unsafe.IsNullRef(ref init); r++)
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref init, (first + r) * initRow), columns).CopyTo(apart[(r * panel)..]);

            Panel(ref Unsafe.Add(ref a, first * aRow), aRow, aStep, ref b, bStep, ref Unsafe.IsNullRef(ref init) ? ref init : ref apart[0], panel, ref apart[0], panel, count, steps, panel);
            for (int r = 0; r < count; r++)
                apart.Slice(r * panel, columns).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, (first + r) * cRow), columns));
        }
    }

    private static void Check(long length, long needed)
    {
        if (length < needed)
            throw new ArgumentException($"Expected at least {needed} numbers, but got {length}.");
    }

    /// <summary>A transposed left factor.</summary>
    private readonly struct TurnedLeft;
}
