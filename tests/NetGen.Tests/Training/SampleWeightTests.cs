using System.Numerics;
using NetGen.Tests.Networks;
using NetGen.Tests.Runtime;
using Xunit;
using static NetGen.Tests.Runtime.Lines;

namespace NetGen.Tests.Training;

/// <summary>What sample and class weights do to a training; see also PyTorchWeightTests.</summary>
public sealed class SampleWeightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_step_goes_by_the_weighted_mean()
    {
        // Targets 1, 2, 3, 4 with weights 1, 2, 4, 1: a step of size 1 goes to (1 + 4 + 12 + 4) / 8, from the loss (1 + 8 + 36 + 16) / 16.
        (double b, TrainingHistory history) = Fit([1, 2, 4, 1], batchSize: 4, rate: 1);
        Assert.Equal(2.625, b);
        Assert.Equal(3.8125, history.Last.Loss);
    }

    [Fact]
    public void A_sample_counts_the_same_in_whatever_batch()
    {
        // Relative to their mean the weights are 1/2, 1, 2, 1/2. By halves of them towards each target: 0.25, 1.125, 3, 3.25.
        (double b, TrainingHistory history) = Fit([1, 2, 4, 1], batchSize: 1, rate: 0.5);
        Assert.Equal(3.25, b);
        Assert.Equal((0.25 + 1.53125 + 3.515625 + 0.25) / 4, history.Last.Loss);
    }

    [Fact]
    public void A_batch_without_weight_moves_nothing()
    {
        // To the target 3 of weight 4/1 by a quarter of (4 * 1/4) of the way: all of it.
        (double b, TrainingHistory history) = Fit([0, 0, 1, 0], batchSize: 1, rate: 0.25);
        Assert.Equal(3, b);
        Assert.Equal(4.5, history.Last.Loss);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 4)]
    [InlineData(3, 5)]
    public void Accumulated_batches_are_one_large_batch(int batchSize, int batches) =>
        Assert.Equal(2.625, Fit([1, 2, 4, 1], batchSize, rate: 1, batches).B, 1e-15);

    [Fact]
    public void Weights_are_repetitions()
    {
        Check(seed => new SmallNetInDouble(seed));
        Check(seed => new IrisNetInTiles(seed));

        static void Check(Func<int, IClassifierNetwork<double>> create)
        {
            Dataset data = Samples(4, 3, 21);
            int[] weights = [.. Enumerable.Range(0, 21).Select(i => 5 * i % 4)];
            Dataset repeated = data.Select([.. weights.SelectMany((weight, i) => Enumerable.Repeat(i, weight))]);
            Assert.NotEqual(data.Count, repeated.Count);

            double[] expected = Train(repeated), actual = Train(data.WithSampleWeights(Array.ConvertAll(weights, weight => (double)weight)));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

            double[] Train(Dataset samples)
            {
                IClassifierNetwork<double> network = create(1);
                Trainer.Fit(network, samples, new() { Epochs = 10, BatchSize = 100, Shuffle = false, Optimizer = new Sgd(0.1, momentum: 0.9), L2 = 0.01 });
                return network.Parameters.ToArray();
            }
        }
    }

    // 0.3 / 0.3 is 1, and so is the mean: the bits are those without weights, with the class weights too.
    [Fact]
    public void Weights_that_are_all_the_same_change_no_bit()
    {
        Dataset small = Samples(4, 3, 100), large = Samples(64, 10, 1500);
        Assert.Equal(Train(new SmallNet(1), small, 1), Train(new SmallNet(1), Weighted(small), 1, [0.1, 0.1, 0.1]));
        Assert.Equal(Train(new DigitsNet(1), large, 1), Train(new DigitsNet(1), Weighted(large), 1, [.. Enumerable.Repeat(1e-300, 10)]));

        static Dataset Weighted(Dataset data) => data.WithSampleWeights([.. Enumerable.Repeat(0.3, data.Count)]);
    }

    // Shards, batches with a rest, and a layer's products: 1500 samples are three shards.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_do_not_change_a_bit(int threads)
    {
        Dataset data = Samples(64, 10, 1500), weighted = data.WithSampleWeights([.. Enumerable.Range(0, 1500).Select(i => i % 7 / 3.0)]);
        double[] classes = [.. Enumerable.Range(1, 10).Select(i => 1.0 / i)];
        CheckThreads(() => new DigitsNet(1));
        CheckThreads(() => new DigitsNetInDouble(1));

        void CheckThreads<T>(Func<ITrainableNetwork<T>> create)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] expected = Train(create(), weighted, 1, classes);
            Assert.Equal(expected, Train(create(), weighted, threads, classes));
            Assert.NotEqual(expected, Train(create(), weighted, 1));
            Assert.NotEqual(expected, Train(create(), data, 1, classes));
        }
    }

    [Fact]
    public void Class_weights_multiply_sample_weights()
    {
        Dataset data = Samples(4, 3, 30);
        double[] classes = [0.5, 2, 3], samples = [.. Enumerable.Range(0, 30).Select(i => i % 4 / 4.0)];
        double[] products = [.. samples.Select((weight, i) => weight * classes[data.Labels[i]])], ofClasses = [.. data.Labels.ToArray().Select(label => classes[label])];
        Assert.Equal(Train(new SmallNet(1), data.WithSampleWeights(products), 1), Train(new SmallNet(1), data.WithSampleWeights(samples), 1, classes));
        Assert.Equal(Train(new SmallNet(1), data.WithSampleWeights(ofClasses), 1), Train(new SmallNet(1), data, 1, classes));
    }

    [Fact]
    public void Class_weights_serve_sigmoids_with_labels()
    {
        Dataset data = Dataset.FromLabels([0.0, 1, 1, 0], [0, 1], 2, 2);
        double[] parameters = TrainOf(data, [3, 1]);
        Assert.Equal(parameters, TrainOf(data.WithSampleWeights([3.0, 1]), null));
        Assert.NotEqual(parameters, TrainOf(data, null));

        static double[] TrainOf(Dataset data, double[]? classes)
        {
            var net = new FakeNetwork<double>(Loss.BinaryCrossEntropy, 2, (2, Activation.Sigmoid));
            Trainer.Fit(net, data, new() { ClassWeights = classes });
            return net.Parameters.ToArray();
        }
    }

    [Fact]
    public void Validation_and_accuracies_know_sample_weights_but_not_class_weights()
    {
        Dataset data = Samples(4, 3, 40).WithSampleWeights([.. Enumerable.Range(0, 40).Select(i => i % 5 + 0.5)]);
        (Dataset train, Dataset validation) = data.Split(1 - 0.25, seed: 3);
        var network = new SmallNet(1);
        EpochRecord record = Trainer.Fit(network, data, new()
        {
            Epochs = 1,
            Optimizer = new Sgd(0.5),
            Seed = 3,
            ClassWeights = [1, 10, 100],
            ValidationFraction = 0.25,
            MeasureAccuracy = true,
        }).Last;
        Assert.Equal(Trainer.Evaluate(network, validation), new Metrics(record.ValidationLoss, record.ValidationAccuracy));
        Assert.Equal(Trainer.Evaluate(network, train).Accuracy, record.Accuracy);

        double[] ones = [.. Enumerable.Repeat(1.0, validation.Count)];
        Assert.NotEqual(Trainer.Evaluate(network, validation.WithSampleWeights(ones)).Loss, record.ValidationLoss);
    }

    [Fact]
    public void A_resumed_training_ends_with_the_same_bits()
    {
        Dataset data = Runs.Data.WithSampleWeights([.. Enumerable.Range(1, 13).Select(i => 1.0 / i)]);
        string path = _folder.File("state");
        FakeClassifier<double> whole = Runs.Network(), resumed = Runs.OtherStart();
        TrainingHistory expected = Trainer.Fit(whole, data, Options(null, null));
        Trainer.Fit(Runs.Network(), data, Options(path, Runs.StopAfter(3)));
        TrainingHistory actual = Trainer.Fit(resumed, data, Options(path, null));
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(Runs.Timeless(expected), Runs.Timeless(actual));

        static TrainingOptions Options(string? path, Func<EpochRecord, TrainingSignal>? onEpoch) => new()
        {
            Epochs = 6,
            BatchSize = 4,
            Optimizer = new Adam(0.05),
            ClassWeights = [1, 3, 0.5],
            CheckpointPath = path,
            Resume = path is not null,
            OnEpoch = onEpoch,
        };
    }

    [Fact]
    public void A_search_trains_and_scores_by_weights()
    {
        Dataset data = Samples(4, 3, 40).WithSampleWeights([.. Enumerable.Range(0, 40).Select(i => i % 5 + 0.5)]);
        double[] losses = [.. data.KFold(4, seed: 2).Select(fold =>
        {
            var network = new SmallNet(1);
            Trainer.Fit(network, fold.Train, Options());
            return Trainer.Evaluate(network, fold.Test).Loss;
        })];

        SearchResult<int> result = Search.CrossValidate([1], data, _ => new SmallNet(1), _ => Options(), new() { Folds = 4, Seed = 2, Score = SearchScore.Loss });

        Assert.Equal(losses, result.Best.Scores);

        static TrainingOptions Options() => new() { Epochs = 2, Optimizer = new Sgd(0.1), ClassWeights = [1, 2, 3] };
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        Dataset labels = Dataset.FromLabels(new double[8], [0, 1], 4, 3), rows = new(new double[4], [1.0, 0, 0], 4, 3);
        Refuses("options", labels, new() { ClassWeights = [1, 2] }, "Expected 3 ClassWeights for 3 classes, but got 2.");
        Refuses("options", labels, new() { ClassWeights = [1, 2, -1] }, "Expected finite weights of 0 or more, but class 2 has -1.");
        Refuses("options", labels, new() { ClassWeights = [1, double.NaN, 1] }, "Expected finite weights of 0 or more, but class 1 has NaN.");
        Refuses("options", labels, new() { ClassWeights = [0, 0, 0] }, "Expected weights that are not all 0, but those of all 3 classes are.");
        Refuses("options", labels, new() { ClassWeights = [0, 0, 1] }, "Expected weights that are not all 0, but those of all 2 samples are.");
        Refuses("options", labels.WithSampleWeights([1e200, 1]), new() { ClassWeights = [1e200, 1, 1] }, "Expected finite weights of 0 or more, but sample 0 has Infinity.");
        Refuses("options", rows, new() { ClassWeights = [1, 2, 3] }, "Expected a data set with labels for ClassWeights, but this one has target rows; Dataset.FromLabels makes one with labels, and WithSampleWeights gives each sample a weight.");

        Dataset ofNone = labels.WithSampleWeights([0, 1.0]).Take(1);
        Refuses("data", ofNone, new(), "Expected weights that are not all 0, but those of all 1 samples are.");
        Refuses("options", labels, new() { Validation = ofNone }, "Expected weights that are not all 0, but those of all 1 samples are.");
        Assert.Throws<ArgumentException>("data", () => Trainer.Evaluate(Runs.Network(), ofNone));

        Dataset many = Samples(4, 3, 20);
        Dataset validation = many.Split(0.5, seed: 0).Second;
        double[] weights = [.. Enumerable.Range(0, 20).Select(i => validation.InputsAsDouble.IndexOf(many.InputsAsDouble.Slice(4 * i, 4)) >= 0 ? 0.0 : 1)];
        Refuses("options", many.WithSampleWeights(weights), new() { ValidationFraction = 0.5 }, "Expected weights that are not all 0, but those of all 10 samples are.");

        static void Refuses(string parameter, Dataset data, TrainingOptions options, string expected) =>
            Assert.StartsWith(expected, Assert.Throws<ArgumentException>(parameter, () => Trainer.Fit(Runs.Network(), data, options)).Message);
    }

    private static (double B, TrainingHistory History) Fit(double[] weights, int batchSize, double rate, int batches = 1)
    {
        FakeNetwork<double> net = Line(0, 0);
        TrainingHistory history = Trainer.Fit(net, Steps(4).WithSampleWeights(weights), new()
        {
            Epochs = 1,
            BatchSize = batchSize,
            AccumulateBatches = batches,
            Optimizer = new Sgd(rate),
            Shuffle = false,
        });
        return (net.Parameters[1], history);
    }

    private static T[] Train<T>(ITrainableNetwork<T> network, Dataset data, int threads, double[]? classWeights = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Trainer.Fit(network, data, new() { Epochs = 3, BatchSize = 1300, Optimizer = new Adam(0.01), ClassWeights = classWeights, Threads = threads });
        return network.Parameters.ToArray();
    }

    private static Dataset Samples(int inputs, int classes, int count) => Dataset.FromLabels(
        [.. Enumerable.Range(0, count * inputs).Select(i => Math.Sin(i))], [.. Enumerable.Range(0, count).Select(i => i * i % 7 % classes)], inputs, classes);
}
