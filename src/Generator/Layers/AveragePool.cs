using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The mean of each window: <c>z[c, row, col] = 1/N sum over ky, kx of u[c, S row + ky, S col + kx]</c>.</summary>
internal sealed record AveragePool(ActivationSpec Activation, Window Window, bool CountsPadding) : Pool(Activation, Window)
{
    public override string Kind => "AveragePool";

    public override string Setting => base.Setting + (CountsPadding || !Window.HasPadding ? "" : ", inputs alone");

    public static Layer? Read(DeclaredAttribute attribute)
    {
        ActivationSpec? activation = ActivationReader.Read(attribute);
        return ImageLayers.ReadPool(attribute) is { } window && activation is not null ? new AveragePool(activation, window, attribute.Flag("CountPadding", true)) : null;
    }

    public override string Formula(NodePlan node) => $"{node.Z}[{ImageLayers.Place(node.Output.Shape)}] = {Mean(node)} {Covered(node)}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"sum of {gradient} / {Count(node)} over the windows that cover it";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Window.Describe(Onnx.Of("AveragePool", inputs), node.Output.Shape.Dimensions.Count).Int("count_include_pad", CountsPadding ? 1 : 0, usual: 0);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"({string.Join(" + ", Inputs(node, j.First).Select(input => form.At(node.Inputs[0].Name, input.Input)))}) / {form.Number.Literal(CountOf(node, j.First))}"];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient)
    {
        string[] terms = [.. Readers(node, k.First).Select(reader => $"{form.At(node.Delta, Place.Of(reader.Output))} / {form.Number.Literal(CountOf(node, reader.Output))}")];
        return terms.Length == 0 ? form.Number.Literal(0) : string.Join(" + ", terms);
    }

    public override void PrintBatchForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.Average({node.Inputs[0].Name}, {node.Z}, Window, countsPadding: {CountsPadding.ToText()}, n, threads);");

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.AverageOne({node.Inputs[0].Name}, {node.Z}, Window, countsPadding: {CountsPadding.ToText()});");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Pooling.AverageGradient({node.Delta}, {target}, Window, countsPadding: {CountsPadding.ToText()}, n, threads, adds: {adds.ToText()});");

    private string Mean(NodePlan node) => Sliding(node).IsInside ? $"1/{Count(node)} sum" : $"1/N sum";

    /// <summary>How many numbers a window averages, or N if that varies.</summary>
    private string Count(NodePlan node) => Sliding(node).IsInside ? $"{Sliding(node).KernelHeight * Sliding(node).KernelWidth}" : CountsPadding ? "N (with padding)" : "N (inputs only)";

    /// <summary>The divisor of a sum: the number of inputs in the window, or of all its places within the padded image.</summary>
    private int CountOf(NodePlan node, int output)
    {
        if (!CountsPadding)
            return Inputs(node, output).Length;

        SlidingPlan window = Sliding(node);
        int place = output % (window.OutHeight * window.OutWidth), top = window.StrideY * (place / window.OutWidth), left = window.StrideX * (place % window.OutWidth);
        return Math.Min(window.KernelHeight, window.Height + window.Top + window.Bottom - top) * Math.Min(window.KernelWidth, window.Width + window.Left + window.Right - left);
    }
}
