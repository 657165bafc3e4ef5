namespace NetGen;

/// <summary>Operations on the rows of a table, which are contiguous.</summary>
internal static class Rows
{
    /// <summary>The indices of all rows, in order: 0, 1, ... <paramref name="count"/> - 1.</summary>
    public static int[] All(int count)
    {
        var rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = i;
        return rows;
    }

    /// <summary>The number of elements of <paramref name="count"/> rows, if an array can hold them.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="width">The number of elements in each row.</param>
    /// <param name="what">The name of the elements: <c>outputs</c>.</param>
    /// <param name="name">The name of the caller's argument.</param>
    public static int Length(int count, int width, string what, string name) => count <= MostOf(width)
        ? count * width
        : throw new ArgumentException(TooMany(count, width, what), name);

    /// <summary>The number of rows that an array can hold.</summary>
    public static int MostOf(int width) => Array.MaxLength / width;

    /// <summary>The message for more rows than an array can hold.</summary>
    public static string TooMany(int count, int width, string what) =>
        $"Expected at most {MostOf(width)} samples of {width} {what}, as an array can hold {Array.MaxLength} numbers, but got {count} samples.";

    /// <summary>Copies the chosen rows, in the given order, to the start of <paramref name="destination"/>.</summary>
    public static void Gather<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows, Span<T> destination)
    {
        for (int i = 0; i < rows.Length; i++)
            source.Slice(rows[i] * width, width).CopyTo(destination[(i * width)..]);
    }

    /// <summary>Copies the chosen rows, in the given order, to a new table.</summary>
    public static T[] Select<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows)
    {
        var selection = new T[rows.Length * width];
        Gather(source, width, rows, selection);
        return selection;
    }
}
