using System.Globalization;

namespace NetGen.Tests.Support;

/// <summary>The tables of docs/parity.md.</summary>
internal static class ParityTable
{
    /// <summary>The cells after the first of the row that begins with this one.</summary>
    public static string[] Row(string first)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "docs", "parity.md");
        string row = File.ReadLines(path).Single(line => line.StartsWith($"| {first} |", StringComparison.Ordinal));
        return [.. row.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries).Skip(1)];
    }

    /// <summary>The next larger number of one digit: 1.2e-7 is 2e-7.</summary>
    public static string RoundedUp(double value)
    {
        if (value == 0)
            return "0";
        int exponent = (int)Math.Floor(Math.Log10(value));
        double digit = Math.Ceiling(value / Math.Pow(10, exponent));
        return (digit, exponent) switch
        {
            (10, _) => string.Create(CultureInfo.InvariantCulture, $"1e{exponent + 1}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{digit}e{exponent}"),
        };
    }
}
