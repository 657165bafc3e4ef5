using System.Runtime.InteropServices;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Clusters;

/// <summary>Each process holds only its shards of the data.</summary>
public sealed class ShardedDataTests
{
    private static readonly Dataset _data = ClusterTraining.Classes(4);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void Every_number_of_processes_has_the_same_bits(int processes)
    {
        foreach (int accumulated in new[] { 1, 3 })
        {
            string expected = Assert.Single(Train(1, Accumulate).Distinct());

            Assert.Equal(expected, Assert.Single(Train(processes, Accumulate).Distinct()));

            TrainingOptions Accumulate(TrainingOptions options) => options with { AccumulateBatches = accumulated };
        }
    }

    /// <summary>The order of samples is that of the whole data set, and one shard a batch: the same sums, as all of them are in it.</summary>
    [Fact]
    public void One_shard_is_the_whole_data_set()
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Seed = 7, Optimizer = new Sgd(0.1) };
        StraightDoubleInShards whole = new(seed: 1), sharded = new(seed: 1);
        Trainer.Fit(whole, _data, options);

        InMemoryCluster.Run(1, cluster => Trainer.Fit(sharded, _data.Shard(cluster, shards: 1), options with { Cluster = cluster, Shards = 1 }));

        Assert.Equal(whole.Parameters, sharded.Parameters);
    }

    [Fact]
    public void Ranges_are_the_shards_of_each_process()
    {
        // Shard s of 37 samples begins at floor(37 s / 8): 0 4 9 13 18 23 27 32.
        Assert.Equal([(0, 13), (13, 14), (27, 10)], InMemoryCluster.Run(3, cluster => cluster.RangeOf(37)).Select(range => (range.First, range.Count)));
        Assert.Equal([(0, 18), (18, 19)], InMemoryCluster.Run(2, cluster => cluster.RangeOf(37)).Select(range => (range.First, range.Count)));
        Assert.Equal([4, 5, 4, 5, 5, 4, 5, 5], InMemoryCluster.Run(8, cluster => cluster.RangeOf(37)).Select(range => range.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Any_number_of_processes_resumes_from_a_checkpoint_of_four(int processes)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state"), expected = Assert.Single(Train(1).Distinct());
        Train(4, options => options with { CheckpointPath = path, OnEpoch = Runs.StopAfter(2) });

        Assert.Equal(expected, Assert.Single(Train(processes, options => options with { CheckpointPath = path, Resume = true }).Distinct()));
    }

    /// <summary>One number of one sample, a label, or the order of two samples: in the part of one process, and so for each of them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(35)]
    public void A_part_that_has_changed_is_refused(int sample)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state");
        Train(4, options => options with { CheckpointPath = path, OnEpoch = Runs.StopAfter(1) });

        double[] inputs = [.. _data.InputsOf<double>()];
        int[] labels = [.. _data.Labels];
        double[] moved = [.. inputs];
        moved[4 * sample + 1] += 1e-3;
        AssertChanged(Dataset.FromLabels(moved, labels, 4, 3));
        AssertChanged(Dataset.FromLabels(inputs, [.. labels.Select((label, i) => i == sample ? (label + 1) % 3 : label)], 4, 3));
        int[] order = [.. Enumerable.Range(0, labels.Length).Select(i => i == sample ? i + 1 : i == sample + 1 ? i - 1 : i)];
        AssertChanged(Dataset.FromLabels([.. order.SelectMany(i => inputs[(4 * i)..(4 * i + 4)])], [.. order.Select(i => labels[i])], 4, 3));

        void AssertChanged(Dataset data)
        {
            Exception?[] faults = InMemoryCluster.Run(3, cluster => { Train(cluster, data, options => options with { CheckpointPath = path, Resume = true }); });
            Assert.Contains(faults, fault => fault is InvalidDataException);
            Assert.All(faults, fault => Assert.Contains("Expected a checkpoint with training data of 37 samples, 4 inputs and 3 classes in 8 shards with the checksum ", fault!.Message));
        }
    }

    [Fact]
    public void What_needs_the_whole_data_set_is_refused() => InMemoryCluster.Run(2, cluster =>
    {
        Dataset part = _data.Shard(cluster);
        var options = new TrainingOptions { Cluster = cluster };
        AssertRefused("but got ClassWeights", part, options with { ClassWeights = [1, 2, 3] });
        AssertRefused("but got ValidationFraction", part, options with { ValidationFraction = 0.25 });
        AssertRefused("but got MeasureAccuracy", part, options with { MeasureAccuracy = true });
        AssertRefused("Expected data of 16 Shards, as in the options, but got data of 8.", part, options with { Shards = 16 });
        AssertRefused("Expected a Cluster", part, new());
        AssertRefused("Expected samples", _data.Slice(1, part.Count).AsShard(cluster.RangeOf(37) with { First = 1 }), options);
        Assert.Contains("[Standardize] that is not fitted yet", Assert.Throws<ArgumentException>(() => Trainer.Fit(new DroppedInShards(seed: 1), part, options)).Message);
        Assert.Contains("batch normalization over vectors", Assert.Throws<ArgumentException>(() => Trainer.Fit(new NormalizedVectors(seed: 1), part, options with { BatchSize = 37 })).Message);
        Assert.Contains($"Expected the {part.Count} samples of the range, but got 3.", Assert.Throws<ArgumentException>(() => _data.Slice(0, 3).AsShard(cluster.RangeOf(37))).Message);
        Assert.Contains("at least 8 samples for 8 shards, but got 7", Assert.Throws<ArgumentOutOfRangeException>(() => cluster.RangeOf(7)).Message);
        Assert.Contains("at least 2 shards for 2 processes, but got 1", Assert.Throws<ArgumentOutOfRangeException>(() => cluster.RangeOf(37, shards: 1)).Message);
        return 0;
    });

    private static void AssertRefused(string message, Dataset part, TrainingOptions options) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Trainer.Fit(new StraightInShards(seed: 1), part, options)).Message);

    private static string[] Train(int processes, Func<TrainingOptions, TrainingOptions>? change = null) =>
        InMemoryCluster.Run(processes, cluster => Train(cluster, _data, change ?? (options => options)));

    private static string Train(Cluster cluster, Dataset data, Func<TrainingOptions, TrainingOptions> change)
    {
        var network = new StraightInShards(seed: 1);
        Trainer.Fit(network, data.Shard(cluster), change(new()
        {
            Cluster = cluster,
            Epochs = 3,
            BatchSize = 10,
            Seed = 7,
            Optimizer = new Sgd(0.1, momentum: 0.9),
            Validation = _data,
        }));
        return Convert.ToHexString(MemoryMarshal.AsBytes(network.Parameters));
    }
}
