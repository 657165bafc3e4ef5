using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes for one sample of a network in vectors, like a worked example in a lecture: <c>a1_0to7</c> is a vector of
/// consecutive neurons, and the outputs are the lanes of one vector.
/// </summary>
internal static class VectorOneSampleEmitter
{
    private const int Lanes = VectorPlan.Lanes;

    /// <summary>Whether one sample has a backward pass of its own: if the network has one hidden layer.</summary>
    public static bool GoesBack(NetworkPlan plan) => plan.Nodes.Count == 2;

    public static void PrintForward(CodeWriter writer, NetworkPlan plan)
    {
        NodePlan output = plan.Output;
        writer.Line("// One sample: neurons of hidden layers share vectors, and so do the outputs.");
        using (writer.Block($"internal static void ForwardOne({writer.Number.ReadOnlySpan} parameters, {writer.Number.ReadOnlySpan} inputs, {writer.Number.Span} outputs)"))
        {
            writer.Line(VectorEmitter.Parameters(writer, plan, "parameters"));
            writer.Line($"{writer.Number.Numbers} x = new(inputs, {plan.InputSize}), a = new(outputs, {output.Size});");
            PrintUp(writer, plan, trace: null);
            writer.Wrapped("", [.. Place.Each(output.Size).Select(j => $"a[{j}] = {output.A}[{j}]")], "; ", ";");
        }
    }

    public static void PrintTrace(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line("// The same. t keeps every z and a.");
        using (writer.Block($"internal static void Trace({writer.Number.ReadOnlySpan} parameters, {writer.Number.ReadOnlySpan} input, {writer.Number.Span} values)"))
        {
            writer.Line(VectorEmitter.Parameters(writer, plan, "parameters"));
            writer.Line($"{writer.Number.Numbers} x = new(input, {plan.InputSize}), t = new(values, {plan.TraceSize});");
            PrintUp(writer, plan, trace: "t");
        }
    }

    public static void PrintBackward(CodeWriter writer, NetworkPlan plan)
    {
        Number vector = writer.Number.AsVector;
        writer.Line();
        writer.Line("// One sample forward and back: its loss, times its weight w. Overwrites g with the gradient, and inputGradients with dL/dx,");
        writer.Line("// if requested. The targets are lanes of y.");
        using (writer.Block($"internal static float BackwardOne({writer.Number.ReadOnlySpan} parameters, {writer.Number.ReadOnlySpan} inputs, {vector.Type} y, float weight, {writer.Number.Span} gradients, {writer.Number.Span} inputGradients)"))
        {
            writer.Line(VectorEmitter.Parameters(writer, plan, "parameters"));
            writer.Line($"{writer.Number.Numbers} x = new(inputs, {plan.InputSize}), g = new(gradients, {plan.ParameterCount});");
            PrintUp(writer, plan, trace: null);
            PrintLoss(writer, plan);
            PrintDown(writer, plan);
            writer.Line();
            writer.Line("return L;");
        }
    }

    /// <summary>Declares every z and a.</summary>
    private static void PrintUp(CodeWriter writer, NetworkPlan plan, string? trace)
    {
        Number vector = writer.Number.AsVector;
        writer.Wrapped($"{vector.Type} ", [.. Enumerable.Range(0, plan.InputSize).Select(k => $"x_{k} = {vector.All($"x[{k}]")}")], ", ", ";");
        foreach (NodePlan node in plan.Nodes.Where(node => !node.IsOutput))
        {
            TensorPlan W = node.Tensors[0];
            writer.Line();
            writer.Line($"// {node.Layer.Formula(node)},  {node.ActivationFormula}{node.FrozenNote}");
            foreach (Place j in Groups(node))
            {
                string z = $"{node.Z}_{j}";
                string[] x = [.. Inputs(node).Select(input => input.Text)];
                string first = $"p.Load({W.Position(j.First, 0)})";
                writer.Line($"{vector.Type} {z} = {(VectorLayerEmitter.Bias(node) is { } b ? vector.Call("Fma", first, x[0], $"p.Load({b.Position(j.First)})") : $"{first} * {x[0]}")};");
                for (int k = 1; k < x.Length; k++)
                    writer.Line($"{z} = {vector.Call("Fma", $"p.Load({W.Position(j.First, k)})", x[k], z)};");
            }

            foreach (Place j in Groups(node))
                writer.Line($"{vector.Type} {node.A}_{j} = {ActivationEmitter.Value(node, vector, $"{node.Z}_{j}")};");

            foreach (Place j in trace is null ? [] : Groups(node))
                writer.Line($"{trace}.Store({node.Z}_{j}, {node.ZOffset + j.First}); {trace}.Store({node.A}_{j}, {node.AOffset + j.First});");

            IEnumerable<Place> Inputs(NodePlan layer) => layer.Number == 1
                ? Enumerable.Range(0, plan.InputSize).Select(k => new Place($"x_{k}", k))
                : Enumerable.Range(0, layer.Inputs[0].Shape.Size).Select(k => new Place(vector.All($"{Group(layer.Inputs[0].Name, k)}[{k % Lanes}]"), k));
        }

        PrintOutput(writer, plan, trace);
    }

