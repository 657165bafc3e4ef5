using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints a class for each layer of a network in vectors. Products and activations have separate loops, because the
/// constants of a function would take the registers of a product.
/// </summary>
internal static class VectorLayerEmitter
{
    private const int Lanes = VectorPlan.Lanes;

    public static void Print(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        string tensors = string.Join(", ", node.Tensors.Select(tensor => $"{tensor.Name} {tensor.Shape} at {tensor.Offset}"));
        writer.Line();
        writer.Line($"// Layer {node.Number}, {node.Layer.Kind} {node.Inputs[0].Shape} -> {node.Output.Shape}: {tensors}{node.FrozenNote}");
        using (writer.Block($"private static class Layer{node.Number}"))
        {
            if (node.IsOutput)
            {
                PrintOutputInLanes(writer, node);
                if (plan.IsTrainable)
                {
                    PrintOutput(writer, node);
                    PrintDelta(writer, plan, node);
                    PrintDeltaFrom(writer, plan, node);
                    if (JoinsGradients(node))
                    {
                        PrintOutputBackward(writer, plan, node, gradients: true, delta: true);
                        return;
                    }

                    if (node.IsTrained)
                        PrintOutputBackward(writer, plan, node, gradients: true, delta: false);

                    PrintOutputBackward(writer, plan, node, gradients: false, delta: true);
                }

                return;
            }

            PrintForwardInLanes(writer, node);
            if (plan.IsTrainable)
            {
                PrintForward(writer, node);
                if (node.IsTrained)
                    PrintGradients(writer, node);

                if (VectorPlan.ReadsTransposed(node))
                    PrintHandDown(writer, plan, node);
                else
                    PrintInputGradient(writer, node);
            }
        }
    }

    /// <summary>The calls that compute the gradients of a layer from its delta, and the delta below it if a trained layer needs it.</summary>
    public static void PrintBackwardCalls(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        if (JoinsGradients(node))
        {
            writer.Line($"Layer{node.Number}.Backward({string.Join(", ", OutputReads(plan, node, gradients: true, delta: true))}, m);");
            return;
        }

        if (node.IsTrained)
            writer.Line($"Layer{node.Number}.Gradients({node.Inputs[0].Name}, {node.Delta}, g, m);");

        if (node.Inputs[0].Learns)
            writer.Line(DeltaCall(plan, node));
    }

    /// <summary>The call that computes the delta of the layer below another.</summary>
    public static string DeltaCall(NetworkPlan plan, NodePlan node)
    {
        NodePlan below = plan.Nodes[node.Number - 2];
        string arguments = node.IsOutput
            ? string.Join(", ", OutputReads(plan, node, gradients: false, delta: true))
            : $"{VectorPlan.Transposed(node)}, {node.Delta}, {SlopeArguments(below)}, {below.Delta}";
        return $"Layer{node.Number}.Delta({arguments}, m);";
    }

    /// <summary>Whether the output layer computes its gradients and the delta below in one loop.</summary>
    private static bool JoinsGradients(NodePlan node) => node.IsOutput && node.IsTrained && node.Inputs[0].Learns;

    /// <summary>What the output layer takes for its gradients, for the delta below it, or for both.</summary>
    private static IEnumerable<string> OutputReads(NetworkPlan plan, NodePlan node, bool gradients, bool delta)
    {
        NodePlan below = plan.Nodes[node.Number - 2];
        return [.. delta ? new[] { "p", SlopeArguments(below) } : [below.A], node.Delta, .. gradients ? new[] { "g" } : [], .. delta ? new[] { below.Delta } : []];
    }

    public static TensorPlan? Bias(NodePlan node) => node.Tensors.Count > 1 ? node.Tensors[1] : null;

    /// <summary>The parameters for the slope of a hidden layer: a, and z if the slope reads it.</summary>
    private static string SlopeArguments(NodePlan node) => VectorPlan.KeepsZ(node) ? $"{node.Z}, {node.A}" : node.A;

