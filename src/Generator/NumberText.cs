using System.Globalization;

namespace NetGen.Generator;

/// <summary>Numbers and choices as text.</summary>
internal static class NumberText
{
    /// <summary>A text that reads back as the same number, whatever the culture of the machine.</summary>
    public static string ToText(this double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>As C# writes it.</summary>
    public static string ToText(this bool value) => value ? "true" : "false";
}
