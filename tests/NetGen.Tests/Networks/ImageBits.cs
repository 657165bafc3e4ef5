using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>What may not change a bit.</summary>
internal static class ImageBits
{
    // One sample goes a way of its own; blocks of samples, and what is left over.
    private static readonly int[] _sizes = [1, 4, 5, 8, 16, 17, 40];

    /// <summary>Asserts that Forward and Trace give each sample the same numbers, in whichever batch it is.</summary>
    public static void AssertSameInAnyCompany<T>(ITrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        T[] x = Numbers<T>(_sizes[^1] * inputs), alone = new T[_sizes[^1] * outputs], trace = new T[network.Info.TraceSize];
        for (int i = 0; i < _sizes[^1]; i++)
        {
            network.Forward(x.AsSpan(i * inputs, inputs), alone.AsSpan(i * outputs, outputs));
            network.Trace(x.AsSpan(i * inputs, inputs), trace);
            LayerInfo last = network.Info.Layers[^1];
            Assert.Equal(alone[(i * outputs)..((i + 1) * outputs)], trace[last.AOffset..(last.AOffset + outputs)]);
        }

        Assert.True(alone.Distinct().Count() > _sizes[^1], "All samples have the same outputs, so mixing them up would go unnoticed.");
        foreach (int n in _sizes)
        {
            // Beginning at different samples, so that each comes to lie in different lanes.
            foreach (int first in new[] { 0, Math.Min(3, _sizes[^1] - n) })
            {
                var together = new T[n * outputs];
                network.Forward(x.AsSpan(first * inputs, n * inputs), together);
                Assert.Equal(alone[(first * outputs)..((first + n) * outputs)], together);
            }
        }
    }

    /// <summary>Asserts that ComputeLoss and Backward give the same loss, where Backward does not compute another.</summary>
    public static void AssertSameLosses<T>(ITrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        Dataset data = PairingTests.Data(network.Info, 70);
        T[] x = [.. data.InputsAsDouble.ToArray().Select(T.CreateTruncating)], y = [.. data.TargetsAsDouble.ToArray().Select(T.CreateTruncating)], dx = new T[x.Length];
        T[] w = [.. Enumerable.Range(0, data.Count).Select(i => T.CreateTruncating(0.1 * (i % 7)))];
        foreach (int n in _sizes.Append(70))
        {
            ReadOnlySpan<T> samples = x.AsSpan(0, n * inputs), targets = y.AsSpan(0, n * outputs), weights = w.AsSpan(0, n);
            Assert.Equal(network.ComputeLoss(samples, targets), network.Backward(samples, targets));
            T[] gradients = network.Gradients.ToArray();
            Assert.Equal(network.ComputeLoss(samples, targets), network.Backward(samples, targets, default, dx.AsSpan(0, n * inputs)));
            Assert.Equal(gradients, network.Gradients);
            Assert.Equal(network.ComputeLoss(samples, targets, weights), network.Backward(samples, targets, weights));
        }
    }

    /// <summary>Asserts that the threads change no bit of losses, gradients, input gradients and running statistics.</summary>
    public static void AssertSameOnThreads<T>(Func<ITrainableNetwork<T>> create, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[][] expected = Run(1);
        Assert.Contains(expected[1], gradient => gradient != T.Zero);
        foreach (int threads in new[] { 2, 3, 8 })
            Assert.Equal(expected, Run(threads));

        T[][] Run(int threads)
        {
            ITrainableNetwork<T> network = create();
            network.Threads = threads;
            Dataset data = PairingTests.Data(network.Info, n);
            T[] x = [.. data.InputsAsDouble.ToArray().Select(T.CreateTruncating)], y = [.. data.TargetsAsDouble.ToArray().Select(T.CreateTruncating)];
            T[] dx = new T[x.Length], outputs = new T[y.Length];
            T loss = network.Backward(x, y, default, dx);
            network.Forward(x, outputs);
            return [[loss], network.Gradients.ToArray(), dx, network.Statistics.ToArray(), outputs];
        }
    }

    public static T[] Numbers<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
    }
}
