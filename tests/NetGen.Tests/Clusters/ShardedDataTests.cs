using System.Runtime.InteropServices;
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
        string expected = Assert.Single(Train(1).Distinct());

        Assert.Equal(expected, Assert.Single(Train(processes).Distinct()));
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

    private static string[] Train(int processes) => InMemoryCluster.Run(processes, cluster =>
    {
        var network = new StraightInShards(seed: 1);
        Trainer.Fit(network, _data.Shard(cluster), new TrainingOptions
        {
            Cluster = cluster,
            Epochs = 3,
            BatchSize = 10,
            Seed = 7,
            Optimizer = new Sgd(0.1, momentum: 0.9),
            Validation = _data,
        });
        return Convert.ToHexString(MemoryMarshal.AsBytes(network.Parameters));
    });
}
