using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

public class FitTests
{
    [Fact]
    public void The_schedule_sets_the_learning_rate_of_every_step()
    {
        // To the target 8 by 1/2, then by 1/4, then by 1/8 of the way: 4, 5, 5.375.
        FakeNetwork<double> net = Line(0, 0);
        TrainingHistory history = Trainer.Fit(net, Point(8), new() { Epochs = 3, Optimizer = new Sgd(0.5), Schedule = new ExponentialDecay(0.5) });
        Assert.Equal(5.375, net.Parameters[1]);
        Assert.Equal([0.5, 0.25, 0.125], history.Epochs.Select(epoch => epoch.LearningRate));

        Assert.Equal([0.5, 0.5], Trainer.Fit(Line(0, 0), Point(8), new() { Epochs = 2, Optimizer = new Sgd(0.5) }).Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_plateau_is_one_of_the_validation_loss_where_there_is_validation_data()
    {
        // b = 2, 3, ... to 4: the training loss falls all the time, but 1.5 is nearer to 2 than to 3.
        var plateau = new ReduceOnPlateau(0.5, patience: 0);
        TrainingHistory with = Trainer.Fit(Line(0, 0), Point(4), new() { Epochs = 4, Optimizer = new Sgd(0.5), Schedule = plateau, Validation = Point(1.5) });
        TrainingHistory without = Trainer.Fit(Line(0, 0), Point(4), new() { Epochs = 4, Optimizer = new Sgd(0.5), Schedule = plateau });
        Assert.Equal([0.5, 0.5, 0.25, 0.125], with.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal([0.5, 0.5, 0.5, 0.5], without.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Part_of_the_data_can_be_set_aside_for_validation()
    {
        float[] inputs = [.. Enumerable.Range(0, 60).Select(i => MathF.Cos(i))];
        Dataset data = Dataset.FromLabels(inputs, [.. Enumerable.Range(0, 30).Select(i => i % 3)], 2, 3);
        (Dataset train, Dataset validation) = data.Split(1 - 0.3, seed: 7);
        Assert.Equal([3, 3, 3], Enumerable.Range(0, 3).Select(c => validation.Labels.ToArray().Count(label => label == c)));

        var inPart = new FakeClassifier<float>(2, (3, Activation.Softmax));
        var byHand = new FakeClassifier<float>(2, (3, Activation.Softmax));
        TrainingHistory expected = Trainer.Fit(byHand, train, new() { Epochs = 3, BatchSize = 4, Seed = 7, Validation = validation });
        TrainingHistory actual = Trainer.Fit(inPart, data, new() { Epochs = 3, BatchSize = 4, Seed = 7, ValidationFraction = 0.3 });
        Assert.Equal(byHand.Parameters, inPart.Parameters);
        Assert.Equal(Runs.Timeless(expected), Runs.Timeless(actual));
        Assert.All(actual.Epochs, epoch => Assert.InRange(epoch.ValidationLoss, 0.01, 10));
    }

    [Fact]
    public void A_part_without_a_sample_is_refused() => Assert.StartsWith(
        "Expected a fraction that leaves each side 1 or more of 3 samples, but",
        Assert.Throws<ArgumentException>(() => Trainer.Fit(Line(0, 0), Steps(3), new() { ValidationFraction = 0.01 })).Message);

    [Fact]
    public void Training_accuracy_is_that_after_the_epoch_if_it_is_wanted()
    {
        Dataset data = Dataset.FromLabels([1f, 0, 0, 1, 1, 1], [0, 1, 1], 2, 2);
        var net = new FakeClassifier<float>(2, (2, Activation.Softmax));
        var measured = new List<double>();
        TrainingHistory history = Trainer.Fit(net, data, new()
        {
            Epochs = 20,
            BatchSize = 2,
            Optimizer = new Sgd(0.5),
            MeasureAccuracy = true,
            OnEpoch = _ =>
            {
                measured.Add(Trainer.Evaluate(net, data).Accuracy);
                return TrainingSignal.Continue;
            },
        });
        Assert.Equal(measured, history.Epochs.Select(epoch => epoch.Accuracy));
        Assert.Equal(1, history.Last.Accuracy);
        Assert.True(double.IsNaN(Trainer.Fit(net, data, new() { Epochs = 1 }).Last.Accuracy));
    }

    [Fact]
    public void Gradient_norms_are_those_before_clipping_and_of_every_step()
    {
        // Targets 3 and 4 from where the line stays, at 0: gradients -3 and -4 of b, and 0 of w.
        TrainingHistory history = Trainer.Fit(Line(0, 0), new([0.0, 0], [3, 4], 1, 1), new() { Epochs = 1, BatchSize = 1, Optimizer = Still, ClipNorm = 0.5 });
        Assert.Equal(3.5, history.Last.GradientNorm);
        Assert.True(double.IsNaN(Trainer.Fit(Line(0, 0), Steps(1), new() { Epochs = 1 }).Last.GradientNorm));
    }
}
