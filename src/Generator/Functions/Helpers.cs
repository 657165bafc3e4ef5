using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;

namespace NetGen.Generator.Functions;

/// <summary>
/// The scalar functions that emitted formulas call by a short name. Each is printed only where a formula
/// calls it, and always in this order.
/// </summary>
internal static class Helpers
{
    private static readonly (string Name, string Formula, string Parameters)[] _rows =
    [
        ("Exp", "e^z", "z"),
        ("ExpM1", "e^z - 1, accurate near 0", "z"),
        ("Log", "log z", "z"),
        ("ClampedLog", "max(log z, -100)", "z"),
        ("Sigmoid", "1 / (1 + e^-z)", "z"),
        ("Tanh", "(e^z - e^-z) / (e^z + e^-z)", "z"),
        ("Softplus", "log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), which cannot overflow", "z"),
        ("Abs", "|z|", "z"),
        ("Max", "the larger of two", "u, v"),
        ("Min", "the smaller of two", "u, v"),
    ];

    private static readonly HashSet<string> _inFramework = ["Abs", "Max", "Min"];

    public static void Print(CodeWriter writer, Number number, IEnumerable<string> names)
    {
        HashSet<string> wanted = [.. names];
        foreach ((string name, string formula, string parameters) in _rows.Where(row => wanted.Contains(row.Name)))
        {
            string home = _inFramework.Contains(name) ? "global::System.Math" : "global::NetGen.CompilerServices.Functions";
            string typed = string.Join(", ", parameters.Split(',').Select(parameter => $"{number.Keyword} {parameter.Trim()}"));
            writer.Line();
            writer.Line($"// {name}: {formula}");
            writer.Line($"private static {number.Keyword} {name}({typed}) => {home}.{name}({parameters});");
        }
    }
}
