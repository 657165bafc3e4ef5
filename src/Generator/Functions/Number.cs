using System.Globalization;

namespace NetGen.Generator.Functions;

/// <summary>The number type that code is printed for: its keyword and its literals.</summary>
internal sealed record Number(string Keyword, string Suffix)
{
    public static readonly Number Single = new("float", "f");

    public static readonly Number Double = new("double", "d");

    /// <summary>A vector of this type. 256 bits are the width of NetGen's semantics, whatever the hardware has.</summary>
    public string Vector => $"global::System.Runtime.Intrinsics.Vector256<{Keyword}>";

    /// <summary>A span of such vectors.</summary>
    public string Vectors => $"global::System.Span<{Vector}>";

    public static Number Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>A literal of this type, whatever the culture of the machine.</summary>
    public string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + Suffix;
}
