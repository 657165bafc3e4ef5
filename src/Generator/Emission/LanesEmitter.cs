using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network for a vector of samples, one in each lane: every x, z, a and delta of the
/// notes is then a vector, and layers are loops over their neurons.
/// </summary>
internal static class LanesEmitter
{
    private const string Lanes = "global::NetGen.CompilerServices.Lanes";

    public static void PrintForward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        var form = StraightForm.Batch(number);
        writer.Line();
        writer.Line($"// {number.Lanes} samples at a time, one in each lane: every x, z and a is a vector of samples.");
        using (writer.Block($"private static void ForwardInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.Span} outputs, int n)"))
        {
            StraightLineEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, number, Values(plan, keepsZ: false));
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintSamples(writer, number, "Gather(", "inputs", plan.InputSize, "x");
                PrintLayers(writer, plan, form, keepsZ: false);
                writer.Line();
                PrintSamples(writer, number, $"Scatter({plan.Output.A}, ", "outputs", plan.OutputSize, "");
            }
        }
    }

    public static void PrintBackward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        var form = StraightForm.Batch(number);
        writer.Line();
        writer.Line($"// The same for {number.Lanes} samples at a time, one in each lane: every x, z, a and delta is a vector of samples.");
        using (writer.Block($"private static {number.Keyword} BackwardInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, {number.Keyword} mean, int n{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            StraightLineEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, number, [.. Values(plan, keepsZ: true), ("y", plan.OutputSize), .. plan.Layers.Select(layer => (layer.Delta, layer.OutputShape.Size))]);
            writer.Line();
            writer.Line("// Gradients, which accumulate over the batch.");
            PrintBuffers(writer, number, [("d", plan.ParameterCount)]);
            foreach (ParameterPlan parameter in plan.Parameters)
                writer.Line($"{SpanOf(number)} d{parameter.Name} = d.Slice({parameter.Offset}, {parameter.Length});");

            writer.Line($"{form.Number.Type} L = {form.Number.Literal(0)};");
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintSamples(writer, number, "Gather(", "inputs", plan.InputSize, "x");
                PrintSamples(writer, number, "Gather(", "targets", plan.OutputSize, "y");
                OutputEmitter.PrintWeight(writer, form.Number, "w", "weights");
                PrintLayers(writer, plan, form, keepsZ: true);
                OutputEmitter.PrintStraightOutput(writer, plan, form);
                foreach (LayerPlan layer in plan.Layers.Reverse())
                    PrintLayerBackward(writer, plan, layer, form.Number);
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            writer.Line($"{Lanes}.AddSums(d, mean, g);");
            writer.Line($"return {Lanes}.Sum(L);");
        }
    }

    private static IEnumerable<(string Name, int Size)> Values(NetworkPlan plan, bool keepsZ)
    {
        yield return ("x", plan.InputSize);
        foreach (ElementwisePlan change in plan.Elementwise)
            yield return (change.Target.Name, change.Target.Shape.Size);

        foreach ((string factor, ValuePlan value) in plan.Factors)
            yield return (factor, value.Shape.Size);

        foreach (LayerPlan layer in plan.Layers)
        {
            if ((keepsZ && layer.KeepsZ) || layer.ActivationRow.Value is null)
                yield return (layer.Z, layer.OutputShape.Size);

            yield return (layer.A, layer.OutputShape.Size);
        }
    }

    private static void PrintBuffers(CodeWriter writer, Number number, IEnumerable<(string Name, int Size)> buffers)
    {
        foreach ((string name, int size) in buffers)
            writer.Line($"{SpanOf(number)} {name} = stackalloc {number.AsVector.Type}[{size}];");
    }

    /// <summary>Samples go to lanes, or lanes to samples.</summary>
    private static void PrintSamples(CodeWriter writer, Number number, string call, string samples, int size, string buffer) =>
        writer.Line($"{Lanes}.{call}{samples}.Slice({Expression.Times("i", size)}, {number.Lanes * size}){(buffer.Length == 0 ? "" : $", {buffer}")});");

    private static void PrintLayers(CodeWriter writer, NetworkPlan plan, StraightForm form, bool keepsZ)
    {
        ElementwiseEmitter.PrintLanes(writer, plan, 0, form.Number);
        foreach (LayerPlan layer in plan.Layers)
        {
            writer.Line();
            writer.Line($"// {layer.Kind.Formula(layer)},  {layer.ActivationFormula}");
            PrintLayer(writer, layer, form, keepsZ && layer.KeepsZ);
            ElementwiseEmitter.PrintLanes(writer, plan, layer.Index, form.Number);
        }
    }

    private static void PrintLayer(CodeWriter writer, LayerPlan layer, StraightForm form, bool keepsZ)
    {
        bool isSoftmax = layer.ActivationRow.Value is null;
        PrintEach(writer, layer.OutputShape.Size, "j", j =>
        {
            writer.Sum(isSoftmax ? $"{layer.Z}[{j}] = " : $"{form.Number.Type} z = ", layer.Kind.LanesTerms(layer, j, form.Number), ";");
            if (isSoftmax)
                return;

            if (keepsZ)
                writer.Line($"{layer.Z}[{j}] = z;");

            writer.Line($"{layer.A}[{j}] = {ActivationEmitter.Lanes(layer, form.Number)};");
        });

        if (isSoftmax)
            ActivationEmitter.PrintStraightSoftmax(writer, layer, form);
    }

    private static void PrintLayerBackward(CodeWriter writer, NetworkPlan plan, LayerPlan layer, Number number)
    {
        writer.Line();
        writer.Line($"// {layer.Kind.GradientFormula(layer)}");
        PrintEach(writer, layer.OutputShape.Size, "j", j =>
        {
            foreach (string statement in layer.Kind.LanesGradients(layer, j))
                writer.Line(statement);
        });

        if (layer.Input.IsNetworkInput)
            return;

        LayerPlan below = plan.Layers[layer.Input.LayerIndex - 1];
        writer.Line();
        writer.Line($"// {below.Delta} = ({layer.Kind.InputGradientFormula(layer)}){plan.FactorsOf(below.Index, "")} * g'({below.Z}),  g' = {below.SlopeFormula}");
        PrintEach(writer, below.OutputShape.Size, "k", k =>
        {
            string slope = ActivationEmitter.Slope(below, number, $"{below.Z}[{k}]", $"{below.A}[{k}]");
            string gradient = layer.Kind.LanesInputGradient(layer, k, number);
            string factors = plan.FactorsOf(below.Index, $"[{k}]") + (slope.Length == 0 ? "" : $" * {slope}");
            writer.Line($"{below.Delta}[{k}] = {(factors.Length == 0 ? gradient : $"({gradient}){factors}")};");
        });
    }

    /// <summary>A loop over neurons, or the statements for the one that there is.</summary>
    private static void PrintEach(CodeWriter writer, int size, string variable, Action<string> print)
    {
        using (size == 1 ? writer.Block() : writer.Block($"for (int {variable} = 0; {variable} < {size}; {variable}++)"))
            print(size == 1 ? "0" : variable);
    }

    private static string SpanOf(Number number) => $"global::System.Span<{number.AsVector.Type}>";
}
