using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a step of a pass over a batch as the call that it is.</summary>
internal static class StepEmitter
{
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="step">The step.</param>
    /// <param name="sample">The place of the first sample in the batch.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="threads">The argument that says how many threads may share the work.</param>
    public static void Print(CodeWriter writer, NetworkPlan plan, Step step, string sample, string n, string threads)
    {
        switch (step)
        {
            case RowsStep { Value: var value }:
                writer.Line($"{writer.Number.Services}.Batches.Copy({value.Name}, stride: {value.Stride}, {PassBuilder.Rows(value)}, {BatchPlan.StrideOf(value.Shape)}, width: {value.Shape.Size}, {n});");
                break;

            case ChangeStep { Node: var node }:
                writer.Line($"// {node.Layer.Formula(node)}");
                node.Layer.PrintBatchChange(writer, node, sample, n);
                break;

            case ForwardStep forward:
                PrintForward(writer, plan, forward, n, threads);
                break;

            case SameDeltaStep same:
                writer.Line($"{writer.Number.Span} {same.Delta} = {same.Other};");
                break;

            case DeltaStep { Node: var node }:
                Call(node, "Delta", TiledLayerEmitter.DeltaReads(plan, node).Append(node.Delta), "", isThreaded: false);
                break;

            case GradientStep { Node: var node }:
                writer.Line("if (!g.IsEmpty)");
                writer.Line($"    {CallOf(node, "Gradients", TiledLayerEmitter.GradientReads(node).Append(node.Delta).Append("g"), "isFirst: i == 0, ", node.Layer.UsesThreads)}");
                break;

            case InputGradientStep toInput:
                Call(toInput.Node, TiledLayerEmitter.InputGradientName(toInput.Node, toInput.Input), TiledLayerEmitter.InputGradientReads(toInput.Node).Append(toInput.Node.Delta).Append(toInput.Target), "", toInput.Node.Layer.UsesThreads);
                break;
        }

        void Call(NodePlan node, string method, IEnumerable<string> arguments, string first, bool isThreaded) =>
            writer.Line(CallOf(node, method, arguments, first, isThreaded));

        string CallOf(NodePlan node, string method, IEnumerable<string> arguments, string first, bool isThreaded) =>
            $"Layer{node.Number}.{method}({string.Join(", ", arguments)}, {first}{n}{(isThreaded ? $", {threads}" : "")});";
    }

    /// <summary>What a layer reads under this name, where it is read in whole vectors.</summary>
    private static string InputOf(NodePlan node, ValuePlan value) => node.Layer.IsPointwise && value.IsPacked ? PassBuilder.Rows(value) : value.Name;

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, ForwardStep step, string n, string threads)
    {
        NodePlan node = step.Node;
        IEnumerable<string> arguments = node.Reads.Select(value => InputOf(node, value))
            .Concat(node.Layer.Saved(node).Select(saved => step.Saves ? saved.Name : $"{saved.Name}: default"));
        string[] results = step.StopsAtZ ? [step.Z] : [step.Z, step.A];
        string[] parameters = node.Tensors.Count > 0 ? ["p"] : [];
        IEnumerable<string> all = parameters.Concat(arguments).Concat(results).Append(n).Concat(node.Layer.UsesThreads ? [threads] : []);
        writer.Line($"Layer{node.Number}.{(step.StopsAtZ ? "WeightedInput" : "Forward")}({string.Join(", ", all)});");
    }
}
