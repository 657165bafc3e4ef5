using System.Globalization;
using NetGen;
using Spectre.Console;

namespace Digits;

/// <summary>What the gradient check found: for the inputs and each tensor, the number whose two gradients differ most.</summary>
internal static class GradientTable
{
    public static void Print(GradientCheckReport report)
    {
        string verdict = report.Passed ? "[green]passed[/]" : "[bold red]failed[/]";
        AnsiConsole.MarkupLine(Invariant($"\n[bold]Gradient check {verdict}[/]: {report.Checked:N0} parameters, tolerance {report.Tolerance:0.#E+00}"));
        AnsiConsole.MarkupLine("\n[grey]worst          backprop  differences  rel. error[/]");
        foreach (ParameterCheck worst in report.Tensors.Select(tensor => tensor.Worst).OfType<ParameterCheck>())
        {
            AnsiConsole.MarkupLine(Invariant(
                $"{Markup.Escape($"{worst.Name,-10}")}  {worst.Analytic,11:0.0000E+00}  {worst.Numeric,11:0.0000E+00}  {worst.RelativeError,10:0.0E+00}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
