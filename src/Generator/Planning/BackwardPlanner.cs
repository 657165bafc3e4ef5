using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// Plans Backward in tiles. Going up, every value is kept. Going down, a layer with a pass of its own writes what reaches its
/// inputs into buffers, the first reader of a value overwriting and others adding; what pointwise layers hand on is read by
/// whoever wants it, in the loop that computes its delta.
/// </summary>
internal sealed class BackwardPlanner(NetworkPlan plan)
{
    private readonly List<Step> _steps = [], _inputSteps = [];
    private readonly Buffers _buffers = new(), _inputBuffers = new();
    private readonly List<NodePlan> _operands = [], _inputOperands = [];

    /// <summary>Where a packed value lies so that each sample begins a vector.</summary>
    public static string Rows(ValuePlan value) => $"{value.Name}_rows";

    public (PassPlan Backward, PassPlan ToInputs) Plan()
    {
        PlanForward();
        PlanDown(learning: true, _steps, _buffers, _operands);
        PlanDown(learning: false, _inputSteps, _inputBuffers, _inputOperands);
        var backward = new PassPlan(_steps.ToEquatableArray(), _buffers.Place(), Place(_operands));
        return (backward, new PassPlan(_inputSteps.ToEquatableArray(), _inputBuffers.Place(backward.PerSample), Place(_inputOperands)));
    }

    /// <summary>The buffer of what kernels hand on to a value: that of the delta which it becomes, if nothing else has a part in that.</summary>
    public static string GradientBuffer(NetworkPlan plan, ValuePlan value)
    {
        if (value.Index == 0)
            return "dx";

        NodePlan writer = plan.Nodes[value.Index - 1];
        if (writer.Layer.IsNumbered)
            return writer.Delta;

        ValuePlan source = writer.Inputs[0];
        return source.Number > 0 && plan.ReadersOf(source).Count() == 1 ? GradientBuffer(plan, source) : $"d{value.Name}";
    }

    /// <summary>Whether a layer that reads a value writes what reaches it into a buffer.</summary>
    public static bool HasBuffer(NetworkPlan plan, ValuePlan value) => plan.ReadersOf(value).Any(reader => !reader.Node.Layer.IsPointwise);

    /// <summary>Whether what a layer hands on to an input is added to what another has written.</summary>
    public static bool IsAdded(NetworkPlan plan, NodePlan node, int input) =>
        plan.ReadersOf(node.Inputs[input]).First(reader => !reader.Node.Layer.IsPointwise) != (node, input);

    /// <summary>The delta that is also the delta of a layer, unchanged; null if it has its own.</summary>
    public static string? SameDelta(NetworkPlan plan, NodePlan node)
    {
        if (node.IsOutput || node.Activation.Derivative is not null || HasBuffer(plan, node.Output))
            return null;

        (NodePlan Node, int Input)[] readers = [.. plan.ReadersOf(node.Output)];
        return readers.Length == 1 && readers[0].Node is { Layer: PointwiseLayer layer, Number: > 0 } reader && layer.FactorFormula(reader) is null ? reader.Delta : null;
    }

    /// <summary>Whether a layer computes its delta in a pass of its own. With no slope and nothing on the way, what a kernel has written is the delta already.</summary>
    public static bool HasDelta(NetworkPlan plan, NodePlan node) =>
        !node.IsOutput && SameDelta(plan, node) is null
        && (node.Activation.Derivative is not null || plan.ReadersOf(node.Output).Any(reader => reader.Node.Layer.IsPointwise));

    private void PlanForward()
    {
        foreach (ValuePlan value in BatchPlanner.RowsOf(plan).Where(value => value.Index == 0))
            AddRows(value);

        foreach (NodePlan node in plan.Nodes)
        {
            if (!node.Layer.IsNumbered)
                _buffers.Add(node.Output.Name, node.Output.Stride);

            foreach (SavedValue saved in node.Layer.Saved(node))
                _buffers.Add(saved.Name, saved.Stride(node));

            if (!node.Layer.IsNumbered)
            {
                _steps.Add(new ChangeStep(node));
                foreach (ValuePlan value in BatchPlanner.RowsOf(plan).Where(value => value.Index == node.Output.Index))
                    AddRows(value);

                continue;
            }

            bool isZAlone = node.IsOutput && plan.LossReadsZ;
            if (node.KeepsZ)
                _buffers.Add(node.Z, node.Stride);

            if (!isZAlone)
                _buffers.Add(node.A, node.Stride);

            if (node.Learns && SameDelta(plan, node) is null)
                _buffers.Add(node.Delta, node.Stride);

            _steps.Add(new ForwardStep(node, node.KeepsZ ? node.Z : node.A, node.A, isZAlone, Saves: true));
        }
    }

    private void AddRows(ValuePlan value)
    {
        _buffers.Add(Rows(value), BatchPlan.StrideOf(value.Shape));
        _steps.Add(new RowsStep(value));
    }

    /// <summary>From the output down, for the layers that parameters need, or for those below that only the gradient of x does.</summary>
    private void PlanDown(bool learning, List<Step> steps, Buffers buffers, List<NodePlan> operands)
    {
        foreach (NodePlan node in plan.Nodes.Reverse().Where(node => node.Layer.IsNumbered))
        {
            if (node.Learns == learning)
                PlanDelta(node, steps, buffers);

            if (node.Learns && learning && node.IsTrained)
                steps.Add(new GradientStep(node));

            if (node.Layer.IsPointwise)
                continue;

            bool reads = false;
            for (int input = node.Inputs.Count - 1; input >= 0; input--)
            {
                // What reaches a value is wanted by parameters below it, and otherwise by x alone.
                ValuePlan value = node.Inputs[input];
                if (value.Learns != learning)
                    continue;

                string target = GradientBuffer(plan, value);
                if (target == $"d{value.Name}" && !IsAdded(plan, node, input))
                    buffers.Add(target, BatchPlan.StrideOf(value.Shape));

                steps.Add(new InputGradientStep(node, input, target));
                reads = true;
            }

            if (reads && node.Layer.BatchOperand(node) is not null && !_operands.Contains(node))
                operands.Add(node);
        }
    }

    private void PlanDelta(NodePlan node, List<Step> steps, Buffers buffers)
    {
        if (node.IsOutput)
            return;

        if (SameDelta(plan, node) is { } other)
        {
            steps.Add(new SameDeltaStep(node.Delta, other));
            return;
        }

        if (!node.Learns)
            buffers.Add(node.Delta, node.Stride);

        if (HasDelta(plan, node))
            steps.Add(new DeltaStep(node));
    }

    private static EquatableArray<OperandPlan> Place(List<NodePlan> nodes)
    {
        var placed = new List<OperandPlan>();
        int offset = 0;
        foreach (NodePlan node in Enumerable.Reverse(nodes))
        {
            var operand = new OperandPlan(node, node.Layer.BatchOperand(node)!, offset, (int)node.Layer.BatchOperandSize([.. node.Inputs.Select(input => input.Shape)]));
            placed.Add(operand);
            offset += operand.Size;
        }

        return placed.ToEquatableArray();
    }
}
