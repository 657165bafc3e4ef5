using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>Scales the inputs to mean 0 and standard deviation 1: <c>xhat = (x - mean) / scale</c>. The statistics are fitted, not trained.</summary>
internal sealed record Standardize(bool IsPerChannel) : PointwiseLayer(ActivationSpec.Identity)
{
    public override string Kind => "Standardize";

    public override bool IsNumbered => false;

    public override bool FillsLanes => true;

    public static Layer Read(DeclaredAttribute attribute) => new Standardize(attribute.Flag("PerChannel", false));

    public override string Title => IsPerChannel ? "Standardize(channels)" : Kind;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        !IsPerChannel ? null : ImageLayers.RankFault(inputs[0]) is var (needs, _) ? (needs, "remove PerChannel = true: each number of a vector has its own mean and scale") : null;

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        Shape shape = IsPerChannel ? Shape.Of(inputs[0].Dimensions[0]) : inputs[0];
        yield return TensorSpec.InOrder("mean", "mean", ParameterRole.Mean, shape, Initializer.Zeros, shape.Size, shape.Size);
        yield return TensorSpec.InOrder("scale", "scale", ParameterRole.Scale, shape, Initializer.Constant, shape.Size, shape.Size, 1);
    }

    public override string Formula(NodePlan node) => $"{node.Output.Name} = ({node.Inputs[0].Name} - mean) / scale";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"{Expression.Factor(gradient)} / scale";

    public override void PrintOperands(CodeWriter writer, NodePlan node, Form form) => form.PrintParameters(writer, node);

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Onnx.Of("Div", Onnx.Of("Sub", inputs[0], Statistic(node, node.Tensors[0])), Statistic(node, node.Tensors[1]));

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"({form.At(node.Inputs[0].Name, j)} - {Of(node, node.Tensors[0], form, j)}) / {Of(node, node.Tensors[1], form, j)}"];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        $"{Expression.Factor(gradient)} / {Of(node, node.Tensors[1], form, k)}";

    public override void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
        (TensorPlan mean, TensorPlan scale) = (node.Tensors[0], node.Tensors[1]);
        writer.Line($"{writer.Number.ReadOnlySpan} mean = p.Slice({mean.Offset}, {mean.Length}), scale = p.Slice({scale.Offset}, {scale.Length});");
        writer.Line(IsPerChannel
            ? $"{writer.Number.Services}.Standardization.ApplyToChannels({node.Inputs[0].Name}, mean, scale, {node.Output.Name}, channels: {mean.Length}, pixels: {ImageLayers.Pixels(node.Output.Shape)}, stride: {node.Output.Stride}, {n});"
            : $"{writer.Number.Services}.Standardization.Apply({node.Inputs[0].Name}, mean, scale, {node.Output.Name}, stride: {node.Output.Stride}, {n});");
    }

    /// <summary>The statistics in ONNX. Those of channels are of shape (channels, 1, 1), so that they apply to all pixels.</summary>
    private Onnx Statistic(NodePlan node, TensorPlan tensor) =>
        IsPerChannel ? Onnx.Tensor(tensor, [tensor.Length, .. Enumerable.Repeat(1, node.Output.Shape.Dimensions.Count - 1)]) : Onnx.Tensor(tensor);

    /// <summary>The statistic for an input: its own, or that of its channel.</summary>
    private string Of(NodePlan node, TensorPlan tensor, Form form, Place j) =>
        form.Parameter(tensor, IsPerChannel ? ImageLayers.ChannelOf(node.Output.Shape, j) : j);
}
