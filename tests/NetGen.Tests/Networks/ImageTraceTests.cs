using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Traces of networks on images: z and a of each layer, and where the largest numbers of a pooling lie.</summary>
public sealed class ImageTraceTests
{
    [Fact]
    public void Straight_line_code() => Check(new TracedSmall(seed: 1), tiles: false);

    [Fact]
    public void Tiles() => Check(new TracedTiles(seed: 1), tiles: true);

    /// <summary>One after the other: z and a of each layer, and behind those of a max pooling its places.</summary>
    [Fact]
    public void Every_number_has_a_place_of_its_own()
    {
        foreach (NetworkInfo info in new[] { TracedSmall.Info, TracedTiles.Info, LeNet.Info, ResNet.Info, BlendedImage.Info, ImagePooledSignal.Info })
        {
            var used = new bool[info.TraceSize];
            foreach (LayerInfo layer in info.Layers)
            {
                Assert.Equal(layer.Kind == "MaxPool", layer.PlacesOffset is not null);
                foreach (int offset in new[] { layer.ZOffset, layer.AOffset, layer.PlacesOffset ?? layer.AOffset }.Distinct())
                {
                    Assert.DoesNotContain(true, used[offset..(offset + layer.OutputSize)]);
                    used.AsSpan(offset, layer.OutputSize).Fill(true);
                }
            }

            Assert.DoesNotContain(false, used);
        }
    }

    [Fact]
    public void Equal_numbers_have_the_place_of_the_first()
    {
        float[] x = new float[TracedSmall.Info.InputSize], small = new float[TracedSmall.Info.TraceSize], large = new float[TracedTiles.Info.TraceSize];
        new TracedSmall(seed: 1).Trace(x, small);
        LayerInfo pool = TracedSmall.Info.Layers[1];
        Assert.Equal(new float[pool.OutputSize], small[pool.PlacesOffset!.Value..(pool.PlacesOffset.Value + pool.OutputSize)]);

        pool = TracedTiles.Info.Layers[1];
        new TracedTiles(seed: 1).Trace(new float[TracedTiles.Info.InputSize], large);
        Assert.Equal(new float[pool.OutputSize], large[pool.PlacesOffset!.Value..(pool.PlacesOffset.Value + pool.OutputSize)]);
    }

    /// <summary>Of the rule of the kernels: NaN before any number, and the first of equal ones.</summary>
    [Fact]
    public void NaN_has_its_place_in_straight_line_code()
    {
        var trace = new float[TracedPool.Info.TraceSize];
        new TracedPool(seed: 1).Trace([1, float.NaN, 0, 0], trace);
        Assert.True(float.IsNaN(trace[TracedPool.Info.Layers[0].ZOffset]));
        Assert.Equal(1, trace[TracedPool.Info.Layers[0].PlacesOffset!.Value]);

        new TracedPool(seed: 1).Trace([2, 3, 3, 1], trace);
        Assert.Equal(3, trace[TracedPool.Info.Layers[0].ZOffset]);
        Assert.Equal(1, trace[TracedPool.Info.Layers[0].PlacesOffset!.Value]);
    }

    [Fact]
    public void A_normalized_vector_has_z_before_its_activation()
    {
        var network = new TracedNormalizedVector(seed: 1);
        float[] trace = new float[TracedNormalizedVector.Info.TraceSize];
        network.Trace([0.5f, -1, 2], trace);
        LayerInfo dense = TracedNormalizedVector.Info.Layers[0], norm = TracedNormalizedVector.Info.Layers[1];
        bool isBelow = false;
        for (int j = 0; j < norm.OutputSize; j++)
        {
            // Running statistics begin at mean 0 and variance 1.
            double z = trace[dense.AOffset + j] / Math.Sqrt(1 + 1e-5);
            Assert.Equal(z, trace[norm.ZOffset + j], 1e-6);
            Assert.Equal(Math.Max(0, z), trace[norm.AOffset + j], 1e-6);
            isBelow |= z < 0;
        }

        Assert.True(isBelow);
    }

