using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>Turns an image or a signal into a vector, in the same order.</summary>
internal sealed record Flatten(ActivationSpec Activation) : Layer(Activation)
{
    public override string Kind => "Flatten";

    public static Layer Read(DeclaredAttribute attribute) => new Flatten(ActivationSpec.Identity);

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Size);

    public override long Work(IReadOnlyList<Shape> inputs) => 0;

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => inputs[0].InLanes;

    public override bool WritesLanes(IReadOnlyList<ValuePlan> inputs) => false;

    public override string Formula(NodePlan node) => $"{node.Z} = {node.Inputs[0].Symbol}, as a vector";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => gradient;

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Flat(inputs[0]);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [form.At(node.Inputs[0].Name, j)];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) => form.At(node.Delta, k);

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        ValuePlan u = node.Inputs[0];
        writer.Line(u.InLanes
            ? $"{writer.Number.Services}.Images.ToRows({u.Name}, {node.Z}, stride: {node.Stride}, size: {node.Size}, n);"
            : $"{writer.Number.Services}.Batches.Copy({u.Name}, stride: {u.Stride}, {node.Z}, {node.Stride}, width: {node.Size}, n);");
    }

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{node.Inputs[0].Name}.Slice(0, {node.Size}).CopyTo({node.Z});");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds)
    {
        ValuePlan u = node.Inputs[0];
        writer.Line(u.InLanes
            ? $"{writer.Number.Services}.Images.ToLanes({node.Delta}, stride: {node.Stride}, {target}, size: {node.Size}, n, adds: {adds.ToText()});"
            : $"{writer.Number.Services}.Batches.{(adds ? "Add" : "Copy")}({node.Delta}, stride: {node.Stride}, {target}, {u.GradientStride}, width: {node.Size}, n);");
    }
}
