using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>No training hands back parameters that are infinite or NaN as if they were trained.</summary>
public sealed class EndOfTrainingTests
{
    // The gradient of w and b is -1, and 1e300 is infinite in single precision: both become so with the first step.
    private static readonly Dataset _data = new([1f], [1f], 1, 1);

    [Fact]
    public void An_infinite_weight_of_the_last_step_is_a_divergence()
    {
        FakeNetwork<float> network = Line();
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(network, _data, new() { Epochs = 1, Optimizer = new Sgd(1e300) }));
        Assert.Equal(
            "Expected finite parameters, but W1[0, 0] is Infinity after epoch 1, batch 1. A lower learning rate often helps; so do inputs scaled to about -1 to 1.",
            exception.Message);
        Assert.Equal((1, 1, 0.5), (exception.Epoch, exception.Batch, exception.Loss));
        Assert.Equal(StopReason.Diverged, exception.History.StopReason);
        Assert.Empty(exception.History.Epochs);
        Assert.Equal([float.PositiveInfinity, float.PositiveInfinity], network.Parameters);
    }

    [Fact]
    public void It_is_found_in_every_place()
    {
        foreach (int place in new[] { 0, 15, 16, 30 })
        {
            // Parameters that are NaN stay NaN; with inputs of 0 and a target of 0, a loss need not show it.
            var network = new FakeNetwork<double>(Loss.HalfSquaredError, 15, (1, Activation.Identity), (15, Activation.ReLU), (1, Activation.Identity));
            Span<double> parameters = network.Parameters[^31..];
            Assert.Equal(-1, Elementwise.IndexOfNotFinite<double>(parameters));
            parameters[place] = place == 15 ? double.NaN : double.NegativeInfinity;
            Assert.Equal(place, Elementwise.IndexOfNotFinite<double>(parameters));
        }

        Assert.Equal(-1, Elementwise.IndexOfNotFinite<float>([float.MaxValue, float.MinValue, float.Epsilon, -0f, 0, 1, 2, 3, 4]));
        Assert.Equal(8, Elementwise.IndexOfNotFinite<float>([1, 2, 3, 4, 5, 6, 7, 8, float.NaN]));
    }

    [Fact]
    public void A_callback_that_stops_within_an_epoch_gets_the_same_answer()
    {
        Dataset two = new([1f, 1], [1f, 1], 1, 1);
        var exception = Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(
            Line(), two, new() { Epochs = 1, BatchSize = 1, Optimizer = new Sgd(1e300), OnBatch = _ => TrainingSignal.Stop }));
        Assert.StartsWith("Expected finite parameters, but W1[0, 0] is Infinity after epoch 1, batch 1.", exception.Message);
    }

    [Fact]
    public void No_checkpoint_has_them()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("x.checkpoint");
        Assert.Throws<TrainingDivergedException>(() => Trainer.Fit(Line(), _data, new() { Epochs = 1, Optimizer = new Sgd(1e300), CheckpointPath = path }));
        Assert.Empty(folder.Names);
    }

    private static FakeNetwork<float> Line()
    {
        var network = new FakeNetwork<float>(Loss.HalfSquaredError, 1, (1, Activation.Identity));
        network.Parameters.Clear();
        return network;
    }
}