    private static void PrintOutput(CodeWriter writer, NetworkPlan plan, string? trace)
    {
        Number vector = writer.Number.AsVector;
        NodePlan output = plan.Output;
        TensorPlan W = output.Tensors[0];
        string x = output.Inputs[0].Name;
        int inputs = output.Inputs[0].Shape.Size;
        writer.Line();
        writer.Line($"// {output.Layer.Formula(output)},  {output.ActivationFormula}: each sum in {Lanes} parts{output.FrozenNote}");
        for (int j = 0; j < output.Size; j++)
        {
            writer.Line($"{vector.Type} u_{j} = p.Load({W.Position(j, 0)}) * {Group(x, 0)};");
            for (int k = Lanes; k < inputs; k += Lanes)
                writer.Line($"u_{j} = {vector.Call("Fma", $"p.Load({W.Position(j, k)})", Group(x, k), $"u_{j}")};");
        }

        if (VectorLayerEmitter.Bias(output) is { } bias)
        {
            writer.Line($"// {bias.Name} one by one: a vector load would stall on the optimizer's recent scalar stores.");
            writer.Line($"{vector.Type} {bias.Name} = {writer.Number.Services}.Block.First(p.From({bias.Offset}), {output.Size});");
        }

        string sums = $"{writer.Number.Services}.Block.Sums({string.Join(", ", Enumerable.Range(0, output.Size).Select(j => $"u_{j}"))})";
        writer.Line($"{vector.Type} {output.Z} = {sums}{(VectorLayerEmitter.Bias(output) is { } b ? $" + {b.Name}" : "")};");
        if (output.Joint is { } joint)
        {
            writer.Line($"{vector.Type} {Losses.LargestZ} = {vector.All($"{writer.Number.Services}.Block.Largest({output.Z}, {output.Size})")};");
            writer.Line($"{vector.Type} e = {vector.Call("ExpOfNegative", $"{output.Z} - {Losses.LargestZ}")};");
            writer.Line($"{vector.Type} sum = {vector.All(SumOf("e", output.Size))};");
            writer.Line($"{vector.Type} {joint.Shared.Name} = {joint.Shared.Value(vector)};");
            writer.Line($"{vector.Type} {output.A} = {joint.Value(output.Z, "e")};");
        }
        else
        {
            writer.Line($"{vector.Type} {output.A} = {ActivationEmitter.Value(output, vector, output.Z)};");
        }

        foreach (Place j in trace is null ? [] : Place.Each(output.Size))
            writer.Line($"{trace}[{output.ZOffset + j.First}] = {output.Z}[{j}]; {trace}[{output.AOffset + j.First}] = {output.A}[{j}];");
    }

    private static void PrintLoss(CodeWriter writer, NetworkPlan plan)
    {
        Number vector = writer.Number.AsVector;
        NodePlan output = plan.Output;
        LossRow loss = Losses.Of(plan.Spec.Loss);
        var terms = new LossTerms(vector, output.A, "y", output.Z);
        writer.Line();
        writer.Line($"// w L,  L = {LossEmitter.Formula(plan)}");
        if (plan.LossReadsZ && !output.Joint!.IsLogarithm)
            writer.Line($"{vector.Type} {Losses.LogSum} = {vector.Call("LogOfSum", "sum")};");

        writer.Line($"{vector.Type} terms = {Expression.Unwrap(LossEmitter.Term(plan, terms))};");
        string mean = LossEmitter.Mean(plan, writer.Number), sum = SumOf("terms", output.Size);
        writer.Line($"float L = weight * {(mean.Length > 0 ? $"(({sum}){mean})" : output.Size > 1 ? $"({sum})" : sum)};");
        writer.Line();
        writer.Line($"// {LossEmitter.DeltaFormula(plan)}");
        if (output.Joint is { } joint && !plan.IsFused)
        {
            writer.Line($"{vector.Type} da = {loss.Slope(terms)}{LossEmitter.Mean(plan, vector)};");
            writer.Line($"{vector.Type} products = {joint.Total.Term("da", output.A)}, {joint.Total.Name} = {vector.All(SumOf("products", output.Size))};");
        }

        writer.Line($"{vector.Type} {output.Delta} = {vector.All("weight")} * {LossEmitter.Delta(plan, vector, loss, terms, "da")};");
    }

