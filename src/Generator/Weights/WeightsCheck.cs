using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Weights;

/// <summary>Compares the layers of a network with the weights file that it names.</summary>
internal static class WeightsCheck
{
    public static IEnumerable<Diagnostic> Run(WeightsDeclaration declared, EquatableArray<WeightsFile> files)
    {
        List<WeightsFile> found = ProjectFile.Find(declared.File, declared.SourcePath, files, file => file.Path);
        if (found.Count != 1)
        {
            string names = Excerpt.Of<WeightsFile>(found.Count == 0 ? files : found, ", ", file => file.Path);
            string what = found.Count > 0 ? $"{found.Count}: {names}" : files.Count > 0 ? $"none among {names}" : "none";
            return [Cure.Report(Descriptors.NoWeightsFile, declared.Place, found.Count == 0 ? ProjectFile.Corrections(declared.File, files.Select(file => file.Path), declared.Place, NetworkParser.WeightsProperty) : [], declared.File, what)];
        }

        return found[0].Fault is { } fault
            ? [Diagnostic.Create(Descriptors.BrokenWeightsFile, declared.Place, declared.File, fault)]
            : Compare(declared, found[0]);
    }

    private static IEnumerable<Diagnostic> Compare(WeightsDeclaration declared, WeightsFile file)
    {
        Dictionary<string, FileTensor> rest = file.Tensors.ToDictionary(tensor => tensor.Name);
        for (int l = 0; l < declared.Layers.Count; l++)
        {
            foreach (DeclaredTensor expected in declared.Layers[l].Tensors)
            {
                string name = expected.Name, title = declared.Layers[l].Title;
                if (!rest.TryGetValue(name, out FileTensor actual))
                    yield return Report(l, Descriptors.MissingTensor, name, expected.Shape, title);
                else if (!SafeTensorTypes.AreSame(actual.Shape, expected.Shape.Dimensions))
                    yield return Report(l, Descriptors.WrongTensor, name, $"shape {SafeTensorTypes.Text(actual.Shape)}", title, $"shape {expected.Shape}");
                else if (!SafeTensorTypes.IsForWeights(actual.Type))
                    yield return Report(l, Descriptors.WrongTensor, name, $"type {SafeTensorTypes.NameOf(actual.Type)}", title, $"type {SafeTensorTypes.Weights}");

                rest.Remove(name);
            }
        }

        HashSet<string> names = [.. declared.Layers.SelectMany(layer => layer.Tensors).Select(tensor => tensor.Name)];
        foreach (FileTensor counter in file.Tensors.Where(tensor => BatchCounter.Is(tensor.Name, names.Contains)))
            rest.Remove(counter.Name);

        // In the order of the file, each at the layer that it seems to belong to. The last one mentions how many are left out.
        FileTensor[] extras = [.. file.Tensors.Where(tensor => rest.ContainsKey(tensor.Name)).Take(Excerpt.Items)];
        foreach (FileTensor extra in extras)
        {
            string others = extra == extras[extras.Length - 1] && rest.Count > extras.Length ? $", and {rest.Count - extras.Length} more" : "";
            int l = Enumerable.Range(0, declared.Layers.Count).Where(index => declared.Layers[index].Tensors.Any(tensor => PrefixOf(tensor.Name) == PrefixOf(extra.Name))).DefaultIfEmpty(-1).First();
            yield return Report(l, Descriptors.ExtraTensor, Excerpt.Of(extra.Name), SafeTensorTypes.Text(extra.Shape) + others, declared.Network);
        }

        Diagnostic Report(int l, DiagnosticDescriptor descriptor, params object[] arguments) =>
            Diagnostic.Create(descriptor, l < 0 ? declared.Place : declared.Layers[l].Place, [declared.File, .. arguments]);
    }

    /// <summary>The part of a tensor's name that all tensors of its layer share.</summary>
    private static string PrefixOf(string name) => name.Substring(0, name.LastIndexOf('.') + 1);
}
