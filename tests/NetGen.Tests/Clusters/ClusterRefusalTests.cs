using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Processes that would not train the same thing are told so, before the first step and on all ranks.</summary>
public sealed class ClusterRefusalTests
{
    private static readonly Dataset _data = ClusterTraining.Classes(4);

    /// <summary>What is different on one rank, and the values in the message.</summary>
    public static TheoryData<string, string, string> Differences => new()
    {
        { "Seed", "Seed", "rank 0 has 7 and rank {0} has 8." },
        { "Epochs", "Epochs", "rank 0 has 3 and rank {0} has 4." },
        { "BatchSize", "BatchSize", "rank 0 has 16 and rank {0} has 8." },
        { "Shards", "Shards", "rank 0 has 8 and rank {0} has 16." },
        { "Optimizer", "optimizer", "rank 0 has Sgd(learningRate: 0.1, *and rank {0} has Sgd(learningRate: 0.2, *" },
        { "Schedule", "schedule", "rank 0 has none and rank {0} has StepDecay(epochs: 2, gamma: 0.5)." },
        { "L2", "L2", "rank 0 has 0 and rank {0} has 0.01." },
        { "Shuffle", "Shuffle", "rank 0 has True and rank {0} has False." },
        { "OnEpoch", "OnEpoch", "rank 0 has none and rank {0} has a function." },
        { "OnBatch", "OnBatch", "rank 0 has none and rank {0} has a function." },
        { "CheckpointPath", "CheckpointPath", "rank 0 has none and rank {0} has a file." },
        { "ValidationFraction", "training data", "rank 0 has of 37 samples*and rank {0} has of 28 samples*" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void An_option_that_differs_on_one_rank_is_refused_by_all(string option, string name, string values)
    {
        foreach (int odd in new[] { 1, 2, 4 })
        {
            AssertRefused(odd, name, values, (cluster, isOdd) =>
            {
                var options = new TrainingOptions { Cluster = cluster, Epochs = 3, BatchSize = 16, Seed = 7, Optimizer = new Sgd(0.1) };
                Trainer.Fit(new StraightInShards(seed: 1), _data, isOdd ? Change(option, options) : options);
            });
        }
    }

    [Fact]
    public void Data_parameters_statistics_and_networks_that_differ_are_refused()
    {
        Dataset other = Dataset.FromLabels([.. _data.InputsOf<double>().ToArray().Select((x, i) => i == 50 ? x + 1e-9 : x)], _data.Labels.ToArray(), 4, 3);
        AssertRefused(2, "training data", "rank 0 has of 37 samples*and rank {0} has of 37 samples*", (cluster, isOdd) =>
            Trainer.Fit(new StraightDoubleInShards(seed: 1), isOdd ? other : _data, new() { Cluster = cluster }));
        AssertRefused(1, "training data", "rank 0 has of 37 samples*and rank {0} has of 36 samples*", (cluster, isOdd) =>
            Trainer.Fit(new StraightDoubleInShards(seed: 1), isOdd ? _data.Slice(0, 36) : _data, new() { Cluster = cluster }));
        AssertRefused(2, "validation data", "rank 0 has none and rank {0} has of 37 samples*", (cluster, isOdd) =>
            Trainer.Fit(new StraightDoubleInShards(seed: 1), _data, new() { Cluster = cluster, Validation = isOdd ? _data : null }));
        AssertRefused(3, "first parameters", "rank 0 has * and rank {0} has *", (cluster, isOdd) =>
            Trainer.Fit(new StraightInShards(seed: isOdd ? 2 : 1), _data, new() { Cluster = cluster }));
        AssertRefused(1, "first statistics", "rank 0 has * and rank {0} has *", (cluster, isOdd) =>
        {
            var network = new NormalizedVectors(seed: 1);
            network.Statistics[0] = isOdd ? 0.5f : 0;
            Trainer.Fit(network, _data, new() { Cluster = cluster, BatchSize = 37 });
        });
        AssertRefused(1, "network", "rank 0 has StraightInShards (Single, *and rank {0} has DroppedInShards (Single, *", (cluster, isOdd) =>
        {
            if (isOdd)
                Trainer.Fit(new DroppedInShards(seed: 1), _data, new() { Cluster = cluster });
            else
                Trainer.Fit(new StraightInShards(seed: 1), _data, new() { Cluster = cluster });
        });
    }

    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(5, 4, 8)]
    [InlineData(9, null, 16)]
    public void More_processes_than_shards_are_refused(int processes, int? shards, int cure)
    {
        int held = shards ?? 8;
        Exception?[] faults = InMemoryCluster.Run(processes, cluster => { Trainer.Fit(new StraightInShards(seed: 1), _data, new() { Cluster = cluster, Shards = shards }); });
        Assert.All(faults, fault => Assert.StartsWith(
            $"Expected at most {held} processes for {held} Shards, but got {processes}: set Shards to {cure} or more.", Assert.IsType<ArgumentException>(fault).Message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(2048)]
    public void Shards_that_are_no_power_of_two_up_to_1024_are_refused(int shards) => Assert.StartsWith(
        $"Expected a power of two from 1 to 1024 as Shards, but got {shards}.",
        Assert.Throws<ArgumentException>("options", () => Trainer.Fit(new StraightInShards(seed: 1), _data, new() { Shards = shards })).Message);

    /// <summary>37 samples are 32 and 5 in batches of 32, and 20 and 17 in batches of 20.</summary>
    [Fact]
    public void Batch_normalization_over_vectors_needs_two_samples_in_a_shard()
    {
        var network = new NormalizedVectors(seed: 1);
        float[] parameters = network.Parameters.ToArray();
        string message = Assert.Throws<ArgumentException>("options", () => Trainer.Fit(network, _data, new() { BatchSize = 32, Shards = 4 })).Message;
        Assert.StartsWith("Expected batches of 8 or more samples for layer 2 of NormalizedVectors, but got one of 5: each of 4 Shards is normalized by itself", message);
        Assert.Equal(parameters, network.Parameters.ToArray());
        Assert.Throws<ArgumentException>("options", () => Trainer.Fit(network, _data, new() { BatchSize = 20, Shards = 16 }));
        Assert.Equal(3, Trainer.Fit(network, _data, new() { BatchSize = 20, Shards = 8, Epochs = 3 }).Epochs.Count);
        Assert.Equal(3, Trainer.Fit(network, _data, new() { BatchSize = 32, Shards = 2, Epochs = 3 }).Epochs.Count);
    }

    /// <summary>
    /// Its exception is its own, and the others do not wait for it. Nobody aborts: a program that catches both can go on.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void What_one_rank_refuses_ends_the_training_on_all(int odd)
    {
        AssertEnds("Expected BatchSize of 1 or more, but got 0.", (network, options) => Trainer.Fit(network, _data, options with { BatchSize = 0 }));
        AssertEnds("Expected samples of 4 inputs for NormalizedVectors, but got 16.", (network, options) => Trainer.Fit(network, ClusterTraining.Classes(16), options));
        AssertEnds("Expected batches of 16 or more samples for layer 2", (network, options) => Trainer.Fit(network, _data, options with { BatchSize = 18 }));
        AssertEnds("Expected batches of 16 or more samples for layer 2", (network, options) => Trainer.FitAsync(network, _data, options with { BatchSize = 18 }).GetAwaiter().GetResult());
        AssertEnds("Value cannot be null.", (network, options) => Trainer.Fit(network, null!, options));

        void AssertEnds(string message, Func<NormalizedVectors, TrainingOptions, TrainingHistory> fit)
        {
            var epochs = new int[5];
            var reasons = new string?[5];
            Exception?[] faults = InMemoryCluster.Run(5, cluster =>
            {
                var options = new TrainingOptions { Cluster = cluster, BatchSize = 37, Epochs = 2 };
                var network = new NormalizedVectors(seed: 1);
                Exception? first = Record.Exception(() => cluster.Rank == odd ? fit(network, options) : Trainer.Fit(network, _data, options));
                epochs[cluster.Rank] = Trainer.Fit(network, _data, options).Epochs.Count;
                reasons[cluster.Rank] = cluster.AbortReason;
                throw first!;
            });
            Assert.StartsWith(message, Assert.IsType<ArgumentException>(faults[odd], exactMatch: false).Message);
            Assert.All(faults.Where((_, rank) => rank != odd), fault => Assert.StartsWith($"Rank {odd} cannot train: {message}", Assert.IsType<ClusterMismatchException>(fault).Message));
            Assert.All(epochs, count => Assert.Equal(2, count));
            Assert.All(reasons, Assert.Null);
        }
    }

    [Fact]
    public void A_search_of_several_configurations_at_a_time_is_refused()
    {
        Exception?[] faults = InMemoryCluster.Run(2, cluster => { Find(cluster, degree: 2); });
        Assert.All(faults, fault => Assert.StartsWith(
            "Expected a DegreeOfParallelism of 1 in a search on a cluster, whose processes train one configuration after the other, but got 2.",
            Assert.IsType<ArgumentException>(fault).Message));
        Assert.Equal(3, Assert.Single(InMemoryCluster.Run(1, cluster => Find(cluster, degree: 2))).Rows.Count);
    }

    [Fact]
    public void A_search_gives_the_table_of_one_process_with_the_same_shards()
    {
        // Without a degree, since the default suits both.
        SearchResult<double, float> expected = Find(null);
        SearchResult<double, float>[] ranks = InMemoryCluster.Run(3, cluster => Find(cluster));
        Assert.All(ranks, rank => Assert.Equal(expected.Rows.Select(row => (row.Configuration, row.Mean)), rank.Rows.Select(row => (row.Configuration, row.Mean))));
        Assert.True(expected.Rows.Select(row => row.Mean).Distinct().Count() > 1);
    }

    /// <summary>A setting of one configuration can be refused, which is its row on all ranks and ends nothing.</summary>
    [Fact]
    public void A_configuration_that_is_refused_is_a_row_on_all_ranks()
    {
        foreach (SearchResult<double, float> result in InMemoryCluster.Run(3, cluster => Find(cluster, rates: [0.1, -1, 0.5])))
        {
            Assert.Equal([null, null, -1.0], result.Rows.Select(row => row.Error is null ? (double?)null : row.Configuration));
            Assert.StartsWith("Expected", Assert.IsType<ArgumentException>(result.Rows[2].Error).Message);
        }
    }

    private static SearchResult<double, float> Find(Cluster? cluster, int? degree = null, double[]? rates = null)
    {
        var options = new SearchOptions { Folds = 3, Score = SearchScore.Loss };
        return Search.CrossValidate<double, float>(
            rates ?? [0.01, 0.1, 0.5],
            _data,
            _ => new StraightInShards(seed: 1),
            rate => new() { Cluster = cluster, Shards = 8, Epochs = 5, Optimizer = new Sgd(0.1), L2 = rate },
            degree is { } number ? new() { Folds = 3, Score = SearchScore.Loss, DegreeOfParallelism = number } : options);
    }

    private static void AssertRefused(int odd, string name, string values, Action<InMemoryCluster, bool> program)
    {
        Exception?[] faults = InMemoryCluster.Run(5, cluster => program(cluster, cluster.Rank == odd));
        string[] messages = [.. faults.Select(fault => Assert.IsType<ClusterMismatchException>(fault).Message).Distinct()];
        Assert.StartsWith($"Expected the same {name} on all processes, but rank 0 has ", Assert.Single(messages));

        // A star stands for anything.
        int at = 0;
        foreach (string part in string.Format(null, values, odd).Split('*'))
        {
            int next = messages[0].IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"Expected {values}, but got {messages[0]}");
            at = next + part.Length;
        }
    }

    private static TrainingOptions Change(string option, TrainingOptions options) => option switch
    {
        "Seed" => options with { Seed = 8 },
        "Epochs" => options with { Epochs = 4 },
        "BatchSize" => options with { BatchSize = 8 },
        "Shards" => options with { Shards = 16 },
        "Optimizer" => options with { Optimizer = new Sgd(0.2) },
        "Schedule" => options with { Schedule = new StepDecay(2, 0.5) },
        "L2" => options with { L2 = 0.01 },
        "Shuffle" => options with { Shuffle = false },
        "OnEpoch" => options with { OnEpoch = _ => TrainingSignal.Continue },
        "OnBatch" => options with { OnBatch = _ => TrainingSignal.Continue },
        "CheckpointPath" => options with { CheckpointPath = "unused" },
        "ValidationFraction" => options with { ValidationFraction = 0.25 },
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, "Unknown option."),
    };
}
