using NetGen.Generator.Model;

namespace NetGen.Generator.Weights;

/// <summary>What the generator knows about a weights file: the names, types and shapes in its header. Compared by value.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Fault">What is wrong with it; null if it is valid.</param>
/// <param name="Tensors">The tensors, in the order of their data.</param>
internal sealed record WeightsFile(string Path, string? Fault, EquatableArray<FileTensor> Tensors);

/// <summary>A tensor of a weights file.</summary>
internal sealed record FileTensor(string Name, SafeTensorType Type, EquatableArray<long> Shape);
