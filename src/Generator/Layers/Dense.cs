using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// The fully connected layer: <c>z = W a + b</c>. W has the shape (out, in) and is stored input by input. So the weights
/// of neighboring neurons, which are independent of each other, are adjacent, and the inner loop of every pass runs over them.
/// </summary>
internal sealed record Dense(int Units, ActivationSpec Activation, bool Bias, InitializerSpec Initializer) : Layer(Activation)
{
    /// <summary>The number of weights and units from which the backward pass reads W in place.</summary>
    private const int InPlaceWeights = 1 << 16, InPlaceUnits = 64;

    public override string Kind => "Dense";

    public override bool IsLinear => true;

    public override InitializerSpec? WeightInitializer => Initializer;

    public override bool FillsLanes => true;

    public override bool UsesThreads => true;

    public static Layer? Read(DeclaredAttribute attribute)
    {
        int? units = attribute.Size(0, "units", "number of units of a layer");
        ActivationSpec? activation = ActivationReader.Read(attribute);
        InitializerSpec? initializer = InitializerReader.Read(attribute, activation is null ? NetGen.Initializer.GlorotUniform : Activations.Of(activation).DefaultInitializer);
        return units is null || activation is null || initializer is null
            ? null
            : new Dense(units.Value, activation, attribute.Flag("Bias", true), initializer);
    }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape.Of(Units);

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        int fanIn = inputs[0].Size;
        int[] inputByInput = [1, Units];
        yield return new TensorSpec(
            "W", "weight", ParameterRole.Weight, Shape.Of(Units, fanIn), inputByInput.ToEquatableArray(), Initializer.Weights, fanIn, Units, Initializer.Value);
        if (Bias)
            yield return TensorSpec.InOrder("b", "bias", ParameterRole.Bias, Shape.Of(Units), Initializer.Biases, fanIn, Units);
    }

    public override long Work(IReadOnlyList<Shape> inputs) => TensorCount(inputs);

    public override long MultiplyAdds(IReadOnlyList<Shape> inputs) => inputs[0].LongSize * Units;

    public override string Formula(NodePlan node) =>
        $"{node.Z} = {W(node).Name} {node.Inputs[0].Symbol}{(B(node) is { } b ? $" + {b.Name}" : "")}";

    public override string GradientFormula(NodePlan node) =>
        $"d{W(node).Name} += {node.Delta} {node.Inputs[0].Symbol}^T{(B(node) is { } b ? $",  d{b.Name} += {node.Delta}" : "")}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"{W(node).Name}^T {gradient}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Onnx.Of("Gemm", [node.Inputs[0].Shape.Dimensions.Count == 1 ? inputs[0] : Onnx.Flat(inputs[0]), .. node.Tensors.Select(Onnx.Tensor)]).Int("transB", 1);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j)
    {
        IEnumerable<string> terms = Place.Each(Inputs(node)).Select(k => $"{form.Parameter(W(node), j, k)} * {form.At(node.Inputs[0].Name, k)}");
        if (B(node) is { } b)
            terms = terms.Append(form.Parameter(b, j));

        return [.. terms];
    }

    public override IEnumerable<string> Gradients(NodePlan node, Form form, Place j)
    {
        // If the layer has one neuron, its weights are adjacent, and so are their gradients.
        string x = node.Inputs[0].Name;
        foreach (Place k in Units == 1 ? form.Places(node.Inputs[0]) : Place.Each(Inputs(node)))
        {
            // In a product of a vector and a number, the vector comes first.
            string product = k.IsVector ? $"{form.At(x, k)} * {form.At(node.Delta, j)}" : $"{form.At(node.Delta, j)} * {form.At(x, k)}";
            yield return $"{form.Gradient(W(node), j, k)} += {product};";
        }

        if (B(node) is { } b)
            yield return $"{form.Gradient(b, j)} += {form.At(node.Delta, j)};";
    }

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        string.Join(" + ", Place.Each(Units).Select(j => $"{form.Column(node, W(node), j, k)} * {form.At(node.Delta, j)}"));

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        ValuePlan x = node.Inputs[0];
        PrintTensors(writer, node);
        writer.Line($"{writer.Number.Services}.Dense.Forward({x.Name}, xStride: {x.Stride}, {W(node).Name}, {B(node)?.Name ?? "b: default"}, {node.Z}, zStride: {node.Stride}, n, inputs: {Inputs(node)}, outputs: {Units}, threads);");
    }

    public override void PrintBatchGradients(CodeWriter writer, NodePlan node)
    {
        ValuePlan x = node.Inputs[0];
        writer.Line($"{writer.Number.Services}.Dense.WeightGradient({x.Name}, xStride: {x.Stride}, {node.Delta}, deltaStride: {node.Stride}, d{W(node).Name}, isFirst, n, inputs: {Inputs(node)}, outputs: {Units}, threads);");
        if (B(node) is { } b)
            writer.Line($"{writer.Number.Services}.Dense.BiasGradient({node.Delta}, deltaStride: {node.Stride}, d{b.Name}, isFirst, n);");
    }

    public override string? BatchOperand(NodePlan node) => ReadsInPlace(Inputs(node)) ? null : $"{W(node).Name}T";

    public override long BatchOperandSize(IReadOnlyList<Shape> inputs) => ReadsInPlace(inputs[0].Size) ? 0 : BatchPlan.LongStrideOf(inputs[0]) * Units;

    public override string BatchOperandFormula(NodePlan node) => $"{W(node).Name}T: the weights stored neuron by neuron, for {InputGradientFormula(node, 0, node.Delta)}";

    public override void PrintBatchOperand(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Dense.Transpose(p.Slice({W(node).Offset}, {W(node).Length}), {W(node).Name}T, stride: {node.Inputs[0].GradientStride}, inputs: {Inputs(node)}, outputs: {Units});");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds)
    {
        bool inPlace = ReadsInPlace(Inputs(node));
        (string method, string weights) = inPlace ? ("InputGradientInPlace", W(node).Name) : ("InputGradient", $"{W(node).Name}T");
        if (inPlace)
            writer.Line($"{writer.Number.ReadOnlySpan} {weights} = {W(node).From};");

        writer.Line($"{writer.Number.Services}.Dense.{method}({node.Delta}, deltaStride: {node.Stride}, {weights}, {target}, dxStride: {node.Inputs[0].GradientStride}, n, inputs: {Inputs(node)}, outputs: {Units}, threads{(adds ? ", adds: true" : "")});");
    }

    /// <summary>
    /// Whether the backward pass reads W in place rather than a copy that is ordered by neuron. For so many weights, the copy would take a
    /// large part of the time.
    /// </summary>
    private bool ReadsInPlace(long inputs) => Units >= InPlaceUnits && inputs * Units >= InPlaceWeights;

    /// <summary>Declares the tensors. Their spans are open-ended, because kernels read whole vectors and so slightly past the end.</summary>
    private static void PrintTensors(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.ReadOnlySpan} {string.Join(", ", node.Tensors.Select(tensor => $"{tensor.Name} = {tensor.From}"))};");

    private static int Inputs(NodePlan node) => node.Inputs[0].Shape.Size;

    private static TensorPlan W(NodePlan node) => node.Tensors[0];

    private static TensorPlan? B(NodePlan node) => node.Tensors.Count > 1 ? node.Tensors[1] : null;
}
