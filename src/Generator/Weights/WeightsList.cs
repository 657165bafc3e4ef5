using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Weights;

/// <summary>
/// Reads the list of weights files that the build writes. The compiler passes additional files only as text, and rejects a .safetensors file
/// as binary (CS2015), because its first bytes contain zeros. A generator must not open files itself, because it would miss changes. So
/// buildTransitive/NetGen.targets copies every header, which is text, into one additional file, in builds and in design-time builds.
/// </summary>
internal static class WeightsList
{
    /// <summary>
    /// The file name of the list. It has three lines per file: the path, in which %0A is a newline and %25 a percent sign; the number of bytes
    /// after the header; and the header on one line, or ! and why it could not be read.
    /// </summary>
    public const string FileName = "NetGen.Weights.txt";

    public static bool Is(AdditionalText text) => ProjectFile.IsNamed(text, FileName);

    public static IEnumerable<WeightsFile> Read(AdditionalText text, CancellationToken cancellation) =>
        ProjectFile.Entries(text, cancellation).Select(entry => Read(entry.Path, entry.Detail, entry.Content));

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
