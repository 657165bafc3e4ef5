using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class LabelSmoothingTests
{
    private static readonly Dataset _iris = Dataset.FromLabels(
        [.. Enumerable.Range(0, 40).Select(i => (float)Math.Sin(i))], [0, 1, 2, 0, 1, 2, 2, 1, 0, 1], inputSize: 4, classes: 3);

    [Fact]
    public void The_loss_is_that_of_PyTorch()
    {
        // With inputs of 0 the logits are the biases 1, 2, 3 if all else is 0.
        // torch.nn.CrossEntropyLoss(label_smoothing=0.1)(torch.tensor([[1., 2., 3.]], dtype=torch.float64), torch.tensor([0]))
        var net = new IrisNet(seed: 0);
        net.Parameters.Clear();
        Span<float> biases = net.Biases(2);
        (biases[0], biases[1], biases[2]) = (1, 2, 3);
        Dataset data = Dataset.FromLabels(new float[4], [0], inputSize: 4, classes: 3);

        TrainingHistory history = Trainer.Fit(net, data, new() { Epochs = 1, LabelSmoothing = 0.1, Validation = data });

        Assert.Equal(2.3076059644443805, history.Last.Loss, 5e-7);

        // Validation knows nothing of it: -log softmax is 2.4 before the step, and the step made it smaller.
        Assert.InRange(history.Last.ValidationLoss, 2.37, 2.4076);
    }

    [Fact]
    public void Labels_are_trained_as_the_rows_that_they_stand_for()
    {
        // y' = 0.75 y + 0.25 / 3
        float spread = (float)(0.25 / 3);
        float[] rows = [.. _iris.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 3).Select(j => (j == label ? 0.75f : 0) + spread))];
        float[] ones = [.. _iris.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 3).Select(j => j == label ? 1f : 0))];
        float[] inputs = _iris.Inputs.ToArray();

        float[] fromLabels = Train(_iris, 0.25), fromRows = Train(new(inputs, rows, 4, 3), 0), fromOnes = Train(new(inputs, ones, 4, 3), 0.25);

        Assert.Equal(fromRows, fromLabels);
        Assert.Equal(fromRows, fromOnes);
        Assert.NotEqual(Train(_iris, 0), fromLabels);
    }

    private static float[] Train(Dataset data, double smoothing)
    {
        var net = new IrisNet(seed: 1);
        Trainer.Fit(net, data, new() { Epochs = 5, BatchSize = 4, LabelSmoothing = smoothing });
        return net.Parameters.ToArray();
    }
}
