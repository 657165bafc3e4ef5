namespace NetGen.Tests.Runtime;

/// <summary>The normal distribution from its definitions, with the platform's exp: by no polynomial that NetGen uses.</summary>
internal static class NormalReference
{
    /// <summary>The normal distribution function.</summary>
    public static double Phi(double z)
    {
        double t = Math.Abs(z);
        double tail = t < 0.5 ? 0.5 - t * NearZero(t) : t <= 40 ? Tail(t) : t > 40 ? 0 : double.NaN;
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>The bell curve.</summary>
    public static double Density(double z) => Bell(z, 1 / Math.Sqrt(2 * Math.PI));

    /// <summary>(Phi(t) - 1/2) / t as phi(t) (1 + t^2 / 3 + t^4 / (3 * 5) + ...), whose terms are all positive.</summary>
    private static double NearZero(double t)
    {
        double term = 1, sum = 1;
        for (int odd = 3; term > 1e-18; odd += 2)
            sum += term *= t * t / odd;

        return Density(t) * sum;
    }

    /// <summary>
    /// Phi(-t) by the trapezoidal rule with steps of h on erfc's integral, of which e^(-(pi / h)^2) = 7e-18 is left, and
    /// with what the pole between the nodes adds. Source: Chiarella and Reichel, "On the evaluation of integrals related
    /// to the error function" (1968).
    /// </summary>
    private static double Tail(double t)
    {
        const double h = 0.5;
        double x2 = t * t / 2, sum = 0;
        for (int k = 14; k > 0; k--)
            sum += Math.Exp(-k * k * h * h) / (k * k * h * h + x2);

        double x = t / Math.Sqrt(2), pole = x < Math.PI / h ? 1 / (Math.Exp(2 * Math.PI * x / h) - 1) : 0;
        return Bell(t, (sum + 0.5 / x2) * t * (h / Math.PI / Math.Sqrt(2))) - pole;
    }

    /// <summary>e^(-t^2 / 2) factor. What the square rounds off counts, and a subnormal result is rounded once.</summary>
    private static double Bell(double t, double factor)
    {
        if (Math.Abs(t) > 40)
            return 0;

        double square = t * t, rest = Math.FusedMultiplyAdd(t, t, -square);
        if (Math.Abs(t) <= 37.5)
            return Math.Exp(-square / 2) * (factor - factor * rest / 2);

        double quarter = Math.Exp(-square / 4);
        return quarter * (factor * (1 - rest / 2)) * quarter;
    }
}
