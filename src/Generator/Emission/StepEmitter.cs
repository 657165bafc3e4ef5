using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a step of a pass over a batch as a call.</summary>
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

            case PooledForwardStep { Node: var node, Pool: var pool } pooled:
                writer.Line(Call(node, "ForwardPooled", ["p", node.Inputs[0].Name, pooled.Saves ? MaxPool.At(pool) : $"{MaxPool.At(pool)}: default", pool.A, CountOf(node, n), .. Threads(node, threads)]));
                break;

            case PooledDeltaStep { Node: var node, Pool: var pool }:
                writer.Line(Call(node, "Delta", [MaxPool.At(pool), pool.A, pool.Delta, node.Delta, CountOf(node, n), .. Threads(node, threads)]));
                break;

            case SameDeltaStep same:
                writer.Line($"{writer.Number.Span} {same.Delta} = {same.Other};");
                break;

            case DeltaStep { Node: var node }:
                writer.Line(Call(node, "Delta", [.. StepBuffers.DeltaReads(plan, node), node.Delta, CountOf(node, n)]));
                PrintClear(writer, node, node.Delta, n);
                break;

            case GradientStep { Node: var node }:
                writer.Line("if (!g.IsEmpty)");
                writer.Line("    " + Call(node, "Gradients", [.. node.Layer.BatchGradientReads(node), node.Delta, "g", "isFirst: i == 0", CountOf(node, n), .. Threads(node, threads)]));
                break;

            case JoinedGradientStep { Node: var node } joined:
                writer.Line(Call(node, "Backward", [.. node.Layer.BatchInputGradientReads(node), node.Delta, joined.Target, "g", "isFirst: i == 0", .. Training(node, ["pass.IsTraining"], n), CountOf(node, n), .. Threads(node, threads)]));
                break;

            case InputGradientStep { Node: { Layer: Turn turn } node } toInput:
                turn.PrintBack(writer, node, toInput.Target, BackwardPlanner.IsAdded(plan, node, 0), n);
                break;

            case InputGradientStep { Node: var node } toInput:
                writer.Line(Call(node, TiledLayerEmitter.InputGradientName(node, toInput.Input), [.. node.Layer.BatchInputGradientReads(node), node.Delta, toInput.Target, .. Training(node, ["pass.IsTraining"], n), CountOf(node, n), .. Threads(node, threads)]));
                break;
        }
    }

    /// <summary>Whether the call of a step for a single sample passes the number of samples.</summary>
    public static bool CountsOne(Step step) =>
        step is not (ChangeStep { Node.Layer: Turn } or PooledForwardStep) && !(step is ForwardStep { Node: var node } && TiledLayerEmitter.HasOneForward(node));

    /// <summary>A single sample, in natural order: no layout changes, and layers over images have methods of their own.</summary>
    public static void PrintOne(CodeWriter writer, NetworkPlan plan, Step step)
    {
        switch (step)
        {
            case ChangeStep { Node: { Layer: Turn } node }:
                writer.Line($"{node.Inputs[0].Name}.Slice(0, {node.Size}).CopyTo({node.Output.Name});");
                break;

            case ChangeStep { Node: { Output.InLanes: true } node }:
                // Its numbers are in natural order here, as in a row.
                Print(writer, plan, new ChangeStep(node with { Output = node.Output with { InLanes = false } }), "0", "n", "threads: 1");
                break;

            case PooledForwardStep { Node: var node, Pool: var pool }:
                writer.Line(Call(node, "ForwardOnePooled", ["p", node.Inputs[0].Name, pool.A]));
                break;

            case ForwardStep { Node: var node } forward when TiledLayerEmitter.HasOneForward(node):
                writer.Line(Call(node, "ForwardOne", [.. Parameters(node), .. Inputs(node, forward), forward.Z, forward.A]));
                break;

            default:
                Print(writer, plan, step, "0", "n", "threads: 1");
                break;
        }
    }

    private static string Call(NodePlan node, string method, string[] arguments) => $"{node.Class}.{method}({string.Join(", ", arguments)});";

    private static IEnumerable<string> Threads(NodePlan node, string threads) => node.Layer.UsesThreads ? [threads] : [];

    private static IEnumerable<string> Parameters(NodePlan node) => node.Tensors.Count > 0 ? ["p"] : [];

    private static IEnumerable<string> Inputs(NodePlan node, ForwardStep step) => node.Reads.Select(value => InputOf(node, value))
        .Concat(node.Layer.Saved(node).Where(saved => saved.BatchCount == 0).Select(saved => step.Saves ? saved.Name : $"{saved.Name}: default"));

    /// <summary>The further arguments of a layer that needs the whole batch: whether it trains, and the number of samples without padding lanes.</summary>
    private static IEnumerable<string> Training(NodePlan node, IEnumerable<string> training, string n) => node.Layer.NeedsWholeBatch ? [.. training, n] : [];

    /// <summary>The count that a layer takes: the number of lanes if its results are in lanes.</summary>
    private static string CountOf(NodePlan node, string n) => node.Output.InLanes && n != "n" ? "lanes" : n;

    /// <summary>Clears lanes without a sample: there, a user-defined function may return numbers that are not finite.</summary>
    private static void PrintClear(CodeWriter writer, NodePlan node, string buffer, string n)
    {
        if (node.Output.InLanes && node.Layer.Activation.Custom is not null)
            writer.Line($"{writer.Number.Services}.Images.ClearRest({buffer}, size: {node.Size}, {n});");
    }

    /// <summary>The name of what a layer reads, if it reads whole vectors.</summary>
    private static string InputOf(NodePlan node, ValuePlan value) => node.Layer.IsPointwise ? PassBuilder.RowsOf(value) : value.Name;

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, ForwardStep step, string n, string threads)
    {
        NodePlan node = step.Node;
        string[] results = step.StopsAtZ ? [step.Z] : node.Layer.Activates(node) ? [step.A] : [step.Z, step.A];
        if (step.Saves && node.Layer.NeedsWholeBatch)
        {
            IEnumerable<string> kept = node.Layer.Saved(node).Select(saved => saved.Name);
            writer.Line(Call(node, step.StopsAtZ ? "WeightedInputInTraining" : "ForwardInTraining", ["p", .. Inputs(node, step), .. kept, .. results, .. Training(node, ["pass.IsTraining", "pass.Statistics"], n), CountOf(node, n), .. Threads(node, threads)]));
        }
        else
        {
            writer.Line(Call(node, step.StopsAtZ ? "WeightedInput" : "Forward", [.. Parameters(node), .. Inputs(node, step), .. results, CountOf(node, n), .. Threads(node, threads)]));
        }

        if (step.Saves)
            PrintClear(writer, node, step.A, n);
    }
}
