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
                VectorOutputEmitter.Print(writer, plan, node);
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
        if (VectorOutputEmitter.JoinsGradients(node))
        {
            writer.Line($"Layer{node.Number}.Backward({string.Join(", ", VectorOutputEmitter.Reads(plan, node, gradients: true, delta: true))}, m);");
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
            ? string.Join(", ", VectorOutputEmitter.Reads(plan, node, gradients: false, delta: true))
            : $"{VectorPlan.Transposed(node)}, {node.Delta}, {SlopeArguments(below)}, {below.Delta}";
        return $"Layer{node.Number}.Delta({arguments}, m);";
    }

    public static TensorPlan? Bias(NodePlan node) => node.Tensors.Count > 1 ? node.Tensors[1] : null;

    /// <summary>The parameters for the slope of a hidden layer: a, and z if the slope reads it.</summary>
    public static string SlopeArguments(NodePlan node) => VectorPlan.KeepsZ(node) ? $"{node.Z}, {node.A}" : node.A;

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

    /// <summary>Stores the gradient of a, times the slope, as delta of a hidden layer.</summary>
    public static void PrintSlope(CodeWriter writer, NodePlan node, bool hasA = false)
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
    public static string Parameters(CodeWriter writer, string arguments) =>
        string.Join(", ", arguments.Split(',').Select(name => $"{writer.Number.Numbers} {name.Trim()}"));

    /// <summary>The number of inputs of a layer.</summary>
    public static int Inputs(NodePlan node) => node.Inputs[0].Shape.Size;
}
