using static System.FormattableString;

namespace NetGen;

/// <summary>The samples of a large data set that one process of a cluster holds: those of its shards, which follow each other.</summary>
/// <param name="Total">The number of samples of the whole data set.</param>
/// <param name="Shards">The number of shards, as in <see cref="TrainingOptions.Shards"/>.</param>
/// <param name="First">The first sample of this process, counted from 0.</param>
/// <param name="Count">The number of samples of this process.</param>
public readonly record struct ShardRange(int Total, int Shards, int First, int Count);

/// <summary>Data sets of which each process of a cluster holds only its own shards.</summary>
public static class ShardExtensions
{
    /// <summary>The number of shards unless another is given.</summary>
    internal const int DefaultShards = 8;

    /// <summary>
    /// The samples that this process has to read from a file of <paramref name="total"/> samples. Pass the data set with them to
    /// <see cref="AsShard"/>.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="total">The number of samples of the whole data set: at least as many as shards.</param>
    /// <param name="shards">The number of shards: a power of two, at least as many as processes; the same in <see cref="TrainingOptions.Shards"/>.</param>
    /// <returns>The range.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples than shards, or fewer shards than processes.</exception>
    public static ShardRange RangeOf(this Cluster cluster, int total, int shards = DefaultShards)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (shards < cluster.Size || !int.IsPow2(shards))
            throw new ArgumentOutOfRangeException(nameof(shards), Invariant($"Expected a power of two of at least {cluster.Size} shards for {cluster.Size} processes, but got {shards}."));
        if (total < shards)
            throw new ArgumentOutOfRangeException(nameof(total), Invariant($"Expected at least {shards} samples for {shards} shards, but got {total}."));

        var tree = new ShardTree(shards, cluster.Size);
        int first = tree.FirstSample(tree.First(cluster.Rank), total);
        return new(total, shards, first, tree.FirstSample(tree.First(cluster.Rank + 1), total) - first);
    }

    /// <summary>The part of a data set that this process needs. The rest can be released.</summary>
    /// <param name="data">The whole data set.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="shards">As in <see cref="RangeOf"/>.</param>
    /// <returns>A new data set, for training on this cluster.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As in <see cref="RangeOf"/>.</exception>
    public static Dataset Shard(this Dataset data, Cluster cluster, int shards = DefaultShards)
    {
        ArgumentNullException.ThrowIfNull(data);
        ShardRange range = cluster.RangeOf(data.Count, shards);
        return data.Slice(range.First, range.Count).AsShard(range);
    }

    /// <summary>Marks the samples of a range as the part of a larger data set.</summary>
    /// <param name="data">The samples of the range, in their order.</param>
    /// <param name="range">The range, from <see cref="RangeOf"/>.</param>
    /// <returns>The same samples, for training on the cluster.</returns>
    /// <exception cref="ArgumentException">The number of samples is not that of the range.</exception>
    public static Dataset AsShard(this Dataset data, ShardRange range)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Count == range.Count
            ? data.AsPart(range)
            : throw new ArgumentException(Invariant($"Expected the {range.Count} samples of the range, but got {data.Count}."), nameof(data));
    }
}
