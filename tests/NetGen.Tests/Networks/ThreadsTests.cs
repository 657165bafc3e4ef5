using System.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>The number of threads, and what they meet.</summary>
public sealed class ThreadsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1025)]
    [InlineData(int.MaxValue)]
    public void A_number_out_of_range_is_refused_and_nothing_changes(int threads)
    {
        ITrainableNetwork<float> small = new SmallNet(1), digits = new DigitsNet(1);
        ITrainableNetwork<double> twin = digits.ToDouble(), inDouble = new DigitsNetInDouble(1);
        OptimizerState<float> optimizer = new Adam().CreateSingle(DigitsNet.Info);
        Check(() => small.Threads = threads, () => small.Threads);
        Check(() => digits.Threads = threads, () => digits.Threads);
        Check(() => twin.Threads = threads, () => twin.Threads);
        Check(() => inDouble.Threads = threads, () => inDouble.Threads);
        Check(() => optimizer.Threads = threads, () => optimizer.Threads);

        Dataset data = Dataset.FromLabels(new float[4], [0], 4, 3);
        string message = Assert.Throws<ArgumentException>("options", () => Trainer.Fit(new SmallNet(1), data, new() { Threads = threads })).Message;
        Assert.StartsWith($"Expected Threads from 1 to 1024, but got {threads}.", message);

        void Check(Action set, Func<int> get)
        {
            Assert.StartsWith($"Expected Threads from 1 to 1024, but got {threads}.", Assert.Throws<ArgumentOutOfRangeException>("Threads", set).Message);
            Assert.Equal(1, get());
        }
    }

    [Fact]
    public void The_largest_number_is_taken()
    {
        var network = new SmallNet(1) { Threads = 1024 };
        Assert.Equal(1024, network.Threads);
        Assert.True(float.IsFinite(network.Backward(new float[8], [0, 1])));
    }

    // 2,048 samples are four shards of a network of 2,410 parameters.
    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(2047)]
    public void An_activation_that_throws_throws_at_the_caller_and_the_network_stays_usable(int sample)
    {
        const int N = 2048;
        float[] inputs = [.. Enumerable.Range(0, N * 64).Select(i => MathF.Sin(i))], targets = new float[N * 10];
        float[] wrong = [.. inputs];
        wrong[sample * 64 + 5] = float.NaN;
        var network = new RefusingNet(1) { Threads = 4 };
        for (int i = 0; i < 5; i++)
            Assert.Equal("Expected a number, but got NaN.", Assert.Throws<ArithmeticException>(() => network.Backward(wrong, targets)).Message);

        var alone = new RefusingNet(1);
        Assert.Equal(alone.Backward(inputs, targets), network.Backward(inputs, targets));
        Assert.Equal(alone.Gradients, network.Gradients);
    }

    // 24 neurons of 63 samples end in the middle of a vector of 512 bits.
    [Fact]
    public void An_activation_meets_nothing_that_an_earlier_batch_has_left()
    {
        float[] inputs = [.. Enumerable.Range(0, 64 * 8).Select(i => MathF.Sin(i))], targets = new float[64 * 2];
        var network = new NarrowRefusingNet(1);
        inputs[63 * 8] = float.NaN;
        Assert.Throws<ArithmeticException>(() => network.Backward(inputs, targets));

        Assert.True(float.IsFinite(network.Backward(inputs.AsSpan(0, 63 * 8), targets.AsSpan(0, 63 * 2))));
    }
}

[Network(8, Loss = Loss.HalfSquaredError)]
[Dense(24, typeof(Refusing))]
[Dense(2)]
internal sealed partial class NarrowRefusingNet;

[Network(64, Loss = Loss.HalfSquaredError)]
[Dense(32, typeof(Refusing))]
[Dense(10)]
internal sealed partial class RefusingNet;

/// <summary>a = z, but for NaN.</summary>
internal readonly struct Refusing : IActivation
{
    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(z) ? throw new ArithmeticException("Expected a number, but got NaN.") : z;

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.One;
}
