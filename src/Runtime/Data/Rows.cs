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
