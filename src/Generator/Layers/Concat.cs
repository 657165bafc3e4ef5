using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The concatenation of values: <c>z = [u, v]</c>. Each receives its own range of the gradient of z.</summary>
internal sealed record Concat(ActivationSpec Activation) : Layer(Activation)
{
    public override string Kind => "Concat";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Concat(activation) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        inputs.All(shape => shape.Dimensions.Skip(1).SequenceEqual(inputs[0].Dimensions.Skip(1)))
            ? null
            : ("values that differ only in their first dimension", "match their sizes with pooling or strides, or apply Flatten");

    /// <summary>Images and signals are joined along their channels.</summary>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) =>
        Shape.Of([(int)Math.Min(int.MaxValue, inputs.Sum(shape => (long)shape.Dimensions[0])), .. inputs[0].Dimensions.Skip(1)]);

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => inputs.Any(input => input.InLanes);

    public override string Formula(NodePlan node) => $"{node.Z} = [{string.Join(", ", node.Inputs.Select(input => input.Symbol))}]";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        $"{gradient}[{First(node, input)}..{First(node, input) + node.Inputs[input].Shape.Size - 1}]";

    public override IEnumerable<(int First, int Count)> Ranges(NodePlan node) =>
        node.Inputs.Select((input, index) => (First(node, index), input.Shape.Size));

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Of("Concat", inputs).Int("axis", 1);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j)
    {
        int input = Enumerable.Range(0, node.Inputs.Count).Last(index => First(node, index) <= j.First);
        return [form.At(node.Inputs[input].Name, j.Minus(First(node, input)))];
    }

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        form.At(node.Delta, k.Plus(First(node, input)));

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        foreach ((ValuePlan value, int index) in node.Inputs.Select((value, index) => (value, index)))
            PrintCopy(writer, node, "Copy", value.Name, value.Stride, From(writer, node, node.Z, First(node, index)), node.Stride, value);
    }

    public override void PrintOneForward(CodeWriter writer, NodePlan node)
    {
        foreach ((ValuePlan value, int index) in node.Inputs.Select((value, index) => (value, index)))
            writer.Line($"{value.Name}.Slice(0, {value.Shape.Size}).CopyTo({node.Z}.Slice({First(node, index)}));");
    }

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        PrintCopy(writer, node, adds ? "Add" : "Copy", From(writer, node, node.Delta, First(node, input)), node.Stride, target, node.Inputs[input].GradientStride, node.Inputs[input]);

    /// <summary>Copies the numbers of each sample, or of each block of samples in lanes.</summary>
    private static void PrintCopy(CodeWriter writer, NodePlan node, string method, string from, int fromStride, string to, int toStride, ValuePlan value)
    {
        string count = node.Output.InLanes ? $"n / {Lanes(writer)}" : "n";
        writer.Line($"{writer.Number.Services}.Batches.{method}({from}, stride: {Block(fromStride)}, {to}, {Block(toStride)}, width: {Block(value.Shape.Size)}, {count});");

        string Block(int size) => node.Output.InLanes ? $"{size} * {Lanes(writer)}" : $"{size}";
    }

    private static string From(CodeWriter writer, NodePlan node, string buffer, int first) =>
        first == 0 ? buffer : $"{buffer}.Slice({first}{(node.Output.InLanes ? $" * {Lanes(writer)}" : "")})";

    private static string Lanes(CodeWriter writer) => $"{writer.Number.Services}.Images.Lanes<{writer.Number.Keyword}>()";

    private static int First(NodePlan node, int input) => node.Inputs.Take(input).Sum(value => value.Shape.Size);
}
