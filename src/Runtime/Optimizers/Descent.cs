using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary><c>w - stepSize g</c>.</summary>
internal readonly struct Descent<T>(double stepSize) : IFormula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _stepSize = T.CreateTruncating(stepSize);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Apply(Vector256<T> w, Vector256<T> g, SlotVectors<T> slots) => w - g * _stepSize;
}
