namespace NetGen;

/// <summary>
/// Maps lists item by item in code that training uses. <c>Enumerable.Select</c> has generic virtual methods in its iterators,
/// which bring the run-time type loader into a NativeAOT program: more than 100 KB.
/// </summary>
internal static class Mapping
{
    /// <summary>Applies a function to each item.</summary>
    public static TResult[] Map<T, TResult>(this IReadOnlyList<T> items, Func<T, TResult> result)
    {
        var results = new TResult[items.Count];
        for (int i = 0; i < results.Length; i++)
            results[i] = result(items[i]);

        return results;
    }
}
