using System.ComponentModel;

namespace NetGen.CompilerServices;

/// <summary>
/// The scalar functions that activations and losses are made of. Called by generated code. In double
/// precision they are within about 2 units in the last place of the exact value, given exp and log that are
/// within 1 and the platform's tanh; in single precision they are computed in double and rounded once, so
/// within 1. None overflows unless its value does.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Functions
{
    /// <summary><c>e^z</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value.</returns>
    public static double Exp(double z) => Math.Exp(z);

    /// <inheritdoc cref="Exp(double)"/>
    public static float Exp(float z) => (float)Math.Exp(z);

    /// <summary>The natural logarithm; negative infinity at 0.</summary>
    /// <param name="a">A number, 0 or more; others give NaN.</param>
    /// <returns>The value.</returns>
    public static double Log(double a) => Math.Log(a);

    /// <inheritdoc cref="Log(double)"/>
    public static float Log(float a) => (float)Math.Log(a);

    /// <summary><c>(e^z - e^-z) / (e^z + e^-z)</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from -1 to 1.</returns>
    public static double Tanh(double z) => Math.Tanh(z);

    /// <inheritdoc cref="Tanh(double)"/>
    public static float Tanh(float z) => (float)Math.Tanh(z);

    /// <summary><c>1 / (1 + e^-z)</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from 0 to 1.</returns>
    public static double Sigmoid(double z)
    {
        // The same for z and -z but for the numerator, so that the power is 1 at most and cannot overflow.
        double e = Math.Exp(-Math.Abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float z) => (float)Sigmoid((double)z);

    /// <summary><c>e^z - 1</c>, without the cancellation near 0 that <see cref="double.ExpM1"/> suffers.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value.</returns>
    public static double ExpM1(double z)
    {
        double e = Math.Exp(z);
        if (Math.Abs(z) > 1)
            return e - 1;

        // e is e^z rounded, which is exactly e^log(e): one Newton step, e^z = e (1 + (z - log e)), repairs it.
        return e - 1 + e * (z - Math.Log(e));
    }

    /// <inheritdoc cref="ExpM1(double)"/>
    public static float ExpM1(float z) => (float)ExpM1((double)z);

    /// <summary><c>log(1 + e^z)</c>, computed as <c>max(z, 0) + log(1 + e^-|z|)</c>, which cannot overflow.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, 0 or more.</returns>
    public static double Softplus(double z)
    {
        // log(1 + e) without losing the e that 1 + e rounds off: its rest adds rest / (1 + e), to first order.
        double e = Math.Exp(-Math.Abs(z)), sum = 1 + e, rest = e - (sum - 1);
        return Math.Max(z, 0) + (Math.Log(sum) + rest / sum);
    }

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float z) => (float)Softplus((double)z);

    /// <summary><c>max(log a, -100)</c>, so that a cross-entropy stays finite at <c>a = 0</c>, as in PyTorch's BCELoss.</summary>
    /// <param name="a">A number, 0 or more; others give NaN.</param>
    /// <returns>The value, -100 or more.</returns>
    public static double ClampedLog(double a) => Math.Max(Math.Log(a), -100);

    /// <inheritdoc cref="ClampedLog(double)"/>
    public static float ClampedLog(float a) => (float)ClampedLog((double)a);
}
