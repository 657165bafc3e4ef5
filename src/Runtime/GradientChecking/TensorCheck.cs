namespace NetGen;

/// <summary>The check of the gradients of one parameter tensor, or of the inputs of all samples.</summary>
/// <param name="Layer">The number of the layer; 0 for the inputs.</param>
/// <param name="Name">The name in formulas: <c>W1</c>, <c>b1</c>; <c>x</c> for the inputs.</param>
/// <param name="Checked">The number of its elements that were checked.</param>
/// <param name="Size">The number of its elements; more than were checked or excluded if the budget allowed only a sample.</param>
/// <param name="Kinks">The names of the elements that could not be checked, because the loss has a kink there.</param>
/// <param name="Worst">The element with the largest relative error, or null if none was checked.</param>
/// <param name="PrecisionError">
/// <c>max |g - G| / max |G|</c> over all elements, with g the network's own gradients and G those in double precision. The
/// denominator is at least 1e-3 of the largest gradient of all parameters. With <see cref="StandardizeAttribute"/>, gradients
/// by the inputs are per unit of their scales. NaN if they cannot be compared,
/// because rounding puts a sample on another side of a kink.
/// </param>
public sealed record TensorCheck(
    int Layer, string Name, int Checked, int Size, IReadOnlyList<string> Kinks, ParameterCheck? Worst, double PrecisionError)
{
    /// <summary>Whether only a sample of the elements was checked.</summary>
    public bool IsSample => Checked + Kinks.Count < Size;
}
