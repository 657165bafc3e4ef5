using System;
using System.Collections.Generic;

namespace NetGen;

/// <summary>
/// Maps lists item by item in code that programs train with, or load and save networks with. <c>Enumerable.Select</c> has generic virtual
/// methods in its iterators, which bring the run-time type loader into a NativeAOT program: more than 100 KB. Compiled into the generator too.
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
