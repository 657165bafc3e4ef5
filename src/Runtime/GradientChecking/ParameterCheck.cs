namespace NetGen;

/// <summary>The gradient of one parameter or input, computed in two ways.</summary>
/// <param name="Layer">The layer's number in the notes; 0 for an input.</param>
/// <param name="Name">The name and index in the notes' order: <c>W1[3, 0]</c>, or <c>x[2, 5]</c> for input 5 of sample 2, both from 0.</param>
/// <param name="Analytic">The gradient by backpropagation.</param>
/// <param name="Numeric">The gradient by differences of losses.</param>
/// <param name="RelativeError">
/// <c>|Analytic - Numeric| / max(|Analytic|, |Numeric|, floor)</c>, infinite if one of them is not a finite
/// number. The floor is 1e-5 of the largest gradient (of all parameters, for one of them), or what rounding in the losses makes of the numeric
/// one divided by the tolerance, if that is larger. With <see cref="StandardizeAttribute"/>, inputs are measured in units of their scales
/// for the floor.
/// </param>
public sealed record ParameterCheck(int Layer, string Name, double Analytic, double Numeric, double RelativeError);
