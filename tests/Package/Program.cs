using System.Globalization;
using NetGen;

string[] lines = File.ReadAllLines("digits.csv");
int[][] rows = Array.ConvertAll(lines, line => Array.ConvertAll(line.Split(','), cell => int.Parse(cell, CultureInfo.InvariantCulture)));
float[] pixels = rows.SelectMany(row => row.Take(64)).Select(pixel => pixel / 16f).ToArray();
int[] labels = rows.Select(row => row[64]).ToArray();

Dataset data = Dataset.FromLabels(pixels, labels, inputSize: 64, classes: 10);
(Dataset train, Dataset test) = data.Split(0.8, seed: 1);

var net = new DigitsNet(seed: 42);
TrainingHistory history = Trainer.Fit(net, train, new TrainingOptions
{
    Epochs = 30, BatchSize = 32, Optimizer = new Sgd(learningRate: 0.1f, momentum: 0.9f), L2 = 1e-4f, Validation = test,
});
Metrics metrics = Trainer.Evaluate(net, test);
GradientCheckReport report = GradientCheck.Run(net, test.Take(3));

Span<float> probabilities = stackalloc float[DigitsNet.OutputSize];
net.Forward(test.Inputs[..DigitsNet.InputSize], probabilities);
float loss = net.Backward(test.Inputs[..(8 * DigitsNet.InputSize)], test.Targets[..(8 * DigitsNet.OutputSize)]);
float lossOfLabels = net.Backward(test.Inputs[..(8 * DigitsNet.InputSize)], test.Labels[..8]);

net.Save("digits.safetensors");
DigitsNet loaded = DigitsNet.Load("digits.safetensors");

Console.WriteLine(DigitsNet.Summary);
Console.WriteLine($"{history.Epochs.Count} epochs, test loss {metrics.Loss:F3}, test accuracy {metrics.Accuracy:P1}");
Console.WriteLine(report);

float sum = 0;
foreach (float probability in probabilities)
    sum += probability;

return metrics.Accuracy >= 0.965 && report.Passed && Math.Abs(sum - 1) < 1e-5f && loss == lossOfLabels && loaded.Parameters.SequenceEqual(net.Parameters) ? 0 : 1;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitsNet;
