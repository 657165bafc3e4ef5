using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Many threads at once run one network forward, and get the bits that one thread gets.</summary>
public sealed class ConcurrencyTests
{
    private const int Threads = 8;
    private const int Rounds = 50;

    [Fact]
    public void Straight_line_code() => Check(new SmallNet(seed: 1), samples: 70, Rounds);

    [Fact]
    public void Straight_line_code_in_double() => Check(new SmallNetInDouble(seed: 1), samples: 70, Rounds);

    [Fact]
    public void Tiles() => Check(new DigitsNet(seed: 1), samples: 70, Rounds);

    [Fact]
    public void Tiles_in_double() => Check(new DigitsNetInDouble(seed: 1), samples: 70, Rounds);

    // Fewer rounds, as each has hundreds of times the neurons to run through.
    [Fact]
    public void A_network_so_wide_that_Forward_rents_its_buffer() => Check(new WideNet(seed: 1), samples: 9, rounds: 6);

    [Fact]
    public void Images() => Check(new LeNet(seed: 1), samples: 20, rounds: 10);

    [Fact]
    public void Images_under_running_statistics()
    {
        var network = new ResNetInDouble(seed: 1);
        ImageSource.Disturb(network);
        Check(network, samples: 20, Rounds);
    }

    [Fact]
    public void Values_in_lanes_and_in_rows() => Check(new BlendedImage(seed: 1), samples: 70, Rounds);

    private static void Check<T>(ITrainableNetwork<T> network, int samples, int rounds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = network.Info;
        var random = new Random(1);
        T[] x = [.. Enumerable.Range(0, samples * info.InputSize).Select(_ => T.CreateTruncating(random.NextDouble()))];
        var y = new T[samples * info.OutputSize];
        var expected = new T[y.Length];
        network.Forward(x, expected);
        T expectedLoss = network.ComputeLoss(x, y);
        Assert.True(expected.Distinct().Count() > samples, "All samples have the same outputs, so mixing them up would go unnoticed.");

        // Threads and not tasks: the barrier makes all of them start at once, on however few cores.
        using var start = new Barrier(Threads);
        var wrong = new int[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() => wrong[index] = CountWrong(index)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.Equal(new int[Threads], wrong);

        int CountWrong(int index)
        {
            var actual = new T[expected.Length];
            int count = 0;
            start.SignalAndWait();
            for (int round = 0; round < rounds; round++)
            {
                // Each thread looks at other samples at any time.
                int first = (index * 7 + round) % samples;
                network.Forward(x.AsSpan(first * info.InputSize), actual.AsSpan(first * info.OutputSize));
                network.Forward(x.AsSpan(0, (first + 1) * info.InputSize), actual.AsSpan(0, (first + 1) * info.OutputSize));
                count += actual.AsSpan().SequenceEqual(expected) && network.ComputeLoss(x, y) == expectedLoss ? 0 : 1;
                Array.Clear(actual);
            }

            return count;
        }
    }
}
