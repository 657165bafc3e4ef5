using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a class for each layer of a larger network, with its forward and backward methods side by side.</summary>
internal static class TiledLayerEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        bool hasDelta = plan.IsTrainable && BackwardPlanner.HasDelta(plan, node);
        if (node.Layer is Turn && !hasDelta)
            return;

        string shapes = $"{string.Join(", ", node.Inputs.Select(input => input.Shape))} -> {node.Output.Shape}";
        string tensors = string.Join(", ", node.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape} at {tensor.Offset}"));
        string fused = PoolFusion.ConvolutionBefore(plan, node) is { } convolution ? $", for a batch in {convolution.Class}.ForwardPooled" : "";
        writer.Line();
        writer.Line(node.Layer is Turn
            ? $"// The gradient of {node.Layer.Formula(node)}"
            : $"// Layer {node.Number}, {node.Layer.Title} {shapes}{(tensors.Length > 0 ? $": {tensors}" : "")}{node.FrozenNote}{fused}");
        using (writer.Block($"private static class {node.Class}"))
        {
            NodePlan? pool = PoolFusion.PoolBehind(plan, node);
            bool isPooled = pool is not null || PoolFusion.ConvolutionBefore(plan, node) is not null;
            if (node.Layer is not Turn)
            {
                node.Layer.PrintConstants(writer, node);
                writer.Line();
                if (pool is not null)
                    PooledEmitter.Print(writer, plan, node, pool);

                // The trace of a batch keeps values that a fused convolution does not.
                if (!isPooled || plan.NeedsWholeBatch)
                    PrintForward(writer, plan, node);

                if (HasOneForward(node))
                    PrintOneForward(writer, plan, node);
            }

            if (!plan.IsTrainable)
                return;

            if (node.Layer.NeedsWholeBatch)
                WholeBatchEmitter.PrintForward(writer, plan, node);

            if (hasDelta && pool is null)
                PrintDelta(writer, plan, node);

            if (node.JoinsGradients)
            {
                WholeBatchEmitter.PrintBackward(writer, plan, node);
                return;
            }

            if (node.IsTrained)
                PrintGradients(writer, node);

            if (!node.Layer.IsPointwise && node.Layer is not Turn && (pool is not null || !isPooled))
                PrintInputGradients(writer, plan, node);
        }
    }

    /// <summary>Whether a single sample needs another method than a batch with samples in lanes.</summary>
    public static bool HasOneForward(NodePlan node) => node.InLanes && !node.Layer.IsPointwise;

    /// <summary>The method that computes the gradient of an input.</summary>
    public static string InputGradientName(NodePlan node, int input) => node.Inputs.Count == 1 ? "InputGradient" : $"InputGradient{input + 1}";

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        Number number = writer.Number;
        string[] reads = [.. Reads(writer, node)];
        string inputs = string.Join(", ", reads), counts = $"int n{(node.Layer.UsesThreads ? ", int threads" : "")}";
        string arguments = string.Join(", ", reads.Select(NameOf).Append(node.Z).Append("n").Concat(node.Layer.UsesThreads ? ["threads"] : []));
        bool isApart = IsApart(plan, node), activates = node.Layer.Activates(node);
        if (isApart)
        {
            using (writer.Block($"internal static void WeightedInput({inputs}, {number.Span} {node.Z}, {counts})"))
                PrintWeightedInput(writer, node);

            writer.Line();
            using (writer.Block($"internal static void Activate({number.Span} {node.Z}, {number.Span} {node.A}, int n)"))
                PrintActivation(writer, node);

            writer.Line();
        }
        else if (!node.Activation.IsIdentity && node.Joint is null && !activates)
        {
            writer.Line("// Not inlined: the JIT limits how much it optimizes in one method.");
            writer.Line(MemberEmitter.NoInlining);
        }

        using (writer.Block($"internal static void Forward({inputs}, {Results(writer, node)}, {counts})"))
        {
            if (isApart)
            {
                writer.Line($"WeightedInput({arguments});");
                writer.Line($"Activate({node.Z}, {node.A}, n);");
            }
            else if (node.Layer.IsPointwise && node.Joint is null)
            {
                PrintPointwise(writer, node);
            }
            else
            {
                PrintWeightedInput(writer, node);
                PrintActivationBehind(writer, node);
            }
        }
    }

    /// <summary>What a layer reads forward, as parameters of a method.</summary>
    public static IEnumerable<string> Reads(CodeWriter writer, NodePlan node) =>
    [
        .. node.Tensors.Count > 0 ? new[] { $"{writer.Number.ReadOnlySpan} p" } : [],
        .. node.Reads.Select(value => $"{(node.Layer.IsPointwise ? writer.Number.Span : writer.Number.ReadOnlySpan)} {value.Name}"),
        .. node.Layer.Saved(node).Where(saved => saved.BatchCount == 0).Select(saved => $"{writer.Number.Span} {saved.Name}"),
    ];

    /// <summary>What it writes: z and a, or only a if its kernel computes both.</summary>
    public static string Results(CodeWriter writer, NodePlan node) =>
        node.Layer.Activates(node) ? $"{writer.Number.Span} {node.A}" : $"{writer.Number.Span} {node.Z}, {writer.Number.Span} {node.A}";

    /// <summary>Whether z and a are computed separately, because the loss reads z.</summary>
    public static bool IsApart(NetworkPlan plan, NodePlan node) => plan.IsFused && node.IsOutput;

    private static void PrintOneForward(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        writer.Line();
        writer.Line("// A single sample, in natural order.");
        using (writer.Block($"internal static void ForwardOne({string.Join(", ", Reads(writer, node))}, {writer.Number.Span} {node.Z}, {writer.Number.Span} {node.A})"))
        {
            node.Layer.PrintOneForward(writer, node);
            if (IsApart(plan, node))
            {
                writer.Line($"Activate({node.Z}, {node.A}, n: 1);");
                return;
            }

            if (!node.Activation.IsIdentity)
                writer.Line("const int n = 1;");

            ActivationEmitter.PrintBatch(writer, node);
        }
    }

    /// <summary>The name of a parameter.</summary>
    public static string NameOf(string parameter) => parameter.Substring(parameter.LastIndexOf(' ') + 1);

    /// <summary>The activation of z, unless the kernel has computed it.</summary>
    public static void PrintActivationBehind(CodeWriter writer, NodePlan node)
    {
        if (node.Layer.Activates(node))
            return;

        writer.Line();
        PrintActivation(writer, node);
    }

    private static void PrintActivation(CodeWriter writer, NodePlan node)
    {
        writer.Line($"// {node.ActivationFormula}");
        ActivationEmitter.PrintBatch(writer, node);
    }

    private static void PrintWeightedInput(CodeWriter writer, NodePlan node)
    {
        writer.Line($"// {node.Layer.Formula(node)}{(node.Layer.Activates(node) ? $",  {node.ActivationFormula}" : "")}");
        if (!node.Layer.IsPointwise)
        {
            node.Layer.PrintBatchForward(writer, node);
            return;
        }

        var form = new TileForm(writer.Number);
        ActivationEmitter.PrintVectors(writer, node.Reads.Select(value => value.Name).Append(node.Z), node.Stride);
        writer.Line($"for (int i = 0; i < {node.Z}_v.Length; i++)");
        writer.Sum($"    {node.Z}_v[i] = ", node.Layer.Terms(node, form, TileForm.Here), ";");
    }

    /// <summary>z and a in one loop.</summary>
    private static void PrintPointwise(CodeWriter writer, NodePlan node)
    {
        var form = new TileForm(writer.Number);
        string[] names = [.. node.Reads.Select(value => value.Name), node.Z, node.A];
        writer.Line($"// {node.Layer.Formula(node)},  {node.ActivationFormula}");
        ActivationEmitter.PrintVectors(writer, names, node.Stride);
        using (writer.Block($"for (int i = 0; i < {node.A}_v.Length; i++)"))
        {
            writer.Sum($"{form.Number.Type} z = ", node.Layer.Terms(node, form, TileForm.Here), ";");
            writer.Line($"{node.Z}_v[i] = z;");
            writer.Line($"{node.A}_v[i] = {ActivationEmitter.Value(node, form.Number, "z")};");
        }
    }

    private static void PrintDelta(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        Number number = writer.Number;
        var form = new TileForm(number);
        string[] names = [.. StepBuffers.DeltaReads(plan, node), node.Delta];
        string slope = ActivationEmitter.Slope(node, number.AsVector, $"{node.Z}_v[i]", $"{node.A}_v[i]");
        bool isWritten = BackwardPlanner.HasBuffer(plan, node.Output) || GradientPull.FactorsInPlace(plan, node, form, TileForm.Here) is not null;
        writer.Line();
        writer.Line($"// {GradientPull.DeltaFormula(plan, node)}");
        if (isWritten)
            writer.Line($"// On entry, {node.Delta} holds {WrittenFormula(plan, node.Output)}.");

        using (writer.Block($"internal static void Delta({string.Join(", ", names.Select(name => $"{number.Span} {name}"))}, int n)"))
        {
            ActivationEmitter.PrintVectors(writer, names, node.Stride);
            string each = $"for (int i = 0; i < {node.Delta}_v.Length; i++)";
            if (GradientPull.FactorsInPlace(plan, node, form, TileForm.Here) is { } factors)
            {
                string[] all = [.. factors, .. slope.Length == 0 ? [] : new[] { factors.Count == 0 ? Expression.Unwrap(slope) : slope }];
                writer.Single(each, $"{node.Delta}_v[i] *= {string.Join(" * ", all)};");
                return;
            }

            string gradient = GradientPull.Of(plan, node.Output, form, TileForm.Here);
            writer.Single(each, $"{node.Delta}_v[i] = {(slope.Length == 0 ? gradient : $"{Expression.Factor(gradient)} * {slope}")};");
        }
    }

    /// <summary>What kernels have written, as the notes write it.</summary>
    private static string WrittenFormula(NetworkPlan plan, ValuePlan value)
    {
        (NodePlan Node, int Input)[] written = [.. plan.ReadersOf(value).Where(reader => !reader.Node.Layer.IsPointwise)];
        return written.Length == 0
            ? WrittenFormula(plan, plan.ReadersOf(value).First().Node.Output)
            : string.Join(" + ", written.Select(reader => reader.Node.Layer is Turn
                ? WrittenFormula(plan, reader.Node.Output)
                : reader.Node.Layer.InputGradientFormula(reader.Node, reader.Input, reader.Node.Delta)));
    }

    private static void PrintGradients(CodeWriter writer, NodePlan node)
    {
        Number number = writer.Number;
        writer.Line();
        writer.Line($"// {node.Layer.GradientFormula(node)}");
        string reads = string.Join(", ", node.Layer.BatchGradientReads(node).Append(node.Delta).Select(name => $"{number.ReadOnlySpan} {name}"));
        using (writer.Block($"internal static void Gradients({reads}, {number.Span} g, bool isFirst, int n{(node.Layer.UsesThreads ? ", int threads" : "")})"))
        {
            foreach (TensorPlan tensor in node.Tensors.Where(tensor => tensor.Spec.IsTrained))
                writer.Line($"{number.Span} d{tensor.Name} = g.Slice({tensor.Offset}, {tensor.Length});");

            node.Layer.PrintBatchGradients(writer, node);
        }
    }

    /// <summary>The gradient of an input as the notes write it, and the buffer that receives it.</summary>
    public static string InputGradientFormula(NodePlan node, int input, string target, bool adds) =>
        $"dL/d{node.Inputs[input].Symbol} {(adds ? "+" : "")}= {node.Layer.InputGradientFormula(node, input, node.Delta)}{node.Layer.InputGradientNote(node)}{(target == $"d{node.Inputs[input].Name}" ? "" : $", in the buffer of {target}")}";

    private static void PrintInputGradients(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        Number number = writer.Number;
        for (int input = 0; input < node.Inputs.Count; input++)
        {
            string target = BackwardPlanner.GradientBuffer(plan, node.Inputs[input]);
            string reads = string.Join(", ", node.Layer.BatchInputGradientReads(node).Append(node.Delta).Select(name => $"{number.ReadOnlySpan} {name}"));
            bool adds = BackwardPlanner.IsAdded(plan, node, input);
            writer.Line();
            writer.Line($"// {InputGradientFormula(node, input, target, adds)}");
            using (writer.Block($"internal static void {InputGradientName(node, input)}({reads}, {number.Span} {target}{(node.Layer.NeedsWholeBatch ? ", bool isTraining, int count" : "")}, int n{(node.Layer.UsesThreads ? ", int threads" : "")})"))
                node.Layer.PrintBatchInputGradient(writer, node, input, target, adds);
        }
    }
}
