using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// A convolution and the max pooling after it as one pass over a batch: the largest number of each window is found while its sums are
/// still in registers, so that neither z nor a of the convolution is ever stored.
/// </summary>
internal static class PoolFusion
{
    /// <summary>The numbers of all convolutions that are fused with a pooling.</summary>
    public static EquatableArray<int> Find(NetworkPlan plan) => plan.Nodes.Where(node => Candidate(plan, node) is not null).Select(node => node.Number).ToEquatableArray();

    /// <summary>The pooling that a convolution is fused with; null if there is none.</summary>
    public static NodePlan? PoolBehind(NetworkPlan plan, NodePlan node) => node.Number > 0 && plan.Pooled.Contains(node.Number) ? Candidate(plan, node) : null;

    private static NodePlan? Candidate(NetworkPlan plan, NodePlan node)
    {
        if (node is not { Layer: Convolution, IsOutput: false } || !(node.Activation.IsIdentity || node.Activation.IsRectifier))
            return null;

        NodePlan[] readers = [.. plan.ReadersOf(node.Output).Select(reader => reader.Node)];
        return readers.Length == 1 && readers[0] is { Layer: MaxPool pool, Activation.IsIdentity: true } reader && pool.HalvesEvenly(reader) ? reader : null;
    }

    /// <summary>The convolution that a pooling is fused with; null if there is none.</summary>
    public static NodePlan? ConvolutionBefore(NetworkPlan plan, NodePlan node) =>
        node.Layer is MaxPool && node.Inputs[0].Index > 0 && plan.Nodes[node.Inputs[0].Index - 1] is var writer && PoolBehind(plan, writer) is not null ? writer : null;
}
