using System;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the loss of a sample and the delta of the output layer, both times the weight w of the sample: <c>delta_L = w dL/da * g'(z_L)</c>,
/// or <c>w (p - y)</c> with the probability p if the two are fused. A weight of 1 changes no bit, so it also serves when there are no weights.
/// </summary>
internal static class LossEmitter
{
    /// <summary>Declares the weight of sample i, or of the samples in lanes from i on.</summary>
    public static void PrintWeight(CodeWriter writer, Number number, string name, string weights) =>
        writer.Line($"{number.Type} {name} = {weights}.IsEmpty ? {number.Literal(1)} : {(number.IsVector ? $"{number.Services}.Lanes.Gather({weights}, i, 1)" : $"{weights}[i]")};");

    /// <summary>Small networks: adds the loss of the sample to L. z, a and, for a softmax, the sum of its exponentials are known.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="form">The form of its numbers.</param>
    /// <param name="knowsA">Whether a is known too, and with a logarithm that of the sum.</param>
    /// <param name="samples">The pass and its sample in the first lane, if the last sample may also fill other lanes.</param>
    public static void PrintLoss(CodeWriter writer, NetworkPlan plan, Form form, bool knowsA, string samples = "")
    {
        writer.Line();
        writer.Line($"// w L,  L = {Formula(plan)}");
        if (plan.LossReadsZ && !(knowsA && plan.Output.Joint!.IsLogarithm))
            writer.Line($"{form.Number.Type} {Losses.LogSum} = {form.Number.Call("LogOfSum", "sum")};");

        // The weight multiplies the mean, as in ComputeLoss: the other order rounds differently.
        (string open, string close) = Mean(plan, form.Number).Length > 0 ? ("(", ")") : ("", "");
        (string lanes, string ofSamples) = samples.Length > 0 ? ($"{writer.Number.Services}.Block.OfSamples(", $", {samples})") : ("", "");
        PrintSum(writer, plan, form.Number, $"L += {lanes}w * {open}", $"{close}{ofSamples};", isFactor: true, j => Terms(plan, form, j));
    }

    /// <summary>Small networks: declares every delta of the output layer.</summary>
    public static void PrintDelta(CodeWriter writer, NetworkPlan plan, Form form)
    {
        NodePlan output = plan.Output;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        writer.Line();
        writer.Line($"// {DeltaFormula(plan)}");
        if (output.Joint is { } joint && !plan.IsFused)
            PrintTotal(writer, plan, joint, form, j => $"{loss.Slope(Terms(plan, form, j))}{Mean(plan, form.Number)}");

        foreach (Place j in Place.Each(output.Size))
            writer.Line($"{form.Let(output.Delta, j)} = w * {Delta(plan, form.Number, loss, Terms(plan, form, j), $"da_{j}")};");
    }

    /// <summary>Small networks: the same from the gradient of the outputs that the caller gives.</summary>
    public static void PrintDeltaFromOutputs(CodeWriter writer, NetworkPlan plan, Form form, string given = "da")
    {
        NodePlan output = plan.Output;
        writer.Line();
        writer.Line($"// {DeltaFromOutputsFormula(plan)}");
        if (output.Joint is { } joint)
            PrintTotal(writer, plan, joint, form, j => form.At(given, j));

        foreach (Place j in Place.Each(output.Size))
        {
            string slope = ActivationEmitter.Slope(output, form.Number, form.At(output.Z, j), form.At(output.A, j));
            writer.Line($"{form.Let(output.Delta, j)} = {(output.Joint is { } together ? Expression.Unwrap(together.Delta(form.Number, $"da_{j}", form.At(output.A, j))) : form.At("da", j) + (slope.Length == 0 ? "" : $" * {slope}"))};");
        }
    }

    /// <summary>The delta of the output layer from given gradients, as the notes write it.</summary>
    public static string DeltaFromOutputsFormula(NetworkPlan plan) => plan.Output.Joint is not null
        ? $"{plan.Output.Delta} = J^T dL/da,  J = {plan.Output.SlopeFormula}"
        : $"{plan.Output.Delta} = dL/da * g'({plan.Output.Z}),  g' = {plan.Output.SlopeFormula}";

