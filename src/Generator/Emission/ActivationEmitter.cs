using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a = g(z) and g'(z) for any kind of layer.</summary>
internal static class ActivationEmitter
{
    /// <summary>Straight-line: declares every a of the layer, with its z known.</summary>
    public static void PrintStraight(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        if (layer.ActivationRow.Value is { } value)
        {
            foreach (Run j in form.Neurons(layer))
            {
                Number number = form.NumberOf(j);
                writer.Line($"{number.Type} {layer.A}_{j} = {Expression.Unwrap(value(Terms(layer, number, $"{layer.Z}_{j}", "")))};");
                form.PrintLanes(writer, layer.A, j);
            }

            return;
        }

        PrintStraightSoftmax(writer, layer, form);
    }

    /// <summary>Straight-line: the largest z is taken off first, so that no power overflows.</summary>
    public static void PrintStraightSoftmax(CodeWriter writer, LayerPlan layer, StraightForm form)
    {
        string type = form.Number.Type;
        int size = layer.OutputShape.Size;
        writer.Line($"{type} max = {Largest(Enumerable.Range(0, size).Select(j => form.At(layer.Z, j)))};");
        for (int j = 0; j < size; j++)
            writer.Line($"{type} e_{j} = Exp({form.At(layer.Z, j)} - max);");

        writer.Sum($"{type} sum = ", [.. Enumerable.Range(0, size).Select(j => $"e_{j}")], ";");
        for (int j = 0; j < size; j++)
            writer.Line($"{form.Set(layer.A, j)} = e_{j} / sum;");
    }

    /// <summary>Samples in lanes: a of a neuron as an expression of its z.</summary>
    public static string Lanes(LayerPlan layer, Number number) =>
        Expression.Unwrap(layer.ActivationRow.Value!(Terms(layer, number, "z", "")));

    /// <summary>Tiles: for a batch, computes a from z, which may be one and the same buffer.</summary>
    public static void PrintBatch(CodeWriter writer, LayerPlan layer, Number number)
    {
        writer.Line($"// {layer.ActivationFormula}");
        if (layer.ActivationRow.Value is not { } value)
        {
            writer.Line("// The largest z of a sample is taken off first, so that no power overflows.");
            writer.Line($"global::NetGen.CompilerServices.Softmax.Activate(z, a, {layer.Stride}, n, {layer.OutputShape.Size});");
            return;
        }

        if (layer.ActivationRow.IsIdentity)
        {
            writer.Line("z.CopyTo(a);");
            return;
        }

        foreach (string name in new[] { "z", "a" })
            writer.Line($"global::System.Span<{number.AsVector.Type}> {name}_v = Vectors({name}, {Expression.Times("n", layer.Stride)});");

        writer.Single("for (int i = 0; i < a_v.Length; i++)", $"a_v[i] = {Expression.Unwrap(value(Terms(layer, number.AsVector, "z_v[i]", "")))};");
    }

    /// <summary>The largest of some values, as nested calls of Max.</summary>
    public static string Largest(IEnumerable<string> values) => values.Aggregate((largest, value) => $"Max({largest}, {value})");

    /// <summary>g'(z) as a factor; empty where it is always 1.</summary>
    public static string Slope(LayerPlan layer, Number number, string z, string a) =>
        layer.ActivationRow.Derivative?.Invoke(Terms(layer, number, z, a)) ?? "";

    private static ActivationTerms Terms(LayerPlan layer, Number number, string z, string a) =>
        new(number, z, a, layer.Spec.Activation);
}
