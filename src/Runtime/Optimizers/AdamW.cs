using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay: <c>w = (1 - learningRate weightDecay) w</c>, then the step of <see cref="Adam"/>.
/// The decay is no part of the loss or of its gradients, unlike <see cref="TrainingOptions.L2"/>, and applies to every
/// parameter, biases too. Source: Loshchilov, Hutter, "Decoupled weight decay regularization" (arXiv:1711.05101),
/// as in PyTorch.
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <summary>Describes the rule.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="beta1">How much of m each step keeps: from 0 to less than 1.</param>
    /// <param name="beta2">How much of v each step keeps: from 0 to less than 1.</param>
    /// <param name="eps">What keeps the divisor from 0: finite and 0 or more. At 0 a parameter that never had a gradient is NaN.</param>
    /// <param name="weightDecay">How fast parameters shrink, biases too: finite and 0 or more.</param>
    /// <param name="amsgrad">Whether steps may not grow again once gradients are smaller.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public AdamW(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0.01, bool amsgrad = false)
        : base(learningRate)
    {
        Beta1 = Setting.BelowOne(beta1);
        Beta2 = Setting.BelowOne(beta2);
        Eps = Setting.ZeroOrMore(eps);
        WeightDecay = Setting.ZeroOrMore(weightDecay);
        Amsgrad = amsgrad;
    }

    /// <summary>How much of m each step keeps.</summary>
    public double Beta1 { get; }

    /// <summary>How much of v each step keeps.</summary>
    public double Beta2 { get; }

    /// <summary>What keeps the divisor from 0.</summary>
    public double Eps { get; }

    /// <summary>How fast parameters shrink, biases too.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether steps may not grow again once gradients are smaller.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new AdamState<float>(this, network, Beta1, Beta2, Eps, WeightDecay, Amsgrad);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new AdamState<double>(this, network, Beta1, Beta2, Eps, WeightDecay, Amsgrad);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"AdamW(learningRate: {LearningRate}, beta1: {Beta1}, beta2: {Beta2}, eps: {Eps}, weightDecay: {WeightDecay}, amsgrad: {Amsgrad})");
}
