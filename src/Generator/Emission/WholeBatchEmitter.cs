using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the methods of a layer that needs the whole batch in a training.</summary>
internal static class WholeBatchEmitter
{
    /// <summary>Forward in training, in addition to the Forward of all other passes.</summary>
    public static void PrintForward(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        string[] given = [.. TiledLayerEmitter.Reads(writer, node), .. node.Layer.Saved(node).Select(saved => $"{writer.Number.Span} {saved.Name}")];
        string inputs = string.Join(", ", given), counts = $"bool isTraining, {writer.Number.Span} statistics, int count, int n, int threads";
        writer.Line();
        writer.Line("// The same with the mean and variance of a batch of count samples, which update the running ones; if isTraining is false, with the running ones.");
        if (!TiledLayerEmitter.IsApart(plan, node))
        {
            using (writer.Block($"internal static void ForwardInTraining({inputs}, {TiledLayerEmitter.Results(writer, node)}, {counts})"))
            {
                node.Layer.PrintBatchTraining(writer, node, plan.ParameterCount);
                TiledLayerEmitter.PrintActivationBehind(writer, node);
            }

            return;
        }

        using (writer.Block($"internal static void WeightedInputInTraining({inputs}, {writer.Number.Span} {node.Z}, {counts})"))
            node.Layer.PrintBatchTraining(writer, node, plan.ParameterCount);

        writer.Line();
        using (writer.Block($"internal static void ForwardInTraining({inputs}, {TiledLayerEmitter.Results(writer, node)}, {counts})"))
        {
            writer.Line($"WeightedInputInTraining({string.Join(", ", given.Select(TiledLayerEmitter.NameOf))}, {node.Z}, isTraining, statistics, count, n, threads);");
            writer.Line($"Activate({node.Z}, {node.A}, n);");
        }
    }

    /// <summary>The gradients of the parameters and of the input, in one method.</summary>
    public static void PrintBackward(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        Number number = writer.Number;
        string target = BackwardPlanner.GradientBuffer(plan, node.Inputs[0]);
        string reads = string.Join(", ", node.Layer.BatchInputGradientReads(node).Append(node.Delta).Select(name => $"{number.ReadOnlySpan} {name}"));
        bool adds = BackwardPlanner.IsAdded(plan, node, 0);
        writer.Line();
        writer.Line($"// {node.Layer.GradientFormula(node)}");
        writer.Line($"// {TiledLayerEmitter.InputGradientFormula(node, 0, target, adds)}");
        using (writer.Block($"internal static void Backward({reads}, {number.Span} {target}, {number.Span} g, bool isFirst{(node.Layer.NeedsWholeBatch ? ", bool isTraining, int count" : "")}, int n, int threads)"))
            node.Layer.PrintBatchBackward(writer, node, target, adds);
    }
}
