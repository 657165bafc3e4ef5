using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
using NetGen.Generator.Import;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Parsing;

/// <summary>Turns a class with [Network] into a <see cref="NetworkSpec"/>, diagnostics, or both.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "NetGen.NetworkAttribute";

    /// <summary>The argument for the loss.</summary>
    public const string LossProperty = "Loss";

    /// <summary>The argument that names a weights file.</summary>
    public const string WeightsProperty = "Weights";

    /// <summary>Whether an attribute is [Network].</summary>
    public static bool IsNetwork(AttributeData attribute) => DeclaredAttribute.NameOf(attribute) == "Network";

    /// <summary>Parses the network on one declaration of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="declaration">The declaration with [Network].</param>
    /// <param name="compilation">The compilation of both.</param>
    /// <param name="model">The model of the declaration's file: what the generated part sees by a name decides how code is written. Null where nobody asks for code.</param>
    /// <param name="models">The ONNX files of the project, for a network that names one. Null where they are not at hand: such a network is then only read, to be connected with its file later.</param>
    /// <param name="cancellation">Cancels the parse.</param>
    public static ParseResult Parse(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, SemanticModel? model, Func<EquatableArray<OnnxFile>>? models, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        (NetworkSpec? spec, OnnxNetwork? onnx, WeightsDeclaration? weights) = Read(type, declaration, compilation, model, models, diagnostics, cancellation);
        return new ParseResult(spec, onnx, onnx is null ? null : declaration.Identifier.GetLocation(), weights, diagnostics.ToImmutableArray());
    }

    private static (NetworkSpec?, OnnxNetwork?, WeightsDeclaration?) Read(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, SemanticModel? model, Func<EquatableArray<OnnxFile>>? models, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        var network = new DeclaredAttribute(attributes.First(IsNetwork), compilation, diagnostics);

        // If [Network] is on two declarations (which the compiler reports), only the first one counts.
        if (network.Declaration != declaration || !network.IsBound)
            return default;

        if (TypeReader.Read(type, declaration, model, diagnostics) is not { } typeSpec)
            return default;

        cancellation.ThrowIfCancellationRequested();
        var version = ((CSharpParseOptions)declaration.SyntaxTree.Options).LanguageVersion;
        if (version < LanguageVersion.CSharp12)
        {
            diagnostics.Add(Diagnostic.Create(Descriptors.OldLanguage, declaration.Identifier.GetLocation(), type.Name, version.ToDisplayString()));
            return default;
        }

        string? file = network.Text(OnnxNetwork.FileProperty);
        if (!CheckOrigin(network, type.Name, file))
            return default;

        Shape? shape = file is null ? ReadInput(network, type.Name) : null;
        Loss? loss = network.Enum(LossProperty, Loss.None);
        Precision? precision = network.Enum("Precision", Precision.Single);
        if (DeclaredLayers.Read(type, attributes, compilation, diagnostics) is not { } declared)
            return default;

        NetworkSpec spec;
        DeclaredLayers layers;
        if (file is not null)
        {
            if (loss is null || precision is null)
                return default;

            var onnx = new OnnxNetwork(typeSpec, file, declaration.SyntaxTree.FilePath, network.Text(OnnxNetwork.UntilProperty), loss.Value, precision.Value, declared.Layers.Select(layer => layer.Declared).ToEquatableArray(), declared.IsComplete, declared.FrozenLayers);
            if (models is null)
                return (null, onnx, null);

            if (onnx.Connect(models(), network, declared, diagnostics) is not var (connected, all))
                return default;

            (spec, layers) = (connected, all);
        }
        else
        {
            Shape input = shape ?? Shape.Of(1);
            if (DeclaredLayers.Connect(type.Name, input, [], network, declared, loss ?? Loss.None) is not { } all || shape is null || loss is null || precision is null)
                return default;

            (spec, layers) = (new NetworkSpec(typeSpec, input, loss.Value, precision.Value, all.Nodes.Select(layer => layer.Node).ToEquatableArray()), all);
        }

        return NetworkChecks.AreValid(spec, layers, network, declaration.Identifier.GetLocation(), diagnostics) is { } layout && !MemberCollisions.Report(type, spec, layout, declaration, diagnostics)
            ? (spec, null, ReadWeights(spec, layout, declaration, layers, network))
            : default;
    }

    /// <summary>Whether the network says in one way what its input is.</summary>
    private static bool CheckOrigin(DeclaredAttribute network, string name, string? file)
    {
        bool hasSizes = network.IndexOf("inputSize") >= 0 || network.IndexOf("channels") >= 0;
        if (hasSizes != (file is not null) && (file is not null || network.Text(OnnxNetwork.UntilProperty) is null))
            return true;

        if (file is null && hasSizes)
            network.Report(Descriptors.UntilWithoutOnnx, OnnxNetwork.UntilProperty, [network.Drop(OnnxNetwork.UntilProperty)], name);
        else
            network.Report(Descriptors.NoInput, file is null ? "" : OnnxNetwork.FileProperty, file is null ? [] : [network.Drop(OnnxNetwork.FileProperty)], name, file is null ? "neither an input size nor an ONNX file" : "both an input size and an ONNX file, which says its own");
        return false;
    }

    /// <summary>The shape of a sample. Reports an invalid size and returns null.</summary>
    private static Shape? ReadInput(DeclaredAttribute network, string name)
    {
        if (ImageLayers.ReadSizes(network, ("inputSize", "input size of a network")) is not { } sizes)
            return null;

        var shape = Shape.Of(sizes);
        if (shape.LongSize <= int.MaxValue)
            return shape;

        network.Report(Descriptors.TooLarge, "", name, "an array for an input of shape", $"{shape}", int.MaxValue.ToString("N0", CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>What the network's weights file must contain; null if the network names none.</summary>
    private static WeightsDeclaration? ReadWeights(NetworkSpec spec, Layout layout, TypeDeclarationSyntax declaration, DeclaredLayers layers, DeclaredAttribute network)
    {
        if (network.Text(WeightsProperty) is not { } file)
            return null;

        IEnumerable<DeclaredLayer> declared = layers.Nodes.Select((layer, index) =>
            new DeclaredLayer(layers.TitleOf(index), layout.Tensors[index].Select(tensor => new DeclaredTensor(tensor.FileName, tensor.Shape)).ToEquatableArray(), layer.Attribute.Location));
        return new WeightsDeclaration(spec.Type.Name, file, declaration.SyntaxTree.FilePath, network.LocationOf(WeightsProperty), declared.ToEquatableArray());
    }
}

/// <summary>
/// The result of a parse: the network to compile, the weights file that it names, and diagnostics. What has source locations is kept apart
/// from the network in the pipeline.
/// </summary>
/// <param name="Spec">The network; null if it is invalid, or if its ONNX file was not at hand.</param>
/// <param name="Onnx">The network that is to be connected with its ONNX file.</param>
/// <param name="OnnxPlace">Where to report what is wrong with that file.</param>
/// <param name="Weights">The weights file that it names.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record ParseResult(NetworkSpec? Spec, OnnxNetwork? Onnx, Location? OnnxPlace, WeightsDeclaration? Weights, ImmutableArray<Diagnostic> Diagnostics);
