using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Functions;

/// <summary>
/// What a printed formula computes with: numbers of one type, or vectors of them. The same formula serves both;
/// only constants, choices and calls are spelt differently. It notes what is called, so that just that is printed.
/// </summary>
internal sealed record Number(string Keyword, string Suffix, bool IsVector)
{
    private const string ServicesAlias = "Runtime", NumbersAlias = "Numbers";

    /// <summary>The functions that printed formulas call, of numbers, of vectors and of wide vectors.</summary>
    private readonly HashSet<string> _calls = [], _vectorCalls = [], _wideCalls = [];

    /// <summary>A number type for one file, with nothing called.</summary>
    public static Number Of(Precision precision) => precision == Precision.Double ? new("double", "d", IsVector: false) : new("float", "f", IsVector: false);

    /// <summary>
    /// Whether vectors have 512 bits, for loops in which every lane stands for itself. Otherwise they have 256, the width of NetGen's
    /// semantics, whatever the hardware has. Where that has no vectors of 512 bits, the compiler makes two of each.
    /// </summary>
    public bool IsWide { get; init; }

    /// <summary>Wide vectors of this type, beside others of 256 bits.</summary>
    public Number AsWide => IsWide ? AsVector : this with { IsVector = true, IsWide = true, IsBeside = true };

    /// <summary>What puts a number into every lane. C# tells methods apart by their arguments alone.</summary>
    public string AllName => IsBeside ? $"All{Lanes}" : "All";

    /// <summary>How a vector is read from a buffer.</summary>
    public string LoadName => IsWide ? "LoadWide" : "Load";

    /// <summary>The class with the operations of vectors.</summary>
    public string VectorClass => $"global::System.Runtime.Intrinsics.Vector{(IsWide ? 512 : 256)}";

    /// <summary>Vectors of this type.</summary>
    public Number AsVector => this with { IsVector = true };

    /// <summary>How many numbers a vector holds.</summary>
    public int Lanes => (Keyword == "double" ? 4 : 8) * (IsWide ? 2 : 1);

    /// <summary>Whether all types go by their full names, as the user has given a short one to something else.</summary>
    public bool SpellsTypes { get; init; }

    /// <summary>The type of a local variable.</summary>
    public string Type => !IsVector ? Keyword : Alias(VectorAlias);

    /// <summary>A span of numbers.</summary>
    public string Span => Alias(SpanAlias);

    /// <summary>A read-only span of numbers.</summary>
    public string ReadOnlySpan => Alias(ReadOnlySpanAlias);

    /// <summary>A span of vectors.</summary>
    public string VectorSpan => Alias(VectorSpanAlias);

    /// <summary>Numbers in a buffer that has been checked.</summary>
    public string Numbers => Alias(NumbersAlias);

    /// <summary>The namespace of what generated code calls.</summary>
    public string Services => Alias(ServicesAlias);

    /// <summary>The short names that a file may give to types and a namespace, with what they stand for.</summary>
    public IEnumerable<(string Name, string Type)> Aliases =>
    [
        (VectorAlias, $"{VectorClass}<{Keyword}>"),
        (SpanAlias, $"global::System.Span<{Keyword}>"),
        (ReadOnlySpanAlias, $"global::System.ReadOnlySpan<{Keyword}>"),
        (VectorSpanAlias, $"global::System.Span<{VectorClass}<{Keyword}>>"),
        (ServicesAlias, "global::NetGen.CompilerServices"),
        (NumbersAlias, $"global::NetGen.CompilerServices.Numbers<{Keyword}>"),
    ];

    /// <summary>The short names of all files.</summary>
    public static IReadOnlyList<string> AllAliases { get; } =
    [
        .. from precision in new[] { Precision.Single, Precision.Double }
           from isWide in new[] { false, true }
           from alias in (Of(precision) with { IsWide = isWide }).Aliases
           group alias by alias.Name into names
           select names.Key,
    ];

    private string VectorAlias => $"{Keyword}{Lanes}";

    private string VectorSpanAlias => Keyword == "double" ? $"Double{Lanes}s" : $"Float{Lanes}s";

    private string SpanAlias => Keyword == "double" ? "Doubles" : "Floats";

    private string ReadOnlySpanAlias => "ReadOnly" + SpanAlias;

    /// <summary>A constant, whatever the culture of the machine.</summary>
    public string Literal(double value) => All(value.ToText() + Suffix);

    /// <summary>A number, in every lane of a vector.</summary>
    public string All(string number)
    {
        if (!IsVector)
            return number;

        Call("All");
        return $"{AllName}({number})";
    }

    /// <summary>A call of one of <see cref="Helpers"/>.</summary>
    public string Call(string helper, params string[] arguments)
    {
        Called.Add(helper);
        return $"{helper}({string.Join(", ", arguments)})";
    }

    /// <summary>Whether a formula has called a helper of this kind of numbers.</summary>
    public bool Calls(string helper) => Called.Contains(helper);

    /// <summary><c>value > 0 ? then : otherwise</c>.</summary>
    public string IfPositive(string value, string then, string otherwise) =>
        IsVector ? Call("IfPositive", value, then, otherwise) : $"({value} > {Literal(0)} ? {then} : {otherwise})";

    /// <summary><c>value &lt;= bound ? then : otherwise</c>.</summary>
    public string IfAtMost(string value, string bound, string then, string otherwise) =>
        IsVector ? Call("IfAtMost", value, bound, then, otherwise) : $"({value} <= {bound} ? {then} : {otherwise})";

    /// <summary><c>value > bound ? then : otherwise</c>.</summary>
    public string IfAbove(string value, string bound, string then, string otherwise) =>
        IsVector ? Call("IfAbove", value, bound, then, otherwise) : $"({value} > {bound} ? {then} : {otherwise})";

    /// <summary><c>value > largest, or NaN ? then : otherwise</c>.</summary>
    public string IfLarger(string value, string largest, string then, string otherwise) => Call("IfLarger", value, largest, then, otherwise);

    /// <summary><c>value == other ? then : otherwise</c>.</summary>
    public string IfEqual(string value, string other, string then, string otherwise) =>
        IsVector ? Call("IfEqual", value, other, then, otherwise) : $"({value} == {other} ? {then} : {otherwise})";

    /// <summary>Whether these are wide vectors in a file of others.</summary>
    private bool IsBeside { get; init; }

    private HashSet<string> Called => !IsVector ? _calls : IsWide ? _wideCalls : _vectorCalls;

    private string Alias(string name) => SpellsTypes ? Aliases.First(alias => alias.Name == name).Type : name;
}
