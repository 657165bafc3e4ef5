using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Weights;

/// <summary>
/// Reads the list of weights files that the build writes. The compiler hands additional files on as text only, and
/// refuses a .safetensors file, whose first bytes hold zeros, as binary (CS2015); nor may a generator open files itself,
/// since it would miss their changes. So buildTransitive/NetGen.targets copies every header, which is text, into one
/// additional file, in builds and before the editor's.
/// </summary>
internal static class WeightsList
{
    /// <summary>
    /// The name of the list. It has three lines for each file: its path, in which %0A is a new line and %25 a percent sign; the number of bytes behind its header; and the
    /// header in one line, or ! and why it could not be taken out.
    /// </summary>
    public const string FileName = "NetGen.Weights.txt";

    public static bool Is(AdditionalText text) =>
        text.Path.EndsWith(FileName, StringComparison.Ordinal) && (text.Path.Length == FileName.Length || text.Path[text.Path.Length - FileName.Length - 1] is '/' or '\\');

    public static IEnumerable<WeightsFile> Read(AdditionalText text, CancellationToken cancellation)
    {
        // Lines end with \n alone; Roslyn would also end them within a name, at the separators of Unicode.
        string[] lines = text.GetText(cancellation)?.ToString().Split('\n') ?? [];
        for (int i = 0; i + 2 < lines.Length; i += 3)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Read(lines[i].Replace("%0A", "\n").Replace("%25", "%"), lines[i + 1], lines[i + 2]);
        }
    }

    private static WeightsFile Read(string path, string dataLength, string header)
    {
        if (header.StartsWith("!", StringComparison.Ordinal))
            return new WeightsFile(path, Excerpt.Of(header.Substring(1)), default);

        try
        {
            long? length = long.TryParse(dataLength, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
            return new WeightsFile(path, null, SafeTensorsHeader.Parse(header, path, length).Entries
                .Select(entry => new FileTensor(entry.Name, entry.Type, entry.Shape.ToEquatableArray())).ToEquatableArray());
        }
        catch (SafeTensorsException exception)
        {
            return new WeightsFile(path, exception.Faults[0], default);
        }
    }
}
