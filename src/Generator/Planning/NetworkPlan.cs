using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>How the passes of a network are printed.</summary>
internal enum Strategy
{
    /// <summary>Every z, a and delta is a local variable of straight-line code.</summary>
    StraightLine,

    /// <summary>Each layer is a pair of methods that take a batch, with its products in register tiles.</summary>
    Tiles,
}

/// <summary>Everything the emitter prints: shapes inferred, buffers laid out, strategy chosen.</summary>
internal sealed record NetworkPlan(
    NetworkSpec Spec,
    Strategy Strategy,
    EquatableArray<LayerPlan> Layers,
    EquatableArray<ElementwisePlan> Elementwise,
    int ParameterCount,
    string Summary,
    EquatableArray<string> Helpers,
    EquatableArray<string> VectorHelpers,
    BatchPlan Batch)
{
    public TypeSpec Type => Spec.Type;

    public LayerPlan Output => Layers[Layers.Count - 1];

    public int InputSize => Spec.Input.Size;

    public int OutputSize => Output.OutputShape.Size;

    /// <summary>z and a of every layer.</summary>
    public int TraceSize => Output.AOffset + OutputSize;

    public IEnumerable<ParameterPlan> Parameters => Layers.SelectMany(layer => layer.Parameters);

    /// <summary>The plan of all passes but Backward, made anew: without the layers that are for training alone.</summary>
    public NetworkPlan ForInference() => Elementwise.Any(change => change.Kind.IsForTrainingOnly)
        ? Planner.Plan(Spec with { Elementwise = Spec.Elementwise.Where(change => !change.Kind.IsForTrainingOnly).ToEquatableArray() })
        : this;

    /// <summary>What becomes of x, for 0, or of a of a layer, on its way to the next.</summary>
    public IEnumerable<ElementwisePlan> Changes(int layer) => Elementwise.Where(change => change.Spec.Layer == layer);

    /// <summary>The factors of gradients, with the values that they are for.</summary>
    public IEnumerable<(string Name, ValuePlan Value)> Factors =>
        Elementwise.Where(change => change.Factor is not null).Select(change => (change.Factor!, change.Target));

    /// <summary>The factors that a gradient meets between a layer and the next, last one first, each with its sign of multiplication: <c> * m1</c>.</summary>
    public string FactorsOf(int layer, string index) => string.Concat(Changes(layer).Reverse().Where(change => change.Factor is not null).Select(change => $" * {change.Factor}{index}"));

    /// <summary>Whether Backward draws masks of dropout.</summary>
    public bool DrawsMasks => Spec.DrawsMasks;

    /// <summary>What is fitted rather than trained.</summary>
    public IEnumerable<ParameterPlan> Statistics => Elementwise.SelectMany(layer => layer.Statistics);

    /// <summary>The length of the flat buffer: the parameters, and behind them the statistics.</summary>
    public int StateCount => ParameterCount + Statistics.Sum(statistic => statistic.Length);

    /// <summary>Why there is no Backward; null where there is one.</summary>
    public string? ForwardOnlyReason =>
        Spec.LayerWithoutDerivative is var index && index >= 0 ? $"layer {index + 1} uses {Layers[index].Spec.Activation.Name}, which has no useful derivative"
        : Spec.Loss == Loss.None ? "it declares no loss"
        : null;

    public bool IsTrainable => Spec.IsTrainable;

    /// <summary>How many classes labels may name as targets; null where targets cannot be labels.</summary>
    public int? Classes => Spec.Classes;

    /// <summary>Whether loss and output activation are one formula, with delta = a - y.</summary>
    public bool IsFused => IsTrainable && Losses.AreFused(Spec.Loss, Output.Spec.Activation);

    /// <summary>Whether tiles compute loss and delta from z itself, so that training needs no a of the output layer.</summary>
    public bool LossReadsZ => IsFused && Output.Spec.Activation.Function == Activation.Softmax;
}

/// <summary>A value that one layer writes and another reads: the input x, the activations a of a layer, or what became of one of them.</summary>
internal sealed record ValuePlan(string Name, Shape Shape, int LayerIndex, bool IsPacked = false)
{
    /// <summary>How far apart the samples of a batch lie: the user's own are packed, a layer's are in whole vectors.</summary>
    public int Stride => IsPacked ? Shape.Size : (int)Planner.StrideOf(Shape);

    /// <summary>The input of the network has no gradient: nothing below it learns.</summary>
    public bool IsNetworkInput => LayerIndex == 0;
}

