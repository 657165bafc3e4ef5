using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network for a vector of samples, one in each lane: every x, z, a and delta of the
/// notes is then a vector, and layers are loops over their neurons.
/// </summary>
internal static class LanesEmitter
{
    public static void PrintForward(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        var form = new LanesForm(number);
        writer.Line();
        writer.Line($"// {number.Lanes} samples at a time, one in each lane: every x, z and a is a vector of samples.");
        using (writer.Block($"private static void ForwardInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.Span} outputs, int n)"))
        {
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, Values(plan, _ => false));
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintSamples(writer, "Gather(", "inputs", plan.InputSize, "x");
                PrintLayers(writer, plan, form, _ => false);
                writer.Line();
                PrintSamples(writer, $"Scatter({plan.Output.A}, ", "outputs", plan.OutputSize, "");
            }
        }
    }

    public static void PrintLoss(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        var form = new LanesForm(number);
        writer.Line();
        writer.Line($"// The sum of the losses, {number.Lanes} samples at a time.");
        using (writer.Block($"private static {number.Keyword} LossInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, int n)"))
        {
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, [.. Values(plan, node => node.IsOutput && node.KeepsZ).Where(value => !plan.IsFused || value.Name != plan.Output.A), ("y", plan.OutputSize)]);
            writer.Line($"{form.Number.Type} L = {form.Number.Literal(0)};");
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintSamples(writer, "Gather(", "inputs", plan.InputSize, "x");
                PrintSamples(writer, "Gather(", "targets", plan.OutputSize, "y");
                LossEmitter.PrintWeight(writer, form.Number, "w", "weights");
                PrintLayers(writer, plan, form, node => node.IsOutput && node.KeepsZ, stopsAtZ: plan.IsFused);
                LossEmitter.PrintLoss(writer, plan, form, knowsA: !plan.IsFused);
            }

            writer.Line();
            writer.Line($"return {writer.Number.Services}.Lanes.Sum(L);");
        }
    }

    public static void PrintBackward(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        var form = new LanesForm(number);
        writer.Line();
        writer.Line($"// The same for {number.Lanes} samples at a time, one in each lane: every x, z, a and delta is a vector of samples.");
        using (writer.Block($"private static {number.Keyword} BackwardInLanes({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, {number.ReadOnlySpan} weights, {number.Span} g, {number.Span} inputGradients, {number.Keyword} mean, int n{SmallEmitter.MasksParameter(plan, writer.Number)})"))
        {
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, [.. Values(plan, node => node.KeepsZ), ("y", plan.OutputSize), .. Deltas(plan)]);
            PrintGradientBuffers(writer, plan);
            writer.Line($"{form.Number.Type} L = {form.Number.Literal(0)};");
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                PrintSamples(writer, "Gather(", "inputs", plan.InputSize, "x");
                PrintSamples(writer, "Gather(", "targets", plan.OutputSize, "y");
                LossEmitter.PrintWeight(writer, form.Number, "w", "weights");
                PrintLayers(writer, plan, form, node => node.KeepsZ);
                LossEmitter.PrintLoss(writer, plan, form, knowsA: true);
                LossEmitter.PrintDelta(writer, plan, form);
                PrintDown(writer, plan, form, $" * {form.Number.All("mean")}", $"{writer.Number.Services}.Lanes.Scatter(dx, inputGradients.Slice({Expression.Times("i", plan.InputSize)}, {number.Lanes * plan.InputSize}));");
            }

            writer.Line();
            writer.Line("// The mean over the batch.");
            writer.Line($"{writer.Number.Services}.Lanes.AddSums(d, mean, g);");
            writer.Line($"return {writer.Number.Services}.Lanes.Sum(L);");
        }
    }

    /// <summary>Backward from a gradient of the outputs. At the end, lanes without a sample repeat the last sample, with a gradient of 0.</summary>
    public static void PrintBackwardFrom(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        var form = new LanesForm(number);
        bool ReadsZ(NodePlan node) => (node.Activation.Reads & Reads.Z) != 0;
        writer.Line();
        writer.Line("// From dL/da of the outputs to the gradients of all parameters and of x. If fewer samples than lanes are left, the last sample fills");
        writer.Line("// the other lanes, with a gradient of 0.");
        using (writer.Block($"internal static void BackwardFrom({number.ReadOnlySpan} p, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} outputGradients, {number.Span} g, {number.Span} inputGradients, int n{SmallEmitter.MasksParameter(plan, writer.Number)})"))
        {
            SmallEmitter.PrintBounds(writer, "p", plan.StateCount);
            PrintBuffers(writer, [.. Values(plan, ReadsZ), ("da", plan.OutputSize), .. Deltas(plan)]);
            PrintGradientBuffers(writer, plan);
            writer.Line();
            using (writer.Block($"for (int i = 0; i < n; i += {number.Lanes})"))
            {
                writer.Line($"{writer.Number.Services}.Lanes.GatherRest(inputs, i, x, repeats: true);");
                writer.Line($"{writer.Number.Services}.Lanes.GatherRest(outputGradients, i, da, repeats: false);");
                PrintLayers(writer, plan, form, ReadsZ);
                LossEmitter.PrintDeltaFromOutputs(writer, plan, form);
                PrintDown(writer, plan, form, "", $"{writer.Number.Services}.Lanes.ScatterRest(dx, inputGradients, i);");
            }

            writer.Line();
            writer.Line("g.Clear();");
            writer.Single("if (!g.IsEmpty)", $"{writer.Number.Services}.Lanes.AddSums(d, {number.Literal(1)}, g);");
        }
    }

    /// <summary>The buffers of all values. z has one only if it is kept, or if a softmax needs all of it.</summary>
    private static IEnumerable<(string Name, int Size)> Values(NetworkPlan plan, Func<NodePlan, bool> keepsZ)
    {
        yield return ("x", plan.InputSize);
        foreach (NodePlan node in plan.Nodes)
        {
            if (!node.Layer.IsNumbered)
                yield return (node.Output.Name, node.Size);

            foreach (SavedValue saved in node.Layer.Saved(node).Where(saved => saved.IsEach))
                yield return (saved.Name, node.Size);
        }

        foreach (NodePlan node in plan.Numbered)
        {
            if (keepsZ(node) || node.Joint is not null)
                yield return (node.Z, node.Size);

            yield return (node.A, node.Size);
        }
    }

    private static IEnumerable<(string Name, int Size)> Deltas(NetworkPlan plan) => plan.Numbered.Select(node => (node.Delta, node.Size)).Append(("dx", plan.InputSize));

    private static void PrintGradientBuffers(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("// Gradients, accumulated over the batch.");
        SmallEmitter.PrintFrozen(writer, plan);
        PrintBuffers(writer, [("d", plan.ParameterCount)]);
        foreach ((_, TensorPlan tensor) in plan.Parameters)
            writer.Line($"{writer.Number.VectorSpan} d{tensor.Name} = d.Slice({tensor.Offset}, {tensor.Length});");
    }

    private static void PrintBuffers(CodeWriter writer, IEnumerable<(string Name, int Size)> buffers)
    {
        foreach ((string name, int size) in buffers)
            writer.Line($"{writer.Number.VectorSpan} {name} = stackalloc {writer.Number.AsVector.Type}[{size}];");
    }

    /// <summary>Copies samples to lanes, or lanes to samples.</summary>
    private static void PrintSamples(CodeWriter writer, string call, string samples, int size, string buffer) =>
        writer.Line($"{writer.Number.Services}.Lanes.{call}{samples}.Slice({Expression.Times("i", size)}, {writer.Number.Lanes * size}){(buffer.Length == 0 ? "" : $", {buffer}")});");

    private static void PrintLayers(CodeWriter writer, NetworkPlan plan, LanesForm form, Func<NodePlan, bool> keepsZ, bool stopsAtZ = false)
    {
        foreach (NodePlan node in plan.Nodes)
        {
            writer.Line();
            if (node.Layer.IsNumbered)
            {
                writer.Line($"// {node.Layer.Formula(node)}{(stopsAtZ && node.IsOutput ? "" : $",  {node.ActivationFormula}")}{node.FrozenNote}");
                node.Layer.PrintOperands(writer, node, form);
                PrintLayer(writer, node, form, keepsZ(node), stopsAtZ && node.IsOutput);
                continue;
            }

            writer.Line($"// {node.Layer.Formula(node)}");
            node.Layer.PrintOperands(writer, node, form);
            writer.Single($"for (int k = 0; k < {node.Size}; k++)", $"{node.Output.Name}[k] = {node.Layer.Terms(node, form, new Place("k", 0, IsVariable: true))[0]};");
        }
    }

    private static void PrintLayer(CodeWriter writer, NodePlan node, LanesForm form, bool keepsZ, bool stopsAtZ)
    {
        foreach ((int first, int count) in node.Layer.Ranges(node))
        {
            LanesForm.PrintLoop(writer, first, count, "j", j =>
            {
                writer.Sum(node.Joint is not null || stopsAtZ ? $"{node.Z}[{j}] = " : $"{form.Number.Type} z = ", node.Layer.Terms(node, form, j), ";");
                if (node.Joint is not null || stopsAtZ)
                    return;

                if (keepsZ)
                    writer.Line($"{node.Z}[{j}] = z;");

                writer.Line($"{node.A}[{j}] = {ActivationEmitter.Value(node, form.Number, "z")};");
            });
        }

        if (node.Joint is not null && stopsAtZ)
            ActivationEmitter.PrintSoftmaxSum(writer, form.Number, node.Size, j => form.At(node.Z, j));
        else if (node.Joint is { } joint)
            ActivationEmitter.PrintJoint(writer, node, joint, form);
    }

    /// <summary>From the delta of the output layer to the gradients of all parameters, and of x if requested.</summary>
    private static void PrintDown(CodeWriter writer, NetworkPlan plan, LanesForm form, string mean, string scatter)
    {
        foreach (NodePlan node in plan.Numbered.Reverse().Where(node => node.Learns))
        {
            if (!node.IsOutput)
                PrintDelta(writer, plan, node, form);

            if (node.IsTrained)
            {
                writer.Line();
                writer.Line($"// {node.Layer.GradientFormula(node)}");
                foreach ((int first, int count) in node.Layer.Ranges(node))
                    LanesForm.PrintRange(writer, first, count, "j", j => [.. node.Layer.Gradients(node, form, j)]);
            }

            if (node.Inputs.Any(input => input.Learns))
                node.Layer.PrintGradientOperands(writer, node, form);
        }

        writer.Line();
        using (writer.Block("if (!inputGradients.IsEmpty)"))
        {
            OneSampleEmitter.PrintUnlearned(writer, plan, form, node => PrintDelta(writer, plan, node, form));
            PrintGradient(writer, plan, plan.Input, form, "dx", _ => mean);
            writer.Line();
            writer.Line(scatter);
        }
    }

    private static void PrintDelta(CodeWriter writer, NetworkPlan plan, NodePlan node, LanesForm form)
    {
        writer.Line();
        writer.Line($"// {GradientPull.DeltaFormula(plan, node)}");
        PrintGradient(writer, plan, node.Output, form, node.Delta, k =>
            ActivationEmitter.Slope(node, form.Number, form.At(node.Z, k), form.At(node.A, k)) is { Length: > 0 } slope ? $" * {slope}" : "");
    }

    /// <summary>The gradient of a value times a factor: in a loop, or element by element if the expressions differ.</summary>
    private static void PrintGradient(CodeWriter writer, NetworkPlan plan, ValuePlan value, LanesForm form, string target, Func<Place, string> factor)
    {
        if (GradientPull.IsUniform(plan, value))
        {
            form.PrintEach(writer, value.Shape.Size, "k", Statement);
            return;
        }

        foreach (Place k in Place.Each(value.Shape.Size))
            writer.Line(Statement(k));

        string Statement(Place k)
        {
            string gradient = GradientPull.Of(plan, value, form, k);
            return $"{target}[{k}] = {(factor(k) is { Length: > 0 } other ? Expression.Factor(gradient) + other : gradient)};";
        }
    }
}
