using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent with optional momentum: <c>v = momentum v + (1 - dampening) g</c> (at the first step
/// <c>v = g</c>), then <c>w = w - learningRate v</c>, or with Nesterov's momentum
/// <c>w = w - learningRate (g + momentum v)</c>. Source: PyTorch's SGD; Sutskever and others write the
/// learning rate into v instead, which differs only when the learning rate changes.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="momentum">The momentum, the decay rate of the velocity v: from 0 to less than 1.</param>
    /// <param name="dampening">The fraction of the gradient that is not added to v: from 0 to less than 1.</param>
    /// <param name="nesterov">Whether to use Nesterov's momentum, which needs momentum and no dampening.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Sgd(double learningRate, double momentum = 0, double dampening = 0, bool nesterov = false)
        : base(learningRate)
    {
        Momentum = Setting.BelowOne(momentum);
        Dampening = Setting.BelowOne(dampening);
        Nesterov = nesterov;
        if (nesterov && (momentum == 0 || dampening != 0))
            throw new ArgumentOutOfRangeException(nameof(nesterov), Invariant($"Expected nesterov with a momentum greater than 0 and a dampening of 0, but got {momentum} and {dampening}."));
    }

    /// <summary>The momentum, the decay rate of the velocity v.</summary>
    public double Momentum { get; }

    /// <summary>The fraction of the gradient that is not added to v.</summary>
    public double Dampening { get; }

    /// <summary>Whether to use Nesterov's momentum.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => Create<float>(network);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => Create<double>(network);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"Sgd(learningRate: {LearningRate}, momentum: {Momentum}, dampening: {Dampening}, nesterov: {Nesterov})");

    private OptimizerState<T> Create<T>(NetworkInfo network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Momentum == 0 ? new Plain<T>(this, network) : new WithMomentum<T>(this, network);

    private sealed class Plain<T>(Sgd rule, NetworkInfo network) : FormulaState<T, Descent<T>>(rule, network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override Descent<T> Formula => new(LearningRate);
    }

    private sealed class WithMomentum<T>(Sgd rule, NetworkInfo network) : FormulaState<T, MomentumFormula<T>>(rule, network, "v")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // v is 0 before the first step, which uses the whole gradient.
        protected override MomentumFormula<T> Formula => new(LearningRate, rule.Momentum, StepCount == 1 ? 1 : 1 - rule.Dampening, rule.Nesterov);
    }

    private readonly struct MomentumFormula<T>(double learningRate, double momentum, double share, bool nesterov) : IFormula<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _learningRate = T.CreateTruncating(learningRate);
        private readonly T _momentum = T.CreateTruncating(momentum);
        private readonly T _share = T.CreateTruncating(share);
        private readonly bool _nesterov = nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots)
        {
            Vector256<T> v = slots.First * _momentum + g * _share;
            slots.First = v;
            return w - (_nesterov ? g + v * _momentum : v) * _learningRate;
        }
    }
}
