using System;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Layers;

/// <summary>
/// A kind of layer: a <see cref="NeuronKind"/> or an <see cref="ElementwiseKind"/>. Everything about it stands in one
/// file: how its attribute is read, its shape rule and numbers, its formula, and its passes in both strategies.
/// </summary>
internal abstract class LayerKind
{
    /// <summary>All kinds. Adding one is a file, its attribute, and an entry here.</summary>
    public static readonly LayerKind[] All = [DenseLayer.Instance, StandardizeLayer.Instance, DropoutLayer.Instance];

    /// <summary>The kind that an attribute declares; null where it is no layer.</summary>
    public static LayerKind? Of(AttributeData attribute) =>
        DeclaredAttribute.NameOf(attribute) is { } name ? Array.Find(All, kind => kind.Name == name) : null;

    /// <summary>The name of the attribute without its ending: <c>Dense</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads the attribute; null where it is wrong, which is then reported.</summary>
    public abstract LayerSpec? Read(DeclaredAttribute attribute);
}
