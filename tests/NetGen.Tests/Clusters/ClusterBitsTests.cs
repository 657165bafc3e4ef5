using System.Numerics;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Trainings on clusters end with the bits of one process with the same shards, whose numbers are those of the definition.</summary>
public sealed class ClusterBitsTests
{
    public static MatrixTheoryData<string, string> Cases => new(ClusterTraining.All.Keys, ClusterTraining.Settings.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_number_of_processes_gives_the_bits_of_one(string training, string settings)
    {
        Func<TrainingOptions, TrainingOptions> change = ClusterTraining.Settings[settings];
        Outcome expected = ClusterTraining.All[training].Fit(options => change(options) with { Shards = 8, Threads = 1 });
        foreach (int processes in new[] { 1, 2, 3, 4, 5, 7, 8 })
        {
            Outcome[] ranks = ClusterTraining.All[training].FitOn(processes, change);
            Assert.All(ranks, (rank, i) => rank.AssertSameAs(expected, $"rank {i} of {processes}"));
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(16, 3)]
    [InlineData(16, 16)]
    public void Other_numbers_of_shards(int shards, int processes)
    {
        ClusterTraining training = ClusterTraining.All["dropout"];
        Outcome expected = training.Fit(options => options with { Shards = shards });
        Assert.All(training.FitOn(processes, options => options with { Shards = shards }), rank => rank.AssertSameAs(expected, $"{shards} shards"));
        Assert.NotEqual(training.Fit(options => options with { Shards = 8 }).Parameters, expected.Parameters);
    }

    [Fact]
    public void Early_stopping_ends_all_settings_before_the_last_epoch()
    {
        Outcome[] outcomes = [.. ClusterTraining.All.Values.Select(training => training.Fit(options => ClusterTraining.Settings["all settings"](options) with { Shards = 8 }))];
        Assert.Contains(outcomes, outcome => outcome.StopReason == StopReason.EarlyStopping);
        Assert.Contains(outcomes, outcome => outcome.Epochs.Select(epoch => epoch.LearningRate).Distinct().Count() > 2);
    }

    [Fact]
    public void One_shard_is_training_without_shards()
    {
        ClusterTraining training = ClusterTraining.All["dropout"];
        training.Fit(options => options with { Shards = 1 }).AssertSameAs(training.Fit(options => options), "one shard");
    }

    /// <summary>Without batch statistics and masks, shards only change the order of additions.</summary>
    [Fact]
    public void Eight_shards_differ_from_one_by_rounding_alone()
    {
        AssertNear<float>(() => new StraightInShards(seed: 1), ClusterTraining.Classes(4), 1e-6);
        AssertNear<float>(() => new TilesInShards(seed: 1), ClusterTraining.Targets(16), 1e-6);
        AssertNear<double>(() => new StraightDoubleInShards(seed: 1), ClusterTraining.Classes(4), 1e-12);
        AssertNear<double>(() => new StraightDoubleInShards(seed: 1), ClusterTraining.Weighted(ClusterTraining.Classes(4)), 1e-12);
        AssertNear<double>(() => new TilesDoubleInShards(seed: 1), ClusterTraining.Targets(16), 1e-12);

        static void AssertNear<T>(Func<ITrainableNetwork<T>> create, Dataset data, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> one = create(), eight = create();
            var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Optimizer = new Sgd(0.1), AccumulateBatches = 2, ClipNorm = 0.5 };
            TrainingHistory ofOne = Trainer.Fit(one, data, options), ofEight = Trainer.Fit(eight, data, options with { Shards = 8 });
            double[] expected = [.. one.Parameters.ToArray().Select(double.CreateTruncating)], actual = [.. eight.Parameters.ToArray().Select(double.CreateTruncating)];
            double scale = Math.Sqrt(expected.Sum(number => number * number)), distance = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum());
            Assert.InRange(distance / scale, 0, tolerance);
            Assert.All(ofOne.Epochs.Zip(ofEight.Epochs), pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, tolerance * pair.First.Loss));
        }
    }

    /// <summary>
    /// One step, written out: each shard is a batch of its own from the same statistics, with the masks of its own number; then means over samples.
    /// </summary>
    [Theory]
    [InlineData(4, 37)]
    [InlineData(8, 37)]
    [InlineData(64, 37)]
    public void A_step_is_the_mean_over_batches_of_shards(int shards, int samples)
    {
        Dataset data = ClusterTraining.Classes(16).Slice(0, samples);
        var trained = new NormalizedDoubleInShards(seed: 6);
        TrainingHistory history = Trainer.Fit(trained, data, new() { Epochs = 1, BatchSize = samples, Shuffle = false, Seed = 3, Optimizer = new Sgd(0.5), Shards = shards });

        IClassifierNetwork<double> network = new NormalizedDoubleInShards(seed: 6);
        double[] start = network.Statistics.ToArray(), parameters = network.Parameters.ToArray(), statistics = new double[start.Length];
        double loss = 0;
        for (int shard = 0; shard < shards; shard++)
        {
            (int first, int end) = (shard * samples / shards, (shard + 1) * samples / shards);
            if (first == end)
                continue;

            start.CopyTo(network.Statistics);
            (network.DropoutSeed, network.DropoutStep) = (3, shard);
            Dataset part = data.Slice(first, end - first);
            double weight = (end - first) / (double)samples;
            loss += weight * network.Backward(part.InputsOf<double>(), part.Labels);
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] -= 0.5 * weight * network.Gradients[i];
            for (int i = 0; i < statistics.Length; i++)
                statistics[i] += weight * network.Statistics[i];
        }

        Assert.Equal(loss, history.Last.Loss, 1e-12);
        Assert.All(parameters.Zip(trained.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(statistics.Zip(trained.Statistics.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
