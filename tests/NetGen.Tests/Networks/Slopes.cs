using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Derivatives against central differences of fourth order: <c>(8 (f(v + h) - f(v - h)) - (f(v + 2h) - f(v - 2h))) / 12h</c>.</summary>
internal static class Slopes
{
    // Good to about h^4 = 1e-12 and, by rounding, to 1e-16 / h = 1e-13.
    private const double H = 1e-3;
    private const double Tolerance = 1e-9;

    /// <summary>Asserts that the derivative of a function by each of some variables is the one given, relative to the largest or to 1.</summary>
    public static void AssertAre(ReadOnlySpan<double> slopes, Span<double> variables, Func<double> function, object what)
    {
        Assert.Equal(variables.Length, slopes.Length);
        double largest = 1;
        foreach (double slope in slopes)
            largest = Math.Max(largest, Math.Abs(slope));

        for (int i = 0; i < variables.Length; i++)
        {
            double difference = Difference(ref variables[i], H, function), tolerance = Tolerance * largest;

            // With a kink between the points, only closer ones tell the slope on this side; there rounding is what limits them.
            for (double h = H / 10; Math.Abs(difference - slopes[i]) > tolerance && h > 1e-7; h /= 10)
                (difference, tolerance) = (Difference(ref variables[i], h, function), Math.Max(Tolerance, 1e-14 / h) * largest);

            Assert.True(Math.Abs(difference - slopes[i]) <= tolerance, $"{what}, {i}: the difference is {difference}, but got {slopes[i]}.");
        }
    }

    private static double Difference(ref double variable, double h, Func<double> function)
    {
        double start = variable;
        double near = At(ref variable, start + h) - At(ref variable, start - h), far = At(ref variable, start + 2 * h) - At(ref variable, start - 2 * h);
        variable = start;
        return (8 * near - far) / (12 * h);

        double At(ref double variable, double value)
        {
            variable = value;
            return function();
        }
    }
}
