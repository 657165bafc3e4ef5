namespace NetGen;

/// <summary>
/// Lists item by item, where a training may come by. <c>Enumerable.Select</c> is a virtual method with type parameters in its iterators,
/// which brings the machinery that loads types at run time into a NativeAOT program: more than 100 KB.
/// </summary>
internal static class Mapping
{
    /// <summary>What a function makes of each item.</summary>
    public static TResult[] Map<T, TResult>(this IReadOnlyList<T> items, Func<T, TResult> result)
    {
        var results = new TResult[items.Count];
        for (int i = 0; i < results.Length; i++)
            results[i] = result(items[i]);

        return results;
    }
}
