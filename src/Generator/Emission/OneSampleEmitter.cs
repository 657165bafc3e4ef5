using System;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network for one sample, like a worked example in a lecture: every weight, z, a and delta is a local
/// variable with the name that it has on the board.
/// </summary>
internal static class OneSampleEmitter
{
    public static void PrintTrace(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        writer.Line();
        writer.Line($"// One sample forward{(plan.DrawsMasks ? " with its masks" : "")}. t keeps every z and a.");
        using (writer.Block($"internal static void Trace({number.ReadOnlySpan} p, {number.ReadOnlySpan} x, {number.Span} t{SmallEmitter.MasksParameter(plan, writer.Number)})"))
        {
            PrintMaskBuffers(writer, plan);
            var form = new OneSampleForm(number, "0");
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            SmallEmitter.PrintBounds(writer, "t", plan.TraceSize);
            PrintElements(writer, "x", plan.InputSize, k => $"x[{k}]");
            foreach (NodePlan node in plan.Nodes)
            {
                PrintLayer(writer, node, form);
                foreach (Place j in node.Layer.IsNumbered ? form.Places(node.Output) : [])
                {
                    (string z, string a) = (form.At(node.Z, j), form.At(node.A, j));
                    writer.Line(j.IsVector
                        ? $"{number.AsVector.Call("Store", z, "t", $"{node.ZOffset + j.First}")}; {number.AsVector.Call("Store", a, "t", $"{node.AOffset + j.First}")};"
                        : $"t[{node.ZOffset + j.First}] = {z}; t[{node.AOffset + j.First}] = {a};");
                }

                foreach (SavedValue saved in node.Layer.TracesSaved ? node.Layer.Saved(node) : [])
                {
                    foreach (Place j in Place.Each(node.Size))
                        writer.Line($"t[{node.SavedOffset + j.First}] = {form.At(saved.Name, j)};");
                }
            }
        }
    }

