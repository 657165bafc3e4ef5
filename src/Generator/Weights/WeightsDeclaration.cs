using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Weights;

/// <summary>A weights file that a network names, and what it must contain, with source locations.</summary>
/// <param name="Network">The name of the class.</param>
/// <param name="File">The file, as written in the attribute.</param>
/// <param name="SourcePath">The source file, which the path may be relative to.</param>
/// <param name="Place">The location of the argument that names the file.</param>
/// <param name="Layers">The layers, from the input to the output.</param>
internal sealed record WeightsDeclaration(string Network, string File, string SourcePath, Location Place, EquatableArray<DeclaredLayer> Layers);

/// <summary>The tensors of a layer, its name in messages, and the location of its attribute.</summary>
internal sealed record DeclaredLayer(string Title, EquatableArray<DeclaredTensor> Tensors, Location Place);

/// <summary>A tensor: its name in files, such as <c>layers.0.weight</c>, and its shape.</summary>
internal sealed record DeclaredTensor(string Name, Shape Shape);
