using System.Numerics;
using System.Text.Json;
using NetGen.Tests.Runtime;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// Labels of two classes and a network with one sigmoid output: what a network with an output for each class can do, it can,
/// with the figures of PyTorch and scikit-learn. See tests/fixtures/make_binary_fixtures.py.
/// </summary>
public sealed class BinaryClassifierTests : IDisposable
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    private static readonly JsonElement _fixture = PyTorchRun.Read("binary.json");
    private static readonly double[] _inputs = PyTorchRun.Numbers<double>(_fixture.GetProperty("inputs"));
    private static readonly int[] _labels = Integers(_fixture.GetProperty("labels"));
    private static readonly Dataset _data = Dataset.FromLabels(_inputs, _labels, inputSize: 4, classes: 2);
    private static readonly Dataset _column = new(_inputs, [.. _labels.Select(label => (double)label)], 4, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("balanced")]
    [InlineData("smoothed")]
    public void Trainings_on_labels_take_the_course_of_PyTorch(string run)
    {
        AssertTrains(new BinaryNet(1), "Straight", run, SingleTolerance);
        AssertTrains(new BinaryNetInDouble(1), "Straight", run, DoubleTolerance);
        AssertTrains(new BinaryNetInTiles(1), "Tiles", run, SingleTolerance);
        AssertTrains(new BinaryNetInTilesInDouble(1), "Tiles", run, DoubleTolerance);
    }

    [Fact]
    public void Balanced_class_weights_are_those_of_scikit_learn() =>
        Assert.Equal(PyTorchRun.Numbers<double>(_fixture.GetProperty("balanced")), _data.BalancedClassWeights());

    [Theory]
    [InlineData("Straight")]
    [InlineData("Tiles")]
    public void Scores_are_those_of_scikit_learn(string name)
    {
        ITrainableNetwork<double> network = name == "Straight" ? new BinaryNetInDouble(1) : new BinaryNetInTilesInDouble(1);
        JsonElement fixture = _fixture.GetProperty("networks").GetProperty(name), scores = fixture.GetProperty("scores");
        PyTorchRun.Copy(network, PyTorchRun.Numbers<double>(fixture.GetProperty("runs").GetProperty("balanced").GetProperty("weights")), isLoading: true);
        int[] predicted = Integers(scores.GetProperty("predicted"));

        AssertClose(PyTorchRun.Numbers<double>(scores.GetProperty("probabilities")), network.Predict(_data.InputsAsDouble));
        Assert.Equal(predicted, network.PredictClasses(_data.InputsAsDouble));
        Assert.Equal(predicted[0], network.PredictClass(_data.InputsAsDouble[..4]));
        foreach (Dataset data in new[] { _data, _column })
        {
            ClassificationReport report = ClassificationReport.Of(network, data);
            ConfusionMatrix confusion = report.Confusion;
            Assert.Equal(Integers(scores.GetProperty("counts")), new[] { confusion[0, 0], confusion[0, 1], confusion[1, 0], confusion[1, 1] });
            AssertClose(PyTorchRun.Numbers<double>(scores.GetProperty("precision")), [confusion.Precision(0), confusion.Precision(1)]);
            AssertClose(PyTorchRun.Numbers<double>(scores.GetProperty("recall")), [confusion.Recall(0), confusion.Recall(1)]);
            AssertClose(PyTorchRun.Numbers<double>(scores.GetProperty("f1")), [confusion.F1(0), confusion.F1(1)]);
            Metrics metrics = Trainer.Evaluate(network, data);
            AssertClose(
                [Number("logLoss"), Number("rocAuc"), Number("accuracy"), Number("logLoss"), Number("accuracy")],
                [report.LogLoss, report.RocAuc, report.Accuracy, metrics.Loss, metrics.Accuracy]);
        }

        Assert.Equal(Number("accuracy"), new ConfusionMatrix(_data.Labels, predicted, classes: 2).Accuracy, 1e-15);

        double Number(string property) => scores.GetProperty(property).GetDouble();
    }

    [Fact]
    public void Labels_train_to_the_bits_of_a_column_of_them()
    {
        Check(() => new BinaryNet(3));
        Check(() => new BinaryNetInTilesInDouble(3));
        Check(() => new SquaredSigmoidNet(3));
        Check(() => new FakeNetwork<double>(Loss.BinaryCrossEntropy, 4, (1, Activation.Sigmoid)));

        static void Check<T>(Func<ITrainableNetwork<T>> create)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> ofLabels = create(), ofColumn = create();
            bool isSmoothed = ofLabels.Info.Loss == Loss.BinaryCrossEntropy;
            TrainingOptions options = new() { Epochs = 5, BatchSize = 4, LabelSmoothing = isSmoothed ? 0.1 : 0, Validation = _data, MeasureAccuracy = true };
            TrainingHistory expected = Trainer.Fit(ofColumn, _column, options), actual = Trainer.Fit(ofLabels, _data, options);
            Assert.Equal(ofColumn.Parameters.ToArray(), ofLabels.Parameters.ToArray());
            Assert.NotEqual(create().Parameters.ToArray(), ofLabels.Parameters.ToArray());
            Assert.Equal(Runs.Timeless(expected), Runs.Timeless(actual));
            Assert.Equal(RegressionReport.Of(ofColumn, _column).ToString(), RegressionReport.Of(ofLabels, _data).ToString());
        }
    }

    [Fact]
    public void Gradients_pass_the_check()
    {
        Check(new BinaryNet(5));
        Check(new BinaryNetInDouble(5));
        Check(new BinaryNetInTiles(5));
        Check(new SquaredSigmoidNet(5));

        static void Check<T>(ITrainableNetwork<T> network)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            GradientCheckReport report = GradientCheck.Run(network, _data.WithSampleWeights([.. Enumerable.Range(1, _data.Count).Select(i => (double)i)]));
            Assert.True(report.Passed, report.ToString());
            Assert.Equal(network.Info.ParameterCount, report.Checked);
        }
    }

    [Fact]
    public void Splits_and_folds_deal_out_both_classes()
    {
        int ones = _labels.Sum();
        (Dataset train, Dataset test) = _data.Split(0.7, seed: 2);
        Assert.InRange(train.Labels.ToArray().Sum(), (int)(0.7 * ones), (int)(0.7 * ones) + 1);
        Assert.Equal(ones, train.Labels.ToArray().Sum() + test.Labels.ToArray().Sum());
        Assert.All(_data.KFold(3, seed: 2), fold => Assert.InRange(fold.Test.Labels.ToArray().Sum(), ones / 3, (ones - 1) / 3 + 1));

        // So does the part that a training takes away: with 1 of 6 ones in 29 in it, its accuracy is known of a network that always says no.
        var network = new BinaryNetInDouble(1);
        network.Parameters.Clear();
        network.B2[0] = -1;
        EpochRecord record = Trainer.Fit(network, _data, new() { Epochs = 1, Optimizer = new Sgd(1e-9), ValidationFraction = 0.5, MeasureAccuracy = true }).Last;
        (Dataset rest, Dataset validation) = _data.Split(0.5, seed: 0);
        Assert.Equal(ones / 2, validation.Labels.ToArray().Sum());
        Assert.Equal(1 - (double)validation.Labels.ToArray().Sum() / validation.Count, record.ValidationAccuracy, 1e-15);
        Assert.Equal(1 - (double)rest.Labels.ToArray().Sum() / rest.Count, record.Accuracy, 1e-15);
    }

    [Fact]
    public void Searches_train_and_score()
    {
        SearchResult<double> result = Search.CrossValidate(
            [0.05, 0.5], _data, _ => new BinaryNet(1), rate => new() { Epochs = 3, Optimizer = new Sgd(rate), ClassWeights = _data.BalancedClassWeights() }, new() { Folds = 3, Seed = 1 });

        double[] expected = [.. _data.KFold(3, seed: 1).Select(fold =>
        {
            var network = new BinaryNet(1);
            Trainer.Fit(network, fold.Train, new() { Epochs = 3, Optimizer = new Sgd(result.Best.Configuration), ClassWeights = _data.BalancedClassWeights() });
            return ClassificationReport.Of(network, fold.Test).Accuracy;
        })];
        Assert.All(result.Rows, row => Assert.Null(row.Error));
        Assert.All(expected.Zip(result.Best.Scores), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
    }

    [Fact]
    public void A_resumed_training_ends_with_the_same_bits()
    {
        string path = _folder.File("state");
        BinaryNet whole = new(1), resumed = new(2);
        TrainingHistory expected = Trainer.Fit(whole, _data, Options(null));
        Trainer.Fit(new BinaryNet(1), _data, Options(path, Runs.StopAfter(2)));
        TrainingHistory actual = Trainer.Fit(resumed, _data, Options(path));
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(Runs.Timeless(expected), Runs.Timeless(actual));

        // A column is other data, and the text says so.
        string message = Assert.Throws<InvalidDataException>(() => Trainer.Fit(resumed, _column, new() { CheckpointPath = path, Resume = true, Epochs = 6 })).Message;
        Assert.Matches("^Expected a checkpoint with training data of 29 samples, 4 inputs and 1 targets .*, but got of 22 samples, 4 inputs and 2 classes ", message);

        static TrainingOptions Options(string? path, Func<EpochRecord, TrainingSignal>? onEpoch = null) => new()
        {
            Epochs = 6,
            BatchSize = 5,
            Optimizer = new Adam(0.05),
            ClassWeights = [1, 3],
            LabelSmoothing = 0.1,
            ValidationFraction = 0.25,
            EarlyStopping = new(100),
            CheckpointPath = path,
            Resume = path is not null,
            OnEpoch = onEpoch,
        };
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_cure()
    {
        Refuses(new BinaryNet(1), Dataset.FromLabels(new float[4], [0], 4, 1), "Expected samples of 2 classes for BinaryNet, but got 1. (Parameter 'data')");
        Refuses(new BinaryNet(1), Dataset.FromLabels(new float[4], [2], 4, 3), "Expected samples of 2 classes for BinaryNet, but got 3. (Parameter 'data')");
        Refuses(new BinaryNet(1), new Dataset(new float[4], [0f, 1], 4, 2), "Expected samples of 1 targets for BinaryNet, but got 2. (Parameter 'data')");
        Refuses(
            new FakeNetwork<float>(Loss.CrossEntropy, 4, (1, Activation.Sigmoid)),
            Dataset.FromLabels(new float[4], [1], 4, 2),
            "Expected samples of 1 classes for FakeNet, but got 2. One output tells two classes apart with Sigmoid and BinaryCrossEntropy, but this network has Sigmoid with CrossEntropy. (Parameter 'data')");
        Refuses(
            new FakeNetwork<float>(Loss.MeanSquaredError, 4, (1, Activation.Identity)),
            Dataset.FromLabels(new float[4], [1], 4, 2),
            "Expected samples of 1 classes for FakeNet, but got 2. One output tells two classes apart with Sigmoid and BinaryCrossEntropy, but this network has Identity with MeanSquaredError. (Parameter 'data')");

        var network = new BinaryNet(1);
        Assert.StartsWith("Expected labels from 0 to 1, but sample 1 has 2.", Assert.Throws<ArgumentException>("labels", () => network.Backward(new float[8], [0, 2])).Message);
        Assert.StartsWith("Expected labels from 0 to 1, but sample 0 has -1.", Assert.Throws<ArgumentException>("labels", () => network.ComputeLoss(new float[8], [-1, 0])).Message);
        Assert.StartsWith(
            "Expected CrossEntropy, or BinaryCrossEntropy with one Sigmoid output, as the loss of a network with LabelSmoothing, but FakeNet has BinaryCrossEntropy with 2 Sigmoid outputs.",
            Assert.Throws<ArgumentException>("options", () => Trainer.Fit(new FakeNetwork<float>(Loss.BinaryCrossEntropy, 4, (2, Activation.Sigmoid)), Dataset.FromLabels(new float[4], [1], 4, 2), new() { LabelSmoothing = 0.1 })).Message);

        static void Refuses(ITrainableNetwork<float> network, Dataset data, string expected)
        {
            Assert.Equal(expected, Assert.Throws<ArgumentException>("data", () => Trainer.Fit(network, data, new())).Message);
            Assert.Equal(expected, Assert.Throws<ArgumentException>("data", () => Trainer.Evaluate(network, data)).Message);
            Assert.Equal(expected, Assert.Throws<ArgumentException>("data", () => GradientCheck.Run(network, data)).Message);
        }
    }

    private static void AssertTrains<T>(IClassifierNetwork<T> network, string name, string run, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedNetworks.AssertStrategy(network, tiles: name == "Tiles");
        JsonElement fixture = _fixture.GetProperty("networks").GetProperty(name), expected = fixture.GetProperty("runs").GetProperty(run);
        PyTorchRun.Copy(network, PyTorchRun.Numbers<T>(fixture.GetProperty("start")), isLoading: true);
        TrainingHistory history = Trainer.Fit(network, _data, new()
        {
            Epochs = 10,
            BatchSize = _data.Count,
            Optimizer = new Sgd(0.2, momentum: 0.9),
            Shuffle = false,
            ClassWeights = run == "balanced" ? _data.BalancedClassWeights() : null,
            LabelSmoothing = run == "smoothed" ? 0.2 : 0,
        });

        AssertClose(PyTorchRun.Numbers<double>(expected.GetProperty("losses")), [.. history.Epochs.Select(epoch => epoch.Loss)], tolerance);
        var end = new T[network.Info.ParameterCount];
        PyTorchRun.Copy(network, end, isLoading: false);
        AssertClose(PyTorchRun.Numbers<double>(expected.GetProperty("weights")), Array.ConvertAll(end, double.CreateTruncating), tolerance);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance = DoubleTolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];
}
