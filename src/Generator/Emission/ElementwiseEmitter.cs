using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints what changes a value number by number, between the layers of neurons.</summary>
internal static class ElementwiseEmitter
{
    /// <summary>Straight-line: declares the new value of one sample, and before it what is known of each number.</summary>
    public static void PrintStraight(CodeWriter writer, ElementwisePlan layer, Number number)
    {
        IEnumerable<int> each = Enumerable.Range(0, layer.Target.Shape.Size);
        writer.Line();
        foreach (ParameterPlan statistic in layer.Statistics)
        {
            writer.Line($"// {statistic.Name} {statistic.Shape}");
            PrintLocals(statistic.Name, k => $"p[{statistic.Position(k)}]");
        }

        writer.Line();
        writer.Line($"// {layer.Kind.Formula(layer)}");
        PrintLocals(layer.Target.Name, k => layer.Kind.Value(number, $"{layer.Source.Name}_{k}", [.. layer.Statistics.Select(statistic => $"{statistic.Name}_{k}")]));

        void PrintLocals(string name, System.Func<int, string> value) =>
            writer.Wrapped($"{number.Type} ", [.. each.Select(k => $"{name}_{k} = {value(k)}")], ", ", ";");
    }

    /// <summary>Samples in lanes: fills the buffer of the new value.</summary>
    public static void PrintLanes(CodeWriter writer, ElementwisePlan layer, Number number)
    {
        writer.Line();
        writer.Line($"// {layer.Kind.Formula(layer)}");
        string value = layer.Kind.Value(number, $"{layer.Source.Name}[k]", [.. layer.Statistics.Select(statistic => number.All($"p[{Expression.Plus(statistic.Offset, "k")}]"))]);
        writer.Single($"for (int k = 0; k < {layer.Target.Shape.Size}; k++)", $"{layer.Target.Name}[k] = {value};");
    }

    /// <summary>Tiles: computes the new value of a batch.</summary>
    public static void PrintBatch(CodeWriter writer, ElementwisePlan layer, string n)
    {
        writer.Line($"// {layer.Kind.Formula(layer)}");
        layer.Kind.PrintBatch(writer, layer, n);
    }
}
