using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the loss and the delta of the output layer of a larger network, for a batch.</summary>
internal static class TiledOutputEmitter
{
    /// <summary>The weights of a chunk of samples, if there are weights.</summary>
    private const string ChunkWeights = "pass.WeightsOf(i, m)";

    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        if (!plan.LossReadsZ)
            LossEmitter.PrintSampleLoss(writer, plan);

        PrintLoss(writer, plan);
        PrintDelta(writer, plan);
        PrintDeltaFromOutputs(writer, plan);
    }

    /// <summary>The statement that adds the losses of a chunk, in a pass without a backward part.</summary>
    public static string LossOf(NetworkPlan plan, Number number) => plan.LossReadsZ
        ? $"L += OutputDelta({plan.Output.Z}, {Targets(plan)}, {ChunkWeights}, {plan.Output.A}, {number.Literal(1)}, m);"
        : $"L += OutputLoss({LossValue(plan)}, {Targets(plan)}, {ChunkWeights}, m);";

    /// <summary>The losses and deltas of a chunk, from targets or from the gradient of the outputs.</summary>
    public static void PrintCalls(CodeWriter writer, NetworkPlan plan)
    {
        NodePlan output = plan.Output;
        string outputGradients = TiledEmitter.Samples("pass.OutputGradients", plan.OutputSize);
        writer.Line("if (!pass.OutputGradients.IsEmpty)");
        writer.Line($"    OutputDeltaFrom({string.Join(", ", FromReads(plan).Append(outputGradients).Append(output.Delta))}, m);");
        writer.Line("else");
        writer.Line($"    L += OutputDelta({string.Join(", ", DeltaReads(plan))}, {Targets(plan)}, {ChunkWeights}, {output.Delta}, pass.Mean, m);");
    }

    /// <summary>The targets of a chunk of samples; a softmax or its logarithm with cross-entropy takes labels too.</summary>
    private static string Targets(NetworkPlan plan) => plan.LossReadsZ
        ? $"pass.TargetsOf(i, m, {plan.OutputSize}), pass.LabelsOf(i, m)"
        : TiledEmitter.Samples("pass.Targets", plan.OutputSize);

    /// <summary>z if it has a place of its own. Otherwise a, which is z if g is the identity.</summary>
    private static string LossValue(NetworkPlan plan) => plan.IsFused ? plan.Output.Z : plan.Output.A;

    /// <summary>The buffers that loss and delta read.</summary>
    private static string[] DeltaReads(NetworkPlan plan) => plan.LossReadsZ ? [plan.Output.Z]
        : plan.IsFused || (plan.Output.Activation.Reads & Reads.Z) != 0 ? [plan.Output.Z, plan.Output.A]
        : [plan.Output.A];

    private static string[] FromReads(NetworkPlan plan) => plan.LossReadsZ ? [plan.Output.Z]
        : plan.Output.Joint is not null ? [plan.Output.A]
        : [.. StepBuffers.SlopeReads(plan.Output)];

    private static void PrintLoss(CodeWriter writer, NetworkPlan plan)
    {
        if (plan.LossReadsZ)
            return;

        Number number = writer.Number;
        string name = LossEmitter.Reads(plan);
        writer.Line();
        writer.Line("// The sum of the losses of n samples.");
        using (writer.Block($"private static {number.Keyword} OutputLoss({number.ReadOnlySpan} {name}, {number.ReadOnlySpan} y, {number.ReadOnlySpan} weights, int n)"))
        {
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                LossEmitter.PrintWeight(writer, number, "w", "weights");
                writer.Line($"L += w * SampleLoss({Sample(name, plan.Output.Stride, plan.OutputSize)}, {Sample("y", plan.OutputSize, plan.OutputSize)});");
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintDelta(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        NodePlan output = plan.Output;
        writer.Line();
        if (plan.LossReadsZ)
        {
            writer.Line($"// w L,  L = {LossEmitter.Formula(plan)}, summed over n samples, and");
            writer.Line($"// {LossEmitter.DeltaFormula(plan)}, times mean.");
            using (writer.Block($"private static {number.Keyword} OutputDelta({number.ReadOnlySpan} {output.Z}, {number.ReadOnlySpan} y, global::System.ReadOnlySpan<int> labels, {number.ReadOnlySpan} weights, {number.Span} {output.Delta}, {number.Keyword} mean, int n)"))
                writer.Line($"return {writer.Number.Services}.Softmax.CrossEntropy({output.Z}, y, labels, weights, {output.Delta}, mean, stride: {output.Stride}, n, width: {output.Size});");

            return;
        }

        string[] reads = DeltaReads(plan);
        string[] names = [.. reads.Select(name => name == output.Z ? "z" : "a")];
        writer.Line("// The sum of the losses of n samples, and the delta of the output layer, times mean.");
        using (writer.Block($"private static {number.Keyword} OutputDelta({string.Join(", ", names.Select(name => $"{number.ReadOnlySpan} {name}"))}, {number.ReadOnlySpan} y, {number.ReadOnlySpan} weights, {number.Span} delta, {number.Keyword} mean, int n)"))
        {
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintRows(writer, plan, names.Append("y"));
                writer.Line($"{number.Span} delta_i = {Sample("delta", output.Stride, plan.OutputSize)};");
                LossEmitter.PrintWeight(writer, number, "w", "weights");
                writer.Line($"L += w * SampleLoss({LossEmitter.Reads(plan)}_i, y_i);");
                writer.Line();
                PrintSampleDelta(writer, plan);
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintSampleDelta(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        var terms = new LossTerms(number, "a_i[j]", "y_i[j]", "z_i[j]");
        string each = $"for (int j = 0; j < {plan.OutputSize}; j++)";
        writer.Line($"// {LossEmitter.DeltaFormula(plan)}");
        if (plan.Output.Joint is { } joint)
        {
            writer.Line($"{number.Keyword} {joint.Total.Name} = {number.Literal(0)};");
            using (writer.Block(each))
            {
                writer.Line($"delta_i[j] = {loss.Slope(terms)}{LossEmitter.Mean(plan, number)};");
                writer.Line($"{joint.Total.Name} += {joint.Total.Term("delta_i[j]", "a_i[j]")};");
            }

            writer.Line();
        }

        writer.Single(each, $"delta_i[j] = {LossEmitter.Delta(plan, number, loss, terms, "delta_i[j]")} * (w * mean);");
    }

    private static void PrintDeltaFromOutputs(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        NodePlan output = plan.Output;
        string[] reads = FromReads(plan);
        string parameters = string.Concat(reads.Select(name => $"{number.ReadOnlySpan} {(name == output.Z ? "z" : "a")}, "));
        writer.Line();
        writer.Line($"// {LossEmitter.DeltaFromOutputsFormula(plan)}, with dL/da from the caller.{(plan.LossReadsZ ? $" delta first holds {output.A}." : "")}");
        using (writer.Block($"private static void OutputDeltaFrom({parameters}{number.ReadOnlySpan} da, {number.Span} delta, int n)"))
        {
            if (output.Joint is { } joint)
            {
                if (plan.LossReadsZ)
                    writer.Line($"{writer.Number.Services}.Softmax.{joint.ForBatch.Activate}(z, delta, stride: {output.Stride}, n, width: {output.Size});");

                writer.Line($"{writer.Number.Services}.Softmax.{joint.ForBatch.OutputDelta}({(plan.LossReadsZ ? "delta" : "a")}, da, delta, stride: {output.Stride}, n, width: {output.Size});");
                return;
            }

            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintRows(writer, plan, reads.Select(name => name == output.Z ? "z" : "a"));
                writer.Line($"{number.ReadOnlySpan} da_i = {Sample("da", plan.OutputSize, plan.OutputSize)};");
                writer.Line($"{number.Span} delta_i = {Sample("delta", output.Stride, plan.OutputSize)};");
                string slope = ActivationEmitter.Slope(output, number, "z_i[j]", "a_i[j]");
                writer.Single($"for (int j = 0; j < {plan.OutputSize}; j++)", $"delta_i[j] = da_i[j]{(slope.Length == 0 ? "" : $" * {slope}")};");
            }
        }
    }

    private static void PrintRows(CodeWriter writer, NetworkPlan plan, IEnumerable<string> names)
    {
        foreach (string name in names)
            writer.Line($"{writer.Number.ReadOnlySpan} {name}_i = {Sample(name, name == "y" ? plan.OutputSize : plan.Output.Stride, plan.OutputSize)};");
    }

    private static string Sample(string name, int stride, int size) => $"{name}.Slice({Expression.Times("i", stride)}, {size})";
}
