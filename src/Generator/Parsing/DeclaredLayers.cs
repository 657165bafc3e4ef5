using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>The layers of a network, each with its attribute: those of neurons, which the notes count, and those that change values between them.</summary>
internal sealed class DeclaredLayers
{
    public List<(NeuronSpec Spec, DeclaredAttribute Attribute)> Neurons { get; } = [];

    public List<(ElementwiseSpec Spec, DeclaredAttribute Attribute)> Elementwise { get; } = [];

    /// <summary>Reads them in the order in which they stand; null where one is wrong, which is then reported.</summary>
    public static DeclaredLayers? Read(INamedTypeSymbol type, ImmutableArray<AttributeData> attributes, Compilation compilation, List<Diagnostic> diagnostics)
    {
        var layers = new DeclaredLayers();
        SyntaxNode? home = null;
        bool complete = true;
        foreach (AttributeData data in attributes)
        {
            if (LayerKind.Of(data) is not { } kind)
                continue;

            var attribute = new DeclaredAttribute(data, compilation, diagnostics);
            home ??= attribute.Declaration;
            if (attribute.Declaration != home)
            {
                diagnostics.Add(Diagnostic.Create(Diagnostics.ScatteredLayers, attribute.Location, type.Name));
                return null;
            }

            LayerSpec? layer = attribute.IsBound ? kind.Read(attribute) : null;
            complete &= layer is not null;
            if (layer is NeuronSpec neurons)
                layers.Neurons.Add((neurons, attribute));
            else if (layer is ElementwiseSpec change)
                layers.Elementwise.Add((change with { Layer = layers.Neurons.Count }, attribute));
        }

        return layers.CheckPlaces() && complete ? layers : null;
    }

    private bool CheckPlaces()
    {
        bool valid = true;
        for (int i = 0; i < Elementwise.Count; i++)
        {
            (ElementwiseSpec change, DeclaredAttribute attribute) = Elementwise[i];
            ElementwiseKind[] others = [.. Elementwise.Take(i).Where(other => other.Spec.Layer == change.Layer).Select(other => other.Spec.Kind)];
            valid &= change.Kind.CheckPlace(attribute, change.Layer, change.Layer > 0 && change.Layer == Neurons.Count, others);
        }

        return valid;
    }
}
