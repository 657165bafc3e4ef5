// The package under NativeAOT, by an argument: "predict" does what a program does that starts, predicts and ends;
// "train" trains, and prints the training time in milliseconds, the test loss and the test accuracy.
using System.Diagnostics;
using System.Globalization;
using NetGen;

if (args is ["predict"])
{
    Span<float> probabilities = stackalloc float[DigitsNet.OutputSize];
    new DigitsNet(seed: 42).Forward(new float[DigitsNet.InputSize], probabilities);
    Console.WriteLine(probabilities[0] is > 0 and < 1 ? "predicted" : "wrong");
    return 0;
}

string[] lines = File.ReadAllLines(args[1]);
float[] pixels = new float[lines.Length * DigitsNet.InputSize];
int[] labels = new int[lines.Length];
for (int i = 0; i < lines.Length; i++)
{
    string[] cells = lines[i].Split(',');
    for (int k = 0; k < DigitsNet.InputSize; k++)
        pixels[i * DigitsNet.InputSize + k] = int.Parse(cells[k], CultureInfo.InvariantCulture) / 16f;
    labels[i] = int.Parse(cells[^1], CultureInfo.InvariantCulture);
}

(Dataset train, Dataset test) = Dataset.FromLabels(pixels, labels, DigitsNet.InputSize, classes: 10).Split(0.8, seed: 1);
double best = double.PositiveInfinity;
Metrics metrics = default;
for (int run = 0; run < 5; run++)
{
    var net = new DigitsNet(seed: 42);
    long began = Stopwatch.GetTimestamp();
    Trainer.Fit(net, train, new() { Epochs = 30, BatchSize = 32, Optimizer = new Sgd(learningRate: 0.1, momentum: 0.9) });
    best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    metrics = Trainer.Evaluate(net, test);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best:F1} {metrics.Loss:F6} {metrics.Accuracy:F4}"));
return 0;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitsNet;
