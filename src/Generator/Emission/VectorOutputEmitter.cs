using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the class of the output layer of a network in vectors: its sums go across lanes, in parts, and it has the losses.</summary>
internal static class VectorOutputEmitter
{
    private const int Lanes = VectorPlan.Lanes;

    public static void Print(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        PrintForwardInLanes(writer, node);
        if (!plan.IsTrainable)
            return;

        PrintForward(writer, node);
        PrintDelta(writer, plan, node);
        PrintDeltaFrom(writer, plan, node);
        if (JoinsGradients(node))
        {
            PrintBackward(writer, plan, node, gradients: true, delta: true);
            return;
        }

        if (node.IsTrained)
            PrintBackward(writer, plan, node, gradients: true, delta: false);

        PrintBackward(writer, plan, node, gradients: false, delta: true);
    }

    private static void PrintForwardInLanes(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsWide;
        string x = node.Inputs[0].Name, place = "j * m + s";
        writer.Line($"// {node.Layer.Formula(node)}, each sum in {Lanes} parts, for m samples in lanes");
        using (writer.Block($"internal static void ForwardInLanes({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.Z}, nint m)"))
        using (writer.Block($"for (nint j = 0; j < {node.Size}; j++)"))
        {
            writer.Line($"{writer.Number.Services}.Block.DotsInLanes({Weights(node)}, {x}, length: m, size: {VectorLayerEmitter.Inputs(node)}, sums: {node.Z}.From(j * m));");
            if (VectorLayerEmitter.Bias(node) is not null)
                writer.Single($"for (nint s = 0; s < m; s += {vector.Lanes})", $"{node.Z}.Store({node.Z}.{vector.LoadName}({place}){PlusBias(vector, node)}, {place});");
        }
    }

    private static void PrintForward(CodeWriter writer, NodePlan node)
    {
        string x = node.Inputs[0].Name;
        writer.Line();
        writer.Line($"// The same with neurons of layer {node.Number - 1} in lanes");
        using (writer.Block($"internal static void Forward({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.Z}, nint m)"))
        {
            writer.Line($"for (nint j = 0; j < {node.Size}; j++)");
            writer.Line($"    for (nint s = 0; s < m; s += {Lanes})");
            writer.Line($"        {node.Z}.Store({writer.Number.Services}.Block.Dots({Weights(node)}, {x}.From({Expression.Times("s", VectorLayerEmitter.Inputs(node))}), {VectorLayerEmitter.Inputs(node)}){PlusBias(writer.Number.AsVector, node)}, j * m + s);");
        }
    }

    private static void PrintDelta(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        var form = new OutputForm(writer.Number.AsVector);
        writer.Line();
        writer.Line($"// {node.ActivationFormula}, the losses and the deltas of {Lanes} samples in lanes: sample i of the batch, which is number s of m, and the");
        writer.Line($"// following ones. On entry, {node.Delta} holds {node.Z}.");
        using (writer.Block($"internal static {form.Number.Type} Delta(in {writer.Number.Services}.Pass<float> pass, int i, {writer.Number.Numbers} y, {writer.Number.Numbers} {node.Delta}{BiasParameter(writer, node)}, nint s, nint m)"))
        {
            VectorEmitter.PrintTargets(writer, plan, form, "i");
            form.PrintLoads(writer, node.Z, node.Delta, node.Size, j => VectorEmitter.Row(j, "m", "s"));
            VectorEmitter.PrintActivation(writer, plan, form, needsA: true);
            writer.Line($"{form.Number.Type} L = {form.Number.Literal(0)};");
            LossEmitter.PrintLoss(writer, plan, form, knowsA: true, "pass, i");
            writer.Line($"w *= {form.Number.All("pass.Mean")};");
            LossEmitter.PrintDelta(writer, plan, form);
            PrintStores(writer, node, form);
            writer.Line("return L;");
        }
    }

    private static void PrintDeltaFrom(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        var form = new OutputForm(writer.Number.AsVector);
        writer.Line();
        writer.Line("// The deltas from dL/da of the outputs");
        using (writer.Block($"internal static void DeltaFrom(in {writer.Number.Services}.Pass<float> pass, int i, {writer.Number.Numbers} da, {writer.Number.Numbers} {node.Delta}{BiasParameter(writer, node)}, nint s, nint m)"))
        {
            writer.Line($"{writer.Number.Services}.Block.OutputGradients(pass, i, {node.Size}, da);");
            form.PrintLoads(writer, node.Joint is not null ? "given" : "da", "da", node.Size, j => $"{j * Lanes}");
            form.PrintLoads(writer, node.Z, node.Delta, node.Size, j => VectorEmitter.Row(j, "m", "s"));
            VectorEmitter.PrintActivation(writer, plan, form, needsA: true);
            LossEmitter.PrintDeltaFromOutputs(writer, plan, form, node.Joint is not null ? "given" : "da");
            PrintStores(writer, node, form);
        }
    }

