using NetGen;
using Spectre.Console;

namespace Digits;

/// <summary>How often each digit is taken for each digit.</summary>
internal static class ConfusionTable
{
    /// <summary>Prints a row for each digit and a column for each guess: the right ones on green, the wrong ones on red.</summary>
    public static void Print(Prediction[] predictions, int classes)
    {
        var counts = new ConfusionMatrix(
            Array.ConvertAll(predictions, prediction => prediction.Label),
            Array.ConvertAll(predictions, prediction => prediction.Guess),
            classes);

        // Padding by hand: the matrix fits a narrow terminal, and stays aligned where there are no colours.
        int most = predictions.CountBy(prediction => prediction.Label).Max(count => count.Value);
        int width = Math.Max(AnsiConsole.Profile.Width < 60 ? 2 : 3, $"{most}".Length);
        AnsiConsole.MarkupLine("\n[grey]digit   taken for[/]");
        AnsiConsole.MarkupLine($"       [bold]{Row(classes, guess => $"{Pad(guess)} ")}[/]  [grey]right[/]");
        for (int label = 0; label < classes; label++)
        {
            int total = counts.Support(label);
            string share = total == 0 ? "-" : $"{100 * counts[label, label] / total} %";
            AnsiConsole.MarkupLine($"[bold]{label,5}[/]  {Row(classes, guess => Cell(Pad(counts[label, guess]), guess == label))}  [grey]{share,5}[/]");
        }

        string Pad(int number) => $"{number}".PadLeft(width);
    }

    private static string Row(int classes, Func<int, string> cell) => string.Concat(Enumerable.Range(0, classes).Select(cell));

    private static string Cell(string count, bool isRight) =>
        count.Trim() == "0" ? $"[grey]{count.Replace('0', '·')} [/]"
        : isRight ? $"[bold #ffffff on #1b7f4b]{count} [/]"
        : $"[bold #ffffff on #b3261e]{count} [/]";
}
