// Learns to tell three species of iris by two measures of their petals, and shows how the regions of the species form.
using Iris;
using NetGen;
using static System.FormattableString;

if (args is not ([] or ["--plot", _]))
{
    Console.Error.WriteLine("usage: Iris [--plot PATH]    PATH: where to write the picture, iris.png unless given");
    return 2;
}

(Dataset flowers, string[] species) = IrisData.Load();
(Dataset train, Dataset test) = flowers.Split(0.6, seed: 1);
float[] map = DecisionMap.Petals();

var net = new IrisNet(seed: 1);
Console.WriteLine(IrisNet.Summary);

// The regions change most at the beginning.
int[] shown = [0, 2, 5, 10, 20, 100];
var panels = new List<Panel>();
Console.WriteLine("\nepoch     loss   test loss   test accuracy");
net.FitStandardization(train); // as Fit would, but before the first picture
Show(new EpochRecord { Loss = Trainer.Evaluate(net, train).Loss });
TrainingHistory history = Trainer.Fit(net, train, new TrainingOptions
{
    Epochs = shown[^1],
    BatchSize = 16,
    Optimizer = new Adam(0.01),
    Schedule = new CosineRestarts(epochs: shown[^1]),
    OnEpoch = epoch =>
    {
        if (shown.Contains(epoch.Epoch))
            Show(epoch);
        return TrainingSignal.Continue;
    },
});

ClassificationReport report = ClassificationReport.Of(net, test);
ConfusionTable.Print(report.Confusion, species);
Console.WriteLine(Invariant($"\nTest accuracy {100 * report.Accuracy:F2} % of {test.Count} flowers, ROC AUC {report.RocAuc:F4}; trained in {history.Epochs.Sum(epoch => epoch.Duration.TotalMilliseconds):F0} ms"));

string path = args is [_, string given] ? given : "iris.png";
try
{
    new Picture(train, test, species).Save(panels, path);
    Console.WriteLine($"Regions of the species: {path}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Could not write the picture: {e.Message}");
    return 1;
}

// So that a build server can run this as a test.
if (report.Accuracy >= 0.93)
    return 0;

Console.Error.WriteLine("Expected a test accuracy of 93 % or more.");
return 1;

void Show(EpochRecord epoch)
{
    Metrics metrics = Trainer.Evaluate(net, test);
    panels.Add(new(epoch.Epoch, metrics.Accuracy, net.Predict(map)));
    Console.WriteLine(Invariant($"{epoch.Epoch,5}   {epoch.Loss,6:F4}   {metrics.Loss,9:F4}   {100 * metrics.Accuracy,11:F2} %"));
}

[Network(2, Loss = Loss.CrossEntropy)]
[Standardize]
[Dense(8, Activation.Tanh)]
[Dense(8, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
public sealed partial class IrisNet;
