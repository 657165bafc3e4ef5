using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// RMSprop: gradients divided by the root of a running mean of their squares. <c>s = alpha s + (1 - alpha) g^2</c>,
/// then <c>w = w - learningRate g / (sqrt(s) + eps)</c>, or with momentum <c>b = momentum b + g / (sqrt(s) + eps)</c>
/// and <c>w = w - learningRate b</c>. Centered, the variance <c>s - m^2</c> stands for s, with
/// <c>m = alpha m + (1 - alpha) g</c>. Source: Tieleman, Hinton, "Neural networks for machine learning", lecture 6.5
/// (2012); centered: Graves, "Generating sequences with recurrent neural networks" (arXiv:1308.0850); as in PyTorch.
/// </summary>
/// <remarks>Where rounding makes the variance negative it counts as 0; PyTorch's parameter is NaN from there on.</remarks>
public sealed class RmsProp : Optimizer
{
    /// <summary>Describes the rule.</summary>
    /// <param name="learningRate">The step size: finite and greater than 0.</param>
    /// <param name="alpha">How much of the running means each step keeps: from 0 to less than 1.</param>
    /// <param name="eps">What keeps the divisor from 0: finite and 0 or more. At 0 a parameter that never had a gradient is NaN.</param>
    /// <param name="momentum">How much of b each step keeps: from 0 to less than 1.</param>
    /// <param name="centered">Whether to divide by the deviation of the gradients, and not by their root mean square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range; the message names the range and the value.</exception>
    public RmsProp(double learningRate = 0.01, double alpha = 0.99, double eps = 1e-8, double momentum = 0, bool centered = false)
        : base(learningRate)
    {
        Alpha = Setting.BelowOne(alpha);
        Eps = Setting.ZeroOrMore(eps);
        Momentum = Setting.BelowOne(momentum);
        Centered = centered;
    }

    /// <summary>How much of the running means each step keeps.</summary>
    public double Alpha { get; }

    /// <summary>What keeps the divisor from 0.</summary>
    public double Eps { get; }

    /// <summary>How much of b each step keeps.</summary>
    public double Momentum { get; }

    /// <summary>Whether to divide by the deviation of the gradients, and not by their root mean square.</summary>
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

                // The variable on the right: there a NaN passes.
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
