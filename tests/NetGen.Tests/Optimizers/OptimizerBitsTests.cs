using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using NetGen.Tests.Kernels;
using Xunit;

namespace NetGen.Tests.Optimizers;

/// <summary>A step has the bits of plain loops, wherever a parameter lies and however many threads there are.</summary>
public sealed class OptimizerBitsTests
{
    public static TheoryData<string> Names => Rules.Names;

    // Fewer numbers than a vector has, whole vectors, and some that are left over; a tensor of several blocks.
    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_have_the_bits_of_plain_loops(string name)
    {
        foreach (int[] tensors in new int[][] { [1], [3], [8], [24, 6, 6, 1], [16, 5000, 9], [4096] })
        {
            CheckLoops<float>(Rules.Named(name), tensors);
            CheckLoops<double>(Rules.Named(name), tensors);
        }
    }

    // Lamb is not among them: its step sizes depend on the whole tensor.
    public static TheoryData<string> FormulaNames => [.. Rules.Names.Select(row => row.Data).Where(name => Rules.Named(name) is not Lamb)];

    [Theory]
    [MemberData(nameof(FormulaNames))]
    public void The_last_numbers_are_moved_as_if_more_followed(string name)
    {
        for (int count = 1; count <= 20; count++)
        {
            CheckLast<float>(Rules.Named(name), count);
            CheckLast<double>(Rules.Named(name), count);
        }
    }

    // 262,173 parameters are work for eight threads.
    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_a_bit(string name)
    {
        CheckThreads<float>(Rules.Named(name));
        CheckThreads<double>(Rules.Named(name));
    }

    [Fact]
    public void Long_buffers_are_shared_among_threads_and_short_ones_are_not()
    {
        // Another test may have the team: then one thread does it all, so this asks again.
        float[] numbers = new float[3 * (1 << 15)];
        Assert.True(SpinWait.SpinUntil(() => Threads(numbers, 3) == 3, TimeSpan.FromSeconds(30)));
        Assert.True(SpinWait.SpinUntil(() => Threads(numbers, 2) == 2, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, Threads(numbers, 1));
        Assert.Equal(1, Threads(numbers[..((1 << 16) - 1)], 8));
    }

    private static int Threads(float[] numbers, int allowed)
    {
        Array.Clear(numbers);
        new FormulaWork<float, ThreadNumber>().Run(default, numbers, numbers, default, default, default, allowed);
        Assert.DoesNotContain(0, numbers);
        return numbers.Distinct().Count();
    }

    private static void CheckLoops<T>(Optimizer rule, int[] tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo network = Tensors.Of(tensors);
        OptimizerState<T> state = Rules.Create<T>(rule, network);
        T[] expected = Rules.Numbers<T>(network.ParameterCount, seed: 1), actual = [.. expected];
        T[][] slots = [.. state.Slots.Select(_ => new T[network.ParameterCount])];
        for (int t = 1; t <= 6; t++)
        {
            T[] g = Rules.Numbers<T>(network.ParameterCount, seed: 1 + t);
            state.Step(actual, g);
            NaiveStep.Take(rule, t, expected, g, slots, tensors);
        }

        Assert.Equal(expected, actual);
        for (int i = 0; i < slots.Length; i++)
            Assert.Equal(slots[i], state.Slots[i].Values);
    }

    private static void CheckLast<T>(Optimizer rule, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int more = 32;
        OptimizerState<T> state = Rules.Create<T>(rule, Tensors.Of(count)), longer = Rules.Create<T>(rule, Tensors.Of(more));
        T[] expected = Rules.Numbers<T>(more, seed: count), actual = expected[..count];
        T[] start = [.. actual];
        for (int t = 1; t <= 3; t++)
        {
            T[] g = Rules.Numbers<T>(more, seed: count + 100 * t);
            longer.Step(expected, g);
            state.Step(actual, g.AsSpan(0, count));
            for (int i = 0; i < count; i++)
            {
                Naive.AssertBits(expected[i], actual[i], $"Parameter {i} of {count} after step {t}");
                for (int slot = 0; slot < state.Slots.Count; slot++)
                    Naive.AssertBits(longer.Slots[slot].Values[i], state.Slots[slot].Values[i], $"{state.Slots[slot].Name} {i} of {count} after step {t}");
            }
        }

        Assert.NotEqual(start, actual);
    }

    private static void CheckThreads<T>(Optimizer rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo network = Tensors.Of(30, 200_003, 7, 62_133);
        Assert.Equal(262_173, network.ParameterCount);
        T[] start = Rules.Numbers<T>(network.ParameterCount, seed: 1), g = Rules.Numbers<T>(network.ParameterCount, seed: 2);
        (T[] W, T[][] Slots) expected = Run(threads: 1);
        Assert.NotEqual(start, expected.W);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            (T[] W, T[][] Slots) actual = Run(threads);
            Assert.True(expected.W.AsSpan().SequenceEqual(actual.W), $"Other parameters with {threads} threads.");
            for (int i = 0; i < expected.Slots.Length; i++)
                Assert.True(expected.Slots[i].AsSpan().SequenceEqual(actual.Slots[i]), $"Another slot {i} with {threads} threads.");
        }

        (T[] W, T[][] Slots) Run(int threads)
        {
            OptimizerState<T> state = Rules.Create<T>(rule, network);
            state.Threads = threads;
            T[] w = [.. start];
            for (int step = 0; step < 3; step++)
                state.Step(w, g);

            return (w, [.. state.Slots.Select(slot => slot.Values.ToArray())]);
        }
    }

    /// <summary>The number of the thread that it runs on.</summary>
    private readonly struct ThreadNumber : IFormula<float>
    {
        public Vector256<float> Apply(
            Vector256<float> w, Vector256<float> g, SlotVectors<float> slots)
        {
            // A part takes its time, or one thread might be done with all of them before another has woken.
            Thread.Yield();
            return Vector256.Create((float)Environment.CurrentManagedThreadId);
        }
    }
}
