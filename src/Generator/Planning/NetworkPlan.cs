using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>How the passes of a network are printed.</summary>
internal enum Strategy
{
    /// <summary>Every z, a and delta is a local variable of straight-line code.</summary>
    StraightLine,

    /// <summary>Neurons of hidden layers share vectors: one sample is straight-line code on vectors, and a batch runs in blocks.</summary>
    Vectors,

    /// <summary>Each layer is a class with methods that take a batch, with its products in register tiles.</summary>
    Tiles,
}

/// <summary>A network with its shapes inferred, its tensors laid out and its strategy chosen.</summary>
/// <param name="Spec">What the user declared.</param>
/// <param name="Strategy">How its passes are printed.</param>
/// <param name="Nodes">The layers, in the order in which they run.</param>
/// <param name="Input">x.</param>
/// <param name="ParameterCount">The number of trained parameters.</param>
/// <param name="StateCount">The length of the flat buffer: the trained parameters, followed by all other tensors.</param>
/// <param name="TraceSize">The length of a trace: z and a of every numbered layer.</param>
internal sealed record NetworkPlan(
    NetworkSpec Spec,
    Strategy Strategy,
    EquatableArray<NodePlan> Nodes,
    ValuePlan Input,
    int ParameterCount,
    int StateCount,
    int TraceSize)
{
    public override string ToString() => Spec.Type.Name;

    /// <summary>The same network without layers that serve training only. All passes except Backward are printed from it.</summary>
    public NetworkPlan Inference { get => field ?? this; init; }

    /// <summary>The same network with each value in the layout that its readers need. Passes in tiles are printed from it.</summary>
    public NetworkPlan InTiles { get => field ?? this; init; }

    /// <summary>Whether some values are images or signals.</summary>
    public bool HasImages => Input.Shape.Dimensions.Count > 1 || Nodes.Any(node => node.Output.Shape.Dimensions.Count > 1);

    /// <summary>In tiles: the numbers of the convolutions that are fused with the pooling after them, in training and in inference.</summary>
    public EquatableArray<int> Pooled { get; init; }

    /// <summary>Whether a batch passes through each layer as a whole.</summary>
    public bool NeedsWholeBatch => Nodes.Any(node => node.Layer.NeedsWholeBatch);

    /// <summary>Whether the shards of a batch wait for each other at some layer.</summary>
    public bool JoinsShards => IsTrainable && Nodes.Any(node => node.Layer.JoinsShards);

    /// <summary>Whether some values have samples in lanes.</summary>
    public bool HasLanes => Nodes.Any(node => node.Output.InLanes);

    /// <summary>Whether whole vectors are read at the end of the parameters.</summary>
    public bool ReadsBehind => Strategy == Strategy.Tiles;

    public TypeSpec Type => Spec.Type;

    public NodePlan Output => Nodes[Nodes.Count - 1];

    /// <summary>The layers that have a number in the notes.</summary>
    public IEnumerable<NodePlan> Numbered => Nodes.Where(node => node.Number > 0);

    public int InputSize => Input.Shape.Size;

    public int OutputSize => Output.Output.Shape.Size;

    /// <summary>The trained tensors, with the layers that own them.</summary>
    public IEnumerable<(NodePlan Node, TensorPlan Tensor)> Parameters =>
        Nodes.SelectMany(node => node.Tensors.Where(tensor => tensor.Spec.IsTrained).Select(tensor => (node, tensor)));

    /// <summary>The tensors that are not trained, with the layers that own them: frozen parameters and statistics.</summary>
    public IEnumerable<(NodePlan Node, TensorPlan Tensor)> Statistics =>
        Nodes.SelectMany(node => node.Tensors.Where(tensor => !tensor.Spec.IsTrained).Select(tensor => (node, tensor)));

    /// <summary>The number of frozen parameters.</summary>
    public int FrozenCount => Nodes.Sum(node => node.Frozen.Sum(tensor => tensor.Length));

    /// <summary>What the notes of the backward pass say about frozen layers; empty if there are none.</summary>
    public string FrozenNote
    {
        get
        {
            string[] numbers = [.. Nodes.Where(node => node.IsFrozen).Select(node => $"{node.Number}")];
            return numbers.Length switch
            {
                0 => "",
                1 => $"Layer {numbers[0]} is frozen: its parameters have no gradient.",
                _ => $"Layers {string.Join(", ", numbers.Take(numbers.Length - 1))} and {numbers[numbers.Length - 1]} are frozen: their parameters have no gradient.",
            };
        }
    }

    /// <summary>Whether Backward draws masks of dropout.</summary>
    public bool DrawsMasks => Spec.DrawsMasks;

    /// <summary>Why there is no Backward; null if there is one.</summary>
    public string? ForwardOnlyReason =>
        Spec.NodeWithoutDerivative is var index and >= 0 ? $"layer {Nodes[index].Number} uses {Nodes[index].Layer.Activation.Name}, which has no useful derivative"
        : Spec.Loss == Loss.None ? "it declares no loss"
        : null;

    public bool IsTrainable => Spec.IsTrainable;

    /// <summary>The number of classes, if targets may be labels; otherwise null.</summary>
    public int? Classes => Spec.ClassesOf(OutputSize);

    /// <summary>Whether loss and output activation are one formula, with delta = p - y.</summary>
    public bool IsFused => IsTrainable && Losses.AreFused(Spec.Loss, Output.Layer.Activation);

    /// <summary>Whether tiles compute loss and delta from z itself, so that training needs no a of the output layer.</summary>
    public bool LossReadsZ => IsFused && Output.Joint is not null;

    /// <summary>Whether the network is a chain: each layer reads only the one before, as in a multilayer perceptron.</summary>
    public bool IsChain => Nodes.Select((node, index) => node.Inputs.Count == 1 && node.Inputs[0].Index == index).All(follows => follows);

    /// <summary>The readers of a value, the last one first: the order in which their gradients are added.</summary>
    public IEnumerable<(NodePlan Node, int Input)> ReadersOf(ValuePlan value) =>
        from node in Nodes.Reverse()
        from input in Enumerable.Range(0, node.Inputs.Count).Reverse()
        where node.Inputs[input].Index == value.Index
        select (node, input);
}

