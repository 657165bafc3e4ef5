using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A tensor of a layer: parameters, or statistics that are fitted rather than trained.</summary>
/// <param name="Symbol">Its symbol in the notes, to which the layer's number is added: <c>W</c>.</param>
/// <param name="FileName">Its name in PyTorch: <c>weight</c>. In files, it follows the layer's name.</param>
/// <param name="Role">Its purpose.</param>
/// <param name="Shape">Its shape, in the order of the notes: (out, in).</param>
/// <param name="Strides">The distance between neighbors in each dimension.</param>
/// <param name="Initializer">How it is initialized.</param>
/// <param name="FanIn">The number of inputs of a neuron.</param>
/// <param name="FanOut">The number of neurons that an input feeds.</param>
/// <param name="InitialValue">The value of every number with the initializer Constant; otherwise 0.</param>
internal sealed record TensorSpec(
    string Symbol, string FileName, ParameterRole Role, Shape Shape, EquatableArray<int> Strides, Initializer Initializer, int FanIn, int FanOut, double InitialValue = 0)
{
    /// <summary>A tensor in row-major order: the last dimension is contiguous.</summary>
    public static TensorSpec InOrder(string symbol, string fileName, ParameterRole role, Shape shape, Initializer initializer, int fanIn, int fanOut, double initialValue = 0)
    {
        var strides = new int[shape.Dimensions.Count];
        long stride = 1;
        for (int dimension = strides.Length - 1; dimension >= 0; dimension--)
        {
            strides[dimension] = (int)stride;
            stride = Math.Min(int.MaxValue, stride * shape.Dimensions[dimension]);
        }

        return new(symbol, fileName, role, shape, strides.ToEquatableArray(), initializer, fanIn, fanOut, initialValue);
    }

    /// <summary>The same matrix with the numbers of each neuron contiguous.</summary>
    public TensorSpec ByNeuron() => this with { Strides = new[] { FanIn, 1 }.ToEquatableArray() };

    /// <summary>Whether it belongs to a frozen layer, so that training leaves it as it is.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether it is a parameter. Other tensors hold statistics.</summary>
    public bool IsParameter => Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Gain;

    /// <summary>Whether it is trained by gradients.</summary>
    public bool IsTrained => IsParameter && !IsFrozen;
}