    public static void PrintBackward(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        var form = new OneSampleForm(number, "i");
        writer.Line();
        writer.Line("// Returns the sum of the losses, and adds the gradient of their mean to g.");
        using (writer.Block($"private static {number.Keyword} BackwardOneByOne({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, {number.Span} inputGradients, {number.Keyword} mean, int n{SmallEmitter.MasksParameter(plan, writer.Number)})"))
        {
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            SmallEmitter.PrintBounds(writer, "g", plan.ParameterCount);
            PrintMaskBuffers(writer, plan);
            writer.Line();
            writer.Line("// Gradients, accumulated over the batch.");
            SmallEmitter.PrintFrozen(writer, plan);
            foreach (NodePlan node in plan.Nodes)
                form.PrintGradientLocals(writer, node);

            writer.Line($"{number.Type} L = {number.Literal(0)};");
            writer.Line();
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintElements(writer, "x", plan.InputSize, k => $"inputs[{Expression.Index("i", plan.InputSize, k)}]");
                PrintElements(writer, "y", plan.OutputSize, j => $"targets[{Expression.Index("i", plan.OutputSize, j)}]");
                LossEmitter.PrintWeight(writer, number, "w", "weights");
                foreach (NodePlan node in plan.Nodes)
                    PrintLayer(writer, node, form);

                LossEmitter.PrintLoss(writer, plan, form, knowsA: true);
                LossEmitter.PrintDelta(writer, plan, form);
                foreach (NodePlan node in plan.Numbered.Reverse().Where(node => node.Learns))
                    PrintLayerBackward(writer, plan, node, form);

                PrintInputGradients(writer, plan);
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            foreach ((NodePlan node, TensorPlan tensor) in plan.Parameters)
            {
                foreach ((string name, int position, bool isVector) in form.GradientLocals(node, tensor))
                {
                    writer.Line(isVector
                        ? $"{number.AsVector.Call("Store", $"{number.AsVector.Call("Load", "g", $"{position}")} + {name} * mean", "g", $"{position}")};"
                        : $"g[{position}] += {name} * mean;");
                }
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    /// <summary>Declares room for the masks of one sample.</summary>
    private static void PrintMaskBuffers(CodeWriter writer, NetworkPlan plan)
    {
        foreach (NodePlan node in plan.Nodes.Where(node => node.Layer is Dropout))
            writer.Line($"{writer.Number.Span} {Dropout.Mask(node)} = stackalloc {writer.Number.Keyword}[{node.Size}];");
    }

    private static void PrintElements(CodeWriter writer, string name, int size, Func<int, string> value) =>
        writer.Wrapped($"{writer.Number.Type} ", [.. Enumerable.Range(0, size).Select(k => $"{name}_{k} = {value(k)}")], ", ", ";");

    private static void PrintLayer(CodeWriter writer, NodePlan node, OneSampleForm form)
    {
        writer.Line();
        if (!node.Layer.IsNumbered)
        {
            node.Layer.PrintOperands(writer, node, form);
            writer.Line();
            writer.Line($"// {node.Layer.Formula(node)}");
            foreach (Place k in form.Places(node.Output))
            {
                writer.Sum($"{form.Let(node.Output.Name, k)} = ", node.Layer.Terms(node, form, k), ";");
                form.PrintLanes(writer, node.Output.Name, k);
            }

            return;
        }

        form.PrintParameters(writer, node);
        writer.Line();
        writer.Line($"// {node.Layer.Formula(node)},  {node.ActivationFormula}{node.FrozenNote}");
        node.Layer.PrintOperands(writer, node, form);
        foreach (Place j in form.Places(node.Output))
            writer.Sum($"{form.Let(node.Z, j)} = ", node.Layer.Terms(node, form, j), ";");

        if (node.Joint is { } joint)
        {
            ActivationEmitter.PrintJoint(writer, node, joint, form);
            return;
        }

        foreach (Place j in form.Places(node.Output))
        {
            writer.Line($"{form.Let(node.A, j)} = {ActivationEmitter.Value(node, form.NumberOf(j), form.At(node.Z, j))};");
            form.PrintLanes(writer, node.A, j);
        }
    }

    private static void PrintLayerBackward(CodeWriter writer, NetworkPlan plan, NodePlan node, OneSampleForm form)
    {
        if (!node.IsOutput)
        {
            PrintDelta(writer, plan, node, form);
            foreach (Place k in node.Inputs[0].Learns ? form.Places(node.Output) : [])
                form.PrintLanes(writer, node.Delta, k);
        }

        if (node.IsTrained)
        {
            writer.Line();
            writer.Line($"// {node.Layer.GradientFormula(node)}");
            foreach (Place j in form.Places(node.Output))
            {
                foreach (string statement in node.Layer.Gradients(node, form, j))
                    writer.Line(statement);
            }
        }

        if (node.Inputs.Any(input => input.Learns))
            node.Layer.PrintGradientOperands(writer, node, form);
    }

    private static void PrintDelta(CodeWriter writer, NetworkPlan plan, NodePlan node, OneSampleForm form)
    {
        writer.Line();
        writer.Line($"// {GradientPull.DeltaFormula(plan, node)}");
        foreach (Place k in form.Places(node.Output))
        {
            string slope = ActivationEmitter.Slope(node, form.NumberOf(k), form.At(node.Z, k), form.At(node.A, k)), gradient = GradientPull.Of(plan, node.Output, form, k);
            writer.Line($"{form.Let(node.Delta, k)} = {(slope.Length == 0 ? gradient : $"{Expression.Factor(gradient)} * {slope}")};");
        }
    }

    /// <summary>dL/dx, if requested. Weights are read where they are used, because this code seldom runs.</summary>
    private static void PrintInputGradients(CodeWriter writer, NetworkPlan plan)
    {
        var form = new OneSampleForm(writer.Number, "i", plan);
        writer.Line();
        using (writer.Block("if (!inputGradients.IsEmpty)"))
        {
            PrintUnlearned(writer, plan, form, node => PrintDelta(writer, plan, node, form));
            foreach (Place k in Place.Each(plan.InputSize))
                writer.Line($"inputGradients[{Expression.Index("i", plan.InputSize, k.First)}] = {Expression.Factor(GradientPull.Of(plan, plan.Input, form, k))} * mean;");
        }
    }

    /// <summary>What only dL/dx needs, printed before it: the delta of each layer below all parameters, which <paramref name="printDelta"/> prints.</summary>
    public static void PrintUnlearned(CodeWriter writer, NetworkPlan plan, Form form, Action<NodePlan> printDelta)
    {
        // What the input gradients of a layer share is printed with its delta, unless only x needs them.
        foreach (NodePlan node in plan.Numbered.Reverse().Where(node => node.Learns && !node.Inputs.Any(input => input.Learns)))
            node.Layer.PrintGradientOperands(writer, node, form);

        foreach (NodePlan node in plan.Numbered.Reverse().Where(node => !node.Learns))
        {
            printDelta(node);
            node.Layer.PrintGradientOperands(writer, node, form);
        }

        writer.Line();
        writer.Line($"// dL/dx = {GradientPull.Formula(plan, plan.Input)}");
    }
}
