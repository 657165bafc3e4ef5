// Fine-tuning: a network that PyTorch trained on the digits 0 to 4 (train.py) learns the digits 5 to 9 with a new last layer. Its filters
// stay as they are.
using System.Globalization;
using NetGen;

(Dataset train, Dataset test) = Read("digits.csv").Split(0.8, seed: 1);
Digits5To9 net = Digits5To9.LoadOnnx(PathOf("digits0to4.onnx"), seed: 1);
float[] frozen = net.Statistics.ToArray();
double before = Trainer.Evaluate(net, test).Accuracy;
TrainingHistory history = Trainer.Fit(net, train, new TrainingOptions { Epochs = 60, BatchSize = 32, Optimizer = new Adam(0.005) });
double after = Trainer.Evaluate(net, test).Accuracy;
bool isFrozen = net.Statistics.SequenceEqual(frozen);
GradientCheckReport report = GradientCheck.Run(new Digits5To9(seed: 2), train.Split(0.05, seed: 1).First);

Console.WriteLine(Digits5To9.Summary);
Console.WriteLine();
Console.WriteLine(FormattableString.Invariant($"digits 5 to 9:  {train.Count} to train, {test.Count} to test"));
Console.WriteLine(FormattableString.Invariant($"accuracy:       {100 * before:F1} % with a random last layer, {100 * after:F1} % after {history.Epochs.Count} epochs"));
Console.WriteLine($"gradients:      {(report.Passed ? "right" : "wrong")}");
Console.WriteLine($"frozen weights: {(isFrozen ? "as they were" : "changed")}");

if (args.Length > 0)
{
    net.SaveOnnx(args[0]);
    Console.WriteLine($"saved as:       {args[0]}");
}

if (after >= 0.95 && report.Passed && isFrozen)
    return 0;

Console.Error.WriteLine($"Expected an accuracy of 95 % or more, right gradients, and frozen weights that did not change.\n{report}");
return 1;

static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, file);

// The digits 5 to 9 of a file with 64 pixels and a label in each line.
static Dataset Read(string file)
{
    List<float> pixels = [];
    List<int> labels = [];
    foreach (string line in File.ReadLines(PathOf(file)))
    {
        string[] numbers = line.Split(',');
        int label = int.Parse(numbers[64], CultureInfo.InvariantCulture);
        if (label < 5)
            continue;

        labels.Add(label - 5);
        for (int i = 0; i < 64; i++)
            pixels.Add(int.Parse(numbers[i], CultureInfo.InvariantCulture) / 16f);
    }

    return Dataset.FromLabels(pixels.ToArray(), labels.ToArray(), inputSize: 64, classes: 5);
}

[Network(Onnx = "digits0to4.onnx", Until = "/Flatten", Loss = Loss.CrossEntropy)]
[Freeze]
[Dense(5, Activation.Softmax)]
public sealed partial class Digits5To9;
