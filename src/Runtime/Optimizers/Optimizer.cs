using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The description of how parameters follow their gradients: a rule and its settings. Immutable, so one
/// optimizer can train many networks; what a rule remembers from step to step is in an <see cref="OptimizerState{T}"/>.
/// </summary>
/// <remarks>
/// Rules, defaults and the order of operations are PyTorch's where PyTorch has the rule. In the formulas w is a
/// parameter, g its gradient, and t the number of the step, from 1. A state keeps its numbers in the network's precision.
/// </remarks>
public abstract class Optimizer
{
    /// <summary>Takes the setting that all rules share.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is out of range.</exception>
    protected Optimizer(double learningRate) => LearningRate = Setting.AboveZero(learningRate);

    /// <summary>The step size at the start; that of a state can change: <see cref="OptimizerState{T}.LearningRate"/>.</summary>
    public double LearningRate { get; }

    /// <summary>The rule at its start, for a network in single precision.</summary>
    /// <param name="network">The network: the number of its parameters, and where each tensor lies.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<float> CreateSingle(NetworkInfo network);

    /// <summary>The rule at its start, for a network in double precision.</summary>
    /// <param name="network">The network: the number of its parameters, and where each tensor lies.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<double> CreateDouble(NetworkInfo network);

    /// <summary>
    /// The rule with all its settings: <c>Sgd(learningRate: 0.1, momentum: 0.9, dampening: 0, nesterov: False)</c>, the
    /// same under every culture. A checkpoint knows the rule by it, so that of a rule of your own names its settings too.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{GetType().Name}(learningRate: {LearningRate})");
}
