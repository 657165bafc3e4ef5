using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Collects the steps of a pass over a batch, and the buffers that it needs.</summary>
internal sealed class PassBuilder(NetworkPlan plan)
{
    /// <summary>The packed values that a layer reads in whole vectors.</summary>
    private readonly HashSet<ValuePlan> _rows =
    [
        .. from node in plan.Nodes
           where node.Layer.IsPointwise && node.Layer.IsNumbered
           from input in node.Inputs
           where input.IsPacked
           select input,
    ];

    public List<Step> Steps { get; } = [];

    public Buffers Buffers { get; } = new();

    /// <summary>The values that are kept for the whole batch, and their lengths.</summary>
    public List<(string Name, int Size)> OfBatch { get; } = [];

    /// <summary>The layers that fill a buffer once.</summary>
    public List<NodePlan> Operands { get; } = [];

    /// <summary>The copy of a packed value in which each sample starts at a vector.</summary>
    public static string Rows(ValuePlan value) => $"{value.Name}_rows";

    /// <summary>The buffer of a value in which each sample starts at a vector.</summary>
    public static string RowsOf(ValuePlan value) => value.IsPacked ? Rows(value) : value.Name;

    /// <summary>Copies a packed value to rows, if a layer reads it there.</summary>
    public void AddRowsIfRead(ValuePlan value)
    {
        if (!_rows.Contains(value))
            return;

        Buffers.Add(Rows(value), BatchPlan.StrideOf(value.Shape));
        Steps.Add(new RowsStep(value));
    }

    /// <summary>Buffers for what a layer keeps for the backward pass.</summary>
    public void AddSaved(NodePlan node)
    {
        foreach (SavedValue saved in node.Layer.Saved(node))
        {
            if (saved.BatchCount > 0)
                OfBatch.Add((saved.Name, saved.BatchCount));
            else
                Buffers.Add(saved.Name, saved.Stride(node));
        }
    }

    /// <summary>A buffer is free for others after the last step that touches it, unless something else reads it later.</summary>
    public void LimitLives(HashSet<string> later)
    {
        var lives = new Dictionary<string, (int From, int To)>();
        for (int i = 0; i < Steps.Count; i++)
        {
            foreach (string name in StepBuffers.Of(plan, Steps[i]))
                lives[name] = (lives.TryGetValue(name, out (int From, int To) life) ? life.From : i, later.Contains(name) ? int.MaxValue : i);
        }

        Buffers.Limit(lives);
    }

    /// <summary>The pass, with buffers from <paramref name="first"/> on.</summary>
    public PassPlan Build(int first = 0) => new(Steps.ToEquatableArray(), Buffers.Place(first), PlaceOperands(), PlaceOfBatch());

    private EquatableArray<BufferPlan> PlaceOfBatch()
    {
        var placed = new List<BufferPlan>();
        foreach ((string name, int size) in OfBatch)
            placed.Add(new BufferPlan(name, placed.Count == 0 ? 0 : placed[placed.Count - 1].End, size));

        return placed.ToEquatableArray();
    }

    private EquatableArray<OperandPlan> PlaceOperands()
    {
        var placed = new List<OperandPlan>();
        int offset = 0;
        foreach (NodePlan node in Enumerable.Reverse(Operands))
        {
            var operand = new OperandPlan(node, node.Layer.BatchOperand(node)!, offset, (int)node.Layer.BatchOperandSize([.. node.Inputs.Select(input => input.Shape)]));
            placed.Add(operand);
            offset += operand.Size;
        }

        return placed.ToEquatableArray();
    }
}
