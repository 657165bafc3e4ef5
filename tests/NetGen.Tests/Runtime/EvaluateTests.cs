using Xunit;

namespace NetGen.Tests.Runtime;

public class EvaluateTests
{
    [Fact]
    public void Cross_entropy_counts_samples_whose_largest_output_is_their_class()
    {
        // z = W x with W the unit matrix and b = 0: the largest output is that of the largest input.
        var net = new FakeClassifier<double>(2, (2, Activation.Softmax));
        new[] { 1.0, 0, 0, 1, 0, 0 }.CopyTo(net.Parameters);
        double[] inputs = [2, 1, 1, 2, 0, 3, 5, 4];
        Metrics onLabels = Trainer.Evaluate(net, Dataset.FromLabels(inputs, [0, 1, 0, 0], inputSize: 2, classes: 2));
        Metrics onTargets = Trainer.Evaluate(net, new(inputs, [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 1, 0], 2, 2));
        Assert.Equal(0.75, onLabels.Accuracy);
        Assert.Equal(0.75, onTargets.Accuracy);

        // -log a_y = log(1 + e^d), d the other input less the right one: -1, -1, 3, -1.
        Assert.Equal((3 * 0.3132616875182228 + 3.048587351573742) / 4, onLabels.Loss, tolerance: 1e-12);
    }

    [Fact]
    public void Binary_cross_entropy_counts_outputs_on_the_right_side_of_one_half()
    {
        // z = x, so the outputs are 1/2 or more for x >= 0: right but for 2, whose target is 0.2, and -2, whose target is 1/2.
        var net = new FakeNetwork<double>(Loss.BinaryCrossEntropy, 1, (1, Activation.Sigmoid));
        (net.Parameters[0], net.Parameters[1]) = (1, 0);
        Assert.Equal(0.6, Trainer.Evaluate(net, new([1.0, -1, 2, -2, 0], [1, 0, 0.2, 0.5, 1], 1, 1)).Accuracy);
    }

    [Fact]
    public void Samples_count_by_their_weights()
    {
        // As above, where the third sample is wrong: of 8 parts it has 4.
        var net = new FakeClassifier<double>(2, (2, Activation.Softmax));
        new[] { 1.0, 0, 0, 1, 0, 0 }.CopyTo(net.Parameters);
        Dataset data = Dataset.FromLabels([2.0, 1, 1, 2, 0, 3, 5, 4], [0, 1, 0, 0], inputSize: 2, classes: 2);
        Metrics metrics = Trainer.Evaluate(net, data.WithSampleWeights([1.0, 2, 4, 1]));
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal((4 * 0.3132616875182228 + 4 * 3.048587351573742) / 8, metrics.Loss, tolerance: 1e-12);

        // All that count are right, whatever rounding does to their sum.
        Assert.Equal(1, Trainer.Evaluate(net, data.WithSampleWeights([0.1, 0.7, 0, 0.3])).Accuracy);

        var sides = new FakeNetwork<double>(Loss.BinaryCrossEntropy, 1, (1, Activation.Sigmoid));
        (sides.Parameters[0], sides.Parameters[1]) = (1, 0);
        Assert.Equal(0.5, Trainer.Evaluate(sides, new Dataset([1.0, -1, 2, -2, 0], [1, 0, 0.2, 0.5, 1], 1, 1).WithSampleWeights([1.0, 2, 4, 0, 1])).Accuracy);
    }

    [Fact]
    public void Other_losses_have_no_accuracy()
    {
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 1, (1, Activation.Identity));
        Assert.True(double.IsNaN(Trainer.Evaluate(net, new([1f], [1f], 1, 1)).Accuracy));
    }

    [Fact]
    public void A_network_that_computes_no_number_is_never_right()
    {
        var net = new FakeClassifier<float>(1, (2, Activation.Softmax));
        net.Parameters[0] = float.NaN;
        Metrics metrics = Trainer.Evaluate(net, Dataset.FromLabels([1f], [0], 1, 2));
        Assert.True(double.IsNaN(metrics.Loss));
        Assert.True(double.IsNaN(metrics.Accuracy));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(600)]
    public void Data_of_any_size_are_weighed_by_sample(int count)
    {
        // a = 0 and y = 0, 1, ... n-1: the mean of y^2 / 2 is (n - 1) (2n - 1) / 12.
        var net = new FakeNetwork<double>(Loss.HalfSquaredError, 1, (1, Activation.Identity));
        net.Parameters.Clear();
        var data = new Dataset(new double[count], [.. Enumerable.Range(0, count).Select(i => (double)i)], 1, 1);
        Assert.Equal((count - 1) * (2 * count - 1) / 12.0, Trainer.Evaluate(net, data).Loss, tolerance: 1e-9);
    }

    [Fact]
    public void Accuracy_counts_every_chunk()
    {
        // Of 600 samples every third is of class 1, and the network always says 0.
        var net = new FakeClassifier<float>(1, (2, Activation.Softmax));
        new float[] { 0, 0, 1, 0 }.CopyTo(net.Parameters);
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 3 == 0 ? 1 : 0)];
        Assert.Equal(400.0 / 600, Trainer.Evaluate(net, Dataset.FromLabels(new float[600], labels, 1, 2)).Accuracy);
    }
}
