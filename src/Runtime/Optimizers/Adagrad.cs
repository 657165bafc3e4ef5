using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Adagrad: steps shrink for parameters whose gradients were large. <c>s = s + g^2</c>, then
/// <c>w = w - lr g / (sqrt(s) + eps)</c> with <c>lr = learningRate / (1 + (t - 1) learningRateDecay)</c>.
/// Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization"
/// (JMLR 12, 2011), as in PyTorch.
/// </summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="learningRateDecay">The decay of the step size with the number of steps: finite and 0 or more.</param>
    /// <param name="initialAccumulatorValue">The initial value of s: finite and 0 or more.</param>
    /// <param name="eps">
    /// The number that keeps the divisor from being 0: finite and 0 or more. With 0, a parameter whose first gradient is 0 becomes
    /// NaN, unless s starts above 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public Adagrad(double learningRate = 0.01, double learningRateDecay = 0, double initialAccumulatorValue = 0, double eps = 1e-10)
        : base(learningRate)
    {
        LearningRateDecay = Setting.ZeroOrMore(learningRateDecay);
        InitialAccumulatorValue = Setting.ZeroOrMore(initialAccumulatorValue);
        Eps = Setting.ZeroOrMore(eps);
    }

    /// <summary>The decay of the step size with the number of steps.</summary>
    public double LearningRateDecay { get; }

    /// <summary>The initial value of s.</summary>
    public double InitialAccumulatorValue { get; }

    /// <summary>The number that keeps the divisor from being 0.</summary>
    public double Eps { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new State<float>(this, network);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new State<double>(this, network);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"Adagrad(learningRate: {LearningRate}, learningRateDecay: {LearningRateDecay}, initialAccumulatorValue: {InitialAccumulatorValue}, eps: {Eps})");

    private sealed class State<T> : FormulaState<T, Formula<T>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Adagrad _rule;

        public State(Adagrad rule, NetworkInfo network)
            : base(rule, network, "s")
        {
            _rule = rule;
            SlotValues(0).Fill(T.CreateTruncating(rule.InitialAccumulatorValue));
        }

        protected override Formula<T> Formula => new(LearningRate / (1 + (StepCount - 1) * _rule.LearningRateDecay), _rule.Eps);
    }

    private readonly struct Formula<T>(double learningRate, double eps) : IFormula<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _learningRate = T.CreateTruncating(learningRate);
        private readonly T _eps = T.CreateTruncating(eps);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots)
        {
            Vector256<T> s = slots.First + g * g;
            slots.First = s;
            return w - g * _learningRate / (Vector256.Sqrt(s) + Vector256.Create(_eps));
        }
    }
}
