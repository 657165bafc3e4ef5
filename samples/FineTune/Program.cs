// Fine-tuning: a network that PyTorch trained on the digits 0 to 4 (train.py) learns the digits 5 to 9 with a new last layer, from a
// few examples of each. Its filters stay as they are.
using Digits;
using NetGen;

const int ExamplesOfEach = 4;

(float[] pixels, int[] labels) = DigitsData.Load();
int[] later = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 5)];
(Dataset few, Dataset rest) = Split(later);

// The layers of the file keep their weights, and only the new one is trained.
var settings = new TrainingOptions { Epochs = 200, BatchSize = 5, Optimizer = new Adam(0.01) };
using Stream model = typeof(Digits5To9).Assembly.GetManifestResourceStream("digits0to4.onnx")!;
Digits5To9 tuned = Digits5To9.LoadOnnx(model, seed: 1);
float[] before = [.. tuned.Statistics];
Trainer.Fit(tuned, few, settings);

// The same network, with all of its weights drawn at random and trained.
var fresh = new FromScratch(seed: 1);
Trainer.Fit(fresh, few, settings);

double tunedAccuracy = Trainer.Evaluate(tuned, rest).Accuracy, freshAccuracy = Trainer.Evaluate(fresh, rest).Accuracy;
GradientCheckReport report = GradientCheck.Run(new Digits5To9(seed: 2), few);
bool isFrozen = tuned.Statistics.SequenceEqual(before);

Console.WriteLine(Digits5To9.Summary);
Console.WriteLine();
Console.WriteLine(FormattableString.Invariant($"{ExamplesOfEach} examples of each of the digits 5 to 9, and {rest.Count} others to test:"));
Console.WriteLine(FormattableString.Invariant($"  fine-tuned     {Digits5To9.ParameterCount,6:N0} trained parameters   accuracy {100 * tunedAccuracy:F1} %"));
Console.WriteLine(FormattableString.Invariant($"  from scratch   {FromScratch.ParameterCount,6:N0} trained parameters   accuracy {100 * freshAccuracy:F1} %"));
Console.WriteLine($"gradients: {(report.Passed ? "right" : "wrong")}, frozen weights: {(isFrozen ? "as they were" : "changed")}");

if (args.Length > 0)
{
    tuned.SaveOnnx(args[0]);
    Console.WriteLine($"saved as {args[0]}");
}

if (tunedAccuracy > freshAccuracy && report.Passed && isFrozen)
    return 0;

Console.Error.WriteLine($"Expected the fine-tuned network to be better, right gradients, and frozen weights that did not change.\n{report}");
return 1;

(Dataset, Dataset) Split(int[] rows)
{
    int[] first = [.. rows.GroupBy(i => labels[i]).SelectMany(digit => digit.Take(ExamplesOfEach))];
    return (Of(first), Of([.. rows.Except(first)]));
}

Dataset Of(int[] rows) =>
    Dataset.FromLabels(rows.SelectMany(i => pixels[(64 * i)..(64 * i + 64)]).ToArray(), Array.ConvertAll(rows, i => labels[i] - 5), inputSize: 64, classes: 5);

[Network(Onnx = "digits0to4.onnx", Until = "/Flatten", Loss = Loss.CrossEntropy)]
[Freeze]
[Dense(5, Activation.Softmax)]
public sealed partial class Digits5To9;

[Network(1, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Flatten]
[Dense(32, Activation.ReLU)]
[Dense(5, Activation.Softmax)]
public sealed partial class FromScratch;
