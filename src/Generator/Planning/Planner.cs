using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Infers shapes, lays out tensors and chooses the strategy.</summary>
internal static class Planner
{
    public static NetworkPlan Plan(NetworkSpec spec)
    {
        NetworkPlan plan = PlanAll(spec);
        NetworkPlan inference = spec.Nodes.Any(node => node.Layer.IsForTrainingOnly) ? PlanInference(plan) : plan;

        // Inference fuses the same layers as training, because the methods of a layer are printed once.
        NetworkPlan tiles = TilePlanner.Plan(plan);
        EquatableArray<int> pooled = PoolFusion.Find(tiles);
        return plan with { Inference = inference, InTiles = tiles with { Pooled = pooled, Inference = TilePlanner.Plan(inference) with { Pooled = pooled } } };
    }

    private static NetworkPlan PlanAll(NetworkSpec spec)
    {
        bool fillsLanes = spec.Nodes.All(node => node.Layer.FillsLanes);
        bool isFused = Functions.Losses.AreFused(spec.Loss, spec.Nodes[spec.Nodes.Count - 1].Layer.Activation);
        Layout layout = Layout.Of(spec);
        var x = new ValuePlan(0, "x", spec.Input, 0, IsPacked: true, FillsLanes: false, Learns: false);
        var values = new List<ValuePlan> { x };
        var nodes = new List<NodePlan>();
        var sites = new Dictionary<int, int>();
        int traceOffset = 0;
        for (int index = 0; index < spec.Nodes.Count; index++)
        {
            NodeSpec declared = spec.Nodes[index];
            Layer layer = declared.Layer;
            ValuePlan[] inputs = [.. declared.Inputs.Select(value => values[value])];
            Shape shape = layout.Shapes[index + 1];
            bool isOutput = index == spec.Nodes.Count - 1;
            int number = layer.IsNumbered ? layout.Numbers[index] : 0;
            (string name, int site) = layer.IsNumbered ? ($"a{number}", 0) : Change(layer, inputs[0], sites);
            var output = new ValuePlan(
                index + 1,
                name,
                shape,
                layer.IsNumbered ? number : inputs[0].Number,

                // Other passes read the old value in its place, so the new one has the same layout.
                IsPacked: inputs[0].IsPacked && layer.IsForTrainingOnly,
                FillsLanes: fillsLanes && !isOutput && (layer.IsNumbered || inputs[0].FillsLanes),
                Learns: layout.Tensors[index].Any(tensor => tensor.Spec.IsTrained) || inputs.Any(input => input.Learns));
            values.Add(output);
            nodes.Add(new NodePlan(
                layer,
                declared.Name,
                number,
                site,
                inputs.ToEquatableArray(),
                output,
                layout.Tensors[index].ToEquatableArray(),
                ZOffset: traceOffset,
                AOffset: traceOffset + shape.Size,
                isOutput,
                KeepsZ: (Functions.Activations.Of(layer.Activation).Reads & Functions.Reads.Z) != 0 || (isOutput && isFused)));
            traceOffset += (layer.IsNumbered ? 2 * shape.Size : 0) + (layer.TracesSaved ? shape.Size : 0);
        }

        return new NetworkPlan(spec, layout.Strategy, nodes.ToEquatableArray(), x, layout.ParameterCount, layout.StateCount, traceOffset);
    }

    /// <summary>The plan without layers that serve training only. The methods of its layers take as many values as in training.</summary>
    private static NetworkPlan PlanInference(NetworkPlan plan)
    {
        NetworkPlan inference = PlanAll(ForInference(plan.Spec));
        IEnumerable<NodePlan> stays = plan.Nodes.Where(node => !node.Layer.IsForTrainingOnly);
        return inference with { Nodes = inference.Nodes.Zip(stays, (node, training) => node with { Arguments = training.Arguments }).ToEquatableArray() };
    }

    /// <summary>The name of a value after a layer without a number: xhat for x, and h1 for a1, or h1b if that is taken.</summary>
    private static (string Name, int Site) Change(Layer layer, ValuePlan input, Dictionary<int, int> sites)
    {
        if (!layer.IsForTrainingOnly)
            return ("xhat", 0);

        sites.TryGetValue(input.Number, out int others);
        sites[input.Number] = others + 1;

        // The masks of the first dropout of a layer depend only on the layer's number, so that others do not change them.
        string suffix = others == 0 ? "" : others < 26 ? $"{(char)('a' + others)}" : $"x{others}";
        return ($"h{input.Number}{suffix}", input.Number + (others << 16));
    }

    /// <summary>The network without layers that serve training only.</summary>
    private static NetworkSpec ForInference(NetworkSpec spec) =>
        spec with { Nodes = NetworkSpec.Without(spec.Nodes, node => node.Layer.IsForTrainingOnly).ToEquatableArray() };
}
