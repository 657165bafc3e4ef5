namespace NetGen;

/// <summary>The gradient of one parameter or input, computed in two ways.</summary>
/// <param name="Layer">The number of the layer; 0 for an input.</param>
/// <param name="Name">The name and index: <c>W1[3, 0]</c>, or <c>x[2, 5]</c> for input 5 of sample 2, both from 0.</param>
/// <param name="Analytic">The gradient by backpropagation.</param>
/// <param name="Numeric">The gradient by differences of losses.</param>
/// <param name="RelativeError">
/// <c>|Analytic - Numeric| / max(|Analytic|, |Numeric|, floor)</c>, infinite if one of them is not a finite
/// number. The floor is 1e-5 of the largest gradient (of all parameters, if this is one), or the rounding error of the numeric
/// gradient divided by the tolerance, if that is larger. With <see cref="StandardizeAttribute"/>, the floor for inputs is in units of
/// their scales.
/// </param>
public sealed record ParameterCheck(int Layer, string Name, double Analytic, double Numeric, double RelativeError);
