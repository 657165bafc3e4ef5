using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network as the lecture works its example: every weight, z, a and delta is
/// a local variable with the name it has on the board.
/// </summary>
internal static class StraightLineEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, Number number)
    {
        NetworkPlan inference = plan.ForInference();
        PrintForward(writer, plan, number);
        PrintTrace(writer, inference, number);
        LanesEmitter.PrintForward(writer, inference, number);
        if (!plan.IsTrainable)
            return;

        if (plan.DrawsMasks)
            PrintTrace(writer, plan, number);

        OutputEmitter.PrintComputeLoss(writer, plan, number);
        OutputEmitter.PrintSampleLoss(writer, plan, number);
        PrintBackward(writer, plan, number);
    }

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        using (writer.Block($"internal static void Forward({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.Span} outputs, int n)"))
        {
            writer.Line("// Whole vectors of samples go into lanes, the rest goes one by one.");
            writer.Line($"int inLanes = n / {number.Lanes} * {number.Lanes};");
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

    private static void PrintTrace(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line($"// One sample forward, with every z and a kept in t{(plan.DrawsMasks ? ", under its masks" : "")}.");
        using (writer.Block($"internal static void Trace(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> x, global::System.Span<{type}> t{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            ElementwiseEmitter.PrintFactors(writer, plan, number);
            var form = StraightForm.OneSample(number);
            PrintBounds(writer, "p", plan.StateCount);
            PrintBounds(writer, "t", plan.TraceSize);
            PrintElements(writer, number, "x", plan.InputSize, k => $"x[{k}]");
            ElementwiseEmitter.PrintStraight(writer, plan, 0, form, "0");
            foreach (LayerPlan layer in plan.Layers)
            {
                PrintLayerForward(writer, layer, form);
                foreach (Run j in form.Neurons(layer))
                {
                    writer.Line(j.IsVector
                        ? $"Store({layer.Z}_{j}, t, {layer.ZOffset + j.First}); Store({layer.A}_{j}, t, {layer.AOffset + j.First});"
                        : $"t[{layer.ZOffset + j.First}] = {layer.Z}_{j}; t[{layer.AOffset + j.First}] = {layer.A}_{j};");
                }

                ElementwiseEmitter.PrintStraight(writer, plan, layer.Index, form, "0");
            }
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        writer.Line();
        writer.Line("// The mean of n samples' losses, each times its weight if there are weights; g is overwritten with its gradient.");
        using (writer.Block($"internal static {number.Keyword} Backward({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, int n{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            writer.Line("// Whole vectors of samples go into lanes, the rest goes one by one.");
            writer.Line($"{number.Keyword} mean = {number.Literal(1)} / n;");
            writer.Line($"int inLanes = n / {number.Lanes} * {number.Lanes};");
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            writer.Line("g.Clear();");
            writer.Single("if (inLanes < n)", $"L += BackwardOneByOne(p, inputs.Slice({Expression.Times("inLanes", plan.InputSize)}), targets.Slice({Expression.Times("inLanes", plan.OutputSize)}), weights.IsEmpty ? weights : weights.Slice(inLanes), g, mean, n - inLanes{ElementwiseEmitter.Masks(plan, "masks.From(inLanes)")});");
            writer.Single("if (inLanes > 0)", $"L += BackwardInLanes(p, inputs, targets, weights, g, mean, inLanes{ElementwiseEmitter.Masks(plan)});");
            writer.Line();
            writer.Line("return L * mean;");
        }

        PrintBackwardOneByOne(writer, plan, StraightForm.OneSample(number));
        LanesEmitter.PrintBackward(writer, plan, number);
    }

    private static void PrintBackwardOneByOne(CodeWriter writer, NetworkPlan plan, StraightForm form)
    {
        Number number = form.Number;
        writer.Line();
        writer.Line("// The sum of the losses; the gradient of their mean is added to g.");
        using (writer.Block($"private static {number.Keyword} BackwardOneByOne({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, {number.Keyword} mean, int n{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            PrintBounds(writer, "p", plan.StateCount);
            PrintBounds(writer, "g", plan.ParameterCount);
            ElementwiseEmitter.PrintFactors(writer, plan, number);
            writer.Line();
            writer.Line("// Gradients, which accumulate over the batch.");
            foreach ((LayerPlan layer, ParameterPlan parameter) in Parameters(plan))
            {
                PrintLocals(writer, form, parameter, [.. layer.Kind.GradientElements(layer, parameter, form)],
                    (number, element) => $"d{element.Name} = {number.Literal(0)}");
            }

            writer.Line($"{number.Type} L = {number.Literal(0)};");
            writer.Line();
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintElements(writer, number, "x", plan.InputSize, k => $"inputs[{Expression.Index("i", plan.InputSize, k)}]");
                PrintElements(writer, number, "y", plan.OutputSize, j => $"targets[{Expression.Index("i", plan.OutputSize, j)}]");
                OutputEmitter.PrintWeight(writer, number, "w", "weights");
                ElementwiseEmitter.PrintStraight(writer, plan, 0, form, "i");
                foreach (LayerPlan layer in plan.Layers)
                {
                    PrintLayerForward(writer, layer, form);
                    ElementwiseEmitter.PrintStraight(writer, plan, layer.Index, form, "i");
                }

                OutputEmitter.PrintStraightOutput(writer, plan, form);
                foreach (LayerPlan layer in plan.Layers.Reverse())
                    PrintLayerBackward(writer, plan, layer, form);
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            foreach ((LayerPlan layer, ParameterPlan parameter) in Parameters(plan))
            {
                foreach (Element element in layer.Kind.GradientElements(layer, parameter, form))
                {
                    writer.Line(element.IsVector
                        ? $"Store(Load(g, {element.Position}) + d{element.Name} * mean, g, {element.Position});"
                        : $"g[{element.Position}] += d{element.Name} * mean;");
                }
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    /// <summary>Gives a span the length that is known of it, which spares every constant index behind it its check.</summary>
    public static void PrintBounds(CodeWriter writer, string span, int length) => writer.Line($"{span} = {span}.Slice(0, {length});");

    private static void PrintParameters(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        foreach (ParameterPlan parameter in layer.Parameters)
        {
            writer.Line($"// {parameter.Name} {parameter.Shape}{(parameter.IsWeight ? ", which lies input by input" : "")}");
            PrintLocals(writer, form, parameter, [.. layer.Kind.Elements(layer, parameter, form)], (number, element) =>
                $"{element.Name} = {(element.IsVector ? $"Load(p, {element.Position})" : form.Number.All($"p[{element.Position}]"))}");
        }
    }

    private static IEnumerable<(LayerPlan Layer, ParameterPlan Parameter)> Parameters(NetworkPlan plan) =>
        plan.Layers.SelectMany(layer => layer.Parameters.Select(parameter => (layer, parameter)));

    private static void PrintElements(CodeWriter writer, Number number, string name, int size, Func<int, string> value) =>
        writer.Wrapped($"{number.Type} ", [.. Enumerable.Range(0, size).Select(k => $"{name}_{k} = {value(k)}")], ", ", ";");

    private static void PrintLayerForward(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        writer.Line();
        PrintParameters(writer, layer, form);
        writer.Line();
        writer.Line($"// {layer.Kind.Formula(layer)},  {layer.ActivationFormula}");
        layer.Kind.PrintStraightForward(writer, layer, form);
        ActivationEmitter.PrintStraight(writer, layer, form);
    }

    private static void PrintLayerBackward(CodeWriter writer, NetworkPlan plan, LayerPlan layer, StraightForm form)
    {
        writer.Line();
        writer.Line($"// {layer.Kind.GradientFormula(layer)}");
        layer.Kind.PrintStraightGradients(writer, layer, form);
        if (layer.Input.IsNetworkInput)
            return;

        LayerPlan below = plan.Layers[layer.Input.LayerIndex - 1];
        writer.Line();
        writer.Line($"// {below.Delta} = ({layer.Kind.InputGradientFormula(layer)}){plan.FactorsOf(below.Index, "")} * g'({below.Z}),  g' = {below.SlopeFormula}");
        foreach (Run k in form.Neurons(below))
        {
            Number number = form.NumberOf(k);
            string slope = ActivationEmitter.Slope(below, number, $"{below.Z}_{k}", $"{below.A}_{k}");
            string gradient = layer.Kind.StraightInputGradient(layer, k, form);
            string factors = plan.FactorsOf(below.Index, $"_{k}") + (slope.Length == 0 ? "" : $" * {slope}");
            writer.Line($"{number.Type} {below.Delta}_{k} = {(factors.Length == 0 ? gradient : $"({gradient}){factors}")};");
            if (!below.Input.IsNetworkInput)
                form.PrintLanes(writer, below.Delta, k);
        }
    }

    /// <summary>Declares a local for every element: a line for each neuron's weights, and one for all biases.</summary>
    private static void PrintLocals(CodeWriter writer, StraightForm form, ParameterPlan parameter, IReadOnlyList<Element> elements, Func<Number, Element, string> declare)
    {
        int line = parameter.Shape.Dimensions[parameter.Shape.Dimensions.Count - 1];
        for (int first = 0; first < elements.Count;)
        {
            bool isVector = elements[first].IsVector;
            Element[] alike = [.. elements.Skip(first).Take(line).TakeWhile(element => element.IsVector == isVector)];
            Number number = isVector ? form.Number.AsVector : form.Number;
            writer.Wrapped($"{number.Type} ", [.. alike.Select(element => declare(number, element))], ", ", ";");
            first += alike.Length;
        }
    }
}
