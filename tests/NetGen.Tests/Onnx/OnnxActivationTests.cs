using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Activations as exporters write them: they become the activation of the layer before, unless its value is read elsewhere.</summary>
public sealed class OnnxActivationTests
{
    [Theory]
    [InlineData(Activation.GELU, "Div z 1.41421354 > a; Erf a > b; Add b 1 > c; Mul z c > d; Mul d 0.5 > y")]
    [InlineData(Activation.GELU, "Mul z 0.70710677 > a; Erf a > b; Add b 1 > c; Mul 0.5 c > d; Mul z d > y")]
    [InlineData(Activation.GELU, "Mul z 0.5 > h; Div z 1.41421354 > a; Erf a > b; Add 1 b > c; Mul c h > y")]
    [InlineData(Activation.GELUTanh, "Pow z 3 > p; Mul p 0.044715 > q; Add z q > r; Mul r 0.7978845608 > s; Tanh s > t; Add t 1 > u; Mul z 0.5 > h; Mul h u > y")]
    [InlineData(Activation.GELUTanh, "Mul z z > s; Mul s z > p; Mul 0.044715 p > q; Add z q > r; Mul 0.7978845608 r > s2; Tanh s2 > t; Add 1 t > u; Mul z u > v; Mul 0.5 v > y")]
    [InlineData(Activation.SiLU, "Sigmoid z > s; Mul z s > y")]
    [InlineData(Activation.SiLU, "Neg z > n; Exp n > e; Add 1 e > d; Div z d > y")]
    [InlineData(Activation.Mish, "Softplus z > s; Tanh s > t; Mul z t > y")]
    [InlineData(Activation.Mish, "Exp z > e; Add e 1 > p; Log p > l; Tanh l > t; Mul t z > y")]
    [InlineData(Activation.Softplus, "Exp z > e; Add e 1 > p; Log p > y")]
    [InlineData(Activation.Sigmoid, "Mul z 0.5 > h; Tanh h > t; Add t 1 > u; Mul u 0.5 > y")]
    [InlineData(Activation.HardTanh, "Max z -1 > a; Min a 1 > y")]
    [InlineData(Activation.HardTanh, "Clip z -1 1 > y")]
    [InlineData(Activation.HardTanh, "Clip z -10000 10000 > y")]
    [InlineData(Activation.HardTanh, "Clip z 0.001 Infinity > y")]
    [InlineData(Activation.HardTanh, "Max z -3 > y")]
    [InlineData(Activation.HardTanh, "Min z 2 > a; Max -20 a > y")]
    [InlineData(Activation.HardSigmoid, "Add z 3 > a; Clip a 0 6 > b; Div b 6 > y")]
    [InlineData(Activation.HardSwish, "Add z 3 > a; Clip a 0 6 > b; Mul z b > c; Div c 6 > y")]
    [InlineData(Activation.HardSwish, "Add z 3 > a; Relu a > b; Min b 6 > c; Mul c 0.16666667 > d; Mul d z > y")]
    [InlineData(Activation.ClippedReLU, "Clip z 0 6 > y")]
    [InlineData(Activation.ClippedReLU, "Clip z 0 0.5 > y")]
    [InlineData(Activation.ClippedReLU, "Clip z 0 1000000 > y")]
    [InlineData(Activation.ReLU, "Max 0 z > y")]
    [InlineData(Activation.ReLU, "Clip z 0 > y")]
    [InlineData(Activation.ReLU, "Clip z 0 3.4028235e38 > y")]
    [InlineData(Activation.ReLU, "Clip z 0 Infinity > y")]
    [InlineData(Activation.ReLU, "Abs z > a; Add z a > b; Mul b 0.5 > y")]
    [InlineData(Activation.LeakyReLU, "Mul z 0.125 > a; Max z a > y")]
    [InlineData(Activation.LeakyReLU, "PRelu z 0.25 > y")]
    [InlineData(Activation.Identity, "Add z 0 > a; Mul a 1 > y")]
    [InlineData(Activation.Identity, "Clip z -3.4028235e38 3.4028235e38 > y")]
    [InlineData(Activation.Tanh, "Identity z > a; Tanh a > b; Identity b > y")]
    public void A_function_is_recognized_by_its_values(Activation expected, string nodes)
    {
        INetwork<float> network = OnnxProject.AssertSame(After(nodes));

        Assert.Equal(expected, Assert.Single(network.Info.Layers).Activation);
    }

