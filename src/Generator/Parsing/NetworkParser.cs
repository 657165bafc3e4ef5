using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;
using NetGen.Generator.Weights;

namespace NetGen.Generator.Parsing;

/// <summary>Turns a class with [Network] into a <see cref="NetworkSpec"/>, or into what is wrong with it, or both.</summary>
internal static class NetworkParser
{
    public const string NetworkAttribute = "NetGen.NetworkAttribute";

    /// <summary>Whether an attribute is [Network].</summary>
    public static bool IsNetwork(AttributeData attribute) => DeclaredAttribute.NameOf(attribute) == "Network";

    private const string LossProperty = "Loss";
    private const string WeightsProperty = "Weights";

    public static ParseResult Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        (NetworkSpec? spec, WeightsDeclaration? weights) = Read(context, diagnostics, cancellation);
        return new ParseResult(spec, weights, diagnostics.ToImmutableArray());
    }

    private static (NetworkSpec?, WeightsDeclaration?) Read(GeneratorAttributeSyntaxContext context, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax declaration)
            return default;

        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        var network = new DeclaredAttribute(attributes.First(IsNetwork), context.SemanticModel.Compilation, diagnostics);

        // With [Network] on two declarations (which the compiler reports) only the first one speaks.
        if (network.Declaration != declaration || !network.IsBound)
            return default;

        if (TypeReader.Read(type, declaration, context.SemanticModel, diagnostics) is not { } typeSpec)
            return default;

        cancellation.ThrowIfCancellationRequested();
        var version = ((CSharpParseOptions)declaration.SyntaxTree.Options).LanguageVersion;
        if (version < LanguageVersion.CSharp12)
        {
            diagnostics.Add(Diagnostic.Create(Diagnostics.OldLanguage, declaration.Identifier.GetLocation(), type.Name, version.ToDisplayString()));
            return default;
        }

        int? inputSize = network.Size(0, "inputSize", "input size of a network");
        Loss? loss = network.Enum(LossProperty, Loss.None);
        Precision? precision = network.Enum("Precision", Precision.Single);
        DeclaredLayers? declared = DeclaredLayers.Read(type, attributes, context.SemanticModel.Compilation, diagnostics);
        if (inputSize is null || loss is null || precision is null || declared is null)
            return default;

        List<(NeuronSpec Spec, DeclaredAttribute Attribute)> layers = declared.Neurons;
        if (layers.Count == 0)
        {
            string found = declared.Elementwise.Count == 0 ? "no layers" : "no layers of neurons";
            diagnostics.Add(Diagnostic.Create(Diagnostics.NoLayers, declaration.Identifier.GetLocation(), type.Name, found));
            return default;
        }

        var spec = new NetworkSpec(
            typeSpec, Shape.Of(inputSize.Value), loss.Value, precision.Value, layers.Select(layer => layer.Spec).ToEquatableArray(), declared.Elementwise.Select(layer => layer.Spec).ToEquatableArray());
        bool fits = CheckSizes(spec, layers, diagnostics);
        bool composes = CheckComposition(spec, layers, network);
        bool collides = fits && MemberCollisions.Report(type, spec, declaration, diagnostics);
        return fits && composes && !collides ? (spec, ReadWeights(spec, declaration, declared, network)) : default;
    }

    /// <summary>What the file must hold that the network names; null where it names none.</summary>
    private static WeightsDeclaration? ReadWeights(NetworkSpec spec, TypeDeclarationSyntax declaration, DeclaredLayers declared, DeclaredAttribute network)
    {
        if (network.Text(WeightsProperty) is not { } file)
            return null;

        var layout = Layout.Of(spec);
        IEnumerable<DeclaredLayer> elementwise = declared.Elementwise.Select((layer, index) =>
            new DeclaredLayer($"[{layer.Spec.Kind.Name}]", $"{layer.Spec.Kind.Name.ToLowerInvariant()}.", Tensors(layout.Statistics[index], statistic => statistic.Name), layer.Attribute.Location));
        IEnumerable<DeclaredLayer> neurons = declared.Neurons.Select((layer, index) =>
            new DeclaredLayer($"layer {index + 1}", $"layers.{index}.", Tensors(layout.Parameters[index], parameter => parameter.IsWeight ? "weight" : "bias"), layer.Attribute.Location));
        return new WeightsDeclaration(spec.Type.Name, file, declaration.SyntaxTree.FilePath, network.LocationOf(WeightsProperty), elementwise.Concat(neurons).ToEquatableArray());

        static EquatableArray<DeclaredTensor> Tensors(IEnumerable<ParameterPlan> tensors, Func<ParameterPlan, string> name) =>
            tensors.Select(tensor => new DeclaredTensor(name(tensor), tensor.Shape)).ToEquatableArray();
    }

    private static bool CheckSizes(NetworkSpec spec, List<(NeuronSpec Spec, DeclaredAttribute Attribute)> layers, List<Diagnostic> diagnostics)
    {
        // Each step saturates just above the limit, so that no product of ints can wrap.
        const long limit = Planner.MaxArrayLength - Planner.Padding;
        Shape shape = spec.Input;
        (long parameters, long values) = Changes(0);
        long transposed = 0;
        for (int l = 0; l < layers.Count; l++)
        {
            (NeuronSpec layer, DeclaredAttribute attribute) = layers[l];
            parameters += layer.Kind.ParameterCount(layer, shape);
            transposed += l == 0 ? 0 : layer.Kind.TransposedSize(layer, shape);
            shape = layer.Kind.OutputShape(layer, shape);
            (long statistics, long changed) = Changes(l + 1);
            parameters += statistics;
            values += 3 * Planner.StrideOf(shape) + changed;
            (long count, string what) =
                parameters > limit ? (parameters, "parameters")
                : values > limit ? (values, "weighted inputs, activations and deltas a sample")
                : (values + transposed, "numbers of scratch space");
            if (count > limit)
            {
                diagnostics.Add(Diagnostic.Create(
                    Diagnostics.TooLarge, attribute.Location, spec.Type.Name, count.ToString("N0", CultureInfo.InvariantCulture), what, limit.ToString("N0", CultureInfo.InvariantCulture)));
                return false;
            }
        }

        return true;

        // The numbers that all that changes a value needs, for itself and a sample.
        (long Statistics, long Values) Changes(int layer) => spec.Elementwise.Where(change => change.Layer == layer)
            .Aggregate((0L, 0L), (sum, change) => (sum.Item1 + change.Kind.StatisticCount(shape), sum.Item2 + (change.Kind.Factor(change) is null ? 1 : 2) * Planner.StrideOf(shape)));
    }

    /// <summary>What one layer cannot know: whether its activation suits its place and the loss.</summary>
    private static bool CheckComposition(NetworkSpec spec, List<(NeuronSpec Spec, DeclaredAttribute Attribute)> layers, DeclaredAttribute network)
    {
        bool valid = true;
        int last = layers.Count - 1;
        for (int l = 0; l < last; l++)
        {
            (NeuronSpec layer, DeclaredAttribute attribute) = layers[l];
            if (layer.Activation.Function == Activation.Softmax)
            {
                attribute.Report(Diagnostics.HiddenSoftmax, "activation", l + 1);
                valid = false;
            }

            if (layer.Activation.Function == Activation.Identity && layer.Kind.IsLinear && layers[l + 1].Spec.Kind.IsLinear)
                attribute.Report(Diagnostics.LinearPair, "activation", l + 1, l + 2);
        }

        (NeuronSpec output, DeclaredAttribute outputAttribute) = layers[last];
        if (output.Activation.Function == Activation.Softmax && spec.Output.LongSize == 1)
            outputAttribute.Report(Diagnostics.ConstantSoftmax, "activation");

        int sign = spec.LayerWithoutDerivative;
        if (sign >= 0 && spec.Loss != Loss.None)
            layers[sign].Attribute.Report(Diagnostics.NoBackward, "activation", sign + 1, spec.Type.Name);
        else if (spec.Loss == Loss.None)
            network.Report(Diagnostics.ForwardOnly, "", spec.Type.Name, sign >= 0 ? $"layer {sign + 1} uses Sign" : "it declares no loss: add one to train it, such as Loss = Loss.CrossEntropy");
        else if (spec.Loss == Loss.CrossEntropy && spec.Output.LongSize == 1 && output.Activation.Function != Activation.Softmax)
            network.Report(Diagnostics.OneOutputOfClasses, LossProperty, spec.Type.Name);
        else if (Losses.Of(spec.Loss).Expects is { } expected && !Activations.Of(output.Activation).YieldsProbabilities)
            network.Report(Diagnostics.NotProbabilities, LossProperty, spec.Loss, output.Activation.Name, expected);

        return valid;
    }
}

/// <summary>
/// One parse, three outputs: a network to compile, and with real locations, which travel apart, the weights file that it
/// names and diagnostics.
/// </summary>
internal sealed record ParseResult(NetworkSpec? Spec, WeightsDeclaration? Weights, ImmutableArray<Diagnostic> Diagnostics);
