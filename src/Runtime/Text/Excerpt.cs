using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>What a message quotes of a file, cut to what a person reads. Compiled into the generator as well.</summary>
internal static class Excerpt
{
    /// <summary>How many items of a list are named.</summary>
    public const int Items = 20;

    /// <summary>A text, or how it begins and how long it is.</summary>
    public static string Of(string text, int limit = 200) =>
        text.Length <= limit ? text : $"{text.Substring(0, limit)}... ({text.Length} characters)";

    /// <summary>A list of texts, or how it begins and how many are left out.</summary>
    public static string Of<T>(IReadOnlyCollection<T> items, string separator, Func<T, string> text)
    {
        string named = string.Join(separator, items.Take(Items).Select(text));
        return items.Count <= Items ? named : $"{named}{separator}... ({items.Count - Items} more)";
    }
}