    private static void PrintForwardInLanes(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsWide;
        string x = node.Inputs[0].Name;
        int inputs = Inputs(node);
        writer.Line($"// {node.Layer.Formula(node)},  {node.ActivationFormula}, for m samples in lanes");
        using (writer.Block($"internal static void ForwardInLanes({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.A}, nint m)"))
        {
            using (writer.Block($"for (nint j = 0; j < {node.Size}; j++)"))
            {
                PrintWeights(writer, vector, node, inputs, place => vector.All($"p[{place}]"));
                using (writer.Block($"for (nint s = 0; s < m; s += {vector.Lanes})"))
                {
                    PrintTerms(writer, vector, node, k => $"{x}.{vector.LoadName}({VectorEmitter.Row(k, "m", "s")})");
                    writer.Line($"{node.A}.Store(z, j * m + s);");
                }
            }

            PrintActivation(writer, vector, node, $"{Expression.Times("m", node.Size)}", node.A);
        }
    }

    private static void PrintForward(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsVector;
        string x = node.Inputs[0].Name, z = VectorPlan.KeepsZ(node) ? node.Z : node.A, zParameter = VectorPlan.KeepsZ(node) ? $"{writer.Number.Numbers} {node.Z}, " : "";
        int inputs = Inputs(node);
        writer.Line();
        writer.Line("// The same with neurons in lanes");
        using (writer.Block($"internal static void Forward({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {zParameter}{writer.Number.Numbers} {node.A}, nint m)"))
        {
            using (writer.Block($"for (nint j = 0; j < {node.Size}; j += {Lanes})"))
            {
                PrintWeights(writer, vector, node, inputs, place => $"p.Load({place})");
                using (writer.Block($"for (nint s = 0; s < m; s++)"))
                {
                    PrintTerms(writer, vector, node, k => vector.All($"{x}[{Expression.Index("s", inputs, k)}]"));
                    writer.Line($"{z}.Store(z, {Expression.Times("s", node.Size)} + j);");
                }
            }

            PrintActivation(writer, vector, node, Expression.Times("m", node.Size), z);
        }
    }

    /// <summary>Declares the weights and the bias of a neuron j, or of as many as there are lanes from j on.</summary>
    private static void PrintWeights(CodeWriter writer, Number vector, NodePlan node, int inputs, System.Func<string, string> read)
    {
        TensorPlan W = node.Tensors[0];
        IEnumerable<string> weights = Enumerable.Range(0, inputs).Select(k => $"{W.Name}_{k} = {read(Expression.Plus(W.Position(0, k), "j"))}");
        if (Bias(node) is { } b)
            weights = weights.Append($"{b.Name} = {read(Expression.Plus(b.Offset, "j"))}");

        writer.Wrapped($"{vector.Type} ", [.. weights], ", ", ";");
    }

    /// <summary>Declares z, term by term.</summary>
    private static void PrintTerms(CodeWriter writer, Number vector, NodePlan node, System.Func<int, string> x)
    {
        string W = node.Tensors[0].Name;
        string first = Bias(node) is { } b ? vector.Call("Fma", $"{W}_0", x(0), b.Name) : $"{W}_0 * {x(0)}";
        writer.Line($"{vector.Type} z = {first};");
        for (int k = 1; k < Inputs(node); k++)
            writer.Line($"z = {vector.Call("Fma", $"{W}_{k}", x(k), "z")};");
    }

    private static void PrintActivation(CodeWriter writer, Number vector, NodePlan node, string count, string z)
    {
        if (node.Activation.IsIdentity && z == node.A)
            return;

        writer.Line();
        writer.Single($"for (nint i = 0; i < {count}; i += {vector.Lanes})", $"{node.A}.Store({ActivationEmitter.Value(node, vector, $"{z}.{vector.LoadName}(i)")}, i);");
    }

