using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Analysis;
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
    /// <param name="cancellation">Cancels the parse.</param>
    public static ParseResult Parse(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, SemanticModel? model, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        (NetworkSpec? spec, WeightsDeclaration? weights) = Read(type, declaration, compilation, model, diagnostics, cancellation);
        return new ParseResult(spec, weights, diagnostics.ToImmutableArray());
    }

    private static (NetworkSpec?, WeightsDeclaration?) Read(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, SemanticModel? model, List<Diagnostic> diagnostics, CancellationToken cancellation)
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

        Shape? shape = ReadInput(network, type.Name);
        Loss? loss = network.Enum(LossProperty, Loss.None);
        Precision? precision = network.Enum("Precision", Precision.Single);
        Shape input = shape ?? Shape.Of(1);
        DeclaredLayers? layers = DeclaredLayers.Read(type, attributes, input, compilation, diagnostics);
        if (shape is null || loss is null || precision is null || layers is null)
            return default;

        if (layers.Count == 0)
        {
            string found = layers.Nodes.Count == 0 ? "no layers" : "no layers with neurons";
            diagnostics.Add(Cure.Report(Descriptors.NoLayers, declaration.Identifier.GetLocation(), layers.Nodes.Count == 0 && loss is { } declared ? [FirstNetwork.For(network, input, declared)] : [], type.Name, found));
            return default;
        }

        if (!FrozenLayers.Mark(layers, attributes, loss.Value, type.Name, compilation, diagnostics))
            return default;

        var spec = new NetworkSpec(typeSpec, input, loss.Value, precision.Value, layers.Nodes.Select(layer => layer.Node).ToEquatableArray());
        if (!NetworkChecks.CheckSizes(spec, layers, diagnostics) | !NetworkChecks.CheckComposition(spec, layers, network))
            return default;

        Layout layout = Layout.Of(spec);
        return NetworkChecks.CheckLanes(spec, layout, layers, network) && NetworkChecks.CheckTensors(layout, layers, declaration, type.Name, diagnostics) && !MemberCollisions.Report(type, spec, layout, declaration, diagnostics)
            ? (spec, ReadWeights(spec, layout, declaration, layers, network))
            : default;
    }

    /// <summary>The shape of a sample. Reports an invalid size and returns null.</summary>
    private static Shape? ReadInput(DeclaredAttribute network, string name)
    {
        (string Parameter, string What)[] sizes = network.IndexOf("inputSize") >= 0 ? [("inputSize", "input size of a network")]
            : network.IndexOf("length") >= 0 ? [("channels", "number of channels"), ("length", "length of a signal")]
            : [("channels", "number of channels"), ("height", "height of an image"), ("width", "width of an image")];
        int?[] read = [.. sizes.Select(size => network.Size(size.Parameter, size.What))];
        if (!read.All(size => size is not null))
            return null;

        var shape = Shape.Of([.. read.Select(size => size!.Value)]);
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
/// The result of a parse: the network to compile, the weights file that it names, and diagnostics. The last two have source locations, so
/// the pipeline keeps them apart from the network.
/// </summary>
internal sealed record ParseResult(NetworkSpec? Spec, WeightsDeclaration? Weights, ImmutableArray<Diagnostic> Diagnostics);
