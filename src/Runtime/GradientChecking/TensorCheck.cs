namespace NetGen;

/// <summary>The gradients of one parameter tensor, or of the inputs of all samples, checked.</summary>
/// <param name="Layer">The layer's number in the notes; 0 for the inputs.</param>
/// <param name="Name">The name in the notes: <c>W1</c>, <c>b1</c>; <c>x</c> for the inputs.</param>
/// <param name="Checked">How many of its numbers were checked.</param>
/// <param name="Size">How many it has: more than were checked or set apart if the budget reached for a sample only.</param>
/// <param name="Kinks">The names of those that could not be, because the loss has a kink there.</param>
/// <param name="Worst">The one with the largest relative error, or null if none was checked.</param>
/// <param name="PrecisionError">
/// <c>max |g - G| / max |G|</c> with g the network's own gradients and G those in double precision, over the
/// tensor, with all its numbers (below the line at least 1e-3 of the largest gradient of all parameters). With
/// <see cref="StandardizeAttribute"/>, gradients of inputs are those by the inputs in units of their scales. NaN if they cannot be compared,
/// because rounding puts a sample on another side of a kink.
/// </param>
public sealed record TensorCheck(
    int Layer, string Name, int Checked, int Size, IReadOnlyList<string> Kinks, ParameterCheck? Worst, double PrecisionError)
{
    /// <summary>Whether only some of the numbers were looked at.</summary>
    public bool IsSample => Checked + Kinks.Count < Size;
}