    [Fact]
    public void A_normalization_takes_its_running_statistics_in_a_trace()
    {
        var network = new ImageNormalizedInDouble(seed: 1);
        ImageSource.Disturb(network);
        double[] x = ImageBits.Numbers<double>(ImageNormalizedInDouble.Info.InputSize), trace = new double[ImageNormalizedInDouble.Info.TraceSize];
        network.Trace(x, trace);
        LayerInfo conv = ImageNormalizedInDouble.Info.Layers[0], norm = ImageNormalizedInDouble.Info.Layers[1];
        for (int i = 0; i < norm.OutputSize; i++)
        {
            int c = i / 42;
            double xhat = (trace[conv.AOffset + i] - network.Statistics[c]) / Math.Sqrt(network.Statistics[4 + c] + 1e-5);
            double z = network.Parameters[norm.Parameters[0].Offset + c] * xhat + network.Parameters[norm.Parameters[1].Offset + c];
            Assert.Equal(z, trace[norm.ZOffset + i], 1e-13);
            Assert.Equal(Math.Max(0, z), trace[norm.AOffset + i], 1e-13);
        }

        var inTraining = new double[trace.Length];
        ((ITrainableNetwork<double>)network).TraceInTraining(x, 3, inTraining);
        Assert.Equal(trace, inTraining);
    }

    /// <summary>A convolution, a max pooling and dense layers, against the definitions, number by number.</summary>
    private static void Check(ITrainableNetwork<float> network, bool tiles)
    {
        LoadedNetworks.AssertStrategy(network, tiles);
        ImageSource.Disturb(network);
        NetworkInfo info = network.Info;
        LayerInfo conv = info.Layers[0], pool = info.Layers[1], dense = info.Layers[2];
        (int channels, int height, int width) = (conv.InputShape[0], conv.InputShape[1], conv.InputShape[2]);
        (int rows, int columns, int pooledRows, int pooledColumns) = (conv.OutputShape[1], conv.OutputShape[2], pool.OutputShape[1], pool.OutputShape[2]);
        float[] x = ImageBits.Numbers<float>(info.InputSize), trace = new float[info.TraceSize];
        network.Trace(x, trace);

        for (int o = 0; o < conv.OutputShape[0]; o++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int col = 0; col < columns; col++)
                {
                    double z = network.Parameters[conv.Parameters[1].Offset + o];
                    for (int c = 0; c < channels; c++)
                        for (int ky = 0; ky < 3; ky++)
                            for (int kx = 0; kx < 3; kx++)
                                z += (double)network.Parameters[conv.Parameters[0].Offset + conv.Parameters[0].PositionOf(((o * channels + c) * 3 + ky) * 3 + kx)] * x[(c * height + row + ky) * width + col + kx];

                    int i = (o * rows + row) * columns + col;
                    Assert.Equal(z, trace[conv.ZOffset + i], 1e-5);
                    Assert.Equal(Math.Tanh(z), trace[conv.AOffset + i], 1e-5);
                }
            }

            for (int row = 0; row < pooledRows; row++)
            {
                for (int col = 0; col < pooledColumns; col++)
                {
                    float[] window = [.. from ky in Enumerable.Range(0, 2) from kx in Enumerable.Range(0, 2) select trace[conv.AOffset + (o * rows + 2 * row + ky) * columns + 2 * col + kx]];
                    int i = (o * pooledRows + row) * pooledColumns + col;
                    Assert.Equal(window.Max(), trace[pool.ZOffset + i]);
                    Assert.Equal(window.Max(), trace[pool.AOffset + i]);
                    Assert.Equal(Array.IndexOf(window, window.Max()), trace[pool.PlacesOffset!.Value + i]);
                }
            }
        }

        WeightMatrix<float> weights = network.Weights(3);
        for (int j = 0; j < dense.OutputSize; j++)
        {
            double z = network.Biases(3)[j];
            for (int k = 0; k < dense.InputSize; k++)
                z += (double)weights[j, k] * trace[pool.AOffset + k];
            Assert.Equal(z, trace[dense.ZOffset + j], 1e-5);
        }

        var outputs = new float[info.OutputSize];
        network.Forward(x, outputs);
        Assert.Equal(outputs, trace[info.Layers[^1].AOffset..(info.Layers[^1].AOffset + outputs.Length)]);
    }
}

[Network(1, 5, 4, Loss = Loss.CrossEntropy)]
[Conv2D(2, 3, Activation.Tanh)]
[MaxPool(2)]
[Dense(2, Activation.Softmax)]
internal sealed partial class TracedSmall;

[Network(3, 8, 9, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.Tanh)]
[MaxPool(2)]
[Dense(10, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class TracedTiles;

[Network(1, 2, 2, Loss = Loss.HalfSquaredError)]
[MaxPool(2)]
[Dense(1)]
internal sealed partial class TracedPool;

// So wide that its trace is in room that is not cleared.
[Network(3, Loss = Loss.HalfSquaredError)]
[Dense(5_000, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Dense(1)]
internal sealed partial class TracedNormalizedVector;
