using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Import;

/// <summary>The names of layers: those of their tensors in the file, such as fc1 for fc1.weight.</summary>
internal static class OnnxNames
{
    /// <summary>How layers without a name are called.</summary>
    private const string Numbered = "layers.";

    /// <summary>The name of each layer; null if it has the name that a layer without one gets, or none.</summary>
    public static IReadOnlyList<string?> Of(IReadOnlyList<OnnxLayer> layers)
    {
        var names = new string?[layers.Count];
        var taken = new HashSet<string>();
        var numbered = new HashSet<string>();
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Bindings.Count == 0 || !layers[i].Layer.IsNumbered)
                continue;

            string usual = $"{Numbered}{numbered.Count + taken.Count}";
            string[] prefixes = [.. layers[i].Bindings.Select(binding => binding.Tensor).Where(tensor => tensor.Contains('.')).Select(tensor => tensor.Substring(0, tensor.LastIndexOf('.'))).Distinct()];
            if (prefixes.Length == 1 && prefixes[0] != usual && DeclaredLayers.IsName(prefixes[0]) && taken.Add(prefixes[0]))
                names[i] = prefixes[0];
            else
                numbered.Add(usual);
        }

        // The number of a layer without a name may be the name of another.
        return taken.Overlaps(numbered) ? [.. names.Select(name => name?.StartsWith(Numbered, StringComparison.Ordinal) == true ? null : name)] : names;
    }
}
