namespace NetGen.Tests.Runtime;

/// <summary>Errors in units in the last place: the distance of two neighbours at the expected value.</summary>
internal static class Ulp
{
    /// <summary>What the functions promise; the worst seen is 2.6.</summary>
    public const double Bound = 3;

    /// <summary>What Phi promises; the worst seen is 3.5, and 3.9 without fused operations.</summary>
    public const double BoundOfPhi = 4;

    public static double Distance(float actual, double expected) =>
        Distance(actual, expected, (float)expected, Math.Max(Math.ILogB(expected), -126) - 23);

    public static double Distance(double actual, double expected) =>
        Distance(actual, expected, expected, Math.Max(Math.ILogB(expected), -1022) - 52);

    private static double Distance(double actual, double expected, double rounded, int exponent)
    {
        // Infinite and NaN results, and zeros, whose sign counts, are right or wrong. So are those next to overflow.
        if (!double.IsFinite(rounded) || !double.IsFinite(actual) || expected == 0)
            return actual.Equals(rounded) && double.IsNegative(actual) == double.IsNegative(rounded) || double.IsNaN(actual) && double.IsNaN(rounded) ? 0 : double.PositiveInfinity;

        // In two steps, as 2^1074 is infinite.
        double scale = Math.ScaleB(1, -exponent / 2);
        return Math.Abs(actual - expected) * scale * Math.ScaleB(1, -exponent - -exponent / 2);
    }
}
