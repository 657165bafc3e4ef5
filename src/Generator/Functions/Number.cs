using System.Globalization;

namespace NetGen.Generator.Functions;

/// <summary>The number type that code is printed for: its keyword and its literals.</summary>
internal sealed record Number(string Keyword, string Suffix)
{
    public static readonly Number Single = new("float", "f");

    public static readonly Number Double = new("double", "d");

    public static Number Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>A literal of this type, whatever the culture of the machine.</summary>
    public string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + Suffix;
}
