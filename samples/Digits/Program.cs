// Learns to read handwritten digits: declare a network (below), train it, and look at what it has learned.
using Digits;
using NetGen;
using Spectre.Console;

if (args is not ([] or ["--plot", _]))
{
    Console.Error.WriteLine("usage: Digits [--plot PATH]    PATH: where to write the training curves, digits.png unless given");
    return 2;
}

Screen.Prepare();
(float[] pixels, int[] labels) = DigitsData.Load();
Dataset data = Dataset.FromLabels(pixels, labels, inputSize: 64, classes: 10);
(Dataset train, Dataset test) = data.Split(0.8, seed: 1);

var net = new DigitsNet(seed: 42);
Console.WriteLine(DigitsNet.Summary);

TrainingHistory history;
using (var interrupt = new Interrupt())
{
    try
    {
        history = EpochTable.Show(progress => Trainer.Fit(net, train, new TrainingOptions
        {
            Epochs = 30,
            BatchSize = 32,
            Optimizer = new Sgd(learningRate: 0.1f, momentum: 0.9f),
            Schedule = new CosineRestarts(epochs: 30),
            L2 = 1e-4f,
            Validation = test,
            Progress = progress,
            CancellationToken = interrupt.Token,
        }));
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("Training cancelled.");
        return 130;
    }
}

Metrics metrics = Trainer.Evaluate(net, test);
float[] probabilities = new float[test.Count * DigitsNet.OutputSize];
net.Forward(test.Inputs, probabilities);
Prediction[] predictions = Prediction.Of(test.Labels, probabilities);
AnsiConsole.MarkupLine($"\n[bold]Test accuracy {100 * metrics.Accuracy:F2} %[/]: {predictions.Count(p => p.IsRight)} of {test.Count} digits, loss {metrics.Loss:F4}");
ConfusionTable.Print(predictions, test.Classes);

GradientCheckReport report = GradientCheck.Run(net, test.Take(3));
GradientTable.Print(report);

DigitPictures.Print(test, predictions);

string plot = args is [_, string path] ? path : "digits.png";
try
{
    Curves.Save(history, plot);
    Console.WriteLine($"\nTraining curves: {plot}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Could not write the training curves: {e.Message}");
    return 1;
}

// So that a build server can run this as a test.
if (metrics.Accuracy >= 0.965 && report.Passed)
    return 0;

Console.Error.WriteLine($"Expected a test accuracy of 96.5 % or more, and right gradients, but got {100 * metrics.Accuracy:F2} %.\n{report}");
return 1;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitsNet;
