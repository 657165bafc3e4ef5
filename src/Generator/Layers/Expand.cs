using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The number of each channel at all of its pixels: <c>z[c, row, col] = u[c]</c>. Each receives the sum over its pixels.</summary>
/// <param name="Pixels">The size of a channel: (height, width) or (length).</param>
internal sealed record Expand(Shape Pixels) : Layer(ActivationSpec.Identity)
{
    public override string Kind => "Expand";

    public override bool UsesThreads => true;

    public override bool HasUniformGradient => false;

    public static Layer? Read(DeclaredAttribute attribute) => ImageLayers.ReadSizes(attribute) is { } sizes ? new Expand(Shape.Of(sizes)) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        inputs[0].Dimensions.Count == 1 ? null : ("a vector with one number for each channel", "apply GlobalAveragePool or Flatten above this layer");

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape.Of([.. inputs[0].Dimensions, .. Pixels.Dimensions]);

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => true;

    public override string Formula(NodePlan node) => $"{node.Z}[{ImageLayers.Place(node.Output.Shape)}] = {node.Inputs[0].Symbol}[c]";

    public override string InputGradientFormula(NodePlan node, int input, string gradient)
    {
        string place = ImageLayers.Place(node.Output.Shape);
        return $"sum over {place.Substring(3)} of {gradient}[{place}]";
    }

    /// <summary>A size of 1 in the operator's shape keeps that of the value.</summary>
    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs)
    {
        int[] axes = [.. Enumerable.Range(2, Pixels.Dimensions.Count)];
        return Onnx.Of("Expand", Onnx.Of("Unsqueeze", inputs[0], Onnx.Whole(axes)), Onnx.Whole([1, 1, .. Pixels.Dimensions]));
    }

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [form.At(node.Inputs[0].Name, ImageLayers.ChannelOf(node.Output.Shape, j))];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        string.Join(" + ", Place.Each(Pixels.Size).Select(pixel => form.At(node.Delta, pixel.Plus(k.First * Pixels.Size))));

    public override void PrintBatchForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.Expand({node.Inputs[0].Name}, {node.Z}, {Sizes(node)}, n, threads);");

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.ExpandOne({node.Inputs[0].Name}, {node.Z}, {Sizes(node)});");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Pooling.ExpandGradient({node.Delta}, {target}, {Sizes(node)}, n, threads, adds: {adds.ToText()});");

    private string Sizes(NodePlan node) => $"channels: {node.Inputs[0].Shape.Size}, size: {Pixels.Size}";
}
