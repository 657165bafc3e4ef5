using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Parsing;

/// <summary>Finds the name that a misspelled one was meant to be.</summary>
internal static class Nearest
{
    /// <summary>Longer ones are not names that somebody mistyped, and would take long to compare.</summary>
    private const int MaxLength = 100;

    /// <summary>The name with the fewest insertions, deletions and replacements of characters, ignoring case; null where a third of the characters or more would change.</summary>
    public static string? To(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > MaxLength)
            return null;

        (string Name, int Distance)[] candidates = [.. names.Where(candidate => candidate.Length is > 0 and <= MaxLength).Select(candidate => (candidate, Distance(name, candidate))).OrderBy(pair => pair.Item2)];
        return candidates.Length > 0 && 3 * candidates[0].Distance <= Math.Max(name.Length, candidates[0].Name.Length) ? candidates[0].Name : null;
    }

    /// <summary>Levenshtein's distance, row by row.</summary>
    private static int Distance(string one, string other)
    {
        int[] before = [.. Enumerable.Range(0, other.Length + 1)], now = new int[other.Length + 1];
        for (int i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = before[j - 1] + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                now[j] = Math.Min(replaced, Math.Min(before[j], now[j - 1]) + 1);
            }

            (before, now) = (now, before);
        }

        return before[other.Length];
    }
}
