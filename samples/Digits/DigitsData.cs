using System.Globalization;

namespace Digits;

/// <summary>The handwritten digits that come with the program (ATTRIBUTION.md says from where).</summary>
internal static class DigitsData
{
    private const int PixelsPerDigit = 64;
    private const float Ink = 16;

    /// <summary>Reads all digits: 64 pixels each, from 0 (paper) to 1 (ink), and what they show.</summary>
    public static (float[] Pixels, int[] Labels) Load()
    {
        using Stream stream = typeof(DigitsData).Assembly.GetManifestResourceStream("digits.csv")!;
        using var reader = new StreamReader(stream);
        var pixels = new List<float>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            int[] numbers = Array.ConvertAll(line.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture));
            pixels.AddRange(numbers.Take(PixelsPerDigit).Select(number => number / Ink));
            labels.Add(numbers[PixelsPerDigit]);
        }

        return ([.. pixels], [.. labels]);
    }
}