    /// <summary>The layer is at most one dense layer, then what the nodes are.</summary>
    [Theory]
    [InlineData("Relu z > a; Add a z > y")]
    [InlineData("Relu z > a; Sigmoid z > b; Add a b > y")]
    [InlineData("Relu z > a; MatMul a v > b; Add b z > y")]
    [InlineData("Relu z > a; MatMul z v > b; Add b a > y")]
    [InlineData("Sigmoid z > s; Mul z s > a; MatMul s v > b; Add a b > y")]
    [InlineData("Relu z > a; Tanh a > b; MatMul a v > c; Add b c > y")]
    [InlineData("Identity z > a; Relu a > b; Add z b > y")]
    [InlineData("Sigmoid z > a; Tanh a > y")]
    [InlineData("Tanh z > a; Sigmoid z > b; Add a b > c; Sigmoid c > y")]
    [InlineData("Tanh z > a; Sigmoid a > b; Tanh b > c; Relu c > y")]
    [InlineData("Tanh z > a; Add a a > b; Add b b > y")]
    public void A_value_that_is_read_twice_is_computed_once_and_stays(string nodes)
    {
        OnnxGraph graph = After(nodes).Weights("v", 4, 4);
        OnnxProject.AssertSame(graph);
    }

    [Theory]
    [InlineData("Clip z -5 5 > y", "HardTanh(-5, 5)")]
    [InlineData("Clip z -0.25 0.125 > y", "HardTanh(-0.25, 0.125)")]
    [InlineData("Clip z -1 1 > y", "HardTanh ")]
    public void Bounds_are_those_of_the_file(string nodes, string activation) =>
        Assert.Contains(activation, OnnxProject.AssertSame(After(nodes)).ToString() + " ", StringComparison.Ordinal);

    [Theory]
    [InlineData("Selu", new[] { "alpha:2", "gamma:3" }, "Activate, Scale")]
    [InlineData("Selu", new[] { "gamma:2" }, "Activate, Scale")]
    [InlineData("Selu", new[] { "gamma:1" }, "")]
    [InlineData("Celu", new[] { "alpha:2" }, "Scale, Scale")]
    [InlineData("Celu", new[] { "alpha:0.5" }, "Scale, Scale")]
    [InlineData("HardSigmoid", new string[0], "Scale")]
    [InlineData("HardSigmoid", new[] { "alpha:0.5" }, "Scale")]
    public void Functions_of_other_parameters_are_multiples_of_an_activation(string operation, string[] parameters, string layers)
    {
        (string, object)[] attributes = [.. parameters.Select(parameter => parameter.Split(':')).Select(pair => (pair[0], (object)float.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))];
        INetwork<float> network = OnnxProject.AssertSame(new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Node("MatMul", "x w", "z").Node(operation, "z", "y", attributes));

        Assert.Equal(layers, string.Join(", ", network.Info.Layers.Skip(1).Select(layer => layer.Kind)));
    }

    /// <summary>What is almost an activation is none.</summary>
    [Theory]
    [InlineData("Mul z 1.0001 > a; Sigmoid a > b; Mul z b > y")]
    [InlineData("Exp z > y")]
    [InlineData("Mul z 0 > y")]
    [InlineData("Pow z 2 > y")]
    public void What_differs_from_an_activation_is_not_taken_for_one(string nodes)
    {
        GeneratorOutcome outcome = Outcome(After(nodes));
        Assert.True(outcome.Network is null || outcome.Network.Info.Layers.Count > 1, outcome.Fault);
    }

    /// <summary>Numbers of a function may come from other nodes; a file with another number is refused.</summary>
    [Theory]
    [InlineData("Identity 0 > zero; Clip z zero > y")]
    [InlineData("Cast 0 > zero; Max z zero > y")]
    [InlineData("Constant > zero; Max z zero > y")]
    public void Constants_may_be_behind_other_nodes(string nodes)
    {
        var graph = new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Node("MatMul", "x w", "z");
        foreach (string node in nodes.Split(';').Select(node => node.Trim()))
        {
            graph = node.StartsWith("Cast", StringComparison.Ordinal) ? graph.Number("0", 0).Node("Cast", "0", "zero", ("to", 1))
                : node.StartsWith("Constant", StringComparison.Ordinal) ? graph.Node("Constant", "", "zero", ("value_float", 0f))
                : graph.Nodes(node);
        }

        Assert.Equal(Activation.ReLU, OnnxProject.AssertSame(graph).Info.Layers[^1].Activation);
    }

    /// <summary>The nodes after a dense layer, from z to y.</summary>
    private static OnnxGraph After(string nodes) => new OnnxGraph().Input("x", 3).Output("y").Weights("w", 3, 4).Weights("bias", 4).Node("Gemm", "x w bias", "z").Nodes(nodes);

    private static GeneratorOutcome Outcome(OnnxGraph graph)
    {
        Support.GeneratorRun run = OnnxProject.Generate(graph);
        return run.Diagnostics.Length > 0
            ? new(null, run.Diagnostics[0].GetMessage())
            : new(OnnxProject.AssertSame(graph), "It was taken for an activation.");
    }

    private sealed record GeneratorOutcome(INetwork<float>? Network, string Fault);
}
