using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The rule that updates the parameters, with its settings. Immutable, so one
/// optimizer can train many networks; what a rule remembers from step to step is in an <see cref="OptimizerState{T}"/>.
/// </summary>
/// <remarks>
/// Rules, defaults and the order of operations are PyTorch's if PyTorch has the rule. In the formulas w is a
/// parameter, g its gradient, and t the number of the step, from 1. A state keeps its numbers in the network's precision.
/// </remarks>
public abstract class Optimizer
{
    /// <summary>Initializes the setting that all rules share.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is out of range.</exception>
    protected Optimizer(double learningRate) => LearningRate = Setting.AboveZero(learningRate);

    /// <summary>The initial step size; that of a state can change: <see cref="OptimizerState{T}.LearningRate"/>.</summary>
    public double LearningRate { get; }

    /// <summary>Creates the initial state for a network in single precision.</summary>
    /// <param name="network">The network: its number of parameters and the place of each tensor.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<float> CreateSingle(NetworkInfo network);

    /// <summary>Creates the initial state for a network in double precision.</summary>
    /// <param name="network">The network: its number of parameters and the place of each tensor.</param>
    /// <returns>A new state.</returns>
    public abstract OptimizerState<double> CreateDouble(NetworkInfo network);

    /// <summary>
    /// The rule with all its settings: <c>Sgd(learningRate: 0.1, momentum: 0.9, dampening: 0, nesterov: False)</c>, in the
    /// invariant culture. A checkpoint identifies the rule by this text, so a rule of your own must include its settings too.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{GetType().Name}(learningRate: {LearningRate})");
}
