using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Import;

/// <summary>
/// A network whose first layers are in an ONNX file. It is read in two stages, because a generator sees a class and the files of the project in
/// different steps: first the class, which gives this record, then the file. Compared by value, without locations.
/// </summary>
/// <param name="Type">Where the generated part belongs.</param>
/// <param name="File">The file, as written in the attribute.</param>
/// <param name="SourcePath">The source file, which the path may be relative to.</param>
/// <param name="Until">The value at which the file's part ends; null for its output.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Precision">The number type.</param>
/// <param name="Layers">The layers that follow.</param>
/// <param name="IsComplete">Whether all of them are valid.</param>
/// <param name="FrozenLayers">How many of them are above [Freeze]; null without one.</param>
internal sealed record OnnxNetwork(TypeSpec Type, string File, string SourcePath, string? Until, Loss Loss, Precision Precision, EquatableArray<LayerDeclaration> Layers, bool IsComplete, int? FrozenLayers)
{
    /// <summary>The argument that names the file.</summary>
    public const string FileProperty = "Onnx";

    /// <summary>The argument that names a value of it.</summary>
    public const string UntilProperty = "Until";

    /// <summary>The operators of scikit-learn's converter that turn probabilities into labels.</summary>
    private static readonly string[] _labelers = ["ArgMax", "ArrayFeatureExtractor", "ZipMap"];

    /// <summary>The network, with the layers of the file. Null if there is a diagnostic.</summary>
    /// <param name="files">The ONNX files of the project.</param>
    /// <param name="network">Where to report what is wrong with the file.</param>
    /// <param name="declared">The layers that follow, with their attributes.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public (NetworkSpec Spec, DeclaredLayers Layers)? Connect(EquatableArray<OnnxFile> files, DeclaredAttribute network, LayerDeclarations declared, List<Diagnostic> diagnostics)
    {
        if (Find(files, network) is not { } found || Import(found, network) is not { } import)
            return null;

        // Layers of a file have no attribute, so there is nothing to edit.
        DeclaredAttribute importer = DeclaredAttribute.At(network.LocationOf(FileProperty), diagnostics);
        if (DeclaredLayers.Connect(Type.Name, import.Input, import.Nodes, importer, declared, Loss) is not { } layers)
            return null;

        var spec = new NetworkSpec(Type, import.Input, Loss, Precision, layers.Nodes.Select(layer => layer.Node).ToEquatableArray()) { Onnx = import.Spec };
        return (spec, layers);
    }

    /// <summary>The network as a generator compiles it: whatever is wrong is the analyzer's to report.</summary>
    public NetworkSpec? Compile(EquatableArray<OnnxFile> files)
    {
        var ignored = new List<Diagnostic>();
        return Compile(files, Location.None, ignored);
    }

    /// <summary>The same, with everything reported at one place.</summary>
    public NetworkSpec? Compile(EquatableArray<OnnxFile> files, Location place, List<Diagnostic> diagnostics)
    {
        DeclaredAttribute at = DeclaredAttribute.At(place, diagnostics);
        return Connect(files, at, new LayerDeclarations([.. Layers.Select(layer => (layer, at))], IsComplete, FrozenLayers, FrozenLayers is null ? null : at), diagnostics) is var (spec, layers) && NetworkChecks.AreValid(spec, layers, at, place, diagnostics) is not null ? spec : null;
    }

    private OnnxFile? Find(EquatableArray<OnnxFile> files, DeclaredAttribute network)
    {
        List<OnnxFile> found = ProjectFile.Find(File, SourcePath, files, file => file.Path);
        if (found.Count == 1)
            return found[0];

        string names = Excerpt.Of<OnnxFile>(found.Count == 0 ? files : found, ", ", file => file.Path);
        string what = found.Count > 0 ? $"{found.Count}: {names}" : files.Count > 0 ? $"none among {names}" : "none";
        Cure[] cures = found.Count > 0 ? [] : [.. ProjectFile.Corrections(File, files.Select(file => file.Path), network.LocationOf(FileProperty), FileProperty)];
        network.Report(Descriptors.NoOnnxFile, FileProperty, cures, File, what);
        return null;
    }

