using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Weights;

/// <summary>A weights file as a network names it, and what it must hold, each with its place in the source.</summary>
/// <param name="Network">The name of the class.</param>
/// <param name="File">The file, as it stands in the attribute.</param>
/// <param name="SourcePath">The source file, which the path may start from.</param>
/// <param name="Place">The argument that names the file.</param>
/// <param name="Layers">The layers, from the input to the output.</param>
internal sealed record WeightsDeclaration(string Network, string File, string SourcePath, Location Place, EquatableArray<DeclaredLayer> Layers);

/// <summary>The tensors of a layer, what the layer is called, and the place of its attribute.</summary>
internal sealed record DeclaredLayer(string Title, EquatableArray<DeclaredTensor> Tensors, Location Place);

/// <summary>A tensor by its name in files, <c>layers.0.weight</c>, and its shape.</summary>
internal sealed record DeclaredTensor(string Name, Shape Shape);
