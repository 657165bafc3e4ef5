using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>The state of <see cref="AdamW"/>, and of <see cref="Adam"/>, which is the same without decay.</summary>
internal sealed class AdamState<T>(Optimizer rule, NetworkInfo network, double beta1, double beta2, double eps, double weightDecay, bool amsgrad)
    : FormulaState<T, AdamFormula<T>>(rule, network, amsgrad ? ["m", "v", "max"] : ["m", "v"])
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override AdamFormula<T> Formula => new(
        stepSize: LearningRate / (1 - Power.Of(beta1, StepCount)),
        root: Math.Sqrt(1 - Power.Of(beta2, StepCount)),
        kept: 1 - LearningRate * weightDecay,
        beta1, beta2, eps, amsgrad);
}

/// <summary>The formula and the constants of one step. Without decay, the factor 1 of w is exact.</summary>
internal readonly struct AdamFormula<T>(double stepSize, double root, double kept, double beta1, double beta2, double eps, bool amsgrad) : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _stepSize = T.CreateTruncating(stepSize);
    private readonly T _root = T.CreateTruncating(root);
    private readonly T _kept = T.CreateTruncating(kept);
    private readonly T _beta1 = T.CreateTruncating(beta1);
    private readonly T _share1 = T.CreateTruncating(1 - beta1);
    private readonly T _beta2 = T.CreateTruncating(beta2);
    private readonly T _share2 = T.CreateTruncating(1 - beta2);
    private readonly T _eps = T.CreateTruncating(eps);
    private readonly bool _amsgrad = amsgrad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots)
    {
        Vector256<T> m = slots.First * _beta1 + g * _share1;
        Vector256<T> v = slots.Second * _beta2 + g * _share2 * g;
        slots.First = m;
        slots.Second = v;
        if (_amsgrad)
        {
            v = Vector256.MaxNative(slots.Third, v);
            slots.Third = v;
        }

        return w * _kept - m * _stepSize / (Vector256.Sqrt(v) / _root + Vector256.Create(_eps));
    }
}
