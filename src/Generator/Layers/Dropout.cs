using System.Collections.Generic;
using NetGen.Generator.Analysis;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Drops numbers, or whole channels, at random in training: <c>h = a m</c>, with m = 0 or 1 / (1 - rate). Gradients are multiplied by the
/// same m.
/// </summary>
internal sealed record Dropout(double Rate, bool DropsChannels) : PointwiseLayer(ActivationSpec.Identity)
{
    public override string Kind => "Dropout";

    public override string Title => $"Dropout({RateText}{(DropsChannels ? ", channels" : "")})";

    public override bool IsNumbered => false;

    public override bool IsForTrainingOnly => true;

    public override bool FillsLanes => true;

    /// <summary>The rate as text, for C# and the notes.</summary>
    public string RateText => Rate.ToText();

    public static Layer? Read(DeclaredAttribute attribute)
    {
        if (attribute.Number(0) is not { } rate)
            return null;

        if (rate >= 0 && rate < 1)
            return new Dropout(rate, attribute.Flag("Channels", false));

        attribute.Report(Descriptors.BadRate, "rate", [Cure.By("Set rate to 0.2", attribute.Set("rate", "0.2"))], rate.ToText());
        return null;
    }

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        !DropsChannels ? null : ImageLayers.RankFault(inputs[0]) is var (needs, _) ? (needs, "remove Channels = true: each number of a vector is dropped on its own") : null;

    /// <summary>The name of the mask: m1 for h1.</summary>
    public static string Mask(NodePlan node) => "m" + node.Output.Name.Substring(1);

    public override IEnumerable<SavedValue> Saved(NodePlan node) => [new(Mask(node), IsEach: true)];

    public override string Formula(NodePlan node) =>
        $"{node.Output.Name} = {node.Inputs[0].Name} * {Mask(node)},  {Mask(node)} = 0 with probability {RateText}, otherwise 1 / (1 - {RateText})";

    public override void PrintOperands(CodeWriter writer, NodePlan node, Form form) => form.PrintMask(writer, node, $"masks.{(DropsChannels ? "DrawChannels" : "Draw")}({node.Site}, {RateText}, {form.Sample}, {Mask(node)}{(DropsChannels ? $", pixels: {ImageLayers.Pixels(node.Output.Shape)}" : "")});", Mask(node));

    // Never called: inference is planned without it.
    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => inputs[0];

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [$"{form.At(node.Inputs[0].Name, j)} * {form.At(Mask(node), j)}"];

    public override string? Factor(NodePlan node, Form form, Place k) => form.At(Mask(node), k);

    public override string? FactorFormula(NodePlan node) => Mask(node);

    public override void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
        ValuePlan h = node.Output;
        (string method, string sizes) = DropsChannels ? ($"ApplyToChannels{(h.InLanes ? "InLanes" : "")}", $"channels: {h.Shape.Dimensions[0]}, pixels: {ImageLayers.Pixels(h.Shape)}")
            : h.InLanes ? ("ApplyInLanes", $"size: {h.Shape.Size}")
            : ("Apply", $"width: {h.Shape.Size}");
        writer.Line($"masks.{method}({node.Site}, {RateText}, {sample}, {node.Inputs[0].Name}, {Mask(node)}, {h.Name}, {sizes}{(h.InLanes ? "" : $", stride: {h.Stride}")}, {n});");
    }
}
