using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay: <c>w = (1 - learningRate weightDecay) w</c>, then the step of <see cref="Adam"/>.
/// The decay is not part of the loss or its gradients, unlike <see cref="TrainingOptions.L2"/>, and applies to every
/// parameter, including biases. Source: Loshchilov, Hutter, "Decoupled weight decay regularization" (arXiv:1711.05101),
/// as in PyTorch.
/// </summary>
public sealed class AdamW : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="beta1">The decay rate of m: from 0 to less than 1.</param>
    /// <param name="beta2">The decay rate of v: from 0 to less than 1.</param>
    /// <param name="eps">The number that keeps the divisor from being 0: finite and 0 or more. With 0, a parameter whose gradients were all 0 becomes NaN.</param>
    /// <param name="weightDecay">The weight decay, for biases too: finite and 0 or more.</param>
    /// <param name="amsgrad">Whether to divide by the largest v so far, so that steps do not grow when gradients shrink.</param>
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

    /// <summary>The decay rate of m.</summary>
    public double Beta1 { get; }

    /// <summary>The decay rate of v.</summary>
    public double Beta2 { get; }

    /// <summary>The number that keeps the divisor from being 0.</summary>
    public double Eps { get; }

    /// <summary>The weight decay, for biases too.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether to divide by the largest v so far.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new AdamState<float>(this, network, Beta1, Beta2, Eps, WeightDecay, Amsgrad);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new AdamState<double>(this, network, Beta1, Beta2, Eps, WeightDecay, Amsgrad);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"AdamW(learningRate: {LearningRate}, beta1: {Beta1}, beta2: {Beta2}, eps: {Eps}, weightDecay: {WeightDecay}, amsgrad: {Amsgrad})");
}
