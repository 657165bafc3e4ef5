using System;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A tensor that a layer owns: parameters, or statistics that are fitted rather than trained.</summary>
/// <param name="Symbol">The letter in the notes, which gains the layer's number: <c>W</c>.</param>
/// <param name="FileName">What PyTorch calls it: <c>weight</c>. In files it follows the layer's own name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Shape">In the notes' order: (out, in).</param>
/// <param name="Strides">How far apart neighbours of each dimension lie.</param>
/// <param name="Initializer">How it is drawn.</param>
/// <param name="FanIn">The number of inputs of a neuron.</param>
/// <param name="FanOut">The number of neurons that an input feeds.</param>
/// <param name="InitialValue">The value of every number, with the initializer Constant; otherwise 0.</param>
internal sealed record TensorSpec(
    string Symbol, string FileName, ParameterRole Role, Shape Shape, EquatableArray<int> Strides, Initializer Initializer, int FanIn, int FanOut, double InitialValue = 0)
{
    /// <summary>A tensor that lies as its shape says, the last dimension side by side.</summary>
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

    /// <summary>The same matrix with the numbers of each neuron side by side.</summary>
    public TensorSpec ByNeuron() => this with { Strides = new[] { FanIn, 1 }.ToEquatableArray() };

    /// <summary>Whether it is trained; otherwise it is fitted.</summary>
    public bool IsTrained => Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Gain;

    /// <summary>Whether a training keeps it, by the batches that it sees; otherwise, if it is not trained, it is fitted before.</summary>
    public bool IsRunning => Role is ParameterRole.RunningMean or ParameterRole.RunningVariance;
}