    /// <summary>Stores the deltas of the output layer, and adds them to the gradient of its biases, lane by lane.</summary>
    private static void PrintStores(CodeWriter writer, NodePlan node, OutputForm form)
    {
        writer.Line();
        foreach (Place j in Place.Each(node.Size))
            writer.Line($"{node.Delta}.Store({form.At(node.Delta, j)}, {VectorEmitter.Row(j.First, "m", "s")});");

        if (VectorPlan.TrainedBias(node) is { } b)
            foreach (Place j in Place.Each(node.Size))
                writer.Line($"d{b.Name}.Store(d{b.Name}.Load({j.First * Lanes}) + {form.At(node.Delta, j)}, {j.First * Lanes});");
    }

    /// <summary>The gradients of the output layer's weights, the delta of the layer below, or both in one loop over its neurons.</summary>
    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, NodePlan node, bool gradients, bool delta)
    {
        Number vector = writer.Number.AsVector;
        NodePlan below = plan.Nodes[node.Number - 2];
        TensorPlan W = node.Tensors[0];
        writer.Line();
        string[] formulas = [.. gradients ? new[] { $"d{W.Name} += {node.Delta} {below.A}^T" } : [], .. delta ? new[] { GradientPull.DeltaFormula(plan, below) } : []];
        writer.Line($"// {string.Join(",  ", formulas)}");
        string method = gradients && delta ? "Backward" : gradients ? "Gradients" : "Delta";
        string parameters = VectorLayerEmitter.Parameters(writer, string.Join(", ", Reads(plan, node, gradients, delta)));
        using (writer.Block($"internal static void {method}({parameters}, nint m)"))
        using (writer.Block($"for (nint k = 0; k < {below.Size}; k += {Lanes})"))
        {
            string[] places = [.. Enumerable.Range(0, node.Size).Select(j => Expression.Plus(W.Position(j, 0), "k"))];
            if (delta)
                writer.Wrapped($"{vector.Type} ", [.. places.Select((place, j) => $"{W.Name}_{j} = p.Load({place})")], ", ", ";");

            if (gradients)
                writer.Wrapped($"{vector.Type} ", [.. places.Select((place, j) => $"d{W.Name}_{j} = g.Load({place})")], ", ", ";");

            using (writer.Block($"for (nint s = 0; s < m; s++)"))
            {
                if (gradients)
                    writer.Line($"{vector.Type} a = {below.A}.Load({Expression.Times("s", below.Size)} + k);");

                for (int j = 0; j < node.Size; j++)
                {
                    writer.Line($"{vector.Type} delta_{j} = {vector.All($"{node.Delta}[{VectorEmitter.Row(j, "m", "s")}]")};");
                    if (gradients)
                        writer.Line($"d{W.Name}_{j} = {vector.Call("Fma", $"delta_{j}", "a", $"d{W.Name}_{j}")};");

                    string term = j == 0 ? $"{W.Name}_0 * delta_0" : vector.Call("Fma", $"{W.Name}_{j}", $"delta_{j}", $"d{below.A}");
                    if (delta)
                        writer.Line($"{(j == 0 ? $"{vector.Type} " : "")}d{below.A} = {term};");
                }

                if (delta)
                    VectorLayerEmitter.PrintSlope(writer, below, hasA: gradients);
            }

            for (int j = 0; gradients && j < node.Size; j++)
                writer.Line($"g.Store(d{W.Name}_{j}, {places[j]});");
        }
    }

    /// <summary>Whether the output layer computes its gradients and the delta below in one loop.</summary>
    public static bool JoinsGradients(NodePlan node) => node.IsOutput && node.IsTrained && node.Inputs[0].Learns;

    /// <summary>What the output layer takes for its gradients, for the delta below it, or for both.</summary>
    public static IEnumerable<string> Reads(NetworkPlan plan, NodePlan node, bool gradients, bool delta)
    {
        NodePlan below = plan.Nodes[node.Number - 2];
        return [.. delta ? new[] { "p", VectorLayerEmitter.SlopeArguments(below) } : [below.A], node.Delta, .. gradients ? new[] { "g" } : [], .. delta ? new[] { below.Delta } : []];
    }

    private static string BiasParameter(CodeWriter writer, NodePlan node) => VectorPlan.TrainedBias(node) is { } b ? $", {writer.Number.Numbers} d{b.Name}" : "";

    private static string Weights(NodePlan node) => $"p.From({Expression.Plus(node.Tensors[0].Offset, Expression.Times("j", VectorLayerEmitter.Inputs(node)))})";

    private static string PlusBias(Number vector, NodePlan node) => VectorLayerEmitter.Bias(node) is { } b ? $" + {vector.All($"p[{Expression.Plus(b.Offset, "j")}]")}" : "";
}
