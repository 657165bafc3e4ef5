using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Import;

/// <summary>An ONNX file of the project, as the build passes it on. Compared by value.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Fault">Why it could not be read; null if it could.</param>
/// <param name="Graph">The file in Base64, without the numbers of large tensors.</param>
internal sealed record OnnxFile(string Path, string? Fault, string Graph)
{
    /// <summary>The file name of the list. It has three lines per file: the path, the length of the file, and the graph, or ! and why it could not be read.</summary>
    private const string ListName = "NetGen.Models.txt";

    public static bool IsList(AdditionalText text) => ProjectFile.IsNamed(text, ListName);

    public static IEnumerable<OnnxFile> Read(AdditionalText text, CancellationToken cancellation) => ProjectFile.Entries(text, cancellation).Select(entry =>
        entry.Content.StartsWith("!", StringComparison.Ordinal) ? new OnnxFile(entry.Path, Excerpt.Of(entry.Content.Substring(1)), "") : new OnnxFile(entry.Path, null, entry.Content));

    /// <summary>The model; throws <see cref="OnnxException"/> if it is none.</summary>
    public OnnxModel Parse(string name)
    {
        if (Fault is not null)
            throw new OnnxException(name, Fault);

        try
        {
            return OnnxModel.Parse(Convert.FromBase64String(Graph), name);
        }
        catch (FormatException)
        {
            throw new OnnxException(name, $"Expected the graph in Base64 in {ListName}, but got other text: rebuild the project.");
        }
    }
}
