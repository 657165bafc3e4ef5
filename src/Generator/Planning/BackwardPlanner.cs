using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Planning;

/// <summary>
/// Plans Backward in tiles. On the way up, every value is kept. On the way down, a layer with a pass of its own writes the gradients of its
/// inputs into buffers: the first reader of a value overwrites, the others add. The gradient that a pointwise layer passes on is computed by
/// the layer below, in the loop that computes its delta.
/// </summary>
internal sealed class BackwardPlanner(NetworkPlan plan)
{
    private readonly PassBuilder _backward = new(plan), _toInputs = new(plan);

    public (PassPlan Backward, PassPlan ToInputs) Plan()
    {
        PlanForward();
        _backward.Steps.Add(new OutputStep());
        PlanDown(learning: true, _backward);
        PlanDown(learning: false, _toInputs);
        LimitLives();
        PassPlan backward = _backward.Build();
        return (backward, _toInputs.Build(backward.PerSample));
    }

    /// <summary>The buffer for the gradient of a value that kernels write: the buffer of the delta that it becomes, if nothing else contributes.</summary>
    public static string GradientBuffer(NetworkPlan plan, ValuePlan value)
    {
        if (value.Index == 0)
            return "dx";

        NodePlan writer = plan.Nodes[value.Index - 1];
        if (writer.HasOwnDelta)
            return writer.Delta;

        ValuePlan source = writer.Inputs[0];
        return source.Number > 0 && plan.ReadersOf(source).Count() == 1 ? GradientBuffer(plan, source) : $"d{value.Name}";
    }

    /// <summary>Whether a layer that reads a value writes the value's gradient into a buffer.</summary>
    public static bool HasBuffer(NetworkPlan plan, ValuePlan value) => plan.ReadersOf(value).Any(reader => !reader.Node.Layer.IsPointwise);

    /// <summary>Whether a layer adds the gradient of an input to what another layer has written.</summary>
    public static bool IsAdded(NetworkPlan plan, NodePlan node, int input) =>
        plan.ReadersOf(node.Inputs[input]).First(reader => !reader.Node.Layer.IsPointwise) != (node, input);

    /// <summary>The delta that is also the delta of a layer, unchanged; null if it has its own.</summary>
    public static string? SameDelta(NetworkPlan plan, NodePlan node)
    {
        if (node.IsOutput || node.Activation.Derivative is not null || HasBuffer(plan, node.Output))
            return null;

        (NodePlan Node, int Input)[] readers = [.. plan.ReadersOf(node.Output)];
        return readers.Length == 1 && readers[0].Node is { Layer: PointwiseLayer layer, Number: > 0 } reader && layer.PassesGradient(reader) ? reader.Delta : null;
    }

    /// <summary>Whether a layer computes its delta in a pass of its own. Without a slope or other factors, what a kernel has written is already the delta.</summary>
    public static bool HasDelta(NetworkPlan plan, NodePlan node) =>
        !node.IsOutput && SameDelta(plan, node) is null
        && (node.Activation.Derivative is not null || plan.ReadersOf(node.Output).Any(reader => reader.Node.Layer.IsPointwise));

    /// <summary>A buffer is free for others after the last step that touches it, unless the steps for dL/dx touch it too.</summary>
    private void LimitLives()
    {
        HashSet<string> toInputs = [.. _toInputs.Steps.SelectMany(step => StepBuffers.Of(plan, step)), .. StepBuffers.GradientReads(plan, plan.Input)];
        _backward.LimitLives(toInputs);
    }

    private void PlanForward()
    {
        _backward.AddRowsIfRead(plan.Input);
        foreach (NodePlan node in plan.Nodes)
        {
            if (!node.Layer.IsNumbered)
                _backward.Buffers.Add(node.Output.Name, node.Output.Stride);

            _backward.AddSaved(node);
            if (!node.Layer.IsNumbered)
            {
                if (node.HasOwnDelta && node.Learns && SameDelta(plan, node) is null)
                    _backward.Buffers.Add(node.Delta, node.Output.GradientStride);

                _backward.Steps.Add(new ChangeStep(node));
                _backward.AddRowsIfRead(node.Output);
                continue;
            }

            if (PoolFusion.PoolBehind(plan, node) is { } pool)
            {
                if (node.Learns)
                    _backward.Buffers.Add(node.Delta, node.Stride);

                _backward.Steps.Add(new PooledForwardStep(node, pool, Saves: true));
                continue;
            }

            if (PoolFusion.ConvolutionBefore(plan, node) is not null)
            {
                _backward.Buffers.Add(node.A, node.Stride);
                if (node.Learns && SameDelta(plan, node) is null)
                    _backward.Buffers.Add(node.Delta, node.Stride);

                continue;
            }

            bool isZAlone = node.IsOutput && plan.LossReadsZ;
            if (node.KeepsZ)
                _backward.Buffers.Add(node.Z, node.Stride);

            if (!isZAlone)
                _backward.Buffers.Add(node.A, node.Stride);

            if (node.Learns && SameDelta(plan, node) is null)
                _backward.Buffers.Add(node.Delta, node.Stride);

            _backward.Steps.Add(new ForwardStep(node, node.KeepsZ ? node.Z : node.A, node.A, isZAlone, Saves: true));
        }
    }

    /// <summary>From the output down: the layers that parameters need, or those below, which only the gradient of x needs.</summary>
    private void PlanDown(bool learning, PassBuilder pass)
    {
        foreach (NodePlan node in plan.Nodes.Reverse().Where(node => node.HasOwnDelta))
        {
            if (node.Learns == learning)
                PlanDelta(node, pass);

            if (node.Learns && learning && node.IsTrained && !node.JoinsGradients)
                pass.Steps.Add(new GradientStep(node));

            if (node.Layer.IsPointwise || PoolFusion.ConvolutionBefore(plan, node) is not null)
                continue;

            bool reads = false;
            for (int input = node.Inputs.Count - 1; input >= 0; input--)
            {
                // Parameters below a value need its gradient. If there are none, only x does.
                ValuePlan value = node.Inputs[input];
                if (value.Learns != learning)
                    continue;

                string target = GradientBuffer(plan, value);
                if (target == $"d{value.Name}" && !IsAdded(plan, node, input) && (value.Index == 0 || !plan.Nodes[value.Index - 1].HasOwnDelta))
                    pass.Buffers.Add(target, value.GradientStride);

                pass.Steps.Add(node.JoinsGradients ? new JoinedGradientStep(node, target) : new InputGradientStep(node, input, target));
                reads = true;
            }

            if (reads && node.Layer.BatchOperand(node) is not null && !_backward.Operands.Contains(node))
                pass.Operands.Add(node);
        }
    }

    private void PlanDelta(NodePlan node, PassBuilder pass)
    {
        if (node.IsOutput)
            return;

        if (SameDelta(plan, node) is { } other)
        {
            pass.Steps.Add(new SameDeltaStep(node.Delta, other));
            return;
        }

        if (!node.Learns)
            pass.Buffers.Add(node.Delta, node.Output.GradientStride);

        if (PoolFusion.PoolBehind(plan, node) is { } pool)
            pass.Steps.Add(new PooledDeltaStep(node, pool));
        else if (HasDelta(plan, node))
            pass.Steps.Add(new DeltaStep(node));
    }
}
