using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>The direction u of <see cref="Lamb"/>: the buffer that it overwrites is u; w is its third slot.</summary>
internal readonly struct LambFormula<T>(double correction1, double correction2, Lamb rule) : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _correction1 = T.CreateTruncating(correction1);
    private readonly T _correction2 = T.CreateTruncating(correction2);
    private readonly T _beta1 = T.CreateTruncating(rule.Beta1);
    private readonly T _share1 = T.CreateTruncating(1 - rule.Beta1);
    private readonly T _beta2 = T.CreateTruncating(rule.Beta2);
    private readonly T _share2 = T.CreateTruncating(1 - rule.Beta2);
    private readonly T _eps = T.CreateTruncating(rule.Eps);
    private readonly T _weightDecay = T.CreateTruncating(rule.WeightDecay);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots)
    {
        Vector256<T> m = slots.First * _beta1 + g * _share1;
        Vector256<T> v = slots.Second * _beta2 + g * _share2 * g;
        slots.First = m;
        slots.Second = v;
        return m / _correction1 / (Vector256.Sqrt(v / _correction2) + Vector256.Create(_eps)) + slots.Third * _weightDecay;
    }
}
