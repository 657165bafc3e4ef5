using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>A layer with its shapes and tensors.</summary>
/// <param name="Layer">What the user declared.</param>
/// <param name="Name">What the user calls its output, or null.</param>
/// <param name="Number">l of the notes, from 1; 0 where it has none.</param>
/// <param name="Site">Which masks it draws, if it does: a number of its own, the same whatever stands behind it.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Tensors">Its tensors.</param>
/// <param name="ZOffset">Where z lies in a trace.</param>
/// <param name="AOffset">Where a lies in a trace.</param>
/// <param name="IsOutput">Whether it is the last layer.</param>
/// <param name="KeepsZ">Whether Backward needs z after a is known, so that the two cannot share one place.</param>
internal sealed record NodePlan(
    Layer Layer,
    string? Name,
    int Number,
    int Site,
    EquatableArray<ValuePlan> Inputs,
    ValuePlan Output,
    EquatableArray<TensorPlan> Tensors,
    int ZOffset,
    int AOffset,
    bool IsOutput,
    bool KeepsZ)
{
    /// <summary>The places in <see cref="Inputs"/> of what its methods take: each value once, told apart as in Backward, where dropout tells more apart.</summary>
    public EquatableArray<int> Arguments { get; init; } =
        Enumerable.Range(0, Inputs.Count).Where(place => Inputs.Take(place).All(other => other != Inputs[place])).ToEquatableArray();

    /// <summary>What its methods take.</summary>
    public IEnumerable<ValuePlan> Reads => Arguments.Select(place => Inputs[place]);

    public ActivationRow Activation => Activations.Of(Layer.Activation);

    /// <summary>Whether a is a softmax, which needs all z at once.</summary>
    public bool IsSoftmax => Activation.Value is null;

    /// <summary>Whether a parameter of its own, or below it, needs its delta.</summary>
    public bool Learns => Output.Learns;

    /// <summary>How far apart the samples of a batch lie in z, a and delta.</summary>
    public int Stride => Output.InLanes ? Size : BatchPlan.StrideOf(Output.Shape);

    /// <summary>Whether it has a delta of its own: every numbered layer, and a value that lies another way.</summary>
    public bool HasOwnDelta => Layer.IsNumbered || Layer is Turn;

    /// <summary>Whether a batch comes to it with samples in lanes, and one sample by itself in its order.</summary>
    public bool InLanes => Inputs.Any(input => input.InLanes);

    public int Size => Output.Shape.Size;

    public string Z => $"z{Number}";

    public string A => $"a{Number}";

    public string Delta => Layer is Turn ? $"d{Output.Name}" : $"delta{Number}";

    /// <summary>The class of its methods for a batch.</summary>
    public string Class => Layer is Turn ? $"Gradient_{Output.Name}" : $"Layer{Number}";

    /// <summary>Where what it saves lies in a trace, behind its a.</summary>
    public int SavedOffset => AOffset + Size;

    /// <summary>Whether its parameters' gradients and that of its input are computed in one step.</summary>
    public bool JoinsGradients => Layer.JoinsGradients && Inputs[0].Learns;

    /// <summary>Whether it has parameters.</summary>
    public bool IsTrained => Tensors.Any(tensor => tensor.Spec.IsTrained);

    /// <summary><c>a1 = tanh(z1)</c>.</summary>
    public string ActivationFormula => $"{A} = {Fill(Activation.Formula)}";

    /// <summary><c>1 - a1^2</c>.</summary>
    public string SlopeFormula => Fill(Activation.Slope ?? "");

    private string Fill(string formula) => formula
        .Replace("{z}", Z).Replace("{a}", A).Replace("{name}", Layer.Activation.Name).Replace("{alpha}", Layer.Activation.Alpha.ToText());
}

/// <summary>A tensor at its place in the flat buffers.</summary>
/// <param name="Spec">What the layer says of it.</param>
/// <param name="Name">As in the notes: W1, b1, mean.</param>
/// <param name="FileName">As in files: layers.0.weight.</param>
/// <param name="Offset">Where it begins.</param>
internal sealed record TensorPlan(TensorSpec Spec, string Name, string FileName, int Offset)
{
    public Shape Shape => Spec.Shape;

    public int Length => Shape.Size;

    /// <summary>The parameters from its first number on, as kernels read whole vectors and so a little behind its last.</summary>
    public string From => Offset == 0 ? "p" : $"p.Slice({Offset})";

    /// <summary>The places of its elements, in the order of its shape.</summary>
    public IEnumerable<int[]> Indices => Shape.Dimensions.Aggregate<int, IEnumerable<int[]>>([[]], (all, size) =>
        all.SelectMany(index => Enumerable.Range(0, size).Select(at => (int[])[.. index, at])));

    /// <summary>The name of the generated property: B1 for b1.</summary>
    public string Property => char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The name of the generated property for its gradient: DB1 for db1.</summary>
    public string GradientProperty => "D" + Property;

    /// <summary>Where the element at <paramref name="index"/> lies in the flat buffers.</summary>
    public int Position(params int[] index) => Offset + PositionInside(index);

    /// <summary>The same, counted from the tensor's first number.</summary>
    public int PositionInside(params int[] index) => index.Select((at, dimension) => at * Spec.Strides[dimension]).Sum();
}
