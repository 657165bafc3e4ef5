using System.Numerics;

namespace NetGen;

/// <summary>An optimizer at work on one network: its rule, and what the rule remembers from step to step.</summary>
/// <typeparam name="T">The number type of the network.</typeparam>
public abstract class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Moves the parameters one step. Allocates nothing.</summary>
    /// <param name="parameters">The parameters; overwritten.</param>
    /// <param name="gradients">The gradient of the loss by each of them.</param>
    /// <exception cref="ArgumentException">A length is not the number of parameters that the state was made for.</exception>
    public abstract void Step(Span<T> parameters, ReadOnlySpan<T> gradients);

    /// <summary>For <see cref="Step"/>: checks the lengths.</summary>
    /// <param name="expected">The number of parameters that the state was made for.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">The gradients.</param>
    /// <exception cref="ArgumentException">A length is not <paramref name="expected"/>.</exception>
    protected static void CheckLengths(int expected, ReadOnlySpan<T> parameters, ReadOnlySpan<T> gradients)
    {
        if (parameters.Length != expected)
            throw new ArgumentException($"Expected {expected} parameters, but got {parameters.Length}.", nameof(parameters));
        if (gradients.Length != expected)
            throw new ArgumentException($"Expected {expected} gradients, but got {gradients.Length}.", nameof(gradients));
    }
}
