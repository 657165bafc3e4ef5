// Predicts how far diabetes progresses in a year from ten measures of a patient: a regression on raw data, stopped early,
// compared with simpler ways to predict, saved, and loaded again.
using Diabetes;
using Digits;
using NetGen;
using Spectre.Console;
using static System.FormattableString;

string plot = "diabetes.png", weights = "diabetes.safetensors";
foreach (string[] option in args.Chunk(2))
{
    switch (option)
    {
        case ["--plot", string path]:
            plot = path;
            break;
        case ["--weights", string path]:
            weights = path;
            break;
        default:
            Console.Error.WriteLine("usage: Diabetes [--plot PATH] [--weights PATH]    PATH: where to write the picture and the weights, diabetes.png and diabetes.safetensors unless given");
            return 2;
    }
}

Screen.Prepare();
Dataset patients = DiabetesData.Load();
(Dataset train, Dataset test) = patients.Split(0.75, seed: 1);
var scale = TargetScale.Of(train);
Dataset scaledTrain = scale.Apply(train);

var net = new DiabetesNet(seed: 42);
Console.WriteLine(DiabetesNet.Summary);
Console.WriteLine(Invariant($"\n{train.Count} patients to train on, a fifth of them for validation, and {test.Count} to test on"));

TrainingHistory history;
using (var interrupt = new Interrupt())
{
    try
    {
        history = EpochTable.Show(progress => Trainer.Fit(net, scaledTrain, new TrainingOptions
        {
            Epochs = 500,
            BatchSize = 16,
            Optimizer = new AdamW(0.002, weightDecay: 0.5),
            ValidationFraction = 0.2,
            EarlyStopping = new EarlyStopping(patience: 25),
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

Console.WriteLine(Invariant($"\n{history.StopReason} after epoch {history.Last.Epoch}; the parameters are those of the best, epoch {history.Best.Epoch}, with a validation loss of {history.Best.ValidationLoss:F4}"));
scale.MoveInto(net);

var linear = new LinearNet(seed: 42);
Trainer.Fit(linear, scaledTrain, new TrainingOptions { Epochs = 300, Optimizer = new Adam(0.01), Schedule = new CosineRestarts(epochs: 300) });
scale.MoveInto(linear);

RegressionScores scores = RegressionReport.Of(net, test).Mean;
float[] mean = new float[test.Count];
Array.Fill(mean, scale.Mean);
Tables.PrintScores(
    ("mean of the training patients", new(
        RegressionMetrics.MeanSquaredError(test.Targets, mean),
        RegressionMetrics.MeanAbsoluteError(test.Targets, mean),
        RegressionMetrics.R2(test.Targets, mean))),
    ("linear regression", RegressionReport.Of(linear, test).Mean),
    ("network", scores));

net.Save(weights);
DiabetesNet loaded = DiabetesNet.Load(weights);
Console.WriteLine(loaded.Predict(test.Inputs).SequenceEqual(net.Predict(test.Inputs)));
Tables.PrintPredictions(test, loaded.Predict(test.Inputs), count: 6);
new Picture(loaded, history).Save(train, test, plot);
{
    var u = new LinearNet(0); 
    Console.WriteLine(RegressionReport.Of(net, train).Mean);
    System.IO.File.WriteAllLines("/tmp/split.txt", Enumerable.Range(0, test.Count).Select(i => Invariant($"{test.Inputs[i*10+4]} {test.Inputs[i*10+5]} {test.Inputs[i*10+2]} {test.Targets[i]} {linear.Predict(test.Inputs)[i]}")));
}
return 0;

[Network(10, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dense(16, Activation.SiLU)]
[Dropout(0.2)]
[Dense(1)]
public sealed partial class DiabetesNet;

// What a network has to beat.
[Network(10, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dense(1)]
public sealed partial class LinearNet;
