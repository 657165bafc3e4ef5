using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// The buffers of a network that is printed in vectors. Forward has up to <see cref="Samples"/> samples in lanes, and a
/// row of them per element. Backward has as many samples, with hidden neurons in lanes.
/// </summary>
internal static class VectorPlan
{
    /// <summary>The numbers of a vector in single precision.</summary>
    public const int Lanes = 8;

    /// <summary>The number of samples at a time: enough to make the overhead of each step's loop small.</summary>
    public const int Samples = 32;

    /// <summary>The buffers of Forward, and of the losses, which have targets too.</summary>
    public static EquatableArray<BufferPlan> Forward(NetworkPlan plan, bool withTargets) => Place(
        [
            ("x", Whole(plan.InputSize) * Samples),
            .. plan.Nodes.Where(node => !node.IsOutput).Select(node => (node.A, node.Size * Samples)),
            (plan.Output.Z, Lanes * Samples),
            .. withTargets ? new[] { ("y", Lanes * Lanes) } : [],
        ]);

    /// <summary>The buffers of Backward.</summary>
    public static EquatableArray<BufferPlan> Backward(NetworkPlan plan) => Place(
        [
            ("rest", Samples * Whole(plan.InputSize)),
            .. plan.Nodes.Where(ReadsTransposed).Select(node => (Transposed(node), node.Tensors[0].Length)),
            .. plan.Nodes.Where(KeepsZ).Select(node => (node.Z, Samples * node.Size)),
            .. plan.Nodes.Where(node => !node.IsOutput).Select(node => (node.A, Samples * node.Size)),
            .. plan.Nodes.Select(node => (node.Delta, Samples * Whole(node.Size))),
            ("y", Lanes * Lanes),
            .. TrainedBias(plan.Output) is { } bias ? new[] { ($"d{bias.Name}", Lanes * plan.OutputSize) } : [],
            ("none", Whole(plan.ParameterCount)),
        ]);

    /// <summary>The total length of all buffers.</summary>
    public static int Length(EquatableArray<BufferPlan> buffers) => buffers.Sum(buffer => buffer.Size);

    /// <summary>Whether a hidden layer needs z after a is known.</summary>
    public static bool KeepsZ(NodePlan node) => !node.IsOutput && (node.Activation.Reads & Reads.Z) != 0;

    /// <summary>Whether the backward pass reads the weights of a hidden layer neuron by neuron, the order in which the output layer stores them.</summary>
    public static bool ReadsTransposed(NodePlan node) => !node.IsOutput && node.Number > 1;

    /// <summary>The biases of a layer, if it has any and they are trained.</summary>
    public static TensorPlan? TrainedBias(NodePlan node) => node.Tensors.FirstOrDefault(tensor => tensor.Spec is { Role: ParameterRole.Bias, IsTrained: true });

    /// <summary>The name of that copy.</summary>
    public static string Transposed(NodePlan node) => $"{node.Tensors[0].Name}T";

    private static int Whole(int count) => (int)BatchPlan.RoundUp(count, Lanes);

    private static EquatableArray<BufferPlan> Place(IEnumerable<(string Name, int Size)> buffers)
    {
        var placed = new List<BufferPlan>();
        int offset = 0;
        foreach ((string name, int size) in buffers)
        {
            placed.Add(new BufferPlan(name, offset, size));
            offset += size;
        }

        return placed.ToEquatableArray();
    }
}