    private static void PrintDown(CodeWriter writer, NetworkPlan plan)
    {
        Number vector = writer.Number.AsVector;
        (NodePlan hidden, NodePlan output) = (plan.Nodes[0], plan.Output);
        (TensorPlan W1, TensorPlan W2) = (hidden.Tensors[0], output.Tensors[0]);
        writer.Wrapped($"{vector.Type} ", [.. Place.Each(output.Size).Select(j => $"{output.Delta}_{j} = {vector.All($"{output.Delta}[{j}]")}")], ", ", ";");
        writer.Line();
        SmallEmitter.PrintFrozen(writer, plan);
        if (output.IsTrained)
        {
            writer.Line($"// {output.Layer.GradientFormula(output).Replace("+=", "=")}");
            foreach (Place j in Place.Each(output.Size))
                foreach (Place k in Groups(hidden))
                    writer.Line($"g.Store({output.Delta}_{j} * {hidden.A}_{k}, {W2.Position(j.First, k.First)});");

            if (VectorLayerEmitter.Bias(output) is { } b2)
                writer.Wrapped("", [.. Place.Each(output.Size).Select(j => $"g[{b2.Position(j.First)}] = {output.Delta}[{j}]")], "; ", ";");

            writer.Line();
        }

        if (hidden.IsTrained)
        {
            PrintHiddenDelta(writer, plan, hidden, output);
            writer.Line();
            writer.Line($"// {hidden.Layer.GradientFormula(hidden).Replace("+=", "=")}");
            for (int k = 0; k < plan.InputSize; k++)
                foreach (Place j in Groups(hidden))
                    writer.Line($"g.Store({hidden.Delta}_{j} * x_{k}, {W1.Position(j.First, k)});");

            if (VectorLayerEmitter.Bias(hidden) is { } b1)
                foreach (Place j in Groups(hidden))
                    writer.Line($"g.Store({hidden.Delta}_{j}, {b1.Position(j.First)});");

            writer.Line();
        }

        using (writer.Block("if (!inputGradients.IsEmpty)"))
        {
            if (!hidden.IsTrained)
            {
                PrintHiddenDelta(writer, plan, hidden, output);
                writer.Line();
            }

            writer.Line($"// dL/dx = {GradientPull.Formula(plan, plan.Input)}");
            for (int k = 0; k < plan.InputSize; k++)
                writer.Line($"inputGradients[{k}] = {writer.Number.Services}.Lanes.Sum({string.Join(" + ", Groups(hidden).Select(j => $"p.Load({W1.Position(j.First, k)}) * {hidden.Delta}_{j}"))});");
        }
    }

    private static void PrintHiddenDelta(CodeWriter writer, NetworkPlan plan, NodePlan hidden, NodePlan output)
    {
        Number vector = writer.Number.AsVector;
        TensorPlan W2 = output.Tensors[0];
        writer.Line($"// {GradientPull.DeltaFormula(plan, hidden)}");
        foreach (Place k in Groups(hidden))
        {
            writer.Line($"{vector.Type} d{hidden.A}_{k} = p.Load({W2.Position(0, k.First)}) * {output.Delta}_0;");
            for (int j = 1; j < output.Size; j++)
                writer.Line($"d{hidden.A}_{k} = {vector.Call("Fma", $"p.Load({W2.Position(j, k.First)})", $"{output.Delta}_{j}", $"d{hidden.A}_{k}")};");
        }

        foreach (Place k in Groups(hidden))
        {
            string slope = ActivationEmitter.Slope(hidden, vector, $"{hidden.Z}_{k}", $"{hidden.A}_{k}");
            writer.Line($"{vector.Type} {hidden.Delta}_{k} = d{hidden.A}_{k}{(slope.Length == 0 ? "" : $" * {slope}")};");
        }
    }

    private static IEnumerable<Place> Groups(NodePlan node) => Place.Groups(node.Size, Lanes);

    /// <summary>The local that holds number k of a value.</summary>
    private static string Group(string value, int k) => $"{value}_{k / Lanes * Lanes}to{k / Lanes * Lanes + Lanes - 1}";

    private static string SumOf(string vector, int count) => string.Join(" + ", Enumerable.Range(0, count).Select(j => $"{vector}[{j}]"));
}
