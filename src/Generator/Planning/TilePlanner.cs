using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// Decides the layout of a batch in tiles: images that layers over images write have samples in lanes, all other values in
/// rows. If a layer reads the other layout, the value is converted first. Outputs, which losses read, are in rows.
/// </summary>
internal sealed class TilePlanner
{
    private readonly List<NodePlan> _nodes = [];
    private readonly List<ValuePlan> _values;
    private readonly Dictionary<(int Value, bool ToLanes), ValuePlan> _turned = [];

    private TilePlanner(ValuePlan input) => _values = [input];

    public static NetworkPlan Plan(NetworkPlan plan)
    {
        if (plan.Nodes.All(node => !node.Layer.ReadsLanes([.. node.Inputs])))
            return plan;

        var planner = new TilePlanner(plan.Input);
        foreach (NodePlan node in plan.Nodes)
            planner.Add(node);

        return plan with { Nodes = planner._nodes.ToEquatableArray() };
    }

    private void Add(NodePlan node)
    {
        ValuePlan[] inputs = [.. node.Inputs.Select(input => _values[input.Index])];
        bool readsLanes = node.Layer.ReadsLanes(inputs);
        inputs = [.. inputs.Select(input => input.InLanes == readsLanes ? input : Turned(input, readsLanes))];
        bool writesLanes = node.Layer.WritesLanes(inputs);
        ValuePlan output = node.Output with { Index = _nodes.Count + 1, InLanes = writesLanes };
        if (!node.IsOutput || !writesLanes)
        {
            _nodes.Add(node with { Inputs = inputs.ToEquatableArray(), Output = output });
            _values.Add(output);
            return;
        }

        // The last layer's z, and then its activation in rows, in the same places of a trace.
        ValuePlan z = output with { FillsLanes = false };
        _nodes.Add(node with { Layer = node.Layer with { Activation = ActivationSpec.Identity }, Inputs = inputs.ToEquatableArray(), Output = z, IsOutput = false, KeepsZ = false });
        string name = $"a{node.Number + 1}";
        _nodes.Add(new NodePlan(
            new Flatten(node.Layer.Activation),
            null,
            node.Number + 1,
            Site: 0,
            new[] { z }.ToEquatableArray(),
            output with { Index = _nodes.Count + 1, Name = name, Number = node.Number + 1, InLanes = false },
            default,
            node.ZOffset,
            node.AOffset,
            IsOutput: true,
            node.KeepsZ));
    }

    /// <summary>The value in the other layout, converted once for all its readers.</summary>
    private ValuePlan Turned(ValuePlan value, bool toLanes)
    {
        if (_turned.TryGetValue((value.Index, toLanes), out ValuePlan? turned))
            return turned;

        var turn = new Turn(toLanes);
        turned = value with { Index = _nodes.Count + 1, Name = turn.NameOf(value), Symbol = value.Symbol, IsPacked = false, InLanes = toLanes };
        _nodes.Add(new NodePlan(turn, null, Number: 0, Site: 0, new[] { value }.ToEquatableArray(), turned, default, ZOffset: 0, AOffset: 0, IsOutput: false, KeepsZ: false));
        _turned.Add((value.Index, toLanes), turned);
        return turned;
    }
}
