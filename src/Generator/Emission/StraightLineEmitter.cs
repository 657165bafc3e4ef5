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
        PrintForward(writer, plan, number);
        PrintTrace(writer, plan, number);
        if (!plan.IsTrainable)
            return;

        OutputEmitter.PrintComputeLoss(writer, plan, number);
        OutputEmitter.PrintSampleLoss(writer, plan, number);
        PrintBackward(writer, plan, number);
    }

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        using (writer.Block($"internal static void Forward(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> inputs, global::System.Span<{type}> outputs, int n)"))
        {
            writer.Line($"global::System.Span<{type}> t = stackalloc {type}[{plan.TraceSize}];");
            using (writer.Block("for (int i = 0; i < n; i++)"))
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
        string type = number.Keyword;
        writer.Line();
        writer.Line("// The mean loss of n samples; g is overwritten with its gradient.");
        using (writer.Block($"internal static {type} Backward(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> inputs, global::System.ReadOnlySpan<{type}> targets, global::System.Span<{type}> g, int n)"))
        {
            PrintParameters(writer, plan, number);
            writer.Line();
            writer.Line("// Their gradients, which accumulate over the batch.");
            foreach (ParameterPlan parameter in plan.Parameters)
                PrintLocals(writer, number, parameter, local => $"d{local.Name} = {number.Literal(0)}");

            writer.Line($"{type} L = {number.Literal(0)};");
            writer.Line();
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintElements(writer, number, "x", plan.InputSize, k => $"inputs[{Expression.Index("i", plan.InputSize, k)}]");
                PrintElements(writer, number, "y", plan.OutputSize, j => $"targets[{Expression.Index("i", plan.OutputSize, j)}]");
                foreach (LayerPlan layer in plan.Layers)
                    PrintLayerForward(writer, layer, number);

                OutputEmitter.PrintStraightOutput(writer, plan, number);
                foreach (LayerPlan layer in plan.Layers.Reverse())
                    PrintLayerBackward(writer, plan, layer, number);
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            writer.Line($"{type} mean = {number.Literal(1)} / n;");
            foreach (ParameterPlan parameter in plan.Parameters)
            {
                foreach ((string name, int position) in Locals(parameter))
                    writer.Line($"g[{position}] = d{name} * mean;");
            }

            writer.Line("return L * mean;");
        }
    }

    private static void PrintParameters(CodeWriter writer, NetworkPlan plan, Number number)
    {
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            writer.Line($"// {parameter.Name} {parameter.Shape}{(parameter.IsWeight ? ", which lies input by input" : "")}");
            PrintLocals(writer, number, parameter, local => $"{local.Name} = p[{local.Position}]");
        }
    }

    private static void PrintElements(CodeWriter writer, Number number, string name, int size, Func<int, string> value) =>
        writer.Wrapped($"{number.Keyword} ", [.. Enumerable.Range(0, size).Select(k => $"{name}_{k} = {value(k)}")], ", ", ";");

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
            writer.Line($"{number.Keyword} {below.Delta}_{k} = {(slope.Length == 0 ? gradient : $"({gradient}) * {slope}")};");
        }
    }

    /// <summary>Declares a local for every element: a line for each neuron's weights, and one for all biases.</summary>
    private static void PrintLocals(CodeWriter writer, Number number, ParameterPlan parameter, Func<(string Name, int Position), string> declare)
    {
        string[] all = [.. Locals(parameter).Select(declare)];
        int line = parameter.Shape.Dimensions[parameter.Shape.Dimensions.Count - 1];
        for (int first = 0; first < all.Length; first += line)
            writer.Wrapped($"{number.Keyword} ", [.. all.Skip(first).Take(line)], ", ", ";");
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
