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
    private const string Lanes = "global::NetGen.CompilerServices.Lanes";

    public static void Print(CodeWriter writer, NetworkPlan plan, Number number)
    {
        PrintForward(writer, plan, number);
        PrintTrace(writer, plan, number);
        PrintForwardInLanes(writer, plan, number);
        if (!plan.IsTrainable)
            return;

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

    private static void PrintForwardInLanes(CodeWriter writer, NetworkPlan plan, Number number)
    {
        writer.Line();
        writer.Line($"// {number.Lanes} samples at a time, one in each lane: every x, z and a is a vector of samples.");
        using (writer.Block($"private static void ForwardInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.Span} outputs, int n)"))
        {
            PrintParameters(writer, plan, number.AsVector);
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintGathers(writer, number, "x", "inputs", plan.InputSize);
                foreach (LayerPlan layer in plan.Layers)
                    PrintLayerForward(writer, layer, number.AsVector);

                writer.Line();
                for (int j = 0; j < plan.OutputSize; j++)
                    writer.Line($"{Lanes}.Scatter({plan.Output.A}_{j}, outputs, {Expression.Index("i", plan.OutputSize, j)}, {plan.OutputSize});");
            }
        }
    }

    private static void PrintTrace(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line("// One sample forward, with every z and a kept in t.");
        using (writer.Block($"internal static void Trace(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> x, global::System.Span<{type}> t)"))
        {
            PrintParameters(writer, plan, number);
            PrintElements(writer, number, "x", plan.InputSize, k => $"x[{k}]");
            foreach (LayerPlan layer in plan.Layers)
            {
                PrintLayerForward(writer, layer, number);
                for (int j = 0; j < layer.OutputShape.Size; j++)
                    writer.Line($"t[{layer.ZOffset + j}] = {layer.Z}_{j}; t[{layer.AOffset + j}] = {layer.A}_{j};");
            }
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        writer.Line();
        writer.Line("// The mean loss of n samples; g is overwritten with its gradient.");
        using (writer.Block($"internal static {number.Keyword} Backward({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.Span} g, int n)"))
        {
            writer.Line("// Whole vectors of samples go into lanes, the rest goes one by one.");
            writer.Line($"{number.Keyword} mean = {number.Literal(1)} / n;");
            writer.Line($"int inLanes = n / {number.Lanes} * {number.Lanes};");
            writer.Line($"{number.Keyword} L = BackwardOneByOne(p, inputs.Slice({Expression.Times("inLanes", plan.InputSize)}), targets.Slice({Expression.Times("inLanes", plan.OutputSize)}), g, mean, n - inLanes);");
            writer.Single("if (inLanes > 0)", "L += BackwardInLanes(p, inputs, targets, g, mean, inLanes);");
            writer.Line();
            writer.Line("return L * mean;");
        }

        PrintBackwardPass(writer, plan, number, "OneByOne", "// The sum of the losses; g is overwritten.");
        PrintBackwardPass(writer, plan, number.AsVector, "InLanes", $"// The same for {number.Lanes} samples at a time, one in each lane: every x, z, a and delta is a vector of samples. Adds to g.");
    }

    private static void PrintBackwardPass(CodeWriter writer, NetworkPlan plan, Number number, string name, string comment)
    {
        writer.Line();
        writer.Line(comment);
        using (writer.Block($"private static {number.Keyword} Backward{name}({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.Span} g, {number.Keyword} mean, int n)"))
        {
            PrintParameters(writer, plan, number);
            writer.Line();
            writer.Line("// Their gradients, which accumulate over the batch.");
            foreach (ParameterPlan parameter in plan.Parameters)
                PrintLocals(writer, number, parameter, local => $"d{local.Name} = {number.Literal(0)}");

            writer.Line($"{number.Type} L = {number.Literal(0)};");
            writer.Line();
            using (writer.Block(number.IsVector ? $"for (int i = 0; i < n; i += {number.Lanes})" : "for (int i = 0; i < n; i++)"))
            {
                if (number.IsVector)
                {
                    PrintGathers(writer, number, "x", "inputs", plan.InputSize);
                    PrintGathers(writer, number, "y", "targets", plan.OutputSize);
                }
                else
                {
                    PrintElements(writer, number, "x", plan.InputSize, k => $"inputs[{Expression.Index("i", plan.InputSize, k)}]");
                    PrintElements(writer, number, "y", plan.OutputSize, j => $"targets[{Expression.Index("i", plan.OutputSize, j)}]");
                }

                foreach (LayerPlan layer in plan.Layers)
                    PrintLayerForward(writer, layer, number);

                OutputEmitter.PrintStraightOutput(writer, plan, number);
                foreach (LayerPlan layer in plan.Layers.Reverse())
                    PrintLayerBackward(writer, plan, layer, number);
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            foreach (ParameterPlan parameter in plan.Parameters)
            {
                foreach ((string local, int position) in Locals(parameter))
                    writer.Line(number.IsVector ? $"g[{position}] += {Lanes}.Sum(d{local}) * mean;" : $"g[{position}] = d{local} * mean;");
            }

            writer.Line(number.IsVector ? $"return {Lanes}.Sum(L);" : "return L;");
        }
    }

    private static void PrintParameters(CodeWriter writer, NetworkPlan plan, Number number)
    {
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            writer.Line($"// {parameter.Name} {parameter.Shape}{(parameter.IsWeight ? ", which lies input by input" : "")}");
            PrintLocals(writer, number, parameter, local => $"{local.Name} = {number.All($"p[{local.Position}]")}");
        }
    }

    /// <summary>An input or target of several samples, one in each lane.</summary>
    private static void PrintGathers(CodeWriter writer, Number number, string name, string buffer, int size)
    {
        for (int k = 0; k < size; k++)
            writer.Line($"{number.AsVector.Type} {name}_{k} = {Lanes}.Gather({buffer}, {Expression.Index("i", size, k)}, {size});");
    }

    private static void PrintElements(CodeWriter writer, Number number, string name, int size, Func<int, string> value) =>
        writer.Wrapped($"{number.Type} ", [.. Enumerable.Range(0, size).Select(k => $"{name}_{k} = {value(k)}")], ", ", ";");

    private static void PrintLayerForward(CodeWriter writer, LayerPlan layer, Number number)
    {
        writer.Line();
        writer.Line($"// {layer.Kind.Formula(layer)},  {layer.ActivationFormula}");
        layer.Kind.PrintStraightForward(writer, layer, number);
        ActivationEmitter.PrintStraight(writer, layer, number);
    }

    private static void PrintLayerBackward(CodeWriter writer, NetworkPlan plan, LayerPlan layer, Number number)
    {
        writer.Line();
        writer.Line($"// {layer.Kind.GradientFormula(layer)}");
        layer.Kind.PrintStraightGradients(writer, layer);
        if (layer.Input.IsNetworkInput)
            return;

        LayerPlan below = plan.Layers[layer.Input.LayerIndex - 1];
        writer.Line();
        writer.Line($"// {below.Delta} = ({layer.Kind.InputGradientFormula(layer)}) * g'({below.Z}),  g' = {below.SlopeFormula}");
        for (int k = 0; k < below.OutputShape.Size; k++)
        {
            string slope = ActivationEmitter.Slope(below, number, $"{below.Z}_{k}", $"{below.A}_{k}");
            string gradient = layer.Kind.StraightInputGradient(layer, k);
            writer.Line($"{number.Type} {below.Delta}_{k} = {(slope.Length == 0 ? gradient : $"({gradient}) * {slope}")};");
        }
    }

    /// <summary>Declares a local for every element: a line for each neuron's weights, and one for all biases.</summary>
    private static void PrintLocals(CodeWriter writer, Number number, ParameterPlan parameter, Func<(string Name, int Position), string> declare)
    {
        string[] all = [.. Locals(parameter).Select(declare)];
        int line = parameter.Shape.Dimensions[parameter.Shape.Dimensions.Count - 1];
        for (int first = 0; first < all.Length; first += line)
            writer.Wrapped($"{number.Type} ", [.. all.Skip(first).Take(line)], ", ", ";");
    }

    /// <summary>The local of every element, in the notes' order, with its place in the flat buffer.</summary>
    private static IEnumerable<(string Name, int Position)> Locals(ParameterPlan parameter)
    {
        var index = new int[parameter.Shape.Dimensions.Count];
        for (int element = 0; element < parameter.Length; element++)
        {
            for (int rest = element, dimension = index.Length - 1; dimension >= 0; dimension--)
            {
                index[dimension] = rest % parameter.Shape.Dimensions[dimension];
                rest /= parameter.Shape.Dimensions[dimension];
            }

            yield return (LayerKind.Local(parameter, index), parameter.Position(index));
        }
    }
}
