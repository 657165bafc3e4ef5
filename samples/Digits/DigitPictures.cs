using System.Globalization;
using System.Text;
using NetGen;
using Spectre.Console;

namespace Digits;

/// <summary>Digits as pictures in the terminal, each with what the network takes it for.</summary>
internal static class DigitPictures
{
    private const int Gap = 3, Most = 5;
    private const string Shades = " ░▒▓█";

    /// <summary>Prints a row of pictures, as many as fit: some that the network gets right, then some it gets wrong.</summary>
    public static void Print(Dataset data, Prediction[] predictions)
    {
        // Pictures are square. Small ones are enlarged, so that the text below them fits.
        int side = (int)Math.Sqrt(data.InputSize), scale = side < 16 ? 2 : 1, width = side * scale;
        Prediction[] chosen = Choose(predictions, Math.Clamp((AnsiConsole.Profile.Width + Gap) / (width + Gap), 1, Most));
        AnsiConsole.WriteLine();
        for (int line = 0; line < width / 2; line++)
            Print(prediction => Line(data.Inputs.Slice(prediction.Sample * data.InputSize, data.InputSize), side, scale, line));
        Print(prediction => prediction.IsRight
            ? $"[bold green]{$"{prediction.Guess} ✓".PadRight(width)}[/]"
            : $"[bold red]{$"{prediction.Guess} ✗ is a {prediction.Label}".PadRight(width)}[/]");
        Print(prediction => $"[grey]{string.Create(CultureInfo.InvariantCulture, $"{100 * prediction.Probability:F1} % sure").PadRight(width)}[/]");

        void Print(Func<Prediction, string> part) =>
            AnsiConsole.MarkupLine(string.Join(new string(' ', Gap), chosen.Select(part)));
    }

    /// <summary>The network's most confident mistakes, up to two, after right guesses of different digits.</summary>
    private static Prediction[] Choose(Prediction[] predictions, int count)
    {
        Prediction[] wrong = [.. predictions
            .Where(prediction => !prediction.IsRight)
            .OrderByDescending(prediction => prediction.Probability)
            .Take(Math.Clamp(count / 2, 1, 2))];
        IEnumerable<Prediction> right = predictions
            .Where(prediction => prediction.IsRight)
            .DistinctBy(prediction => prediction.Label);
        return [.. right.Take(count - wrong.Length), .. wrong];
    }

    /// <summary>One line of a picture: each character shows two grey levels, one above the other.</summary>
    private static string Line(ReadOnlySpan<float> pixels, int side, int scale, int line)
    {
        var text = new StringBuilder();
        for (int x = 0; x < side * scale; x++)
        {
            float above = At(pixels, side, scale, x, 2 * line), below = At(pixels, side, scale, x, 2 * line + 1);
            text.Append(Screen.HasGreys
                ? $"[{Grey(above)} on {Grey(below)}]▀[/]"
                : Shades[(int)MathF.Round((above + below) / 2 * (Shades.Length - 1))]);
        }

        return text.ToString();
    }

    private static string Grey(float ink)
    {
        // Paper is not quite black, so that the picture has an edge on a black screen.
        int level = (int)MathF.Round(float.Lerp(28, 255, ink));
        return $"#{level:x2}{level:x2}{level:x2}";
    }

    /// <summary>The ink at a point of the enlarged picture, between the four pixels around it (bilinear).</summary>
    private static float At(ReadOnlySpan<float> pixels, int side, int scale, int x, int y)
    {
        float column = Math.Clamp((x + 0.5f) / scale - 0.5f, 0, side - 1), row = Math.Clamp((y + 0.5f) / scale - 0.5f, 0, side - 1);
        int left = (int)column, top = (int)row, right = Math.Min(left + 1, side - 1), bottom = Math.Min(top + 1, side - 1);
        float upper = float.Lerp(pixels[top * side + left], pixels[top * side + right], column - left);
        float lower = float.Lerp(pixels[bottom * side + left], pixels[bottom * side + right], column - left);
        return float.Lerp(upper, lower, row - top);
    }
}
