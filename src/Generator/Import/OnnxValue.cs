using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>What a name of an ONNX graph stands for.</summary>
internal abstract record OnnxValue;

/// <summary>A value that depends on a node that NetGen does not compile.</summary>
internal sealed record UnknownValue : OnnxValue
{
    public static readonly UnknownValue Instance = new();
}

/// <summary>A tensor of the file, possibly with another shape, or transposed.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Shape">Its shape after nodes that change only the shape; before it is transposed.</param>
/// <param name="IsTransposed">Whether it is a matrix that is read by columns.</param>
internal sealed record ConstantValue(OnnxTensor Tensor, IReadOnlyList<long> Shape, bool IsTransposed = false) : OnnxValue
{
    public double? Scalar => Tensor.Scalar;
}

/// <summary>Integers from which a graph computes a shape.</summary>
/// <param name="Sizes">The integers.</param>
/// <param name="IsScalar">Whether it is a single number rather than a list.</param>
internal sealed record SizesValue(IReadOnlyList<long> Sizes, bool IsScalar = false) : OnnxValue
{
    /// <summary>The size of the batch, which is not known.</summary>
    public const long Batch = long.MinValue;
}

/// <summary>A value of the network.</summary>
/// <param name="Index">0 for the input, otherwise one more than the index of the layer that writes it.</param>
/// <param name="View">The shape of one sample as the graph sees it. It has the same numbers in the same order as the layer's output.</param>
internal sealed record DataValue(int Index, Shape View) : OnnxValue;

/// <summary>
/// Numbers that each depend on one number of a value: a part of the graph that may be an activation function, however many nodes it has.
/// It becomes a layer when another node reads it.
/// </summary>
/// <param name="Base">The value that it depends on.</param>
/// <param name="Function">The function.</param>
/// <param name="Nodes">The nodes that compute it, by their position.</param>
/// <param name="Constants">The numbers of the file in it.</param>
/// <param name="Last">The last of the nodes, which is compiled by itself if the function is none that NetGen knows.</param>
internal sealed record PointwiseValue(DataValue Base, Func<double, double> Function, IReadOnlyCollection<int> Nodes, IReadOnlyList<OnnxConstant> Constants, int Last) : OnnxValue
{
    /// <summary>The largest number of nodes of an activation function. Decompositions have up to 9.</summary>
    public const int MaxNodes = 24;

    public Func<double, double> Function { get; } = Remembering(Function);

    public IReadOnlyCollection<int> NodesWith(int node) => [.. Nodes.Append(node).Distinct()];

    /// <summary>A function that computes each number once: nodes may read one value twice, 24 times in a row.</summary>
    private static Func<double, double> Remembering(Func<double, double> function)
    {
        double last = double.NaN, result = 0;
        return x =>
        {
            if (!x.Equals(last) || double.IsNaN(x))
                (last, result) = (x, function(x));
            return result;
        };
    }
}

/// <summary>An image or signal with zeros around it, which the window that reads it adds to its own padding.</summary>
/// <param name="Value">The value without them.</param>
/// <param name="Before">Their number before the first pixel, in each dimension.</param>
/// <param name="After">Their number after the last one.</param>
internal sealed record PaddedValue(DataValue Value, IReadOnlyList<int> Before, IReadOnlyList<int> After) : OnnxValue;

/// <summary>A layer of the network while the graph is read.</summary>
internal sealed class OnnxLayer(Layers.Layer layer, IReadOnlyList<int> inputs, IReadOnlyList<OnnxBinding> bindings)
{
    public Layers.Layer Layer { get; set; } = layer;

    /// <summary>Whether an activation that follows can become its own.</summary>
    public bool TakesActivation => Layer is { IsNumbered: true, Activation.Function: Activation.Identity } and not (Layers.Flatten or Layers.Reshape or Layers.Expand);

    /// <summary>The values that it reads.</summary>
    public IReadOnlyList<int> Inputs { get; set; } = inputs;

    /// <summary>Where its tensors are in the file.</summary>
    public IReadOnlyList<OnnxBinding> Bindings { get; set; } = bindings;

    /// <summary>The nodes that it comes from, by their position.</summary>
    public SortedSet<int> Nodes { get; } = [];
}

/// <summary>Why a node cannot be compiled.</summary>
/// <param name="reason">The reason.</param>
/// <param name="node">The node; null for the one that is read.</param>
internal sealed class UnsupportedException(string reason, OnnxNode? node = null) : Exception(reason)
{
    public OnnxNode? Node => node;
}
