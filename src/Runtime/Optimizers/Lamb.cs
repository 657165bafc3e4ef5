using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// LAMB: steps of Adam, scaled for each tensor of parameters to the size of the tensor, for large batches.
/// <c>m = beta1 m + (1 - beta1) g</c>, <c>v = beta2 v + (1 - beta2) g^2</c>,
/// <c>u = (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps) + weightDecay w</c>, then
/// <c>w = w - learningRate ratio u</c> with <c>ratio = |w| / |u|</c>, norms over the tensor (W1, b1, ...), or 1 where
/// either norm is 0. Source: You and others, "Large batch optimization for deep learning: training BERT in 76 minutes"
/// (arXiv:1904.00962), algorithm 2; the ratio at 0 is Keras'.
/// </summary>
/// <remarks>
/// The decay is no part of the loss or of its gradients, unlike <see cref="TrainingOptions.L2"/>, and applies to every
/// parameter, biases too. Norms are summed in double precision, in an order that does not depend on the threads.
/// </remarks>
public sealed class Lamb : Optimizer
{
    /// <summary>Describes the rule.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="beta1">How much of m each step keeps: from 0 to less than 1.</param>
    /// <param name="beta2">How much of v each step keeps: from 0 to less than 1.</param>
    /// <param name="eps">What keeps the divisor from 0: finite and 0 or more. At 0 a tensor with a parameter that never had a gradient is NaN.</param>
    /// <param name="weightDecay">How fast parameters shrink, biases too: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Lamb(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-6, double weightDecay = 0.01)
        : base(learningRate)
    {
        Beta1 = Setting.BelowOne(beta1);
        Beta2 = Setting.BelowOne(beta2);
        Eps = Setting.ZeroOrMore(eps);
        WeightDecay = Setting.ZeroOrMore(weightDecay);
    }

    /// <summary>How much of m each step keeps.</summary>
    public double Beta1 { get; }

    /// <summary>How much of v each step keeps.</summary>
    public double Beta2 { get; }

    /// <summary>What keeps the divisor from 0.</summary>
    public double Eps { get; }

    /// <summary>How fast parameters shrink, biases too.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new State<float>(this, network);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new State<double>(this, network);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"Lamb(learningRate: {LearningRate}, beta1: {Beta1}, beta2: {Beta2}, eps: {Eps}, weightDecay: {WeightDecay})");

    private sealed class State<T>(Lamb rule, NetworkInfo network) : OptimizerState<T>(rule, network, "m", "v")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Made before the constructor of the base, which checks this for other rules.
        private readonly LambWork<T> _work = new(network ?? throw new ArgumentNullException(nameof(network)));

        protected override void Move(Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            var formula = new LambFormula<T>(1 - Power.Of(rule.Beta1, StepCount), 1 - Power.Of(rule.Beta2, StepCount), rule);
            _work.Run(formula, LearningRate, parameters, gradients, SlotValues(0), SlotValues(1), Threads);
        }
    }
}
