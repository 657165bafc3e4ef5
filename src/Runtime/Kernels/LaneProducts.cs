using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Products of one row of weights with samples in lanes. The build generates <c>WideLaneProducts</c> from this file, with vectors of 512
/// bits.
/// </summary>
internal static class LaneProducts
{
    /// <summary>A sum in each lane: in 8 parts, with term k in part k modulo 8, closed by halves, quarters and eighths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Dot(ref float w, ref float lanes, nint length, int size)
    {
        Vector256<float> u0 = Product(ref w, ref lanes, 0, length), u1 = Product(ref w, ref lanes, 1, length), u2 = Product(ref w, ref lanes, 2, length), u3 = Product(ref w, ref lanes, 3, length);
        Vector256<float> u4 = Product(ref w, ref lanes, 4, length), u5 = Product(ref w, ref lanes, 5, length), u6 = Product(ref w, ref lanes, 6, length), u7 = Product(ref w, ref lanes, 7, length);
        for (nint k = 8; k < size; k += 8)
        {
            w = ref Unsafe.Add(ref w, 8);
            lanes = ref Unsafe.Add(ref lanes, 8 * length);
            u0 = Fma(ref w, ref lanes, 0, length, u0);
            u1 = Fma(ref w, ref lanes, 1, length, u1);
            u2 = Fma(ref w, ref lanes, 2, length, u2);
            u3 = Fma(ref w, ref lanes, 3, length, u3);
            u4 = Fma(ref w, ref lanes, 4, length, u4);
            u5 = Fma(ref w, ref lanes, 5, length, u5);
            u6 = Fma(ref w, ref lanes, 6, length, u6);
            u7 = Fma(ref w, ref lanes, 7, length, u7);
        }

        return u0 + u4 + (u2 + u6) + (u1 + u5 + (u3 + u7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Product(ref float w, ref float lanes, nint k, nint length) =>
        Vectors.Broadcast(ref w, k) * Vectors.Load(ref lanes, k * length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(ref float w, ref float lanes, nint k, nint length, Vector256<float> sum) =>
        Vectors.Fma(Vectors.Broadcast(ref w, k), Vectors.Load(ref lanes, k * length), sum);
}
