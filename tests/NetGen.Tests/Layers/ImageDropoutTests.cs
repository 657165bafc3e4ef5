using NetGen.CompilerServices;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>Masks on images. The networks multiply each masked channel by its own filter of one weight, which is 1.</summary>
public sealed class ImageDropoutTests
{
    private const int Samples = 500, Step = 4;
    private const double Rate = 0.25;

    [Fact]
    public void Whole_channels_are_dropped_in_training()
    {
        Check(new DroppedChannels(seed: 1), tiles: false, layer: 0);
        Check(new DroppedChannelsTiles(seed: 1), tiles: true, layer: 0);
        Check(new DroppedChannelsBetween(seed: 1), tiles: true, layer: 1);

        static void Check(ITrainableNetwork<float> network, bool tiles, int layer)
        {
            int pixels = Masked(network, tiles, out float[] masks) / 4, dropped = 0;
            var ofNeurons = new float[4];
            for (int i = 0; i < Samples; i++)
            {
                // The mask of as many neurons, one for each channel.
                new Masks(network.DropoutSeed, Step).Draw(layer, Rate, i, ofNeurons.AsSpan());
                for (int c = 0; c < 4; c++)
                {
                    ReadOnlySpan<float> channel = masks.AsSpan((i * 4 + c) * pixels, pixels);
                    Assert.Equal(-1, channel.IndexOfAnyExcept(ofNeurons[c]));
                    dropped += channel[0] == 0 ? 1 : 0;
                }
            }

            // A quarter, so that the mean stays; four standard deviations of it are 0.04.
            Assert.Equal(Rate, dropped / (4.0 * Samples), 0.04);
            Assert.Equal(1, masks.Average(), 0.055);
        }
    }

    [Fact]
    public void Without_Channels_each_number_is_dropped_by_itself()
    {
        Check(new DroppedPixels(seed: 1), tiles: false, layer: 0);
        Check(new DroppedPixelsTiles(seed: 1), tiles: true, layer: 0);
        Check(new DroppedPixelsBetween(seed: 1), tiles: true, layer: 1);

        static void Check(ITrainableNetwork<float> network, bool tiles, int layer)
        {
            int size = Masked(network, tiles, out float[] masks);
            var expected = new float[size];
            for (int i = 0; i < Samples; i++)
            {
                new Masks(network.DropoutSeed, Step).Draw(layer, Rate, i, expected.AsSpan());
                Assert.Equal(expected, masks[(i * size)..((i + 1) * size)]);
            }

            // Four standard deviations of the mean of the smaller network's 18,000 are 0.017.
            Assert.Equal(1, masks.Average(), 0.017);
        }
    }

    /// <summary>Samples whose numbers are all 1 have the mask as their gradient, and as what is traced.</summary>
    /// <returns>The numbers of a sample.</returns>
    private static int Masked(ITrainableNetwork<float> network, bool tiles, out float[] masks)
    {
        LoadedNetworks.AssertStrategy(network, tiles);
        network.Parameters.Fill(1);
        int size = network.Info.InputSize;
        float[] x = new float[Samples * size], v = new float[x.Length], outputs = new float[x.Length], trace = new float[network.Info.TraceSize];
        Array.Fill(x, 1);
        Array.Fill(v, 1);
        masks = new float[x.Length];
        network.DropoutStep = Step;
        network.BackwardFrom(x, v, masks);
        Assert.Equal([0f, 1 / (1 - (float)Rate)], masks.Distinct().Order());

        network.DropoutStep = Step;
        for (int i = 0; i < Samples; i++)
        {
            network.TraceInTraining(x.AsSpan(0, size), i, trace);
            Assert.Equal(masks[(i * size)..((i + 1) * size)], trace[^size..]);
        }

        // And Forward leaves all as it is.
        network.Forward(x, outputs);
        Assert.Equal(x, outputs);
        return size;
    }
}

[Network(4, 3, 3, Loss = Loss.MeanSquaredError)]
[Dropout(0.25, Channels = true)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedChannels;

[Network(4, 15, 6, Loss = Loss.MeanSquaredError)]
[Dropout(0.25, Channels = true)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedChannelsTiles;

[Network(4, 3, 3, Loss = Loss.MeanSquaredError)]
[Dropout(0.25)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedPixels;

[Network(4, 15, 6, Loss = Loss.MeanSquaredError)]
[Dropout(0.25)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedPixelsTiles;

/// <summary>Between two convolutions, whose samples are in lanes.</summary>
[Network(4, 15, 6, Loss = Loss.MeanSquaredError)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
[Dropout(0.25, Channels = true)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedChannelsBetween;

/// <summary>Between two convolutions, whose samples are in lanes.</summary>
[Network(4, 15, 6, Loss = Loss.MeanSquaredError)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
[Dropout(0.25)]
[Conv2D(4, 1, Groups = 4, Bias = false)]
internal sealed partial class DroppedPixelsBetween;
