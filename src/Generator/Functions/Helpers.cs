using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;

namespace NetGen.Generator.Functions;

/// <summary>
/// The functions that emitted formulas call by a short name, for numbers and for vectors of them. Each is printed
/// only where a formula calls it, and always in this order.
/// </summary>
internal static class Helpers
{
    private static readonly (string Name, string Formula, string Parameters)[] _rows =
    [
        ("Exp", "e^z", "z"),
        ("ExpOfNegative", "e^z for z <= 0", "z"),
        ("ExpM1OfNegative", "e^z - 1 for z <= 0, accurate near 0", "z"),
        ("LogOfSum", "log z for a sum z of exponentials", "z"),
        ("ExpM1", "e^z - 1, accurate near 0", "z"),
        ("Log", "log z", "z"),
        ("ClampedLog", "max(log z, -100)", "z"),
        ("Sigmoid", "1 / (1 + e^-z)", "z"),
        ("Tanh", "(e^z - e^-z) / (e^z + e^-z)", "z"),
        ("Softplus", "log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), which cannot overflow", "z"),
        ("Phi", "the normal distribution function, (1 + erf(z / sqrt 2)) / 2", "z"),
        ("Density", "Phi'(z) = e^(-z^2 / 2) / sqrt(2 pi)", "z"),
        ("Sqrt", "the square root of z", "z"),
        ("Abs", "|z|", "z"),
        ("Fma", "u v + w, rounded once if the hardware can", "u, v, w"),
        ("Max", "the larger of two", "u, v"),
        ("Larger", "the larger of two, or NaN if one is NaN", "u, v"),
        ("Min", "the smaller of two", "u, v"),
    ];

    /// <summary>Those that .NET has, by the type that has them for numbers; null for the number type itself.</summary>
    private static readonly Dictionary<string, string?> _inFramework = new()
    {
        ["Abs"] = "global::System.Math",
        ["Max"] = "global::System.Math",
        ["Larger"] = "global::System.Math",
        ["Min"] = "global::System.Math",
        ["Sqrt"] = null,
    };

    /// <summary>What the framework calls them, where that is something else: for numbers, and for vectors.</summary>
    private static readonly Dictionary<string, (string OfNumbers, string OfVectors)> _otherNames = new()
    {
        ["Max"] = ("Max", "MaxNative"),
        ["Larger"] = ("Max", "Max"),
        ["Min"] = ("Min", "MinNative"),
    };

    /// <summary>What only vectors need: a constant in every lane, and choices lane by lane.</summary>
    private static readonly (string Name, string Formula, string Declaration)[] _choices =
    [
        ("All", "a number in every lane", "{1} {5}({0} value) => {4}.Create(value)"),
        ("Load", "consecutive numbers, one in each lane", "{1} Load({2} values, int start) =>\n    {4}.Create(values.Slice(start, {4}<{0}>.Count))"),
        ("Store", "the inverse of Load", "void Store({1} lanes, {3} values, int start) =>\n    {4}.CopyTo(lanes, values.Slice(start, {4}<{0}>.Count))"),
        ("IfPositive", "value > 0 ? then : otherwise, lane by lane", "{1} IfPositive({1} value, {1} then, {1} otherwise) =>\n    {4}.ConditionalSelect({4}.GreaterThan(value, {4}<{0}>.Zero), then, otherwise)"),
        ("IfAtMost", "value <= bound ? then : otherwise, lane by lane", "{1} IfAtMost({1} value, {1} bound, {1} then, {1} otherwise) =>\n    {4}.ConditionalSelect({4}.LessThanOrEqual(value, bound), then, otherwise)"),
        ("IfLarger", "value > largest or NaN ? then : otherwise, lane by lane", "{1} IfLarger({1} value, {1} largest, {1} then, {1} otherwise) =>\n    {4}.ConditionalSelect({4}.GreaterThan(value, largest) | ~{4}.Equals(value, value), then, otherwise)"),
        ("IfEqual", "value == other ? then : otherwise, lane by lane", "{1} IfEqual({1} value, {1} other, {1} then, {1} otherwise) =>\n    {4}.ConditionalSelect({4}.Equals(value, other), then, otherwise)"),
        ("IfAbove", "value > bound ? then : otherwise, lane by lane", "{1} IfAbove({1} value, {1} bound, {1} then, {1} otherwise) =>\n    {4}.ConditionalSelect({4}.GreaterThan(value, bound), then, otherwise)"),
    ];

    /// <summary>Prints what the formulas of a file have called.</summary>
    public static void Print(CodeWriter writer, Number number)
    {
        Number[] vectors = number.IsWide ? [number.AsVector] : [number.AsVector, number.AsWide];
        foreach ((string name, string formula, string parameters) in _rows)
        {
            bool isInFramework = _inFramework.TryGetValue(name, out string? home);
            if (!_otherNames.TryGetValue(name, out (string OfNumbers, string OfVectors) called))
                called = (name, name);

            if (number.Calls(name))
                PrintCall(writer, number.Keyword, name, formula, parameters, isInFramework ? home ?? number.Keyword : $"{number.Services}.Functions", called.OfNumbers);

            foreach (Number vector in vectors.Where(vector => vector.Calls(name)))
                PrintCall(writer, vector.Type, name, formula + ", lane by lane", parameters, isInFramework ? vector.VectorClass : $"{number.Services}.{(vector.IsWide ? "WideFunctions" : "VectorFunctions")}", called.OfVectors);
        }

        if (number.Calls("IfLarger"))
        {
            writer.Line();
            writer.Line("// IfLarger: value > largest or NaN ? then : otherwise");
            writer.Line($"private static {number.Keyword} IfLarger({number.Keyword} value, {number.Keyword} largest, {number.Keyword} then, {number.Keyword} otherwise) =>");
            writer.Line($"    value > largest || {number.Keyword}.IsNaN(value) ? then : otherwise;");
        }

        foreach ((string name, string formula, string declaration) in _choices)
        {
            foreach (Number vector in vectors.Where(vector => vector.Calls(name)))
            {
                writer.Line();
                writer.Line($"// {(name == "All" ? vector.AllName : name)}: {formula}");
                writer.Lines($"private static {string.Format(declaration, number.Keyword, vector.Type, number.ReadOnlySpan, number.Span, vector.VectorClass, vector.AllName)};");
            }
        }
    }

    private static void PrintCall(CodeWriter writer, string type, string name, string formula, string parameters, string home, string called)
    {
        string typed = string.Join(", ", parameters.Split(',').Select(parameter => $"{type} {parameter.Trim()}"));
        writer.Line();
        writer.Line($"// {name}: {formula}");
        writer.Line($"private static {type} {name}({typed}) => {home}.{called}({parameters});");
    }
}
