using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Runtime;

public class PredictionExtensionsTests
{
    [Fact]
    public void Predict_is_forward_in_a_new_array()
    {
        var net = new SmallNet(seed: 1);
        float[] inputs = [1, 2, 3, 4, -1, -2, -3, -4], outputs = new float[6];
        net.Forward(inputs, outputs);
        Assert.Equal(outputs, net.Predict(inputs));
        Assert.Equal(outputs[..3], net.Predict(inputs.AsSpan(0, 4)));
        Assert.Equal(6, new SmallNetInDouble(seed: 1).Predict(new double[8]).Length);
    }

    [Fact]
    public void The_class_is_the_first_of_the_largest_outputs()
    {
        // a = x.
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 3, (3, Activation.Identity));
        new float[] { 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 }.CopyTo(net.Parameters);
        Assert.Equal(2, net.PredictClass([-1, -5, 7]));
        Assert.Equal([0, 1, 1], net.PredictClasses([3, 2, 1, 0, 4, 4, -3, -1, -2]));
    }

    [Fact]
    public void One_sigmoid_output_says_yes_from_one_half_on()
    {
        var net = new FakeNetwork<double>(Loss.BinaryCrossEntropy, 1, (1, Activation.Sigmoid));
        (net.Parameters[0], net.Parameters[1]) = (1, 0);
        Assert.Equal([1, 1, 0, 0, 0], net.PredictClasses([0.5, 0, -1e-15, -0.5, double.NaN]));
        Assert.Equal(1, net.PredictClass([3]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var net = new FakeNetwork<double>(Loss.MeanSquaredError, 2, (1, Activation.Identity));
        Assert.StartsWith("Expected n x 2 inputs for n samples, n at least 1, but got 3 numbers.", Assert.Throws<ArgumentException>("inputs", () => net.Predict([1, 2, 3])).Message);
        Assert.Throws<ArgumentException>("inputs", () => net.Predict([]));
        Assert.StartsWith("Expected 2 inputs of one sample, but got 4.", Assert.Throws<ArgumentException>("input", () => net.PredictClass([1, 2, 3, 4])).Message);
        Assert.Equal("Expected a network with two or more outputs or one Sigmoid output, but FakeNet has one Identity output.", Assert.Throws<InvalidOperationException>(() => net.PredictClass([1, 2])).Message);
    }
}
