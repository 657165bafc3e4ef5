using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The mean of each channel: <c>z[c] = mean of u[c]</c>, a vector.</summary>
internal sealed record GlobalAveragePool(ActivationSpec Activation) : Layer(Activation)
{
    public override string Kind => "GlobalAveragePool";

    public override bool UsesThreads => true;

    public override bool HasUniformGradient => false;

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new GlobalAveragePool(activation) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) => ImageLayers.RankFault(inputs[0]);

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Dimensions[0]);

    public override long Work(IReadOnlyList<Shape> inputs) => inputs[0].LongSize;

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => true;

    public override bool WritesLanes(IReadOnlyList<ValuePlan> inputs) => false;

    public override string Formula(NodePlan node)
    {
        string place = ImageLayers.Place(node.Inputs[0].Shape);
        return $"{node.Z}[c] = 1/{Pixels(node)} sum over {place.Substring(3)} of {node.Inputs[0].Symbol}[{place}]";
    }

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"{gradient}[c] / {Pixels(node)}";

    public override IEnumerable<(int First, int Count)> Ranges(NodePlan node) => Enumerable.Range(0, node.Size).Select(j => (j, 1));

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Flat(Onnx.Of("GlobalAveragePool", inputs));

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"({string.Join(" + ", Place.Each(Pixels(node)).Select(pixel => form.At(node.Inputs[0].Name, pixel.Plus(j.First * Pixels(node)))))}) / {form.Number.Literal(Pixels(node))}"];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        $"{form.At(node.Delta, Place.Of(k.First / Pixels(node)))} / {form.Number.Literal(Pixels(node))}";

    public override void PrintBatchForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.GlobalAverage({node.Inputs[0].Name}, {node.Z}, stride: {node.Stride}, channels: {node.Size}, size: {Pixels(node)}, n, threads);");

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.GlobalAverageOne({node.Inputs[0].Name}, {node.Z}, channels: {node.Size}, size: {Pixels(node)});");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Pooling.GlobalAverageGradient({node.Delta}, stride: {node.Stride}, {target}, channels: {node.Size}, size: {Pixels(node)}, n, threads, adds: {adds.ToText()});");

    private static int Pixels(NodePlan node) => ImageLayers.Pixels(node.Inputs[0].Shape);
}
