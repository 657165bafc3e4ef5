using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>Sums of squares, in double precision and in the same order on all hardware.</summary>
internal static unsafe class SquareSum
{
    private const int SumsAtATime = 16;

    /// <summary>
    /// The sum of the squares of <paramref name="count"/> numbers. Number i is added to sum i mod 16. Then the 16 sums
    /// are added: the first 8 to the last 8, and so on.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Of<T>(T* numbers, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The remainder, padded with zeros; copied first, because no sum stays in its register across a call.
        T* end = numbers + count / SumsAtATime * SumsAtATime;
        T* rest = stackalloc T[SumsAtATime];
        new ReadOnlySpan<T>(end, count % SumsAtATime).CopyTo(new Span<T>(rest, SumsAtATime));

        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (T* at = numbers; at < end; at += SumsAtATime)
        {
            s0 += Squares(at);
            s1 += Squares(at + 4);
            s2 += Squares(at + 8);
            s3 += Squares(at + 12);
        }

        s0 += Squares(rest);
        s1 += Squares(rest + 4);
        s2 += Squares(rest + 8);
        s3 += Squares(rest + 12);
        return Lanes.Sum((s0 + s2) + (s1 + s3));
    }

    /// <summary>The squares of four numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Squares<T>(T* at)
        where T : unmanaged
    {
        Vector256<double> four = typeof(T) == typeof(float)
            ? Vector256.WidenLower(Vector128.Load((float*)at).ToVector256Unsafe())
            : Vector256.Load((double*)at);
        return four * four;
    }
}
