using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>A layer with its shapes and tensors.</summary>
/// <param name="Layer">What the user declared.</param>
/// <param name="Name">The user's name for its output, or null.</param>
/// <param name="Number">The layer number l in the notes, from 1; 0 if it has none.</param>
/// <param name="Site">The number that identifies its masks, if it draws any. It does not depend on later layers.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Tensors">Its tensors.</param>
/// <param name="ZOffset">The place of z in a trace.</param>
/// <param name="AOffset">The place of a in a trace.</param>
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
    /// <summary>The indices in <see cref="Inputs"/> of the values that its methods take. Each value occurs once, with the distinctions that dropout makes in Backward.</summary>
    public EquatableArray<int> Arguments { get; init; } =
        Enumerable.Range(0, Inputs.Count).Where(place => Inputs.Take(place).All(other => other != Inputs[place])).ToEquatableArray();

    /// <summary>The values that its methods take.</summary>
    public IEnumerable<ValuePlan> Reads => Arguments.Select(place => Inputs[place]);

    public ActivationRow Activation => Activations.Of(Layer.Activation);

    /// <summary>Its activation, if it is a softmax or its logarithm, which needs all z at once; otherwise null.</summary>
    public JointActivation? Joint => Activation.Joint;

    /// <summary>Whether one of its parameters, or one below it, needs its delta.</summary>
    public bool Learns => Output.Learns;

    /// <summary>The distance between samples of a batch in z, a and delta.</summary>
    public int Stride => Output.InLanes ? Size : BatchPlan.StrideOf(Output.Shape);

    /// <summary>Whether it has a delta of its own: every numbered layer, and every layout change.</summary>
    public bool HasOwnDelta => Layer.IsNumbered || Layer is Turn;

    /// <summary>Whether it reads a batch with samples in lanes, and a single sample in natural order.</summary>
    public bool InLanes => Inputs.Any(input => input.InLanes);

    public int Size => Output.Shape.Size;

    public string Z => $"z{Number}";

    public string A => $"a{Number}";

    public string Delta => Layer is Turn ? $"d{Output.Name}" : $"delta{Number}";

    /// <summary>The class of its methods for a batch.</summary>
    public string Class => Layer is Turn ? $"Gradient_{Output.Name}" : $"Layer{Number}";

    /// <summary>The place of its saved values in a trace, after its a.</summary>
    public int SavedOffset => AOffset + Size;

    /// <summary>Whether its parameters' gradients and that of its input are computed in one step.</summary>
    public bool JoinsGradients => Layer.JoinsGradients && IsTrained && Inputs[0].Learns;

    /// <summary>Whether it has parameters that are trained.</summary>
    public bool IsTrained => Tensors.Any(tensor => tensor.Spec.IsTrained);

    /// <summary>Whether it has parameters that are not trained.</summary>
    public bool IsFrozen => Frozen.Any();

    /// <summary>Its frozen parameters.</summary>
    public IEnumerable<TensorPlan> Frozen => Tensors.Where(tensor => tensor.Spec.IsParameter && tensor.Spec.IsFrozen);

    /// <summary>What the notes add to its equation.</summary>
    public string FrozenNote => IsFrozen ? " (frozen)" : "";

    /// <summary><c>a1 = tanh(z1)</c>.</summary>
    public string ActivationFormula => $"{A} = {Fill(Activation.Formula)}";

    /// <summary><c>1 - a1^2</c>.</summary>
    public string SlopeFormula => Fill(Activation.Slope ?? "");

    private string Fill(string formula) => Activation.Parameters.Select((parameter, index) => (parameter.Placeholder, Value: Layer.Activation.Parameters[index].ToText()))
        .Aggregate(formula.Replace("{z}", Z).Replace("{a}", A).Replace("{name}", Layer.Activation.Name), (filled, parameter) => filled.Replace(parameter.Placeholder, parameter.Value));
}

/// <summary>A tensor at its place in the flat buffers.</summary>
/// <param name="Spec">Its specification by the layer.</param>
/// <param name="Name">As in the notes: W1, b1, mean.</param>
/// <param name="FileName">As in files: layers.0.weight.</param>
/// <param name="Offset">The index of its first number.</param>
internal sealed record TensorPlan(TensorSpec Spec, string Name, string FileName, int Offset)
{
    public Shape Shape => Spec.Shape;

    public int Length => Shape.Size;

    /// <summary>The parameters from its first number on. Kernels read whole vectors, and thus may read past its last number.</summary>
    public string From => Offset == 0 ? "p" : $"p.Slice({Offset})";

    /// <summary>The places of its elements, in the order of its shape.</summary>
    public IEnumerable<int[]> Indices => Shape.Dimensions.Aggregate<int, IEnumerable<int[]>>([[]], (all, size) =>
        all.SelectMany(index => Enumerable.Range(0, size).Select(at => (int[])[.. index, at])));

    /// <summary>The name of the generated property: B1 for b1.</summary>
    public string Property => char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The name of the generated property for its gradient: DB1 for db1.</summary>
    public string GradientProperty => "D" + Property;

    /// <summary>The place in the flat buffers of the element at <paramref name="index"/>.</summary>
    public int Position(params int[] index) => Offset + PositionInside(index);

    /// <summary>The same, counted from the tensor's first number.</summary>
    public int PositionInside(params int[] index) => index.Select((at, dimension) => at * Spec.Strides[dimension]).Sum();
}
