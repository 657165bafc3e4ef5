using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A gain and a bias for each number, or for each channel: <c>z = gain u + b</c>.</summary>
internal sealed record Affine(ActivationSpec Activation, bool IsPerChannel) : Layer(Activation)
{
    public override string Kind => "Affine";

    public override string Title => IsPerChannel ? "Affine(channels)" : Kind;

    public override string? Setting => IsPerChannel ? "per channel" : null;

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Affine(activation, attribute.Flag("PerChannel", false)) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        !IsPerChannel ? null : ImageLayers.RankFault(inputs[0]) is var (needs, _) ? (needs, "remove PerChannel = true: each number of a vector has its own gain and bias") : null;

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        Shape shape = IsPerChannel ? Shape.Of(inputs[0].Dimensions[0]) : inputs[0];
        yield return TensorSpec.InOrder("gain", "weight", ParameterRole.Gain, shape, Initializer.Constant, shape.Size, shape.Size, 1);
        yield return TensorSpec.InOrder("b", "bias", ParameterRole.Bias, shape, Initializer.Zeros, shape.Size, shape.Size);
    }

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => inputs[0].InLanes;

    public override string Formula(NodePlan node) => IsPerChannel
        ? $"{node.Z}[{At(node)}] = {Gain(node).Name}[c] {node.Inputs[0].Symbol}[{At(node)}] + {B(node).Name}[c]"
        : $"{node.Z} = {Gain(node).Name} * {node.Inputs[0].Symbol} + {B(node).Name}";

    public override string GradientFormula(NodePlan node) => IsPerChannel
        ? $"d{Gain(node).Name}[c] += sum over its pixels of {node.Delta} {node.Inputs[0].Symbol},  d{B(node).Name}[c] += sum of {node.Delta}"
        : $"d{Gain(node).Name} += {node.Delta} * {node.Inputs[0].Symbol},  d{B(node).Name} += {node.Delta}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        $"{Gain(node).Name}{(IsPerChannel ? "[c]" : "")} * {Expression.Factor(gradient)}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Of("Add", Onnx.Of("Mul", inputs[0], Parameter(node, Gain(node))), Parameter(node, B(node)));

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"{form.Parameter(Gain(node), Own(node, j))} * {form.At(node.Inputs[0].Name, j)}", form.Parameter(B(node), Own(node, j))];

    public override IEnumerable<string> Gradients(NodePlan node, Form form, Place j)
    {
        yield return $"{form.Gradient(Gain(node), Own(node, j))} += {form.At(node.Delta, j)} * {form.At(node.Inputs[0].Name, j)};";
        yield return $"{form.Gradient(B(node), Own(node, j))} += {form.At(node.Delta, j)};";
    }

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        $"{form.Parameter(Gain(node), Own(node, k))} * {form.At(node.Delta, k)}";

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        ValuePlan u = node.Inputs[0];
        writer.Line($"{writer.Number.Services}.Affine.Forward({u.Name}, uStride: {Block(writer, node, u.Stride)}, {Slice(Gain(node))}, {Slice(B(node))}, {node.Z}, {Place(writer, node)}, {Blocks(writer, node)});");
    }

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Affine.Forward({node.Inputs[0].Name}, uStride: {node.Size}, {Slice(Gain(node))}, {Slice(B(node))}, {node.Z}, stride: {node.Size}, pixels: {Pixels(node)}, n: 1);");

    public override void PrintBatchGradients(CodeWriter writer, NodePlan node)
    {
        ValuePlan u = node.Inputs[0];
        string lanes = node.Output.InLanes ? $", lanes: {Lanes(writer)}" : "";
        writer.Line($"{writer.Number.Services}.Affine.Gradients({node.Delta}, {u.Name}, uStride: {Block(writer, node, u.Stride)}, d{Gain(node).Name}, d{B(node).Name}, isFirst, {Place(writer, node)}, {Blocks(writer, node)}{lanes});");
    }

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Affine.InputGradient({node.Delta}, {Slice(Gain(node))}, {target}, {Place(writer, node)}, {Blocks(writer, node)}, adds: {adds.ToText()});");

    /// <summary>The place of the gain and the bias of a number.</summary>
    private Place Own(NodePlan node, Place j) => IsPerChannel ? ImageLayers.ChannelOf(node.Output.Shape, j) : j;

    private int Pixels(NodePlan node) => IsPerChannel ? ImageLayers.Pixels(node.Output.Shape) : 1;

    private string Place(CodeWriter writer, NodePlan node) => $"stride: {Block(writer, node, node.Stride)}, pixels: {Block(writer, node, Pixels(node))}";

    /// <summary>Blocks of samples in lanes are handled like samples with as many times the pixels.</summary>
    private static string Block(CodeWriter writer, NodePlan node, int size) => node.Output.InLanes ? $"{size} * {Lanes(writer)}" : $"{size}";

    private static string Blocks(CodeWriter writer, NodePlan node) => node.Output.InLanes ? $"n / {Lanes(writer)}" : "n";

    private static string Lanes(CodeWriter writer) => $"{writer.Number.Services}.Images.Lanes<{writer.Number.Keyword}>()";

    private static string Slice(TensorPlan tensor) => $"p.Slice({tensor.Offset}, {tensor.Length})";

    /// <summary>One number for each channel has the dimensions of an image, so that ONNX repeats it for all pixels.</summary>
    private Onnx Parameter(NodePlan node, TensorPlan tensor) =>
        IsPerChannel ? Onnx.Tensor(tensor, tensor.Shape.Dimensions.Concat(Enumerable.Repeat(1, node.Output.Shape.Dimensions.Count - 1))) : Onnx.Tensor(tensor);

    private static string At(NodePlan node) => ImageLayers.Place(node.Output.Shape);

    private static TensorPlan Gain(NodePlan node) => node.Tensors[0];

    private static TensorPlan B(NodePlan node) => node.Tensors[1];
}
