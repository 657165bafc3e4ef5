using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Functions;

namespace NetGen.Generator.Planning;

/// <summary>The architecture as a text table: what the Summary constant holds and the generated file begins with.</summary>
internal static class SummaryTable
{
    public static string Of(NetworkPlan plan)
    {
        var rows = new List<string[]> { new[] { "layer", "kind", "shape", "activation", "parameters" } };
        rows.AddRange(Changes(0));
        foreach (LayerPlan layer in plan.Layers)
        {
            rows.Add(
            [
                Count(layer.Index),
                layer.Kind.Name,
                $"{Dimensions(layer.Input.Shape)} -> {Dimensions(layer.OutputShape)}",
                Activation(layer),
                Count(layer.Parameters.Sum(parameter => parameter.Length)),
            ]);
            rows.AddRange(Changes(layer.Index));
        }

        int[] widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        bool[] right = [true, false, false, false, true];
        IEnumerable<string> table = rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());

        string title = $"{plan.Type.Name}: {Plural(plan.InputSize, "input")}, {Plural(plan.OutputSize, "output")}, {Plural(plan.ParameterCount, "parameter")}, {plan.Spec.Precision.ToString().ToLowerInvariant()} precision";
        string loss = plan.IsTrainable
            ? $"loss: {plan.Spec.Loss}, L = {Losses.Of(plan.Spec.Loss).Formula}"
            : $"forward only: {plan.ForwardOnlyReason}";
        return string.Join("\n", new[] { title }.Concat(table).Append(loss));

        // What changes values between layers of neurons has no number.
        IEnumerable<string[]> Changes(int layer) => plan.Changes(layer)
            .Select(change => new[] { "", change.Kind.Title(change.Spec), $"{Dimensions(change.Source.Shape)} -> {Dimensions(change.Target.Shape)}", "", "0" });
    }

    private static string Activation(LayerPlan layer)
    {
        string name = layer.Spec.Activation.Name;
        return layer.ActivationRow.DefaultAlpha is null
            ? name
            : $"{name}({layer.Spec.Activation.Alpha.ToString("R", CultureInfo.InvariantCulture)})";
    }

    private static string Dimensions(Model.Shape shape) => string.Join("x", shape.Dimensions.Select(Count));

    private static string Plural(int count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
