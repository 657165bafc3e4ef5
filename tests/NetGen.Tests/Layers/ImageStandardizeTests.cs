using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>Means and scales of images: of each number, or of each channel. Behind them a filter of weight 1 for each channel changes nothing.</summary>
public sealed class ImageStandardizeTests
{
    // Two samples of two channels of 2 x 3: 1 to 6 and 7 to 12, and a channel that is 5 everywhere but for one number of the second.
    private static readonly double[] _samples = [1, 2, 3, 4, 5, 6, 5, 5, 5, 5, 5, 5, 7, 8, 9, 10, 11, 12, 5, 5, 5, 5, 5, 17];

    [Fact]
    public void Each_number_has_a_mean_and_a_scale_of_its_own()
    {
        // Means of v and v + 6 with the deviation 3; numbers that are constant keep the scale 1.
        double[] mean = [4, 5, 6, 7, 8, 9, 5, 5, 5, 5, 5, 11], scale = [3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 6];
        Check(new StandardizedNumbers(seed: 1), mean, scale, perChannel: false);
        Assert.Equal(["standardize.mean (2, 2, 3)", "standardize.scale (2, 2, 3)"], Describe(StandardizedNumbers.Info));
    }

    [Fact]
    public void Each_channel_has_one_mean_and_one_scale()
    {
        // 1 to 12 have the variance (12^2 - 1) / 12; eleven fives and a 17 have 12^2 11 / 12^2.
        double[] mean = [6.5, 6], scale = [Math.Sqrt(143 / 12.0), Math.Sqrt(11)];
        Check(new StandardizedChannels(seed: 1), mean, scale, perChannel: true);
        Assert.Equal(["standardize.mean (2)", "standardize.scale (2)"], Describe(StandardizedChannels.Info));
    }

    [Fact]
    public void A_channel_that_is_constant_keeps_the_scale_1()
    {
        var network = new StandardizedChannels(seed: 1);
        network.FitStandardization(new double[24].AsSpan());
        Assert.Equal([0, 0, 1, 1], network.Statistics);
    }

    [Fact]
    public void In_tiles_it_is_the_same()
    {
        Check(new StandardizedTiles(seed: 1));
        Check(new StandardizedChannelsTiles(seed: 1));

        static void Check(ITrainableNetwork<double> network)
        {
            LoadedNetworks.AssertStrategy(network, tiles: true);
            network.Parameters.Fill(1);
            double[] x = [.. ImageBits.Numbers<double>(7 * network.Info.InputSize).Select(v => 3 * v + 1)], outputs = new double[x.Length];
            network.FitStandardization(x);
            network.Forward(x, outputs);
            int count = network.Info.Statistics[0].Length, size = network.Info.InputSize;
            for (int k = 0; k < count; k++)
            {
                double[] own = [.. Enumerable.Range(0, x.Length).Where(i => i % size / (size / count) == k).Select(i => outputs[i])];
                Assert.Equal(0, own.Average(), 1e-13);
                Assert.Equal(1, own.Average(v => v * v), 1e-13);
            }
        }
    }

    private static void Check(ITrainableNetwork<double> network, double[] mean, double[] scale, bool perChannel)
    {
        LoadedNetworks.AssertStrategy(network, tiles: false);
        network.Parameters.Fill(1);
        network.FitStandardization(_samples);
        Assert.Equal(mean, network.Statistics[..mean.Length].ToArray());
        Assert.All(network.Statistics[mean.Length..].ToArray().Zip(scale), pair => Assert.Equal(pair.Second, pair.First, 1e-15));

        // Five samples together, and one by itself.
        double[] x = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i) * 7)], outputs = new double[60];
        network.Forward(x, outputs);
        double[] expected = [.. x.Select((v, i) => (v - mean[Of(i)]) / scale[Of(i)])];
        Assert.All(outputs.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
        network.Forward(x.AsSpan(0, 12), outputs.AsSpan(0, 12));
        Assert.All(outputs.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-14));

        // Gradients go back by the scale.
        double[] v = new double[60], dx = new double[60];
        Array.Fill(v, 1);
        network.BackwardFrom(x, v, dx);
        Assert.All(dx.Select((slope, i) => (slope, i)), pair => Assert.Equal(1 / scale[Of(pair.i)], pair.slope, 1e-15));

        int Of(int i) => perChannel ? i % 12 / 6 : i % 12;
    }

    private static IEnumerable<string> Describe(NetworkInfo info) => info.Statistics.Select(tensor => $"{tensor.FileName} ({string.Join(", ", tensor.Shape)})");
}

[Network(2, 2, 3, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Standardize]
[Conv2D(2, 1, Groups = 2, Bias = false)]
internal sealed partial class StandardizedNumbers;

[Network(2, 2, 3, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Standardize(PerChannel = true)]
[Conv2D(2, 1, Groups = 2, Bias = false)]
internal sealed partial class StandardizedChannels;

[Network(3, 9, 11, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Standardize]
[Conv2D(3, 1, Groups = 3, Bias = false)]
internal sealed partial class StandardizedTiles;

[Network(3, 9, 11, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Standardize(PerChannel = true)]
[Conv2D(3, 1, Groups = 3, Bias = false)]
internal sealed partial class StandardizedChannelsTiles;
