using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks the settings of optimizers and returns them.</summary>
internal static class Setting
{
    public static double AboveZero(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected a finite {name} greater than 0, but got {value}."));

    public static double ZeroOrMore(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected a finite {name} of 0 or more, but got {value}."));

    public static double BelowOne(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected {name} from 0 to less than 1, but got {value}."));
}
