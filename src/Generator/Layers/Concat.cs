using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>Values one behind the other: <c>z = [u, v]</c>. Each gets its own stretch of the gradient of z.</summary>
internal sealed record Concat(ActivationSpec Activation) : Layer(Activation)
{
    public override string Kind => "Concat";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Concat(activation) : null;

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Shape.Of((int)Math.Min(int.MaxValue, inputs.Sum(shape => shape.LongSize)));

    public override string Formula(NodePlan node) => $"{node.Z} = [{string.Join(", ", node.Inputs.Select(input => input.Name))}]";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        $"{gradient}[{First(node, input)}..{First(node, input) + node.Inputs[input].Shape.Size - 1}]";

    public override IEnumerable<(int First, int Count)> Ranges(NodePlan node) =>
        node.Inputs.Select((input, index) => (First(node, index), input.Shape.Size));

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
            writer.Line($"{writer.Number.Services}.Batches.Copy({value.Name}, stride: {value.Stride}, {From(node.Z, First(node, index))}, {node.Stride}, width: {value.Shape.Size}, n);");
    }

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Batches.{(adds ? "Add" : "Copy")}({From(node.Delta, First(node, input))}, stride: {node.Stride}, {target}, {BatchPlan.StrideOf(node.Inputs[input].Shape)}, width: {node.Inputs[input].Shape.Size}, n);");

    private static string From(string buffer, int first) => first == 0 ? buffer : $"{buffer}.Slice({first})";

    private static int First(NodePlan node, int input) => node.Inputs.Take(input).Sum(value => value.Shape.Size);
}
