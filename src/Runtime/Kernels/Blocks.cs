using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>Transposes blocks of rows, so that each row is in a lane.</summary>
internal static class Blocks
{
    private const int Size = 8;

    /// <summary>Transposes as many rows as there are lanes: vector j receives number j of each.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The distance between rows.</param>
    /// <param name="columns">Receives the vectors: their number is a multiple of the lanes. Those after count are unspecified.</param>
    /// <param name="count">The number of columns needed.</param>
    public static void Load<T>(ReadOnlySpan<T> rows, int row, Span<Vector256<T>> columns, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int done = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            // A block of columns may reach into the next row, but not past the last.
            Span<float> to = MemoryMarshal.Cast<Vector256<T>, float>(columns);
            for (; done < count && (Size - 1L) * row + done + Size <= rows.Length; done += Size)
                Transpose(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(rows[done..])), row, ref to[done * Size], Size);
        }

        for (; done < count; done++)
            columns[done] = Lanes.Gather(rows, done, row);
    }

    /// <summary>Transposes twice as many rows into wide vectors.</summary>
    public static void Load<T>(ReadOnlySpan<T> rows, int row, Span<Vector512<T>> columns, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int done = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            Span<float> to = MemoryMarshal.Cast<Vector512<T>, float>(columns);
            for (; done < count && (2 * Size - 1L) * row + done + Size <= rows.Length; done += Size)
            {
                ref float first = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(rows[done..])), column = ref to[done * 2 * Size];
                Transpose(ref first, row, ref column, 2 * Size);
                Transpose(ref Unsafe.Add(ref first, Size * row), row, ref Unsafe.Add(ref column, Size), 2 * Size);
            }
        }

        for (; done < count; done++)
            columns[done] = Vector512.Create(Lanes.Gather(rows, done, row), Lanes.Gather(rows[(Vector256<T>.Count * row)..], done, row));
    }

    /// <summary>The inverse. The number of columns is a multiple of the lanes.</summary>
    public static void Store<T>(ReadOnlySpan<Vector256<T>> columns, Span<T> rows, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        rows = rows[..((Vector256<T>.Count - 1) * row + columns.Length)];
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<Vector256<T>, T>(columns);
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (int j = 0; j < columns.Length; j += Size)
                Transpose(ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(numbers[(j * Size)..])), Size, ref Unsafe.As<T, float>(ref rows[j]), row);

            return;
        }

        for (int j = 0; j < columns.Length; j++)
            for (int lane = 0; lane < Vector256<T>.Count; lane++)
                rows[lane * row + j] = numbers[j * Vector256<T>.Count + lane];
    }

    /// <summary>The inverse for wide vectors.</summary>
    public static void Store<T>(ReadOnlySpan<Vector512<T>> columns, Span<T> rows, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector512<T>.Count;
        rows = rows[..((lanes - 1) * row + columns.Length)];
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<Vector512<T>, T>(columns);
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (int j = 0; j < columns.Length; j += Size)
            {
                ref float column = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(numbers[(j * lanes)..])), first = ref Unsafe.As<T, float>(ref rows[j]);
                Transpose(ref column, 2 * Size, ref first, row);
                Transpose(ref Unsafe.Add(ref column, Size), 2 * Size, ref Unsafe.Add(ref first, Size * row), row);
            }

            return;
        }

        for (int j = 0; j < columns.Length; j++)
            for (int lane = 0; lane < lanes; lane++)
                rows[lane * row + j] = numbers[j * lanes + lane];
    }

    /// <summary>Transposes a matrix: block by block, then the rest.</summary>
    /// <param name="from">The matrix, rows x columns.</param>
    /// <param name="fromRow">The distance between its rows.</param>
    /// <param name="to">Receives columns x rows.</param>
    /// <param name="toRow">The distance between the rows of the result.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    public static void Turn<T>(ReadOnlySpan<T> from, int fromRow, Span<T> to, int toRow, int rows, int columns)
        where T : unmanaged
    {
        from = from[..((rows - 1) * fromRow + columns)];
        to = to[..((columns - 1) * toRow + rows)];
        int wholeRows = rows / Size * Size, wholeColumns = columns / Size * Size;
        if (typeof(T) == typeof(float) && Avx.IsSupported && wholeColumns > 0)
        {
            ReadOnlySpan<float> fromNumbers = MemoryMarshal.Cast<T, float>(from);
            Span<float> toNumbers = MemoryMarshal.Cast<T, float>(to);
            for (int r = 0; r < wholeRows; r += Size)
                for (int c = 0; c < wholeColumns; c += Size)
                    Transpose(ref MemoryMarshal.GetReference(fromNumbers[(r * fromRow + c)..]), fromRow, ref MemoryMarshal.GetReference(toNumbers[(c * toRow + r)..]), toRow);
        }
        else
        {
            wholeRows = wholeColumns = 0;
        }

        // The last columns for all rows, and the last rows for the others.
        for (int r = 0; r < rows; r++)
            for (int c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
                to[c * toRow + r] = from[r * fromRow + c];
    }

    /// <summary>
    /// Transposes a block: halves of rows four apart share a vector as they are loaded, then pairs of numbers in both
    /// halves are swapped, then pairs of pairs.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float from, nint fromRow, ref float to, nint toRow)
    {
        ref float lower = ref Unsafe.Add(ref from, 4 * fromRow);
        Vector256<float> l0 = Halves(ref from, ref lower, 0), l1 = Halves(ref from, ref lower, fromRow);
        Vector256<float> l2 = Halves(ref from, ref lower, 2 * fromRow), l3 = Halves(ref from, ref lower, 3 * fromRow);
        Vector256<float> r0 = Halves(ref from, ref lower, 4), r1 = Halves(ref from, ref lower, fromRow + 4);
        Vector256<float> r2 = Halves(ref from, ref lower, 2 * fromRow + 4), r3 = Halves(ref from, ref lower, 3 * fromRow + 4);

        Vector256<float> p0 = Avx.UnpackLow(l0, l1), p1 = Avx.UnpackHigh(l0, l1), p2 = Avx.UnpackLow(l2, l3), p3 = Avx.UnpackHigh(l2, l3);
        Vectors.Store(Avx.Shuffle(p0, p2, 0x44), ref to, 0);
        Vectors.Store(Avx.Shuffle(p0, p2, 0xEE), ref to, toRow);
        Vectors.Store(Avx.Shuffle(p1, p3, 0x44), ref to, 2 * toRow);
        Vectors.Store(Avx.Shuffle(p1, p3, 0xEE), ref to, 3 * toRow);

        Vector256<float> q0 = Avx.UnpackLow(r0, r1), q1 = Avx.UnpackHigh(r0, r1), q2 = Avx.UnpackLow(r2, r3), q3 = Avx.UnpackHigh(r2, r3);
        ref float last = ref Unsafe.Add(ref to, 4 * toRow);
        Vectors.Store(Avx.Shuffle(q0, q2, 0x44), ref last, 0);
        Vectors.Store(Avx.Shuffle(q0, q2, 0xEE), ref last, toRow);
        Vectors.Store(Avx.Shuffle(q1, q3, 0x44), ref last, 2 * toRow);
        Vectors.Store(Avx.Shuffle(q1, q3, 0xEE), ref last, 3 * toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref float upper, ref float lower, nint at) =>
        Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref upper, at)), Vector128.LoadUnsafe(ref Unsafe.Add(ref lower, at)));
}
