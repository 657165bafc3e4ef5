using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>Validates settings of optimizers and schedules, and returns them.</summary>
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

    public static int AtLeastOne(int value, [CallerArgumentExpression(nameof(value))] string name = "") => (int)AtLeast(1, value, name);

    public static long AtLeast(long least, long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected {name} of {least} or more, but got {value}."));

    public static double FromZeroToOne(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected {name} from 0 to 1, but got {value}."));

    public static double BetweenZeroAndOne(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, Invariant($"Expected {name} between 0 and 1, but got {value}."));
}
