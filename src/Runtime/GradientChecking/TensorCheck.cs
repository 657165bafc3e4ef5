namespace NetGen;

/// <summary>The gradients of one parameter tensor, checked.</summary>
/// <param name="Layer">The layer's number in the notes.</param>
/// <param name="Name">The name in the notes: <c>W1</c>, <c>b1</c>.</param>
/// <param name="Checked">How many of its numbers were checked.</param>
/// <param name="Kinks">The names of those that could not be, because the loss has a kink there.</param>
/// <param name="Worst">The one with the largest relative error, or null if none was checked.</param>
/// <param name="PrecisionError">
/// <c>max |g - G| / max |G|</c> with g the network's own gradients and G those in double precision, over the
/// tensor (below the line at least 1e-3 of the largest gradient of all). NaN if they cannot be compared,
/// because rounding puts a sample on another side of a kink.
/// </param>
public sealed record TensorCheck(
    int Layer, string Name, int Checked, IReadOnlyList<string> Kinks, ParameterCheck? Worst, double PrecisionError);