    private OnnxImport? Import(OnnxFile file, DeclaredAttribute network)
    {
        OnnxModel model;
        try
        {
            model = file.Parse(File);
        }
        catch (OnnxException exception)
        {
            network.Report(Descriptors.BrokenOnnxFile, FileProperty, File, exception.Faults[0]);
            return null;
        }

        if (OutputOf(model, network) is not { } output || InputOf(model, output, network) is not { } input)
            return null;

        if (OnnxImporter.Run(model, File, input, output, Layers.Count > 0, out IReadOnlyList<string> faults) is { } import)
            return import;

        network.Report(Descriptors.UnsupportedNodes, FileProperty, File, Excerpt.Of(faults, "; ", fault => fault));
        return null;
    }

    /// <summary>The value at which the network ends.</summary>
    private string? OutputOf(OnnxModel model, DeclaredAttribute network)
    {
        if (Until is not null)
        {
            string[] values = [.. model.Nodes.Where(node => node.Operator != "Constant").SelectMany(node => node.Outputs).Where(output => output.Length > 0)];
            if (values.Contains(Until))
                return Until;

            // Viewers show the names of nodes rather than those of values.
            if (model.Nodes.FirstOrDefault(node => node.Name == Until)?.Outputs.FirstOrDefault() is { Length: > 0 } output)
                return output;

            Cure[] cures = Nearest.To(Until, values.Concat(model.Nodes.Select(node => node.Name))) is { } nearest ? [network.Correct(UntilProperty, Until, nearest)] : [];
            network.Report(Descriptors.UnknownOnnxValue, UntilProperty, cures, File, Until, Excerpt.Of(values, ", ", value => value));
            return null;
        }

        // Labels are computed from the probabilities, which are the network's outputs.
        string[] outputs = [.. model.Outputs.Select(output => model.Nodes.FirstOrDefault(node => node.Outputs.Contains(output.Name)) is { Operator: "ZipMap" } map && map.Inputs.Count > 0 ? map.Inputs[0] : output.Name)];
        string[] numbers = [.. outputs.Where(output => !model.NodesOf(output).Any(node => _labelers.Contains(node.Operator)))];
        if (numbers.Length == 1)
        {
            if (numbers[0] != outputs[0] || outputs.Length > 1)
                network.Report(Descriptors.LeftOutNodes, FileProperty, File, numbers[0], string.Join(" and ", model.Outputs.Where(output => output.Name != numbers[0]).Select(output => $"'{output.Name}'")));
            return numbers[0];
        }

        network.Report(Descriptors.BrokenOnnxFile, FileProperty, File, $"Expected one output, but got {Names(model.Outputs)}: name a value of the file with Until.");
        return null;
    }

    /// <summary>The input, with a shape that is known but for the batch.</summary>
    private OnnxValueInfo? InputOf(OnnxModel model, string output, DeclaredAttribute network)
    {
        HashSet<string> read = [.. model.NodesOf(output).SelectMany(node => node.Inputs)];
        OnnxValueInfo[] inputs = [.. model.Inputs.Where(input => read.Contains(input.Name))];
        string? fault =
            inputs.Length != 1 ? $"Expected one input, but got {(inputs.Length == 0 ? "none" : Names(inputs))}."
            : inputs[0] is not { Shape: { } shape } input ? $"Expected the shape of the input '{inputs[0].Name}', but got none: export the model with the shapes of its inputs."
            : shape.Count is < 2 or > 4 ? $"Expected the input '{input.Name}' to be (batch, inputs), (batch, channels, length) or (batch, channels, height, width), but got {Text(shape)}."
            : shape.Skip(1).Any(size => size is not > 0) || shape.Skip(1).Any(size => size > int.MaxValue) ? $"Expected sizes of the input '{input.Name}' that are fixed but for the batch, but got {Text(shape)}: export the model with fixed sizes."
            : input.Type is not (OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16) ? $"Expected floating-point numbers as the input '{input.Name}', but got {OnnxTensor.NameOf(input.Type)}."
            : null;
        if (fault is null && new Shape(inputs[0].Shape!.Skip(1).Select(size => (int)size!.Value).ToEquatableArray()) is { LongSize: > int.MaxValue } large)
            fault = $"Expected an input that fits into an array, but got {large}.";
        if (fault is null)
            return inputs[0];

        network.Report(Descriptors.BrokenOnnxFile, FileProperty, File, fault);
        return null;
    }

    private static string Names(IReadOnlyList<OnnxValueInfo> values) => Excerpt.Of(values, ", ", value => $"'{value.Name}'");

    private static string Text(IReadOnlyList<long?> shape) => $"({string.Join(", ", shape.Take(8).Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "?"))})";
}
