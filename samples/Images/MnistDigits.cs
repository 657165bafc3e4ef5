using Digits;
using Mnist;
using NetGen;

namespace Images;

/// <summary>LeNet on MNIST.</summary>
internal static class MnistDigits
{
    private const double Goal = 0.985;

    public static int Run(string folder, string? plot, CancellationToken cancellation)
    {
        (Dataset train, Dataset test, string origin) = MnistFolder.Load(folder);
        Dataset enlarged = LeNetTraining.Enlarge(train);
        string moved = enlarged.Count > train.Count ? $" ({enlarged.Count:N0} with those moved by a pixel)" : "";
        Console.WriteLine($"{origin}: {train.Count:N0} digits to train on{moved}, {test.Count:N0} to test on.\n");

        var net = new LeNet(seed: 42);
        Console.WriteLine(LeNet.Summary);
        EpochTable.Show(progress => LeNetTraining.Fit(net, enlarged, test, progress, cancellation));
        double accuracy = Outcome.Print(net, test);
        if (plot is not null)
            FeaturePicture.Save(net, test, plot);

        if (accuracy >= Goal)
            return 0;

        Console.Error.WriteLine(FormattableString.Invariant($"Expected a test accuracy of {100 * Goal:F1} % or more, but got {100 * accuracy:F2} %."));
        return 1;
    }
}
