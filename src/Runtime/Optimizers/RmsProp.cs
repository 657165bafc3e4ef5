using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// RMSprop: gradients divided by the square root of a running mean of their squares. <c>s = alpha s + (1 - alpha) g^2</c>,
/// then <c>w = w - learningRate g / (sqrt(s) + eps)</c>, or with momentum <c>b = momentum b + g / (sqrt(s) + eps)</c>
/// and <c>w = w - learningRate b</c>. If centered, the variance <c>s - m^2</c> replaces s, with
/// <c>m = alpha m + (1 - alpha) g</c>. Source: Tieleman, Hinton, "Neural networks for machine learning", lecture 6.5
/// (2012); centered: Graves, "Generating sequences with recurrent neural networks" (arXiv:1308.0850); as in PyTorch.
/// </summary>
/// <remarks>A variance that rounding makes negative counts as 0; in PyTorch, the parameter becomes NaN.</remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="alpha">The decay rate of the running means: from 0 to less than 1.</param>
    /// <param name="eps">The number that keeps the divisor from being 0: finite and 0 or more. With 0, a parameter whose gradients were all 0 becomes NaN.</param>
    /// <param name="momentum">The momentum, the decay rate of b: from 0 to less than 1.</param>
    /// <param name="centered">Whether to divide by the standard deviation of the gradients instead of their root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public RmsProp(double learningRate = 0.01, double alpha = 0.99, double eps = 1e-8, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = Setting.BelowOne(alpha);
        Eps = Setting.ZeroOrMore(eps);
        Momentum = Setting.BelowOne(momentum);
        Centered = centered;
    }

    /// <summary>The decay rate of the running means.</summary>
    public double Alpha { get; }

    /// <summary>The number that keeps the divisor from being 0.</summary>
    public double Eps { get; }

    /// <summary>The momentum, the decay rate of b.</summary>
    public double Momentum { get; }

    /// <summary>Whether to divide by the standard deviation of the gradients instead of their root mean square.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override OptimizerState<float> CreateSingle(NetworkInfo network) => new State<float>(this, network);

    /// <inheritdoc/>
    public override OptimizerState<double> CreateDouble(NetworkInfo network) => new State<double>(this, network);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"RmsProp(learningRate: {LearningRate}, alpha: {Alpha}, eps: {Eps}, momentum: {Momentum}, centered: {Centered})");

    private string[] SlotNames() => (Centered, Momentum > 0) switch
    {
        (false, false) => ["s"],
        (false, true) => ["s", "b"],
        (true, false) => ["s", "m"],
        (true, true) => ["s", "m", "b"],
    };

    private sealed class State<T>(RmsProp rule, NetworkInfo network) : FormulaState<T, Formula<T>>(rule, network, rule.SlotNames())
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        protected override Formula<T> Formula => new(LearningRate, rule);
    }

    private readonly struct Formula<T>(double learningRate, RmsProp rule) : IFormula<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _learningRate = T.CreateTruncating(learningRate);
        private readonly T _alpha = T.CreateTruncating(rule.Alpha);
        private readonly T _share = T.CreateTruncating(1 - rule.Alpha);
        private readonly T _eps = T.CreateTruncating(rule.Eps);
        private readonly T _momentum = T.CreateTruncating(rule.Momentum);
        private readonly bool _centered = rule.Centered;
        private readonly bool _hasMomentum = rule.Momentum > 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots)
        {
            Vector256<T> s = slots.First * _alpha + g * _share * g;
            slots.First = s;
            if (_centered)
            {
                Vector256<T> m = slots.Second * _alpha + g * _share;
                slots.Second = m;

                // The variable is the right operand: that one propagates NaN.
                s = Vector256.MaxNative(Vector256<T>.Zero, s - m * m);
            }

            Vector256<T> root = Vector256.Sqrt(s) + Vector256.Create(_eps);
            if (!_hasMomentum)
                return w - g * _learningRate / root;

            ref Vector256<T> kept = ref _centered ? ref slots.Third : ref slots.Second;
            Vector256<T> b = kept * _momentum + g / root;
            kept = b;
            return w - b * _learningRate;
        }
    }
}
