using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A declared [Dropout] layer.</summary>
internal sealed record DropoutSpec(double Rate) : ElementwiseSpec(0)
{
    public override ElementwiseKind Kind => DropoutLayer.Instance;

    /// <summary>As C# and the notes write it.</summary>
    public string RateText => Rate.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Some numbers dropped at random in training: <c>h = a m</c>, with m = 0 or 1 / (1 - rate). Gradients go back by the same m.</summary>
internal sealed class DropoutLayer : ElementwiseKind
{
    public static readonly DropoutLayer Instance = new();

    public override string Name => "Dropout";

    public override bool IsForTrainingOnly => true;

    public override LayerSpec? Read(DeclaredAttribute attribute)
    {
        if (attribute.Number(0) is not { } rate)
            return null;

        if (rate >= 0 && rate < 1)
            return new DropoutSpec(rate);

        attribute.Report(Diagnostics.BadRate, "rate", rate.ToString("R", CultureInfo.InvariantCulture));
        return null;
    }

    public override bool CheckPlace(DeclaredAttribute attribute, int layer, bool isOutput, IReadOnlyList<ElementwiseKind> others)
    {
        if (isOutput)
            attribute.Report(Diagnostics.DroppedOutputs, "", layer);
        else if (others.Contains(this))
            attribute.Report(Diagnostics.DropoutPair, "");
        else
            return true;

        return false;
    }

    public override string Title(ElementwiseSpec layer) => $"{Name}({((DropoutSpec)layer).RateText})";

    public override string NameOf(ElementwiseSpec layer) => $"h{layer.Layer}";

    public override string Factor(ElementwiseSpec layer) => $"m{layer.Layer}";

    public override string Formula(ElementwisePlan layer) =>
        $"{layer.Target.Name} = {layer.Source.Name} * {Mask(layer)},  {Mask(layer)} = 0 with probability {Rate(layer)}, otherwise 1 / (1 - {Rate(layer)})";

    public override void PrintOperands(CodeWriter writer, ElementwisePlan layer, StraightForm form, string sample)
    {
        writer.Line($"{Draw(layer, sample)};");
        foreach (Run k in form.Numbers(layer.Source))
            writer.Line($"{form.NumberOf(k).Type} {Mask(layer)}_{k} = {(k.IsVector ? $"Load({Mask(layer)}, {k.First})" : $"{Mask(layer)}[{k}]")};");
    }

    public override string LanesFactor(ElementwisePlan layer, string sample) => Draw(layer, sample);

    public override IReadOnlyList<string> Operands(ElementwisePlan layer) => [Mask(layer)];

    public override string LanesOperand(ElementwisePlan layer, int operand, string k, Number number) => $"{Mask(layer)}[{k}]";

    public override string Value(string value, IReadOnlyList<string> operands) => $"{value} * {operands[0]}";

    public override void PrintBatch(CodeWriter writer, ElementwisePlan layer, string sample, string n) =>
        writer.Line($"masks.Apply({layer.Spec.Layer}, {Rate(layer)}, {sample}, {layer.Source.Name}, {Mask(layer)}, {layer.Target.Name}, {layer.Target.Shape.Size}, {layer.Target.Stride}, {n});");

    private static string Draw(ElementwisePlan layer, string sample) => $"masks.Draw({layer.Spec.Layer}, {Rate(layer)}, {sample}, {Mask(layer)})";

    private static string Mask(ElementwisePlan layer) => Instance.Factor(layer.Spec);

    private static string Rate(ElementwisePlan layer) => ((DropoutSpec)layer.Spec).RateText;
}