/// <summary>A value that one layer writes and others read: the input x, the activations a of a layer, or a change of one of them.</summary>
/// <param name="Index">0 for x, otherwise 1 more than the index of the node that writes it.</param>
/// <param name="Name">As in the notes: x, a1, h1.</param>
/// <param name="Shape">Its shape, of one sample.</param>
/// <param name="Number">The number of the layer whose activations it is, or was before they were changed; 0 for x.</param>
/// <param name="IsPacked">Whether the samples of a batch are packed, like the user's, instead of rounded up to whole vectors.</param>
/// <param name="FillsLanes">Whether consecutive elements share a vector in code for one sample.</param>
/// <param name="Learns">Whether a parameter below it needs its gradient.</param>
internal sealed record ValuePlan(int Index, string Name, Shape Shape, int Number, bool IsPacked, bool FillsLanes, bool Learns)
{
    /// <summary>The name in the notes, even if the value has another layout and thus another name in code.</summary>
    public string Symbol { get => field ?? Name; init; }

    /// <summary>Whether the samples of a batch are in lanes, in whole blocks, instead of in rows.</summary>
    public bool InLanes { get; init; }

    /// <summary>The distance between samples of a batch; for samples in lanes, the numbers per sample.</summary>
    public int Stride => IsPacked ? Shape.Size : GradientStride;

    /// <summary>The same for its gradient, which is never packed.</summary>
    public int GradientStride => InLanes ? Shape.Size : BatchPlan.StrideOf(Shape);
}
