using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Benchmarks;

/// <summary>The FLOP/s that multiply-adds in registers reach: what a matrix product could at most.</summary>
internal static class Peak
{
    private const int Chains = 12, Steps = 400_000;

    /// <summary>The numbers of the widest vector that the hardware has.</summary>
    public static int Lanes => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;

    /// <summary>The sum over <paramref name="threads"/> threads at work at the same time, in FLOP/s.</summary>
    public static double Measure(int threads)
    {
        var rates = new double[threads];
        using var barrier = new Barrier(threads);
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => rates[i] = MeasureOne(barrier)))];
        foreach (Thread other in others)
            other.Start();
        rates[0] = MeasureOne(barrier);
        foreach (Thread other in others)
            other.Join();
        return rates.Sum();
    }

    private static double MeasureOne(Barrier barrier)
    {
        barrier.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        float result = Vector512.IsHardwareAccelerated
            ? MultiplyAdd(Vector512.Create(0.999f), Vector512.Create(0.001f))
            : MultiplyAdd(Vector256.Create(0.999f), Vector256.Create(0.001f));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        // The chains tend to 1; the test keeps them from being optimized away.
        return result > 0 ? 2.0 * Lanes * Chains * Steps / seconds : double.NaN;
    }

    /// <summary>Chains that do not depend on each other, enough to hide an instruction's latency, few enough for 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd(Vector256<float> factor, Vector256<float> term)
    {
        Vector256<float> c0 = term, c1 = term, c2 = term, c3 = term, c4 = term, c5 = term;
        Vector256<float> c6 = term, c7 = term, c8 = term, c9 = term, c10 = term, c11 = term;
        for (int i = 0; i < Steps; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(c0, factor, term);
            c1 = Vector256.FusedMultiplyAdd(c1, factor, term);
            c2 = Vector256.FusedMultiplyAdd(c2, factor, term);
            c3 = Vector256.FusedMultiplyAdd(c3, factor, term);
            c4 = Vector256.FusedMultiplyAdd(c4, factor, term);
            c5 = Vector256.FusedMultiplyAdd(c5, factor, term);
            c6 = Vector256.FusedMultiplyAdd(c6, factor, term);
            c7 = Vector256.FusedMultiplyAdd(c7, factor, term);
            c8 = Vector256.FusedMultiplyAdd(c8, factor, term);
            c9 = Vector256.FusedMultiplyAdd(c9, factor, term);
            c10 = Vector256.FusedMultiplyAdd(c10, factor, term);
            c11 = Vector256.FusedMultiplyAdd(c11, factor, term);
        }

        return Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    /// <summary>The same with wide vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float MultiplyAdd(Vector512<float> factor, Vector512<float> term)
    {
        Vector512<float> c0 = term, c1 = term, c2 = term, c3 = term, c4 = term, c5 = term;
        Vector512<float> c6 = term, c7 = term, c8 = term, c9 = term, c10 = term, c11 = term;
        for (int i = 0; i < Steps; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(c0, factor, term);
            c1 = Vector512.FusedMultiplyAdd(c1, factor, term);
            c2 = Vector512.FusedMultiplyAdd(c2, factor, term);
            c3 = Vector512.FusedMultiplyAdd(c3, factor, term);
            c4 = Vector512.FusedMultiplyAdd(c4, factor, term);
            c5 = Vector512.FusedMultiplyAdd(c5, factor, term);
            c6 = Vector512.FusedMultiplyAdd(c6, factor, term);
            c7 = Vector512.FusedMultiplyAdd(c7, factor, term);
            c8 = Vector512.FusedMultiplyAdd(c8, factor, term);
            c9 = Vector512.FusedMultiplyAdd(c9, factor, term);
            c10 = Vector512.FusedMultiplyAdd(c10, factor, term);
            c11 = Vector512.FusedMultiplyAdd(c11, factor, term);
        }

        return Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}