/// <summary>One layer with its shapes and buffers.</summary>
/// <param name="Index">l of the notes, from 1.</param>
/// <param name="Spec">What the user declared.</param>
/// <param name="Input">What the layer reads.</param>
/// <param name="OutputShape">What it writes, of one sample.</param>
/// <param name="Parameters">Its weights and biases.</param>
/// <param name="ZOffset">Where z lies in a trace.</param>
/// <param name="AOffset">Where a lies in a trace.</param>
/// <param name="IsOutput">Whether it is the last layer.</param>
/// <param name="KeepsZ">Whether Backward needs z after a is known, so that the two cannot share one place.</param>
internal sealed record LayerPlan(
    int Index,
    NeuronSpec Spec,
    ValuePlan Input,
    Shape OutputShape,
    EquatableArray<ParameterPlan> Parameters,
    int ZOffset,
    int AOffset,
    bool IsOutput,
    bool KeepsZ)
{
    public NeuronKind Kind => Spec.Kind;

    public ActivationRow ActivationRow => Activations.Of(Spec.Activation);

    /// <summary>How far apart the samples of a batch lie in z, a and delta.</summary>
    public int Stride => (int)Planner.StrideOf(OutputShape);

    public string Z => $"z{Index}";

    public string A => $"a{Index}";

    public string Delta => $"delta{Index}";

    /// <summary><c>a1 = tanh(z1)</c>.</summary>
    public string ActivationFormula => $"{A} = {Fill(ActivationRow.Formula)}";

    /// <summary><c>1 - a1^2</c>.</summary>
    public string SlopeFormula => Fill(ActivationRow.Slope ?? "");

    private string Fill(string formula) => formula
        .Replace("{z}", Z).Replace("{a}", A).Replace("{name}", Spec.Activation.Name).Replace("{alpha}", Spec.Activation.Alpha.ToString("R", CultureInfo.InvariantCulture));
}

/// <summary>A change of a value, number by number, on its way to a layer of neurons.</summary>
/// <param name="Spec">What the user declared.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Target">What it writes.</param>
/// <param name="Statistics">What it knows of each number.</param>
internal sealed record ElementwisePlan(ElementwiseSpec Spec, ValuePlan Source, ValuePlan Target, EquatableArray<ParameterPlan> Statistics)
{
    public ElementwiseKind Kind => Spec.Kind;

    /// <summary>What a gradient is multiplied by on its way back, or null.</summary>
    public string? Factor => Kind.Factor(Spec);
}

/// <summary>A tensor of parameters or statistics and its place in the flat buffers.</summary>
/// <param name="Name">As in the notes: W1, b1.</param>
/// <param name="IsWeight">Weights are regularized; biases are not.</param>
/// <param name="Shape">In the notes' order: (out, in).</param>
/// <param name="Strides">How far apart neighbours of each dimension lie.</param>
/// <param name="Offset">Where the tensor begins.</param>
/// <param name="Initializer">How it is drawn.</param>
/// <param name="FanIn">The number of inputs of a neuron.</param>
/// <param name="FanOut">The number of neurons that an input feeds.</param>
/// <param name="InitialValue">The value of every number, with the initializer Constant; otherwise 0.</param>
internal sealed record ParameterPlan(
    string Name, bool IsWeight, Shape Shape, EquatableArray<int> Strides, int Offset, Initializer Initializer, int FanIn, int FanOut, double InitialValue = 0)
{
    public int Length => Shape.Size;

    /// <summary>The name of the generated property: B1 for b1.</summary>
    public string Property => char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The name of the generated property for its gradient: DB1 for db1.</summary>
    public string GradientProperty => "D" + Property;

    /// <summary>Where the element at <paramref name="index"/> lies in the flat buffers.</summary>
    public int Position(params int[] index) => Offset + index.Select((at, dimension) => at * Strides[dimension]).Sum();
}

/// <summary>How the passes of a larger network take a batch.</summary>
/// <param name="ForwardChunk">How many samples Forward takes at a time.</param>
/// <param name="Chunk">How many samples Backward takes at a time.</param>
/// <param name="LeastShard">The fewest samples that make a shard of a batch, with a gradient of its own.</param>
/// <param name="Fixed">How many numbers its buffer holds whatever the batch: transposed weights.</param>
/// <param name="Scratch">Its buffers, in numbers a sample.</param>
internal sealed record BatchPlan(int ForwardChunk, int Chunk, int LeastShard, int Fixed, EquatableArray<BufferPlan> Scratch)
{
    public int PerSample => Scratch.Sum(buffer => buffer.Size);
}

/// <summary>A buffer of Backward, in numbers a sample.</summary>
internal sealed record BufferPlan(string Name, int Offset, int Size);
