using NetGen;
using static System.FormattableString;

namespace Iris;

/// <summary>How often each species is taken for each species.</summary>
internal static class ConfusionTable
{
    public static void Print(ConfusionMatrix counts, string[] species)
    {
        int width = species.Max(name => name.Length) + 2;
        Console.WriteLine($"\n{"is, taken for".PadRight(15)}{Row(name => name)}");
        for (int label = 0; label < species.Length; label++)
            Console.WriteLine($"{species[label].PadRight(15)}{Row(name => Invariant($"{counts[label, Array.IndexOf(species, name)]}"))}");

        string Row(Func<string, string> cell) => string.Concat(species.Select(name => cell(name).PadLeft(width)));
    }
}
