using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Adam: running means of gradients and of their squares, corrected for their initial value of 0.
/// <c>m = beta1 m + (1 - beta1) g</c>, <c>v = beta2 v + (1 - beta2) g^2</c>, then
/// <c>w = w - learningRate / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)</c>; with AMSGrad the largest v so
/// far replaces v in the last formula. Source: Kingma, Ba, "Adam: a method for stochastic optimization"
/// (arXiv:1412.6980); AMSGrad: Reddi, Kale, Kumar, "On the convergence of Adam and beyond" (ICLR 2018); as in PyTorch.
/// </summary>
public sealed class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="beta1">The decay rate of m: from 0 to less than 1.</param>
    /// <param name="beta2">The decay rate of v: from 0 to less than 1.</param>
    /// <param name="eps">The number that keeps the divisor from being 0: finite and 0 or more. With 0, a parameter whose gradients were all 0 becomes NaN.</param>
    /// <param name="amsgrad">Whether to divide by the largest v so far, so that steps do not grow when gradients shrink.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, bool amsgrad = false)
        : base(learningRate)
    {
        Beta1 = Setting.BelowOne(beta1);
        Beta2 = Setting.BelowOne(beta2);
        Eps = Setting.ZeroOrMore(eps);
        Amsgrad = amsgrad;
    }

    /// <summary>The decay rate of m.</summary>
    public double Beta1 { get; }

    /// <summary>The decay rate of v.</summary>
    public double Beta2 { get; }

    /// <summary>The number that keeps the divisor from being 0.</summary>
    public double Eps { get; }

    /// <summary>Whether to divide by the largest v so far.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new AdamState<float>(this, network, Beta1, Beta2, Eps, 0, Amsgrad);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new AdamState<double>(this, network, Beta1, Beta2, Eps, 0, Amsgrad);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"Adam(learningRate: {LearningRate}, beta1: {Beta1}, beta2: {Beta2}, eps: {Eps}, amsgrad: {Amsgrad})");
}
