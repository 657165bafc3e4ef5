using NetGen.CompilerServices;

namespace NetGen;

/// <summary>Powers that are bit-identical on all systems, unlike those of <see cref="Math"/>, which come from the system's C library.</summary>
internal static class Power
{
    /// <summary><c>x^n</c>, by squaring: the product of those of x, x^2, x^4, ... whose bit is set in n.</summary>
    public static double Of(double x, long n)
    {
        double power = 1;
        for (double square = x; n > 0; n >>= 1, square *= square)
        {
            if ((n & 1) == 1)
                power *= square;
        }

        return power;
    }

    /// <summary><c>x^p = e^(p log x)</c> for x and p greater than 0; as a product if p is an integer.</summary>
    public static double Of(double x, double p) =>
        p == (long)p ? Of(x, (long)p) : Functions.Exp(p * Functions.Log(x));
}
