namespace NetGen;

/// <summary>Half a cosine that is bit-identical on all systems, unlike that of <see cref="Math"/>, which comes from the system's C library.</summary>
internal static class Cosine
{
    /// <summary>From <paramref name="start"/> to <paramref name="end"/>: <c>end + (start - end) (1 + cos(pi x)) / 2</c>, x from 0 to 1.</summary>
    public static double Anneal(double start, double end, double x) => end + (start - end) * HalfRaised(x);

    /// <summary><c>(1 + cos(pi x)) / 2 = cos^2(pi x / 2)</c>, which is <c>sin^2(pi (1 - x) / 2)</c>, for x from 0 to 1.</summary>
    private static double HalfRaised(double x)
    {
        // Both use angles up to pi / 4, where the series needs few terms, and neither cancels.
        double sine = Sine(Math.PI / 2 * (x <= 0.5 ? x : 1 - x));
        return x <= 0.5 ? 1 - sine * sine : sine * sine;
    }

    /// <summary>The series <c>x - x^3 / 3! + x^5 / 5! - ...</c>: for x up to pi / 4 the first term left out, x^19 / 19!, is below 1e-19.</summary>
    private static double Sine(double x)
    {
        double term = x, sum = x;
        for (int n = 2; n <= 16; n += 2)
        {
            term = -term * x * x / (n * (n + 1));
            sum += term;
        }

        return sum;
    }
}
