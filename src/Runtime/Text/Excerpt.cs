using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>Cuts what a message quotes from a file to a readable length. Compiled into the generator too.</summary>
internal static class Excerpt
{
    /// <summary>The number of list items that are named.</summary>
    public const int Items = 20;

    /// <summary>A text, or its start and its length.</summary>
    public static string Of(string text, int limit = 200) =>
        text.Length <= limit ? text : $"{text.Substring(0, limit)}... ({text.Length} characters)";

    /// <summary>A list of texts, or its start and the number of omitted items.</summary>
    public static string Of<T>(IReadOnlyCollection<T> items, string separator, Func<T, string> text)
    {
        string named = string.Join(separator, items.Take(Items).ToArray().Map(text));
        return items.Count <= Items ? named : $"{named}{separator}... ({items.Count - Items} more)";
    }
}
