using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network. A batch runs in whole vectors of samples (<see cref="LanesEmitter"/>), and the rest
/// sample by sample (<see cref="OneSampleEmitter"/>).
/// </summary>
internal static class SmallEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        PrintForward(writer, plan);
        OneSampleEmitter.PrintTrace(writer, plan.Inference);
        LanesEmitter.PrintForward(writer, plan.Inference);
        if (!plan.IsTrainable)
            return;

        if (plan.DrawsMasks)
            OneSampleEmitter.PrintTrace(writer, plan);

        PrintComputeLoss(writer, plan);
        LossEmitter.PrintSampleLoss(writer, plan);
        LanesEmitter.PrintLoss(writer, plan.Inference);
        PrintBackward(writer, plan);
        OneSampleEmitter.PrintBackward(writer, plan);
        LanesEmitter.PrintBackward(writer, plan);
        LanesEmitter.PrintBackwardFrom(writer, plan);
    }

    /// <summary>Gives a span its known length, so that later accesses by constant index need no bounds check.</summary>
    public static void PrintBounds(CodeWriter writer, string span, int length) => writer.Line($"{span} = {span}.Slice(0, {length});");

    /// <summary>The note of the backward pass about frozen layers.</summary>
    public static void PrintFrozen(CodeWriter writer, NetworkPlan plan)
    {
        if (plan.FrozenNote.Length > 0)
            writer.Line($"// {plan.FrozenNote}");
    }

    /// <summary>The parameter of a pass that draws masks, before its closing parenthesis; empty if it draws none.</summary>
    public static string MasksParameter(NetworkPlan plan, Number number) => plan.DrawsMasks ? $", {number.Services}.Masks masks" : "";

    /// <summary>The argument for it.</summary>
    public static string Masks(NetworkPlan plan, string masks = "masks") => plan.DrawsMasks ? $", {masks}" : "";

    private static void PrintForward(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        using (writer.Block($"internal static void Forward({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.Span} outputs, int n)"))
        {
            PrintLanes(writer);
            writer.Single("if (inLanes > 0)", "ForwardInLanes(p, inputs, outputs, inLanes);");
            writer.Line();
            writer.Line($"{number.Span} t = stackalloc {number.Keyword}[{plan.TraceSize}];");
            using (writer.Block("for (int i = inLanes; i < n; i++)"))
            {
                writer.Line($"Trace(p, inputs.Slice({Expression.Times("i", plan.InputSize)}, {plan.InputSize}), t);");
                writer.Line($"t.Slice({plan.Output.AOffset}, {plan.OutputSize}).CopyTo(outputs.Slice({Expression.Times("i", plan.OutputSize)}, {plan.OutputSize}));");
            }
        }
    }

    /// <summary>Adds the losses in the order of Backward.</summary>
    private static void PrintComputeLoss(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        NodePlan output = plan.Output;
        (string inputs, string targets, string weights) = Rest(plan);
        writer.Line();
        writer.Line("// The mean loss of n samples, each loss times its weight if there are weights. Sums in the order of Backward, for identical bits.");
        using (writer.Block($"internal static {number.Keyword} ComputeLoss({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, int n)"))
        {
            PrintLanes(writer);
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            writer.Single("if (inLanes < n)", $"L += LossOneByOne(p, {inputs}, {targets}, {weights}, n - inLanes);");
            writer.Single("if (inLanes > 0)", "L += LossInLanes(p, inputs, targets, weights, inLanes);");
            writer.Line();
            writer.Line($"return L * ({number.Literal(1)} / n);");
        }

        writer.Line();
        using (writer.Block($"private static {number.Keyword} LossOneByOne({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, int n)"))
        {
            writer.Line($"{number.Span} t = stackalloc {number.Keyword}[{plan.TraceSize}];");
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                int offset = plan.IsFused ? output.ZOffset : output.AOffset;
                writer.Line($"Trace(p, inputs.Slice({Expression.Times("i", plan.InputSize)}, {plan.InputSize}), t);");
                LossEmitter.PrintWeight(writer, number, "w", "weights");
                writer.Line($"L += w * SampleLoss(t.Slice({offset}, {plan.OutputSize}), targets.Slice({Expression.Times("i", plan.OutputSize)}, {plan.OutputSize}));");
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        (string inputs, string targets, string weights) = Rest(plan);
        string rest = $"inputGradients.IsEmpty ? inputGradients : inputGradients.Slice({Expression.Times("inLanes", plan.InputSize)})";
        writer.Line();
        writer.Line("// The mean loss of n samples, each loss times its weight if there are weights. Overwrites g with the gradient of the mean,");
        writer.Line("// and inputGradients with dL/dx, if requested.");
        using (writer.Block($"internal static {number.Keyword} Backward({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, {number.Span} inputGradients, int n{MasksParameter(plan, writer.Number)})"))
        {
            PrintLanes(writer);
            writer.Line($"{number.Keyword} mean = {number.Literal(1)} / n;");
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            writer.Line("g.Clear();");
            writer.Single("if (inLanes < n)", $"L += BackwardOneByOne(p, {inputs}, {targets}, {weights}, g, {rest}, mean, n - inLanes{Masks(plan, "masks.From(inLanes)")});");
            writer.Single("if (inLanes > 0)", $"L += BackwardInLanes(p, inputs, targets, weights, g, inputGradients, mean, inLanes{Masks(plan)});");
            writer.Line();
            writer.Line("return L * mean;");
        }
    }

    private static void PrintLanes(CodeWriter writer)
    {
        writer.Line("// Whole vectors of samples run in lanes, the rest one by one.");
        writer.Line($"int inLanes = n / {writer.Number.Lanes} * {writer.Number.Lanes};");
    }

    /// <summary>The samples that run one by one.</summary>
    private static (string Inputs, string Targets, string Weights) Rest(NetworkPlan plan) =>
        ($"inputs.Slice({Expression.Times("inLanes", plan.InputSize)})", $"targets.Slice({Expression.Times("inLanes", plan.OutputSize)})", "weights.IsEmpty ? weights : weights.Slice(inLanes)");
}