    /// <summary>The loss of one sample, from its z, a and y.</summary>
    public static void PrintSampleLoss(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        writer.Line();
        writer.Line($"// L = {Formula(plan)}, for one sample.");
        using (writer.Block($"private static {number.Keyword} SampleLoss({number.ReadOnlySpan} {Reads(plan)}, {number.ReadOnlySpan} y)"))
        {
            if (plan.Strategy != Strategy.Tiles)
            {
                if (plan.LossReadsZ)
                {
                    ActivationEmitter.PrintSoftmaxSum(writer, number, plan.OutputSize, j => $"z[{j}]");
                    writer.Line($"{number.Type} {Losses.LogSum} = {number.Call("LogOfSum", "sum")};");
                }

                PrintSum(writer, plan, number, "return ", ";", isFactor: false, j => new LossTerms(number, $"a[{j}]", $"y[{j}]", $"z[{j}]"));
                return;
            }

            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            writer.Single($"for (int j = 0; j < {plan.OutputSize}; j++)", $"L += {Expression.Unwrap(Term(plan, new LossTerms(number, "a[j]", "y[j]", "z[j]")))};");
            writer.Line();
            writer.Line($"return L{Mean(plan, number)};");
        }
    }

    /// <summary>Whether <c>SampleLoss</c> takes z or a.</summary>
    public static string Reads(NetworkPlan plan) => plan.IsFused ? "z" : "a";

    /// <summary>L as the notes write it, and the form in which it is computed.</summary>
    public static string Formula(NetworkPlan plan)
    {
        LossRow loss = Losses.Of(plan.Spec.Loss);
        string formula = loss.FormulaFor(plan.Output.Layer.Activation.Function);
        return plan.IsFused ? $"{formula} = {loss.FusedFormula}" : formula;
    }

    /// <summary>The delta of the output layer as the notes write it.</summary>
    public static string DeltaFormula(NetworkPlan plan)
    {
        NodePlan output = plan.Output;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        if (plan.IsFused)
            return $"{output.Delta} = w dL/d{output.Z} = w ({output.Joint?.ProbabilityFormula(output.A) ?? output.A} - y)";

        return output.Joint is not null
            ? $"{output.Delta} = w J^T dL/da,  J = {output.SlopeFormula},  dL/da = {loss.Gradient}"
            : $"{output.Delta} = w dL/da * g'({output.Z}),  dL/da = {loss.Gradient},  g' = {output.SlopeFormula}";
    }

    /// <summary>One delta as a factor, before the weight of the sample; <paramref name="slopeOfLoss"/> holds dL/da where a joint activation has needed all of them before.</summary>
    public static string Delta(NetworkPlan plan, Number number, LossRow loss, LossTerms terms, string slopeOfLoss)
    {
        if (plan.IsFused)
            return $"({plan.Output.Joint?.Probability(number, terms.A) ?? terms.A} - {terms.Y})";

        if (plan.Output.Joint is { } joint)
            return joint.Delta(number, slopeOfLoss, terms.A);

        string slope = ActivationEmitter.Slope(plan.Output, number, terms.Z, terms.A);
        return $"{loss.Slope(terms)}{Mean(plan, number)}{(slope.Length == 0 ? "" : $" * {slope}")}";
    }

    /// <summary>The division of a loss that is a mean over the outputs; empty for other losses.</summary>
    public static string Mean(NetworkPlan plan, Number number) =>
        Losses.Of(plan.Spec.Loss).MeanOverOutputs && plan.OutputSize > 1 ? $" / {number.Literal(plan.OutputSize)}" : "";

    private static void PrintTotal(CodeWriter writer, NetworkPlan plan, JointActivation joint, Form form, Func<Place, string> slope)
    {
        foreach (Place j in Place.Each(plan.OutputSize))
            writer.Line($"{form.Number.Type} da_{j} = {slope(j)};");

        writer.Sum($"{form.Number.Type} {joint.Total.Name} = ", [.. Place.Each(plan.OutputSize).Select(j => joint.Total.Term($"da_{j}", form.At(plan.Output.A, j)))], ";");
    }

    private static void PrintSum(CodeWriter writer, NetworkPlan plan, Number number, string start, string end, bool isFactor, Func<Place, LossTerms> terms)
    {
        string mean = Mean(plan, number);
        bool isApart = isFactor || mean.Length > 0;
        writer.Sum(
            isApart ? start + "(" : start,
            [.. Place.Each(plan.OutputSize).Select(j => Term(plan, terms(j)))],
            isApart ? $"){mean}{end}" : end);
    }

    private static LossTerms Terms(NetworkPlan plan, Form form, Place j) =>
        new(form.Number, form.At(plan.Output.A, j), form.At("y", j), form.At(plan.Output.Z, j));

    /// <summary>One output's term in the sum of the loss.</summary>
    public static string Term(NetworkPlan plan, LossTerms terms)
    {
        LossRow loss = Losses.Of(plan.Spec.Loss);
        return (plan.IsFused ? loss.FusedTerm! : loss.Term)(terms);
    }
}
