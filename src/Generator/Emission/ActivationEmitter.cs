using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a = g(z) and g'(z) for any kind of layer.</summary>
internal static class ActivationEmitter
{
    /// <summary>Straight-line: declares every a of the layer, with its z known.</summary>
    public static void PrintStraight(CodeWriter writer, LayerPlan layer, Number number)
    {
        string type = number.Keyword;
        int size = layer.OutputShape.Size;
        if (layer.ActivationRow.Value is { } value)
        {
            for (int j = 0; j < size; j++)
                writer.Line($"{type} {layer.A}_{j} = {Expression.Unwrap(value(Terms(layer, number, $"{layer.Z}_{j}", "")))};");

            return;
        }

        // Softmax: the largest z is taken off first, so that no power overflows.
        writer.Line($"{type} max = {Largest(Enumerable.Range(0, size).Select(j => $"{layer.Z}_{j}"))};");
        for (int j = 0; j < size; j++)
            writer.Line($"{type} e_{j} = Exp({layer.Z}_{j} - max);");

        writer.Sum($"{type} sum = ", [.. Enumerable.Range(0, size).Select(j => $"e_{j}")], ";");
        for (int j = 0; j < size; j++)
            writer.Line($"{type} {layer.A}_{j} = e_{j} / sum;");
    }

    /// <summary>Loops: for sample i, computes <c>a_i</c> from <c>z_i</c>, which may be one and the same buffer.</summary>
    public static void PrintLoop(CodeWriter writer, LayerPlan layer, Number number)
    {
        string each = $"for (int j = 0; j < {layer.OutputShape.Size}; j++)";
        writer.Line($"// {layer.ActivationFormula}");
        if (layer.ActivationRow.Value is { } value)
        {
            writer.Single(each, $"a_i[j] = {Expression.Unwrap(value(Terms(layer, number, "z_i[j]", "")))};");
            return;
        }

        writer.Line("// The largest z is taken off first, so that no power overflows.");
        writer.Line($"{number.Keyword} max = z_i[0];");
        writer.Single($"for (int j = 1; j < {layer.OutputShape.Size}; j++)", "max = z_i[j] > max ? z_i[j] : max;");
        writer.Line();
        writer.Line($"{number.Keyword} sum = {number.Literal(0)};");
        writer.Single(each, "sum += a_i[j] = Exp(z_i[j] - max);");
        writer.Line();
        writer.Single(each, "a_i[j] /= sum;");
    }

    /// <summary>The largest of some values, as nested calls of Max.</summary>
    public static string Largest(IEnumerable<string> values) => values.Aggregate((largest, value) => $"Max({largest}, {value})");

    /// <summary>g'(z) as a factor; empty where it is always 1.</summary>
    public static string Slope(LayerPlan layer, Number number, string z, string a) =>
        layer.ActivationRow.Derivative?.Invoke(Terms(layer, number, z, a)) ?? "";

    private static ActivationTerms Terms(LayerPlan layer, Number number, string z, string a) =>
        new(number, z, a, layer.Spec.Activation.Alpha);
}
