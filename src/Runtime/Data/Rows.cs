namespace NetGen;

/// <summary>Operations on a table's rows, which lie one after the other.</summary>
internal static class Rows
{
    /// <summary>The numbers of all rows, in order: 0, 1, ... <paramref name="count"/> - 1.</summary>
    public static int[] All(int count)
    {
        var rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = i;
        return rows;
    }

    /// <summary>How many numbers so many rows have, if an array can hold them.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="width">The number of numbers in each.</param>
    /// <param name="what">What they are: <c>outputs</c>.</param>
    /// <param name="name">The argument that the rows came in.</param>
    public static int Length(int count, int width, string what, string name) => count <= MostOf(width)
        ? count * width
        : throw new ArgumentException(TooMany(count, width, what), name);

    /// <summary>How many rows an array can hold.</summary>
    public static int MostOf(int width) => Array.MaxLength / width;

    /// <summary>What to say of more rows than an array can hold.</summary>
    public static string TooMany(int count, int width, string what) =>
        $"Expected at most {MostOf(width)} samples of {width} {what}, as an array can hold {Array.MaxLength} numbers, but got {count} samples.";

    /// <summary>Copies the chosen rows, in their order, to the front of <paramref name="destination"/>.</summary>
    public static void Gather<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows, Span<T> destination)
    {
        for (int i = 0; i < rows.Length; i++)
            source.Slice(rows[i] * width, width).CopyTo(destination[(i * width)..]);
    }

    /// <summary>The chosen rows, in their order, in a table of their own.</summary>
    public static T[] Select<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows)
    {
        var selection = new T[rows.Length * width];
        Gather(source, width, rows, selection);
        return selection;
    }
}