    private static void PrintGradients(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsVector;
        TensorPlan W = node.Tensors[0];
        string x = node.Inputs[0].Name;
        int inputs = Inputs(node);
        writer.Line();
        writer.Line($"// {node.Layer.GradientFormula(node)}");
        using (writer.Block($"internal static void Gradients({writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.Delta}, {writer.Number.Numbers} g, nint m)"))
        using (writer.Block($"for (nint j = 0; j < {node.Size}; j += {Lanes})"))
        {
            (string Name, string Place)[] gradients =
            [
                .. Enumerable.Range(0, inputs).Select(k => ($"d{W.Name}_{k}", Expression.Plus(W.Position(0, k), "j"))),
                .. Bias(node) is { } b ? new[] { ($"d{b.Name}", Expression.Plus(b.Offset, "j")) } : [],
            ];
            writer.Wrapped($"{vector.Type} ", [.. gradients.Select(gradient => $"{gradient.Name} = g.Load({gradient.Place})")], ", ", ";");
            using (writer.Block($"for (nint s = 0; s < m; s++)"))
            {
                writer.Line($"{vector.Type} delta = {node.Delta}.Load({Expression.Times("s", node.Size)} + j);");
                for (int k = 0; k < inputs; k++)
                    writer.Line($"d{W.Name}_{k} = {vector.Call("Fma", "delta", vector.All($"{x}[{Expression.Index("s", inputs, k)}]"), $"d{W.Name}_{k}")};");

                if (Bias(node) is { } bias)
                    writer.Line($"d{bias.Name} += delta;");
            }

            foreach ((string name, string place) in gradients)
                writer.Line($"g.Store({name}, {place});");
        }
    }

    /// <summary>The delta of the hidden layer below a hidden layer.</summary>
    private static void PrintHandDown(CodeWriter writer, NetworkPlan plan, NodePlan node)
    {
        Number vector = writer.Number.AsVector;
        NodePlan below = plan.Nodes[node.Number - 2];
        string W = VectorPlan.Transposed(node);
        writer.Line();
        writer.Line($"// {GradientPull.DeltaFormula(plan, below)}");
        using (writer.Block($"internal static void Delta({writer.Number.Numbers} {W}, {writer.Number.Numbers} {node.Delta}, {SlopeParameters(writer, below)}, {writer.Number.Numbers} {below.Delta}, nint m)"))
        using (writer.Block($"for (nint k = 0; k < {below.Size}; k += {Lanes})"))
        using (writer.Block($"for (nint s = 0; s < m; s++)"))
        {
            writer.Line($"{vector.Type} d{below.A} = {vector.Literal(0)};");
            writer.Single($"for (nint j = 0; j < {node.Size}; j++)", $"d{below.A} = {vector.Call("Fma", $"{W}.Load(j * {below.Size} + k)", vector.All($"{node.Delta}[{Expression.Times("s", node.Size)} + j]"), $"d{below.A}")};");
            PrintSlope(writer, below);
        }
    }

    private static void PrintInputGradient(CodeWriter writer, NodePlan node)
    {
        TensorPlan W = node.Tensors[0];
        int inputs = Inputs(node);
        writer.Line();
        writer.Line($"// dL/dx = {node.Layer.InputGradientFormula(node, 0, node.Delta)}, for n samples");
        using (writer.Block($"internal static void InputGradient({writer.Number.Numbers} p, {writer.Number.Numbers} {node.Delta}, {writer.Number.Span} inputGradients, int n)"))
        {
            writer.Line("for (int s = 0; s < n; s++)");
            using (writer.Block($"for (int k = 0; k < {inputs}; k++)"))
            {
                string sum = string.Join(" + ", Enumerable.Range(0, node.Size / Lanes).Select(group =>
                    $"p.Load({Expression.Plus(W.Offset + group * Lanes, Expression.Times("k", node.Size))}) * {node.Delta}.Load({Expression.Index("s", node.Size, group * Lanes)})"));
                writer.Line($"inputGradients[{Expression.Times("s", inputs)} + k] = {writer.Number.Services}.Lanes.Sum({sum});");
            }
        }
    }

    private static void PrintOutputInLanes(CodeWriter writer, NodePlan node)
    {
        Number vector = writer.Number.AsWide;
        string x = node.Inputs[0].Name, place = "j * m + s";
        writer.Line($"// {node.Layer.Formula(node)}, each sum in {Lanes} parts, for m samples in lanes");
        using (writer.Block($"internal static void ForwardInLanes({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.Z}, nint m)"))
        using (writer.Block($"for (nint j = 0; j < {node.Size}; j++)"))
        {
            writer.Line($"{writer.Number.Services}.Block.DotsInLanes({Weights(node)}, {x}, length: m, size: {Inputs(node)}, sums: {node.Z}.From(j * m));");
            if (Bias(node) is not null)
                writer.Single($"for (nint s = 0; s < m; s += {vector.Lanes})", $"{node.Z}.Store({node.Z}.{vector.LoadName}({place}){PlusBias(vector, node)}, {place});");
        }
    }

