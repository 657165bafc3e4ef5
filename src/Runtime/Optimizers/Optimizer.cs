using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The description of how parameters follow their gradients: a rule and its settings. Immutable, so one
/// optimizer can train many networks; what a rule remembers from step to step is in an <see cref="OptimizerState{T}"/>.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Takes the setting that all rules share.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is out of range.</exception>
    protected Optimizer(double learningRate)
    {
        if (!(learningRate > 0 && double.IsFinite(learningRate)))
            throw new ArgumentOutOfRangeException(nameof(learningRate), Invariant($"Expected a finite learning rate greater than 0, but got {learningRate}."));

        LearningRate = learningRate;
    }

    /// <summary>The step size.</summary>
    public double LearningRate { get; }

    /// <summary>The rule at its start, for a network in single precision.</summary>
    /// <param name="parameterCount">The number of parameters, 1 or more.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<float> CreateSingle(int parameterCount);

    /// <summary>The rule at its start, for a network in double precision.</summary>
    /// <param name="parameterCount">The number of parameters, 1 or more.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<double> CreateDouble(int parameterCount);
}
