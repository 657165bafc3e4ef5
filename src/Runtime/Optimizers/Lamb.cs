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
/// The decay is not part of the loss or its gradients, unlike <see cref="TrainingOptions.L2"/>, and applies to every
/// parameter, including biases. Norms are summed in double precision, in an order that does not depend on the number of threads.
/// </remarks>
public sealed class Lamb : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="beta1">The decay rate of m: from 0 to less than 1.</param>
    /// <param name="beta2">The decay rate of v: from 0 to less than 1.</param>
    /// <param name="eps">The number that keeps the divisor from being 0: finite and 0 or more. With 0, a tensor with a parameter whose gradients were all 0 becomes NaN.</param>
    /// <param name="weightDecay">The weight decay, for biases too: finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Lamb(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-6, double weightDecay = 0.01)
        : base(learningRate)
    {
        Beta1 = Setting.BelowOne(beta1);
        Beta2 = Setting.BelowOne(beta2);
        Eps = Setting.ZeroOrMore(eps);
        WeightDecay = Setting.ZeroOrMore(weightDecay);
    }

    /// <summary>The decay rate of m.</summary>
    public double Beta1 { get; }

    /// <summary>The decay rate of v.</summary>
    public double Beta2 { get; }

    /// <summary>The number that keeps the divisor from being 0.</summary>
    public double Eps { get; }

    /// <summary>The weight decay, for biases too.</summary>
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
        // Runs before the base constructor, which checks the network for other rules.
        private readonly LambWork<T> _work = new(network ?? throw new ArgumentNullException(nameof(network)));

        protected override void Move(Span<T> parameters, ReadOnlySpan<T> gradients)
        {
            var formula = new LambFormula<T>(1 - Power.Of(rule.Beta1, StepCount), 1 - Power.Of(rule.Beta2, StepCount), rule);
            _work.Run(formula, LearningRate, parameters, gradients, SlotValues(0), SlotValues(1), Threads);
        }
    }
}
