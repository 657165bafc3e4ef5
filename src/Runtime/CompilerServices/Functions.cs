using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The functions of activations and losses for one number. Called by generated code for what does
/// not fill a vector: each is a lane of <see cref="NumberFunctions"/>, which is <see cref="VectorFunctions"/> with vectors of
/// 128 bits, so its bits are those of any lane.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Functions
{
    /// <summary><c>e^z</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value.</returns>
    public static double Exp(double z) => NumberFunctions.Exp(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Exp(double)"/>
    public static float Exp(float z) => NumberFunctions.Exp(Vector128.Create(z)).ToScalar();

    /// <summary><c>e^z</c> for a softmax.</summary>
    /// <param name="z">A number, 0 or less.</param>
    /// <returns>The value.</returns>
    public static double ExpOfNegative(double z) => NumberFunctions.ExpOfNegative(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="ExpOfNegative(double)"/>
    public static float ExpOfNegative(float z) => NumberFunctions.ExpOfNegative(Vector128.Create(z)).ToScalar();

    /// <summary>The natural logarithm of the sum of a softmax.</summary>
    /// <param name="a">A normal number greater than 0; others give unspecified values.</param>
    /// <returns>The value.</returns>
    public static double LogOfSum(double a) => NumberFunctions.LogOfSum(Vector128.Create(a)).ToScalar();

    /// <inheritdoc cref="LogOfSum(double)"/>
    public static float LogOfSum(float a) => NumberFunctions.LogOfSum(Vector128.Create(a)).ToScalar();

    /// <summary><c>e^z - 1</c>, without the cancellation near 0 that <see cref="double.ExpM1"/> suffers.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, -1 or more.</returns>
    public static double ExpM1(double z) => NumberFunctions.ExpM1(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="ExpM1(double)"/>
    public static float ExpM1(float z) => NumberFunctions.ExpM1(Vector128.Create(z)).ToScalar();

    /// <summary><c>e^z - 1</c> for the negative side of an activation.</summary>
    /// <param name="z">A number, 0 or less; others give unspecified values.</param>
    /// <returns>The value, from -1 to 0.</returns>
    public static double ExpM1OfNegative(double z) => NumberFunctions.ExpM1OfNegative(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="ExpM1OfNegative(double)"/>
    public static float ExpM1OfNegative(float z) => NumberFunctions.ExpM1OfNegative(Vector128.Create(z)).ToScalar();

    /// <summary>The natural logarithm; negative infinity at 0.</summary>
    /// <param name="a">A number, 0 or more; others give NaN.</param>
    /// <returns>The value.</returns>
    public static double Log(double a) => NumberFunctions.Log(Vector128.Create(a)).ToScalar();

    /// <inheritdoc cref="Log(double)"/>
    public static float Log(float a) => NumberFunctions.Log(Vector128.Create(a)).ToScalar();

    /// <summary><c>max(log a, -100)</c>, so that a cross-entropy stays finite at <c>a = 0</c>, as in PyTorch's BCELoss.</summary>
    /// <param name="a">A number, 0 or more; others give NaN.</param>
    /// <returns>The value, -100 or more.</returns>
    public static double ClampedLog(double a) => NumberFunctions.ClampedLog(Vector128.Create(a)).ToScalar();

    /// <inheritdoc cref="ClampedLog(double)"/>
    public static float ClampedLog(float a) => NumberFunctions.ClampedLog(Vector128.Create(a)).ToScalar();

    /// <summary><c>(e^z - e^-z) / (e^z + e^-z)</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from -1 to 1.</returns>
    public static double Tanh(double z) => NumberFunctions.Tanh(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Tanh(double)"/>
    public static float Tanh(float z) => NumberFunctions.Tanh(Vector128.Create(z)).ToScalar();

    /// <summary><c>1 / (1 + e^-z)</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from 0 to 1.</returns>
    public static double Sigmoid(double z) => NumberFunctions.Sigmoid(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float z) => NumberFunctions.Sigmoid(Vector128.Create(z)).ToScalar();

    /// <summary><c>log(1 + e^z)</c>, which does not overflow.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, 0 or more.</returns>
    public static double Softplus(double z) => NumberFunctions.Softplus(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float z) => NumberFunctions.Softplus(Vector128.Create(z)).ToScalar();

    /// <summary>The normal distribution function: the probability that a standard normal variable is less than z, <c>(1 + erf(z / sqrt 2)) / 2</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from 0 to 1.</returns>
    public static double Phi(double z) => NumberFunctions.Phi(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Phi(double)"/>
    public static float Phi(float z) => NumberFunctions.Phi(Vector128.Create(z)).ToScalar();

    /// <summary>The derivative of <see cref="Phi(double)"/>, the bell curve <c>e^(-z^2 / 2) / sqrt(2 pi)</c>.</summary>
    /// <param name="z">Any number.</param>
    /// <returns>The value, from 0 to 0.4.</returns>
    public static double Density(double z) => NumberFunctions.Density(Vector128.Create(z)).ToScalar();

    /// <inheritdoc cref="Density(double)"/>
    public static float Density(float z) => NumberFunctions.Density(Vector128.Create(z)).ToScalar();
}
