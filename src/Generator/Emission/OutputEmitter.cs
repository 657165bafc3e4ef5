using System;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the loss and the delta of the output layer, both times the weight w of the sample: <c>delta_L = w dL/da * g'(z_L)</c>,
/// or <c>w (a - y)</c> where the two are fused. A weight of 1, as without weights, changes no bit.
/// </summary>
internal static class OutputEmitter
{
    /// <summary>Straight-line: ComputeLoss, sample by sample through a trace.</summary>
    public static void PrintComputeLoss(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        LayerPlan output = plan.Output;
        writer.Line();
        using (writer.Block($"internal static {type} ComputeLoss(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> inputs, global::System.ReadOnlySpan<{type}> targets, global::System.ReadOnlySpan<{type}> weights, int n)"))
        {
            writer.Line($"global::System.Span<{type}> t = stackalloc {type}[{plan.TraceSize}];");
            writer.Line($"{type} L = {number.Literal(0)};");
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                writer.Line($"Trace(p, inputs.Slice({Expression.Times("i", plan.InputSize)}, {plan.InputSize}), t);");
                PrintWeight(writer, number, "w", "weights");
                writer.Line($"L += w * SampleLoss(t.Slice({output.ZOffset}, {plan.OutputSize}), t.Slice({output.AOffset}, {plan.OutputSize}), targets.Slice({Expression.Times("i", plan.OutputSize)}, {plan.OutputSize}));");
            }

            writer.Line();
            writer.Line("return L / n;");
        }
    }

    /// <summary>The loss of one sample.</summary>
    public static void PrintSampleLoss(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line($"// L = {Formula(plan)}, for one sample.");
        using (writer.Block($"private static {type} SampleLoss(global::System.ReadOnlySpan<{type}> z, global::System.ReadOnlySpan<{type}> a, global::System.ReadOnlySpan<{type}> y)"))
        {
            if (plan.Strategy == Strategy.StraightLine)
            {
                PrintStraightSampleLoss(writer, plan, number);
                return;
            }

            writer.Line($"{type} L = {number.Literal(0)};");
            var terms = new LossTerms(number, "a[j]", "y[j]", "z[j]");
            writer.Single($"for (int j = 0; j < {plan.OutputSize}; j++)", $"L += {Expression.Unwrap(Term(plan, terms))};");
            writer.Line();
            writer.Line($"return L{Mean(plan, number)};");
        }
    }

    /// <summary>Declares the weight of sample i.</summary>
    public static void PrintWeight(CodeWriter writer, Number number, string name, string weights) =>
        writer.Line($"{number.Type} {name} = {weights}.IsEmpty ? {number.Literal(1)} : {(number.IsVector ? $"global::NetGen.CompilerServices.Lanes.Gather({weights}, i, 1)" : $"{weights}[i]")};");

    private static void PrintStraightSampleLoss(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string[] Elements(string name) => [.. Enumerable.Range(0, plan.OutputSize).Select(j => $"{name}[{j}]")];
        if (IsSoftmax(plan) && plan.IsFused)
        {
            writer.Line("// log sum e^(z - max z) = -log a, taken where both are largest.");
            writer.Line($"{number.Keyword} {Losses.LargestZ} = {ActivationEmitter.Largest(Elements("z"))};");
            writer.Line($"{number.Keyword} {Losses.LogSum} = -Log({ActivationEmitter.Largest(Elements("a"))});");
        }

        PrintStraightSum(writer, plan, number, "return ", isFactor: false, j => new LossTerms(number, $"a[{j}]", $"y[{j}]", $"z[{j}]"));
    }

    private static void PrintStraightSum(CodeWriter writer, NetworkPlan plan, Number number, string start, bool isFactor, Func<int, LossTerms> terms)
    {
        string mean = Mean(plan, number);
        bool isApart = isFactor || mean.Length > 0;
        writer.Sum(
            isApart ? start + "(" : start,
            [.. Enumerable.Range(0, plan.OutputSize).Select(j => Term(plan, terms(j)))],
            isApart ? $"){mean};" : ";");
    }

    /// <summary>Straight-line: adds the loss of the sample to L and declares every delta of the output layer.</summary>
    public static void PrintStraightOutput(CodeWriter writer, NetworkPlan plan, StraightForm form)
    {
        Number number = form.Number;
        string type = number.Type;
        LayerPlan output = plan.Output;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        int size = plan.OutputSize;
        LossTerms Terms(int j) => new(number, form.At(output.A, j), form.At("y", j), form.At(output.Z, j));

        writer.Line();
        writer.Line($"// w L,  L = {Formula(plan)}");
        if (IsSoftmax(plan) && plan.IsFused)
            writer.Line($"{type} {Losses.LogSum} = Log(sum);");

        PrintStraightSum(writer, plan, number, "L += w * ", isFactor: true, Terms);

        writer.Line();
        writer.Line($"// {DeltaFormula(plan)}");
        if (IsSoftmax(plan) && !plan.IsFused)
        {
            for (int j = 0; j < size; j++)
                writer.Line($"{type} da_{j} = {loss.Slope(Terms(j))}{Mean(plan, number)};");

            writer.Sum($"{type} dot = ", [.. Enumerable.Range(0, size).Select(j => $"da_{j} * {form.At(output.A, j)}")], ";");
        }

        for (int j = 0; j < size; j++)
            writer.Line($"{form.Set(output.Delta, j)} = w * {Delta(plan, number, loss, Terms(j), IsSoftmax(plan) ? $"da_{j}" : "")};");
    }

    /// <summary>
    /// Tiles: for a batch, the weighted sum of the losses, with delta overwritten by that of the output layer, already
    /// divided by the size of the whole batch.
    /// </summary>
    public static void PrintOutputDelta(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        LayerPlan output = plan.Output;
        int size = plan.OutputSize;
        string source = $"global::System.ReadOnlySpan<{type}>";
        writer.Line();
        if (plan.LossReadsZ)
        {
            writer.Line($"// w L,  L = {Formula(plan)}, summed over n samples, and");
            writer.Line($"// {DeltaFormula(plan)}, averaged as the loss is.");
            using (writer.Block($"private static {type} Output({source} z, {source} targets, {source} weights, global::System.Span<{type}> delta, {type} mean, int n)"))
                writer.Line($"return global::NetGen.CompilerServices.Softmax.CrossEntropy(z, targets, weights, delta, mean, {output.Stride}, n, {size});");

            return;
        }

        writer.Line("// The weighted sum of the losses of n samples, and the delta of the output layer, averaged as the loss is.");
        using (writer.Block($"private static {type} Output({source} z, {source} a, {source} targets, {source} weights, global::System.Span<{type}> delta, {type} mean, int n)"))
        {
            writer.Line($"{type} L = {number.Literal(0)};");
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                foreach (string name in new[] { "z", "a" })
                    writer.Line($"{source} {name}_i = {name}.Slice({Expression.Times("i", output.Stride)}, {size});");

                writer.Line($"{source} y_i = targets.Slice({Expression.Times("i", size)}, {size});");
                writer.Line($"global::System.Span<{type}> delta_i = delta.Slice({Expression.Times("i", output.Stride)}, {size});");
                PrintWeight(writer, number, "w_i", "weights");
                writer.Line("L += w_i * SampleLoss(z_i, a_i, y_i);");
                writer.Line();
                PrintSampleDelta(writer, plan, number);
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintSampleDelta(CodeWriter writer, NetworkPlan plan, Number number)
    {
        LossRow loss = Losses.Of(plan.Spec.Loss);
        var terms = new LossTerms(number, "a_i[j]", "y_i[j]", "z_i[j]");
        string each = $"for (int j = 0; j < {plan.OutputSize}; j++)";
        writer.Line($"// {DeltaFormula(plan)}");
        if (IsSoftmax(plan))
        {
            writer.Line($"{number.Keyword} dot = {number.Literal(0)};");
            using (writer.Block(each))
            {
                writer.Line($"delta_i[j] = {loss.Slope(terms)}{Mean(plan, number)};");
                writer.Line("dot += delta_i[j] * a_i[j];");
            }

            writer.Line();
        }

        writer.Single(each, $"delta_i[j] = {Delta(plan, number, loss, terms, "delta_i[j]")} * (w_i * mean);");
    }

    /// <summary>One delta as a factor, before the weight of the sample; <paramref name="slopeOfLoss"/> holds dL/da where Softmax has needed all of them before.</summary>
    private static string Delta(NetworkPlan plan, Number number, LossRow loss, LossTerms terms, string slopeOfLoss)
    {
        if (plan.IsFused)
            return $"({terms.A} - {terms.Y})";

        if (IsSoftmax(plan))
            return $"{terms.A} * ({slopeOfLoss} - dot)";

        string slope = ActivationEmitter.Slope(plan.Output, number, terms.Z, terms.A);
        return $"{loss.Slope(terms)}{Mean(plan, number)}{(slope.Length == 0 ? "" : $" * {slope}")}";
    }

    private static string DeltaFormula(NetworkPlan plan)
    {
        LayerPlan output = plan.Output;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        if (plan.IsFused)
            return $"{output.Delta} = w dL/d{output.Z} = w ({output.A} - y)";

        return IsSoftmax(plan)
            ? $"{output.Delta} = w J^T dL/da,  J = {output.SlopeFormula},  dL/da = {loss.Gradient}"
            : $"{output.Delta} = w dL/da * g'({output.Z}),  dL/da = {loss.Gradient},  g' = {output.SlopeFormula}";
    }

    private static string Formula(NetworkPlan plan)
    {
        LossRow loss = Losses.Of(plan.Spec.Loss);
        return plan.IsFused ? $"{loss.Formula} = {loss.FusedFormula}" : loss.Formula;
    }

    /// <summary>One output's term in the sum of the loss.</summary>
    private static string Term(NetworkPlan plan, LossTerms terms)
    {
        LossRow loss = Losses.Of(plan.Spec.Loss);
        return (plan.IsFused ? loss.FusedTerm! : loss.Term)(terms);
    }

    private static string Mean(NetworkPlan plan, Number number) =>
        Losses.Of(plan.Spec.Loss).MeanOverOutputs && plan.OutputSize > 1 ? $" / {number.Literal(plan.OutputSize)}" : "";

    private static bool IsSoftmax(NetworkPlan plan) => plan.Output.Spec.Activation.Function == Activation.Softmax;
}
