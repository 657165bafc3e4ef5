using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Without dropout, ComputeLoss and Backward give the same loss to the last bit, for every loss, strategy and size of batch.</summary>
public sealed class LossBitsTests
{
    // Vectors of samples and rests; then several chunks, and several shards, of the networks in tiles.
    private static readonly int[] _sizes = [.. Enumerable.Range(1, 40), 70, 409, 1000, 5003];

    public static TheoryData<int> Pairings => [.. Enumerable.Range(0, SkipPairing.All.Count)];

    [Theory]
    [MemberData(nameof(Pairings))]
    public void ComputeLoss_and_Backward_agree(int index)
    {
        SkipPairing pairing = SkipPairing.All[index];
        if (pairing.Precision == Precision.Double)
            Check(pairing.Create<double>(), pairing);
        else
            Check(pairing.Create<float>(), pairing);
    }

    [Fact]
    public void All_losses_are_among_them_in_both_strategies_and_precisions()
    {
        IEnumerable<(Loss, bool, Precision)> all =
            from loss in Enum.GetValues<Loss>().Except([Loss.None])
            from tiles in new[] { false, true }
            from precision in Enum.GetValues<Precision>()
            select (loss, tiles, precision);
        Assert.Empty(all.Except(SkipPairing.All.Select(pairing => (pairing.Loss, pairing.Tiles, pairing.Precision))));
    }

    [Fact]
    public void So_do_those_of_networks_without_a_graph()
    {
        Check(new SmallNet(seed: 1), null);
        Check(new SmallNetInDouble(seed: 1), null);
        Check(new DigitsNet(seed: 1), null);
        Check(new DigitsNetInDouble(seed: 1), null);
        Check(new EluHuberNet(seed: 1), null);
    }

    private static void Check<T>(ITrainableNetwork<T> network, SkipPairing? pairing)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset data = PairingTests.Data(network.Info, _sizes.Max());
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        T[] x = Convert(data.InputsAsDouble), y = Convert(data.TargetsAsDouble), w = [.. Enumerable.Range(0, data.Count).Select(i => T.CreateTruncating(0.1 * (i % 7)))], dx = new T[x.Length];
        int[] labels = [.. Enumerable.Range(0, data.Count).Select(i => i * 5 % 3)];
        foreach (int n in _sizes)
        {
            ReadOnlySpan<T> samples = x.AsSpan(0, n * inputs), targets = y.AsSpan(0, n * outputs), weights = w.AsSpan(0, n);
            AssertSame(network.ComputeLoss(samples, targets), network.Backward(samples, targets));
            AssertSame(network.ComputeLoss(samples, targets, weights), network.Backward(samples, targets, weights));
            AssertSame(network.ComputeLoss(samples, targets, weights), network.Backward(samples, targets, weights, dx.AsSpan(0, n * inputs)));

            // The outputs beside the loss are those of Forward, and leave the loss as it is.
            T[] expected = new T[n * outputs], beside = new T[n * outputs];
            network.Forward(samples, expected);
            AssertSame(network.ComputeLoss(samples, targets, outputs: beside), network.ComputeLoss(samples, targets));
            AssertOutputs();
            if (network is not IClassifierNetwork<T> classifier)
                continue;

            AssertSame(classifier.ComputeLoss(samples, labels.AsSpan(0, n), weights, beside), classifier.ComputeLoss(samples, labels.AsSpan(0, n), weights));
            AssertOutputs();

            AssertSame(classifier.ComputeLoss(samples, labels.AsSpan(0, n)), classifier.Backward(samples, labels.AsSpan(0, n)));
            AssertSame(classifier.ComputeLoss(samples, labels.AsSpan(0, n), weights), classifier.Backward(samples, labels.AsSpan(0, n), weights, dx.AsSpan(0, n * inputs)));

            void AssertOutputs()
            {
                Assert.True(expected.AsSpan().SequenceEqual(beside), $"{pairing}: outputs of {n} samples");
                Array.Clear(beside);
            }

            void AssertSame(T computed, T backward)
            {
                Assert.True(T.IsFinite(computed), $"{pairing}: {computed} of {n} samples.");
                Assert.True(computed == backward, $"{pairing}: {computed:R} by ComputeLoss and {backward:R} by Backward of {n} samples.");
            }
        }

        static T[] Convert(ReadOnlySpan<double> numbers) => [.. numbers.ToArray().Select(T.CreateTruncating)];
    }
}