    private static void PrintOutput(CodeWriter writer, NodePlan node)
    {
        string x = node.Inputs[0].Name;
        writer.Line();
        writer.Line($"// The same with neurons of layer {node.Number - 1} in lanes");
        using (writer.Block($"internal static void Forward({writer.Number.Numbers} p, {writer.Number.Numbers} {x}, {writer.Number.Numbers} {node.Z}, nint m)"))
        {
            writer.Line($"for (nint j = 0; j < {node.Size}; j++)");
            writer.Line($"    for (nint s = 0; s < m; s += {Lanes})");
            writer.Line($"        {node.Z}.Store({writer.Number.Services}.Block.Dots({Weights(node)}, {x}.From({Expression.Times("s", Inputs(node))}), {Inputs(node)}){PlusBias(writer.Number.AsVector, node)}, j * m + s);");
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
            LossEmitter.PrintLoss(writer, plan, form, "pass, i");
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
            form.PrintLoads(writer, node.IsSoftmax ? "given" : "da", "da", node.Size, j => $"{j * Lanes}");
            form.PrintLoads(writer, node.Z, node.Delta, node.Size, j => VectorEmitter.Row(j, "m", "s"));
            VectorEmitter.PrintActivation(writer, plan, form, needsA: true);
            LossEmitter.PrintDeltaFromOutputs(writer, plan, form, node.IsSoftmax ? "given" : "da");
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
    private static void PrintOutputBackward(CodeWriter writer, NetworkPlan plan, NodePlan node, bool gradients, bool delta)
    {
        Number vector = writer.Number.AsVector;
        NodePlan below = plan.Nodes[node.Number - 2];
        TensorPlan W = node.Tensors[0];
        writer.Line();
        string[] formulas = [.. gradients ? new[] { $"d{W.Name} += {node.Delta} {below.A}^T" } : [], .. delta ? new[] { GradientPull.DeltaFormula(plan, below) } : []];
        writer.Line($"// {string.Join(",  ", formulas)}");
        string method = gradients && delta ? "Backward" : gradients ? "Gradients" : "Delta";
        string parameters = Parameters(writer, string.Join(", ", OutputReads(plan, node, gradients, delta)));
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
                    PrintSlope(writer, below, hasA: gradients);
            }

            for (int j = 0; gradients && j < node.Size; j++)
                writer.Line($"g.Store(d{W.Name}_{j}, {places[j]});");
        }
    }

    /// <summary>Stores the gradient of a, times the slope, as delta of a hidden layer.</summary>
    private static void PrintSlope(CodeWriter writer, NodePlan node, bool hasA = false)
    {
        string place = $"{Expression.Times("s", node.Size)} + k";
        string slope = ActivationEmitter.Slope(node, writer.Number.AsVector, "z", "a");
        if (slope.Length > 0 && !hasA && (node.Activation.Reads & Reads.A) != 0)
            writer.Line($"{writer.Number.AsVector.Type} a = {node.A}.Load({place});");

        if (VectorPlan.KeepsZ(node))
            writer.Line($"{writer.Number.AsVector.Type} z = {node.Z}.Load({place});");

        writer.Line($"{node.Delta}.Store(d{node.A}{(slope.Length == 0 ? "" : $" * {slope}")}, {place});");
    }

    private static string SlopeParameters(CodeWriter writer, NodePlan node) => Parameters(writer, SlopeArguments(node));

    /// <summary>The parameters of a method, from the arguments of its calls.</summary>
    private static string Parameters(CodeWriter writer, string arguments) =>
        string.Join(", ", arguments.Split(',').Select(name => $"{writer.Number.Numbers} {name.Trim()}"));

    private static string BiasParameter(CodeWriter writer, NodePlan node) => VectorPlan.TrainedBias(node) is { } b ? $", {writer.Number.Numbers} d{b.Name}" : "";

    private static string Weights(NodePlan node) => $"p.From({Expression.Plus(node.Tensors[0].Offset, Expression.Times("j", Inputs(node)))})";

    private static string PlusBias(Number vector, NodePlan node) => Bias(node) is { } b ? $" + {vector.All($"p[{Expression.Plus(b.Offset, "j")}]")}" : "";

    private static int Inputs(NodePlan node) => node.Inputs[0].Shape.Size;
}
