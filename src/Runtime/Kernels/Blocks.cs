using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>Blocks of 8 x 8 numbers in registers.</summary>
internal static class Blocks
{
    /// <summary>Copies a block so that its rows become columns: pairs of numbers change places, then pairs of pairs, then halves.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float from, nint fromRow, ref float to, nint toRow)
    {
        Vector256<float> r0 = Vectors.Load(ref from, 0), r1 = Vectors.Load(ref from, fromRow);
        Vector256<float> r2 = Vectors.Load(ref from, 2 * fromRow), r3 = Vectors.Load(ref from, 3 * fromRow);
        Vector256<float> r4 = Vectors.Load(ref from, 4 * fromRow), r5 = Vectors.Load(ref from, 5 * fromRow);
        Vector256<float> r6 = Vectors.Load(ref from, 6 * fromRow), r7 = Vectors.Load(ref from, 7 * fromRow);

        Vector256<float> p0 = Avx.UnpackLow(r0, r1), p1 = Avx.UnpackHigh(r0, r1), p2 = Avx.UnpackLow(r2, r3), p3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> p4 = Avx.UnpackLow(r4, r5), p5 = Avx.UnpackHigh(r4, r5), p6 = Avx.UnpackLow(r6, r7), p7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44), q1 = Avx.Shuffle(p0, p2, 0xEE), q2 = Avx.Shuffle(p1, p3, 0x44), q3 = Avx.Shuffle(p1, p3, 0xEE);
        Vector256<float> q4 = Avx.Shuffle(p4, p6, 0x44), q5 = Avx.Shuffle(p4, p6, 0xEE), q6 = Avx.Shuffle(p5, p7, 0x44), q7 = Avx.Shuffle(p5, p7, 0xEE);

        Vectors.Store(Avx.Permute2x128(q0, q4, 0x20), ref to, 0);
        Vectors.Store(Avx.Permute2x128(q1, q5, 0x20), ref to, toRow);
        Vectors.Store(Avx.Permute2x128(q2, q6, 0x20), ref to, 2 * toRow);
        Vectors.Store(Avx.Permute2x128(q3, q7, 0x20), ref to, 3 * toRow);
        Vectors.Store(Avx.Permute2x128(q0, q4, 0x31), ref to, 4 * toRow);
        Vectors.Store(Avx.Permute2x128(q1, q5, 0x31), ref to, 5 * toRow);
        Vectors.Store(Avx.Permute2x128(q2, q6, 0x31), ref to, 6 * toRow);
        Vectors.Store(Avx.Permute2x128(q3, q7, 0x31), ref to, 7 * toRow);
    }
}
