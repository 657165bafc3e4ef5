using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <content>Products of a row of weights with the samples of a block, and sums across lanes.</content>
public static partial class Block
{
    /// <summary>
    /// The products of one row of weights with 8 rows of activations, each added in 8 parts, term k in part k modulo 8, and then
    /// by halves, quarters and eighths.
    /// </summary>
    /// <param name="w">The weights.</param>
    /// <param name="rows">8 rows, one after another.</param>
    /// <param name="size">Their length: a multiple of 8.</param>
    /// <returns>A sum for each row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Dots(Numbers<float> w, Numbers<float> rows, int size) => Sums(
        Parts(w, rows, size), Parts(w, rows.From(size), size), Parts(w, rows.From(2 * size), size), Parts(w, rows.From(3 * size), size),
        Parts(w, rows.From(4 * size), size), Parts(w, rows.From(5 * size), size), Parts(w, rows.From(6 * size), size), Parts(w, rows.From(7 * size), size));

    /// <summary>The same sums where samples are in lanes.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="lanes">The activations, a row for each.</param>
    /// <param name="length">The length of a row: a multiple of 16.</param>
    /// <param name="size">The number of rows: a multiple of 8.</param>
    /// <param name="sums">Receives the sums, a row.</param>
    public static void DotsInLanes(Numbers<float> w, Numbers<float> lanes, nint length, int size, Numbers<float> sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (nint s = 0; s < length; s += 2 * Size)
                sums.Store(WideLaneProducts.Dot(ref w[0], ref lanes[s], length, size), s);
        }
        else
        {
            for (nint s = 0; s < length; s += Size)
                sums.Store(LaneProducts.Dot(ref w[0], ref lanes[s], length, size), s);
        }
    }

    /// <summary>The sum of a vector in the first lane.</summary>
    /// <param name="v0">The vector.</param>
    /// <returns>The sum; the other lanes are unspecified.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(Vector256<float> v0) => Vector256.CreateScalar(Lanes.Sum(v0));

    /// <summary>The sums of up to four vectors, each in a lane.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The second one.</param>
    /// <param name="v2">The third one, if there is one.</param>
    /// <param name="v3">The fourth one, if there is one.</param>
    /// <returns>The sums; the last four lanes are unspecified.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(Vector256<float> v0, Vector256<float> v1, Vector256<float> v2 = default, Vector256<float> v3 = default)
    {
        Vector128<float> h0 = v0.GetLower() + v0.GetUpper(), h1 = v1.GetLower() + v1.GetUpper();
        Vector128<float> h2 = v2.GetLower() + v2.GetUpper(), h3 = v3.GetLower() + v3.GetUpper();
        if (!Sse.IsSupported)
            return Vector256.Create(Quarters(h0), Quarters(h1), Quarters(h2), Quarters(h3), 0, 0, 0, 0);

        Vector128<float> q01 = Sse.MoveLowToHigh(h0, h1) + Sse.MoveHighToLow(h1, h0), q23 = Sse.MoveLowToHigh(h2, h3) + Sse.MoveHighToLow(h3, h2);
        return (Sse.Shuffle(q01, q23, 0x88) + Sse.Shuffle(q01, q23, 0xDD)).ToVector256();

        static float Quarters(Vector128<float> half) => half[0] + half[2] + (half[1] + half[3]);
    }

    /// <summary>The sums of five to eight vectors, each in a lane.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The second one.</param>
    /// <param name="v2">The third one.</param>
    /// <param name="v3">The fourth one.</param>
    /// <param name="v4">The fifth one.</param>
    /// <param name="v5">The sixth one, if there is one.</param>
    /// <param name="v6">The seventh one, if there is one.</param>
    /// <param name="v7">The eighth one, if there is one.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(
        Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3,
        Vector256<float> v4, Vector256<float> v5 = default, Vector256<float> v6 = default, Vector256<float> v7 = default)
    {
        if (!Avx.IsSupported)
            return Vector256.Create(Lanes.Sum(v0), Lanes.Sum(v1), Lanes.Sum(v2), Lanes.Sum(v3), Lanes.Sum(v4), Lanes.Sum(v5), Lanes.Sum(v6), Lanes.Sum(v7));

        Vector256<float> h04 = Halves(v0, v4), h15 = Halves(v1, v5), q0145 = Avx.Shuffle(h04, h15, 0x44) + Avx.Shuffle(h04, h15, 0xEE);
        Vector256<float> h26 = Halves(v2, v6), h37 = Halves(v3, v7), q2367 = Avx.Shuffle(h26, h37, 0x44) + Avx.Shuffle(h26, h37, 0xEE);
        return Avx.Shuffle(q0145, q2367, 0x88) + Avx.Shuffle(q0145, q2367, 0xDD);

        static Vector256<float> Halves(Vector256<float> u, Vector256<float> v) => Avx.Permute2x128(u, v, 0x20) + Avx.Permute2x128(u, v, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Parts(Numbers<float> w, Numbers<float> row, int size)
    {
        Vector256<float> parts = w.Load(0) * row.Load(0);
        for (nint k = Size; k < size; k += Size)
            parts = VectorFunctions.Fma(w.Load(k), row.Load(k), parts);
        return parts;
    }
}
