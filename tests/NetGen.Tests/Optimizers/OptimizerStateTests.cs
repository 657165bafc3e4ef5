using System.Numerics;
using Xunit;

namespace NetGen.Tests.Optimizers;

public sealed class OptimizerStateTests
{
    public static TheoryData<string> Names => Rules.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_state_goes_on_as_if_nothing_had_happened(string name)
    {
        CheckRestoring<float>(Rules.Named(name));
        CheckRestoring<double>(Rules.Named(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_state_remembers_for_itself(string name)
    {
        Optimizer rule = Rules.Named(name);
        double[] first = Rules.Numbers<double>(37, seed: 1), second = [.. first], g = Rules.Numbers<double>(37, seed: 2);
        rule.CreateDouble(Tensors.Of(37)).Step(first, g);
        rule.CreateDouble(Tensors.Of(37)).Step(second, g);
        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_allocate_nothing(string name)
    {
        foreach (int threads in new[] { 1, 2 })
        {
            CheckAllocations<float>(Rules.Named(name), threads);
            CheckAllocations<double>(Rules.Named(name), threads);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_learning_rate_of_a_state_can_change(string name)
    {
        // With a learning rate of 0 nothing moves, and half of it is half of what it was.
        OptimizerState<double> state = Rules.Named(name).CreateDouble(Tensors.Of(1));
        Assert.Equal(Rules.Named(name).LearningRate, state.LearningRate);
        state.LearningRate = 0;
        Assert.Equal(0, state.LearningRate);
        double[] w = [1];
        state.Step(w, [2]);
        Assert.Equal([1], w);
        Assert.Equal(1, state.StepCount);

        Assert.Equal(2 * Moved(0.0625), Moved(0.125), 1e-12);

        double Moved(double learningRate)
        {
            OptimizerState<double> other = Rules.Named(name).CreateDouble(Tensors.Of(1));
            other.LearningRate = learningRate;
            double[] v = [1];
            other.Step(v, [2]);
            return Assert.Single(v) - 1;
        }
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_learning_rates_out_of_range(double value)
    {
        OptimizerState<float> state = new Sgd(0.25).CreateSingle(Tensors.Of(1));
        string expected = FormattableString.Invariant($"of 0 or more, but got {value}.");
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => state.LearningRate = value).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => state.Restore(3, value)).Message);
        Assert.Equal((0.25, 0), (state.LearningRate, state.StepCount));
    }

    [Fact]
    public void Refuses_a_negative_number_of_steps()
    {
        OptimizerState<float> state = new Sgd(0.25).CreateSingle(Tensors.Of(1));
        var exception = Assert.Throws<ArgumentOutOfRangeException>("stepCount", () => state.Restore(-1, 0.5));
        Assert.StartsWith("Expected stepCount of 0 or more, but got -1.", exception.Message);
        Assert.Equal((0.25, 0), (state.LearningRate, state.StepCount));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_lengths_that_do_not_fit(string name)
    {
        OptimizerState<float> state = Rules.Named(name).CreateSingle(Tensors.Of(1, 1));
        Assert.StartsWith("Expected 2 parameters, but got 3.", Assert.Throws<ArgumentException>("parameters", () => state.Step(new float[3], new float[2])).Message);
        Assert.StartsWith("Expected 2 gradients, but got 1.", Assert.Throws<ArgumentException>("gradients", () => state.Step(new float[2], new float[1])).Message);
        Assert.Equal(0, state.StepCount);
        Assert.Throws<ArgumentNullException>("network", () => Rules.Named(name).CreateSingle(null!));
        Assert.Throws<ArgumentNullException>("network", () => Rules.Named(name).CreateDouble(null!));
    }

    [Fact]
    public void A_rule_of_ones_own_gets_its_slots_and_the_number_of_the_step()
    {
        OptimizerState<float> state = new SignDescent().CreateSingle(Tensors.Of(2));
        float[] w = [1, 2];
        state.Step(w, [5, -7]);
        state.Step(w, [5, 7]);
        Assert.Equal([1 - 0.25f - 0.125f, 2 + 0.25f - 0.125f], w);
        Assert.Equal("last", Assert.Single(state.Slots).Name);
        Assert.Equal([1, 1], state.Slots[0].Values);
    }

    private static void CheckRestoring<T>(Optimizer rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The learning rate changes in between, as with a schedule.
        NetworkInfo network = Tensors.Of(24, 6, 6, 1);
        OptimizerState<T> whole = Rules.Create<T>(rule, network);
        T[] expected = Rules.Numbers<T>(37, seed: 1), actual = [];
        OptimizerState<T> restored = Rules.Create<T>(rule, network);
        for (int step = 1; step <= 10; step++)
        {
            whole.LearningRate = rule.LearningRate / step;
            whole.Step(expected, Rules.Numbers<T>(37, seed: 1 + step));
            if (step == 5)
            {
                actual = [.. expected];
                restored.Restore(whole.StepCount, whole.LearningRate);
                for (int i = 0; i < whole.Slots.Count; i++)
                    whole.Slots[i].Values.CopyTo(restored.Slots[i].Values);
                Assert.Equal((whole.StepCount, whole.LearningRate), (restored.StepCount, restored.LearningRate));
            }
        }

        for (int step = 6; step <= 10; step++)
        {
            restored.LearningRate = rule.LearningRate / step;
            restored.Step(actual, Rules.Numbers<T>(37, seed: 1 + step));
        }

        Assert.Equal(10, restored.StepCount);
        Assert.Equal(expected, actual);
    }

    private static void CheckAllocations<T>(Optimizer rule, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo network = Tensors.Of(3, 150_000);
        OptimizerState<T> state = Rules.Create<T>(rule, network);
        state.Threads = threads;
        T[] w = new T[network.ParameterCount], g = new T[network.ParameterCount];

        // The first step starts threads, and what the JIT does in between may allocate, but not three times.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            state.Step(w, g);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    /// <summary><c>w = w - lr / t sign(g)</c>.</summary>
    private sealed class SignDescent() : Optimizer(0.25)
    {
        public override OptimizerState<float> CreateSingle(NetworkInfo network) => new State(this, network);

        public override OptimizerState<double> CreateDouble(NetworkInfo network) => throw new NotSupportedException();

        private sealed class State(Optimizer rule, NetworkInfo network) : OptimizerState<float>(rule, network, "last")
        {
            protected override void Move(Span<float> parameters, ReadOnlySpan<float> gradients)
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    Slots[0].Values[i] = MathF.Sign(gradients[i]);
                    parameters[i] -= (float)LearningRate / StepCount * Slots[0].Values[i];
                }
            }
        }
    }
}
