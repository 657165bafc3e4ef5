using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Planning;

/// <summary>The buffers that a step reads or writes, by name. Backward reuses a buffer after the last step that touches it.</summary>
internal static class StepBuffers
{
    /// <summary>All buffers that a step touches. A delta that shares the buffer of another layer goes by the other's name.</summary>
    public static IEnumerable<string> Of(NetworkPlan plan, Step step) => (step switch
    {
        RowsStep { Value: var value } => [value.Name, PassBuilder.Rows(value)],
        ChangeStep { Node: var node } => [.. Forward(node), node.Output.Name],
        ForwardStep forward => [.. Forward(forward.Node), forward.Z, forward.A],
        PooledForwardStep { Node: var node, Pool: var pool } => [.. Forward(node), .. Saved(pool), pool.A],
        PooledDeltaStep { Node: var node, Pool: var pool } => [.. Saved(pool), pool.A, pool.Delta, node.Delta],
        SameDeltaStep same => [same.Other],
        DeltaStep { Node: var node } => [.. DeltaReads(plan, node), node.Delta],
        GradientStep { Node: var node } => [.. node.Layer.BatchGradientReads(node), node.Delta],
        JoinedGradientStep { Node: var node } joined => [.. node.Layer.BatchInputGradientReads(node), node.Delta, joined.Target],
        InputGradientStep { Node: var node } toInput => [.. node.Layer.BatchInputGradientReads(node), node.Delta, toInput.Target],
        OutputStep => [plan.Output.Z, plan.Output.A, plan.Output.Delta],
        _ => Enumerable.Empty<string>(),
    }).Select(name => RootOf(plan, name));

    /// <summary>The buffers from which the gradient of a value is computed.</summary>
    public static IEnumerable<string> GradientReads(NetworkPlan plan, ValuePlan value)
    {
        var reads = new List<string>();
        Collect(plan, value, reads);
        return reads.Select(name => RootOf(plan, name));
    }

    /// <summary>The buffers from which a delta is computed.</summary>
    public static IEnumerable<string> DeltaReads(NetworkPlan plan, NodePlan node)
    {
        var reads = new List<string>();
        Collect(plan, node.Output, reads);
        return reads.Concat(SlopeReads(node)).Distinct().Where(name => name != node.Delta);
    }

    /// <summary>The names of the buffers that the slope of an activation reads.</summary>
    public static IEnumerable<string> SlopeReads(NodePlan node)
    {
        if ((node.Activation.Reads & Reads.Z) != 0)
            yield return node.Z;

        if ((node.Activation.Reads & Reads.A) != 0)
            yield return node.A;
    }

    private static void Collect(NetworkPlan plan, ValuePlan value, List<string> reads)
    {
        if (BackwardPlanner.HasBuffer(plan, value))
            reads.Add(BackwardPlanner.GradientBuffer(plan, value));

        foreach ((NodePlan reader, int input) in plan.ReadersOf(value).Where(reader => reader.Node.Layer.IsPointwise))
        {
            if (reader.HasOwnDelta)
            {
                reads.Add(reader.Delta);
                reads.AddRange(reader.Layer.GradientReads(reader, input).Select(PassBuilder.RowsOf));
                continue;
            }

            Collect(plan, reader.Output, reads);
            reads.AddRange(reader.Layer.Saved(reader).Select(saved => saved.Name));
        }
    }

    private static IEnumerable<string> Forward(NodePlan node) => node.Reads.SelectMany(value => new[] { value.Name, PassBuilder.Rows(value) }).Concat(Saved(node));

    private static IEnumerable<string> Saved(NodePlan node) => node.Layer.Saved(node).Select(saved => saved.Name);

    private static string RootOf(NetworkPlan plan, string delta)
    {
        NodePlan? node = plan.Nodes.FirstOrDefault(node => node.HasOwnDelta && node.Delta == delta);
        return node is not null && BackwardPlanner.SameDelta(plan, node) is { } other ? RootOf(plan, other) : delta;
    }
}
