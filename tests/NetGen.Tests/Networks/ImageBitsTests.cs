using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Networks on images and signals give the same bits whatever is computed beside them.</summary>
public sealed class ImageBitsTests
{
    [Fact]
    public void A_sample_is_the_same_in_any_company()
    {
        Check(new LeNet(seed: 1));
        Check(new LeNetInDouble(seed: 1));
        Check(new ResNet(seed: 1));
        Check(new ResNetInDouble(seed: 1));
        Check(new ImageNormalizedVector(seed: 1));
        Check(new ImagePooledSignal(seed: 1));
        Check(new ImageCausal(seed: 1));
        Check(new ImageToImage(seed: 1));
        Check(new BlendedImage(seed: 1));
        Check(new SqueezeExcitation(seed: 1));
        Check(new ImageDecoderInDouble(seed: 1));

        static void Check<T>(ITrainableNetwork<T> network)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ImageSource.Disturb(network);
            ImageBits.AssertSameInAnyCompany(network);
        }
    }

    [Fact]
    public void ComputeLoss_and_Backward_agree_without_masks_and_without_statistics_of_batches()
    {
        ImageBits.AssertSameLosses(new LeNet(seed: 1));
        ImageBits.AssertSameLosses(new LeNetInDouble(seed: 1));
        ImageBits.AssertSameLosses(new ImagePlain(seed: 1));
        ImageBits.AssertSameLosses(new ImagePlainInDouble(seed: 1));
        ImageBits.AssertSameLosses(new ImageSameRect(seed: 1));
        ImageBits.AssertSameLosses(new ImageDepthwise(seed: 1));
        ImageBits.AssertSameLosses(new ImageMaxPooledOverlap(seed: 1));
        ImageBits.AssertSameLosses(new ImageAveragedUncounted(seed: 1));
        ImageBits.AssertSameLosses(new ImageGloballyAveraged(seed: 1));
        ImageBits.AssertSameLosses(new ImageSignal(seed: 1));
        ImageBits.AssertSameLosses(new ImageToImage(seed: 1));
        ImageBits.AssertSameLosses(new BlendedImage(seed: 1));
        ImageBits.AssertSameLosses(new SqueezeExcitationInDouble(seed: 1));
        ImageBits.AssertSameLosses(new ImageDecoder(seed: 1));
    }

    // Blocks of 8 and of 4 samples, and a rest that a block has only in part.
    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(77)]
    public void Threads_change_no_bit(int n)
    {
        ImageBits.AssertSameOnThreads<float>(() => new LeNet(seed: 1), n);
        ImageBits.AssertSameOnThreads<double>(() => new LeNetInDouble(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new ResNet(seed: 1), n);
        ImageBits.AssertSameOnThreads<double>(() => new ResNetInDouble(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new ImageNormalizedVector(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new ImageToImage(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new BlendedImage(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new WideNormalized(seed: 1), n);
        ImageBits.AssertSameOnThreads<float>(() => new SqueezeExcitation(seed: 1), n);
        ImageBits.AssertSameOnThreads<double>(() => new ImageDecoderInDouble(seed: 1), n);
    }

    /// <summary>A window with NaN gives NaN, and one of zeros the same zero, in any company.</summary>
    [Fact]
    public void The_largest_of_a_window_is_the_same_in_any_company()
    {
        Check(new PooledSmall(seed: 1), tiles: false);
        Check(new PooledTiles(seed: 1), tiles: true);

        static void Check(ITrainableNetwork<float> network, bool tiles)
        {
            LoadedNetworks.AssertStrategy(network, tiles);
            network.Parameters.Fill(1);
            (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
            for (int at = 0; at < 4; at++)
            {
                // One sample with NaN in each place of a window, and one with a negative zero there.
                float[] x = ImageBits.Numbers<float>(17 * inputs), together = new float[17 * outputs], alone = new float[outputs];
                int width = network.Info.Layers[0].InputShape[^1];
                int[] window = [0, 1, width, width + 1];
                x[3 * inputs + window[at]] = float.NaN;
                foreach (int i in window)
                    x[5 * inputs + i] = i == window[at] ? -0f : 0f;

                network.Forward(x, together);
                Assert.True(float.IsNaN(together[3 * outputs]));
                Assert.Equal(1, together.Count(float.IsNaN));
                for (int i = 0; i < 17; i++)
                {
                    network.Forward(x.AsSpan(i * inputs, inputs), alone);
                    Assert.Equal(alone.Select(BitConverter.SingleToInt32Bits), together[(i * outputs)..((i + 1) * outputs)].Select(BitConverter.SingleToInt32Bits));
                }
            }
        }
    }

    /// <summary>What an earlier, larger batch has left in the buffers does not matter.</summary>
    [Fact]
    public void Batches_before_it_change_no_bit()
    {
        Check<float>(() => new LeNet(seed: 1));
        Check<double>(() => new ResNetInDouble(seed: 1));
        Check<float>(() => new BlendedImage(seed: 1));
        Check<float>(() => new ImageToImage(seed: 1));
        Check<float>(() => new SqueezeExcitation(seed: 1));
        Check<double>(() => new ImageDecoderInDouble(seed: 1));

        static void Check<T>(Func<ITrainableNetwork<T>> create)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> used = create(), fresh = create();
            Dataset data = PairingTests.Data(used.Info, 21);
            T[] x = [.. data.InputsAsDouble.ToArray().Select(T.CreateTruncating)], y = [.. data.TargetsAsDouble.ToArray().Select(T.CreateTruncating)], wrong = new T[x.Length];
            wrong.AsSpan().Fill(T.NaN);
            used.Backward(wrong, y);
            fresh.Statistics.CopyTo(used.Statistics);
            used.DropoutStep = fresh.DropoutStep = 9;
            int inputs = used.Info.InputSize, outputs = used.Info.OutputSize;
            T loss = fresh.Backward(x.AsSpan(0, 13 * inputs), y.AsSpan(0, 13 * outputs));
            Assert.True(T.IsFinite(loss));
            Assert.Equal(loss, used.Backward(x.AsSpan(0, 13 * inputs), y.AsSpan(0, 13 * outputs)));
            Assert.Equal(fresh.Gradients, used.Gradients);
            Assert.Equal(fresh.Statistics, used.Statistics);
        }
    }
}

/// <summary>Its outputs are an image as large as its input.</summary>
[Network(2, 6, 7, Loss = Loss.MeanSquaredError)]
[Conv2D(6, 3, Activation.Tanh, Padding = 1)]
[Conv2D(2, 3, Padding = 1)]
internal sealed partial class ImageToImage;

/// <summary>Values in lanes and in rows, each read by layers of both kinds.</summary>
[Network(2, 6, 7, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Activation.ReLU, Padding = 1, As = "u")]
[MaxPool(3, Stride = 1, Padding = 1)]
[Add("u", Activation.Tanh)]
[Concat("x", As = "v")]
[Conv2D(6, 3, Activation.SiLU, Groups = 2)]
[AveragePool(2, As = "w")]
[GlobalAveragePool(As = "mean")]
[Dense(8, Activation.Tanh, From = "w")]
[Concat("mean")]
[LayerNorm(Activation.GELU, As = "n")]
[Dense(3, From = "v", As = "direct")]
[Dense(3, From = "n")]
[Add("direct", Activation.Softmax)]
internal sealed partial class BlendedImage;

/// <summary>A normalization of so many numbers that threads share them.</summary>
[Network(40, Loss = Loss.CrossEntropy)]
[Dense(300, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Dense(300, Bias = false)]
[BatchNorm(Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class WideNormalized;

/// <summary>Its outputs are the largest numbers, each times a weight.</summary>
[Network(2, 4, 4, Loss = Loss.MeanSquaredError)]
[MaxPool(2)]
[Conv2D(2, 1, Groups = 2, Bias = false)]
internal sealed partial class PooledSmall;

[Network(2, 20, 16, Loss = Loss.MeanSquaredError)]
[MaxPool(2)]
[Conv2D(2, 1, Groups = 2, Bias = false)]
internal sealed partial class PooledTiles;
