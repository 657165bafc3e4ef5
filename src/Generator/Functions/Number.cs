using System.Globalization;

namespace NetGen.Generator.Functions;

/// <summary>
/// What a printed formula computes with: numbers of one type, or vectors of them. The same formula serves both;
/// only constants and choices are spelt differently.
/// </summary>
internal sealed record Number(string Keyword, string Suffix, bool IsVector)
{
    private const string Vector256 = "global::System.Runtime.Intrinsics.Vector256";

    public static readonly Number Single = new("float", "f", IsVector: false);

    public static readonly Number Double = new("double", "d", IsVector: false);

    public static Number Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>Vectors of this type. 256 bits are the width of NetGen's semantics, whatever the hardware has.</summary>
    public Number AsVector => this with { IsVector = true };

    /// <summary>How many numbers a vector holds.</summary>
    public int Lanes => Keyword == "double" ? 4 : 8;

    /// <summary>Whether vectors go by their full name, as the user has a type of the short one.</summary>
    public bool SpellsVectors { get; init; }

    /// <summary>The type of a local variable.</summary>
    public string Type => !IsVector ? Keyword : SpellsVectors ? VectorType : Alias;

    /// <summary>The short name of vectors in emitted code, as shading languages have it: <c>float8</c>.</summary>
    public string Alias => $"{Keyword}{Lanes}";

    /// <summary>The full name of vectors.</summary>
    public string VectorType => $"{Vector256}<{Keyword}>";

    public string Span => $"global::System.Span<{Keyword}>";

    public string ReadOnlySpan => $"global::System.ReadOnlySpan<{Keyword}>";

    /// <summary>A constant, whatever the culture of the machine.</summary>
    public string Literal(double value) => All(value.ToString("R", CultureInfo.InvariantCulture) + Suffix);

    /// <summary>A number, in every lane of a vector.</summary>
    public string All(string number) => IsVector ? $"All({number})" : number;

    /// <summary><c>value > 0 ? then : otherwise</c>.</summary>
    public string IfPositive(string value, string then, string otherwise) =>
        IsVector ? $"IfPositive({value}, {then}, {otherwise})" : $"({value} > {Literal(0)} ? {then} : {otherwise})";

    /// <summary><c>value &lt;= bound ? then : otherwise</c>.</summary>
    public string IfAtMost(string value, string bound, string then, string otherwise) =>
        IsVector ? $"IfAtMost({value}, {bound}, {then}, {otherwise})" : $"({value} <= {bound} ? {then} : {otherwise})";

    /// <summary><c>value > bound ? then : otherwise</c>.</summary>
    public string IfAbove(string value, string bound, string then, string otherwise) =>
        IsVector ? $"IfAbove({value}, {bound}, {then}, {otherwise})" : $"({value} > {bound} ? {then} : {otherwise})";
}
