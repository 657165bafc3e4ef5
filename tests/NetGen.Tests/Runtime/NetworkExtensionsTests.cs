using Xunit;

namespace NetGen.Tests.Runtime;

public class NetworkExtensionsTests
{
    [Fact]
    public void Layers_are_counted_from_1_as_in_the_notes()
    {
        // W1 (2, 3), b1 (2), W2 (1, 2), b2 (1): 6 + 2 + 2 + 1 numbers, each matrix input by input.
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 3, (2, Activation.Tanh), (1, Activation.Identity));
        for (int i = 0; i < 11; i++)
            (net.Parameters[i], net.Gradients[i]) = (i, -i);

        WeightMatrix<float> w1 = net.Weights(1);
        Assert.Equal((2, 3, 5f), (w1.Outputs, w1.Inputs, w1[1, 2]));
        Assert.Equal(9, net.Weights(2)[0, 1]);
        Assert.Equal([6, 7], net.Biases(1));
        Assert.Equal(-5, net.WeightGradients(1)[1, 2]);
        Assert.Equal([-10], net.BiasGradients(2));

        net.Biases(2)[0] = 42;
        Assert.Equal(42, net.Parameters[10]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_layer_that_is_not_there_is_refused(int layer)
    {
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 3, (2, Activation.Tanh), (1, Activation.Identity));
        var exception = Assert.Throws<ArgumentOutOfRangeException>("layer", () => net.Weights(layer).Inputs);
        Assert.StartsWith($"Expected a layer from 1 to 2 of FakeNet, but got {layer}.", exception.Message);
    }

    [Fact]
    public void A_layer_without_the_parameters_asked_for_is_refused()
    {
        var pool = new LayerInfo(1, "MaxPool", [2, 4, 4], [2, 2, 2], Activation.Identity, 0, 8);
        var filters = new ParameterInfo("W2", ParameterRole.Weight, [1, 2, 2, 2], [1, 1, 2, 4], 0, Initializer.Zeros, 8, 4);
        var convolution = new LayerInfo(2, "Conv2D", [2, 2, 2], [1, 1, 1], Activation.Identity, 16, 17, filters);
        var net = new Described(new("Net", Precision.Single, Loss.None, pool, convolution));

        Assert.Equal("Expected a layer with weights, but layer 1 of Net (MaxPool) has none.", Assert.Throws<InvalidOperationException>(() => net.Weights(1).Inputs).Message);
        Assert.Equal("Expected weights of shape (out, in), but W2 of Net has shape (1, 2, 2, 2).", Assert.Throws<InvalidOperationException>(() => net.Weights(2).Inputs).Message);
        Assert.Equal("Expected a layer with biases, but layer 2 of Net (Conv2D) has none.", Assert.Throws<InvalidOperationException>(() => net.Biases(2).Length).Message);
    }

    private sealed class Described(NetworkInfo info) : INetwork<float>
    {
        public NetworkInfo Info => info;

        public Span<float> Parameters => new float[info.ParameterCount];

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

        public void Trace(ReadOnlySpan<float> input, Span<float> values) => throw new NotSupportedException();
    }
}
