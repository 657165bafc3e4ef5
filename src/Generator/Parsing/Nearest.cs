using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Parsing;

/// <summary>Finds the name that a misspelled name stands for.</summary>
internal static class Nearest
{
    /// <summary>Longer names are not compared: they are hardly typing mistakes, and it would take long.</summary>
    private const int MaxLength = 100;

    /// <summary>The name with the fewest insertions, deletions and replacements of characters, ignoring case; null if more than a third of the characters would change.</summary>
    public static string? To(string name, IEnumerable<string> names)
    {
        if (name.Length is 0 or > MaxLength)
            return null;

        (string Name, int Distance)[] candidates = [.. names.Where(candidate => candidate.Length is > 0 and <= MaxLength).Select(candidate => (candidate, Distance(name, candidate))).OrderBy(pair => pair.Item2)];
        return candidates.Length > 0 && 3 * candidates[0].Distance <= Math.Max(name.Length, candidates[0].Name.Length) ? candidates[0].Name : null;
    }

    /// <summary>The Levenshtein distance, row by row.</summary>
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
