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
Console.WriteLine(Invariant($"\n{train.Count} patients to train on, a fifth of them for validation, and {test.Count} to test on."));
Console.WriteLine("Losses are of scaled targets: to predict the mean for all patients would be a loss of about 1.");

// Chosen by cross-validation of the training patients: there the network is as good as linear regression, to within noise.
TrainingHistory history;
using (var interrupt = new Interrupt())
{
    try
    {
        history = EpochTable.Show(progress => Trainer.Fit(net, scaledTrain, new TrainingOptions
        {
            Epochs = 500,
            BatchSize = 16,
            Optimizer = new AdamW(0.0005, weightDecay: 1),
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

Console.WriteLine(Invariant($"\nEnded by {history.StopReason} after epoch {history.Last.Epoch}, with the parameters of the best: epoch {history.Best.Epoch}, validation loss {history.Best.ValidationLoss:F4}."));
scale.MoveInto(net);

// With all samples in one batch and enough epochs, this is least squares to five digits.
var linear = new LinearNet(seed: 42);
Trainer.Fit(linear, scaledTrain, new TrainingOptions
{
    Epochs = 2000,
    BatchSize = train.Count,
    Optimizer = new Adam(0.05),
    Schedule = new CosineRestarts(epochs: 2000),
});
scale.MoveInto(linear);

float[] mean = [.. Enumerable.Repeat(scale.Mean, test.Count)];
RegressionScores scores = RegressionReport.Of(net, test).Mean;
Tables.PrintScores(
    ("the mean of the training patients", new(
        RegressionMetrics.MeanSquaredError(test.Targets, mean),
        RegressionMetrics.MeanAbsoluteError(test.Targets, mean),
        RegressionMetrics.R2(test.Targets, mean))),
    ("linear regression", RegressionReport.Of(linear, test).Mean),
    (nameof(DiabetesNet), scores));

bool isSame;
try
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(weights))!);
    net.Save(weights);
    DiabetesNet loaded = DiabetesNet.Load(weights);
    float[] predictions = loaded.Predict(test.Inputs);
    isSame = predictions.SequenceEqual(net.Predict(test.Inputs));
    Console.WriteLine(Invariant($"\nWeights: {weights}. A network loaded from them predicts {(isSame ? "the same" : "something else")}, from measures as they were taken:"));
    Tables.PrintPredictions(test, predictions, count: 6);

    new Picture(loaded, history).Save(train, test, plot);
    Console.WriteLine($"\nPredicted against true, and the losses: {plot}");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"Could not write the weights or the picture: {e.Message}");
    return 1;
}

// So that a build server can run this as a test.
if (scores.R2 >= 0.45 && isSame)
    return 0;

Console.Error.WriteLine("Expected a test R2 of 0.45 or more, and the same predictions from loaded weights.");
return 1;

[Network(10, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dense(32, Activation.SiLU)]
[Dropout(0.3)]
[Dense(1, Initializer = Initializer.Zeros)] // so that it begins with the mean for all
public sealed partial class DiabetesNet;

// What a network has to beat, which is hard with so few patients.
[Network(10, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dense(1)]
public sealed partial class LinearNet;
