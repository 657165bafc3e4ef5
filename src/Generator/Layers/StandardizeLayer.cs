using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A declared [Standardize] layer.</summary>
internal sealed record StandardizeSpec() : ElementwiseSpec(0)
{
    public override ElementwiseKind Kind => StandardizeLayer.Instance;
}

/// <summary>The inputs with mean 0 and deviation 1: <c>xhat = (x - mean) / scale</c>. Nothing below it learns, so it has no backward pass.</summary>
internal sealed class StandardizeLayer : ElementwiseKind
{
    public static readonly StandardizeLayer Instance = new();

    public override string Name => "Standardize";

    public override bool IsForTrainingOnly => false;

    public override LayerSpec Read(DeclaredAttribute attribute) => new StandardizeSpec();

    public override bool CheckPlace(DeclaredAttribute attribute, int layer, bool isOutput, IReadOnlyList<ElementwiseKind> others)
    {
        if (layer == 0 && others.Count == 0)
            return true;

        attribute.Report(Diagnostics.MisplacedStandardize, "", layer == 0 ? $"[{others[others.Count - 1].Name}]" : $"layer {layer}");
        return false;
    }

    public override string NameOf(ElementwiseSpec layer) => "xhat";

    public override IEnumerable<ParameterPlan> Statistics(Shape shape, int offset)
    {
        yield return Statistic("mean", offset, Initializer.Zeros, 0);
        yield return Statistic("scale", offset + shape.Size, Initializer.Constant, 1);

        ParameterPlan Statistic(string name, int start, Initializer initializer, double value) =>
            new(name, IsWeight: false, shape, new[] { 1 }.ToEquatableArray(), start, initializer, FanIn: shape.Size, FanOut: shape.Size, value);
    }

    public override long StatisticCount(Shape shape) => 2 * shape.LongSize;

    public override string Formula(ElementwisePlan layer) => $"{layer.Target.Name} = ({layer.Source.Name} - mean) / scale";

    public override void PrintOperands(CodeWriter writer, ElementwisePlan layer, StraightForm form, string sample)
    {
        foreach (ParameterPlan statistic in layer.Statistics)
        {
            writer.Line($"// {statistic.Name} {statistic.Shape}");
            writer.Wrapped($"{form.Number.Type} ", [.. form.Numbers(layer.Source).Select(k => $"{statistic.Name}_{k} = p[{statistic.Position(k.First)}]")], ", ", ";");
        }
    }

    public override IReadOnlyList<string> Operands(ElementwisePlan layer) => [.. layer.Statistics.Select(statistic => statistic.Name)];

    public override string LanesOperand(ElementwisePlan layer, int operand, string k, Number number) =>
        number.All($"p[{Expression.Plus(layer.Statistics[operand].Offset, k)}]");

    public override string Value(string value, IReadOnlyList<string> operands) => $"({value} - {operands[0]}) / {operands[1]}";

    public override void PrintBatch(CodeWriter writer, ElementwisePlan layer, string sample, string n)
    {
        (ParameterPlan mean, ParameterPlan scale) = (layer.Statistics[0], layer.Statistics[1]);
        writer.Line($"global::NetGen.CompilerServices.Standardization.Apply({layer.Source.Name}, p.Slice({mean.Offset}, {mean.Length}), p.Slice({scale.Offset}, {scale.Length}), {layer.Target.Name}, {layer.Target.Stride}, {n});");
    }
}
