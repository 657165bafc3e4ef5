using System;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Layers;

/// <summary>The kinds of layers, by the name of their attribute. A new kind needs its own file, an attribute and a line here.</summary>
internal static class LayerKinds
{
    private static readonly (string Name, Func<DeclaredAttribute, Layer?> Read)[] _all =
    [
        ("Dense", Dense.Read),
        ("Conv1D", Convolution.ReadSignal),
        ("Conv2D", Convolution.ReadImage),
        ("MaxPool", MaxPool.Read),
        ("AveragePool", AveragePool.Read),
        ("GlobalAveragePool", GlobalAveragePool.Read),
        ("Flatten", Flatten.Read),
        ("Reshape", Reshape.Read),
        ("Expand", Expand.Read),
        ("BatchNorm", BatchNorm.Read),
        ("Activate", Activate.Read),
        ("Add", Add.Read),
        ("Multiply", Multiply.Read),
        ("Subtract", Subtract.Read),
        ("Divide", Divide.Read),
        ("Concat", Concat.Read),
        ("LayerNorm", LayerNorm.Read),
        ("Scale", Scale.Read),
        ("Affine", Affine.Read),
        ("Standardize", Standardize.Read),
        ("Dropout", Dropout.Read),
    ];

    /// <summary>Whether an attribute declares a layer.</summary>
    public static bool Has(AttributeData attribute) => ReaderOf(attribute) is not null;

    /// <summary>The function that reads an attribute, or null if the attribute is not a layer. The function reports an invalid attribute and returns null.</summary>
    public static Func<DeclaredAttribute, Layer?>? ReaderOf(AttributeData attribute) =>
        DeclaredAttribute.NameOf(attribute) is { } name ? Array.Find(_all, kind => kind.Name == name).Read : null;
}
