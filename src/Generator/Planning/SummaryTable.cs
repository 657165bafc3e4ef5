using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Functions;

namespace NetGen.Generator.Planning;

/// <summary>The architecture as a text table: the Summary constant, and the start of the generated file.</summary>
internal static class SummaryTable
{
    public static string Of(NetworkPlan plan)
    {
        // The columns for names and readers appear only if they say something.
        (string Title, bool IsRight, Func<NodePlan, string> Cell)[] columns =
        [
            ("layer", true, node => node.Number > 0 ? Count(node.Number) : ""),
            ("kind", false, node => node.Layer.Title),
            .. plan.Nodes.Any(node => node.Name is not null) ? Column("name", node => node.Name ?? "") : [],
            .. plan.IsChain ? [] : Column("reads", node => string.Join(" ", node.Inputs.Select(input => NameOf(plan, input)))),
            ("shape", false, node => $"{string.Join(" ", node.Inputs.Select(input => Dimensions(input.Shape)).Distinct())} -> {Dimensions(node.Output.Shape)}"),
            ("activation", false, node => node.Number > 0 ? Activation(node) : ""),
            .. plan.HasImages ? Number("multiply-adds", node => node.Layer.MultiplyAdds([.. node.Inputs.Select(input => input.Shape)]) is var count and > 0 ? Count(count) : "") : [],
            .. plan.FrozenCount > 0 ? Number("frozen", node => node.IsFrozen ? Count(node.Frozen.Sum(tensor => tensor.Length)) : "") : [],
            ("parameters", true, node => Count(node.Tensors.Where(tensor => tensor.Spec.IsTrained).Sum(tensor => tensor.Length))),
        ];
        string[][] rows = [[.. columns.Select(column => column.Title)], .. plan.Nodes.Select(node => columns.Select(column => column.Cell(node)).ToArray())];
        int[] widths = [.. Enumerable.Range(0, columns.Length).Select(column => rows.Max(row => row[column].Length))];
        IEnumerable<string> table = rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            columns[column].IsRight ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());

        string title = $"{plan.Type.Name}: {Plural(plan.InputSize, "input")}, {Plural(plan.OutputSize, "output")}, {Plural(plan.ParameterCount, "parameter")}{(plan.FrozenCount > 0 ? $" and {Count(plan.FrozenCount)} frozen" : "")}, {plan.Spec.Precision.ToString().ToLowerInvariant()} precision";
        string loss = plan.IsTrainable
            ? $"loss: {plan.Spec.Loss}, L = {Losses.Of(plan.Spec.Loss).FormulaFor(plan.Output.Layer.Activation.Function)}"
            : $"forward only: {plan.ForwardOnlyReason}";
        return string.Join("\n", new[] { title }.Concat(table).Append(loss));

        static (string, bool, Func<NodePlan, string>)[] Number(string title, Func<NodePlan, string> cell) => [(title, true, cell)];

        static (string, bool, Func<NodePlan, string>)[] Column(string title, Func<NodePlan, string> cell) => [(title, false, cell)];
    }

    /// <summary>The user's name for a value, or its name in the notes.</summary>
    private static string NameOf(NetworkPlan plan, ValuePlan value) => value.Index > 0 && plan.Nodes[value.Index - 1].Name is { } name ? name : value.Name;

    private static string Activation(NodePlan node)
    {
        string[] shown = [.. node.Activation.Shown(node.Layer.Activation).Select(value => value.ToText())];
        return node.Layer.Activation.Name + (shown.Length == 0 ? "" : $"({string.Join(", ", shown)})");
    }

    /// <summary><c>1x28x28</c>.</summary>
    public static string Dimensions(Model.Shape shape) => string.Join("x", shape.Dimensions.Select(size => Count(size)));

    /// <summary><c>1 input</c>, <c>64 inputs</c>.</summary>
    public static string Plural(int count, string noun) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
