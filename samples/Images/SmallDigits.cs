using Digits;
using NetGen;

namespace Images;

/// <summary>The digits of 8 x 8 pixels: what convolutions gain there, and what they look at.</summary>
internal static class SmallDigits
{
    private const double Goal = 0.983;

    public static int Run(string plot, CancellationToken cancellation)
    {
        (float[] pixels, int[] labels) = DigitsData.Load();
        Dataset data = Dataset.FromLabels(pixels, labels, inputSize: 64, classes: 10);
        var training = new TrainingOptions
        {
            Epochs = 30,
            BatchSize = 32,
            Optimizer = new Sgd(learningRate: 0.1, momentum: 0.9),
            Schedule = new OneCycle(maxLearningRate: 0.1),
            L2 = 1e-4,
            CancellationToken = cancellation,
        };

        double[] means = Comparison.Print(
            data,
            training,
            ("dense, as samples/Digits", () => new DenseNet(seed: 42)),
            ("dense, as many parameters", () => new WideNet(seed: 42)),
            ("convolutions", () => new ConvNet(seed: 42)));

        (Dataset train, Dataset test) = data.Split(0.8, seed: 1);
        var net = new ConvNet(seed: 42);
        Console.WriteLine($"\n{ConvNet.Summary}");
        EpochTable.Show(progress => Trainer.Fit(net, train, training with { Validation = test, Progress = progress }));
        Outcome.Print(net, test);
        FeaturePicture.Save(net, test, plot);

        // So that a build server can run this as a test.
        if (means[^1] >= Goal)
            return 0;

        Console.Error.WriteLine(FormattableString.Invariant($"Expected a mean test accuracy of {100 * Goal:F1} % or more over the folds, but got {100 * means[^1]:F2} %."));
        return 1;
    }
}
