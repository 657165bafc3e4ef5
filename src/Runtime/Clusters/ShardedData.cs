using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Whether a training can do with a part of the data on each process.</summary>
internal static class ShardedData
{
    /// <summary>Throws unless the part is that of this process, and no setting needs the whole data set.</summary>
    public static void Check<T>(ITrainableNetwork<T> network, Dataset data, ShardRange part, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Cluster is not { } cluster)
            throw new ArgumentException($"Expected a {nameof(options.Cluster)} for a part of a data set, but got none.", nameof(options));
        if (part.Shards != options.ShardCount)
            throw new ArgumentException(Invariant($"Expected data of {options.ShardCount} {nameof(options.Shards)}, as in the options, but got data of {part.Shards}."), nameof(data));
        if (cluster.RangeOf(part.Total, part.Shards) is var range && range != part)
            throw new ArgumentException(Invariant($"Expected samples {range.First} to {range.First + range.Count - 1} on rank {cluster.Rank}, but got {part.First} to {part.First + part.Count - 1}."), nameof(data));

        string? whole = !data.SampleWeights.IsEmpty ? "weights of samples"
            : options.ClassWeights is not null ? nameof(options.ClassWeights)
            : options.ValidationFraction is not null ? nameof(options.ValidationFraction)
            : options.MeasureAccuracy ? nameof(options.MeasureAccuracy)
            : network.Info.HasRunningStatistics && network.Info.Layers.Any(layer => layer.NormalizesVectors && !layer.IsSynchronized) ? "batch normalization over vectors, which needs two samples in each shard of a batch unless it is synchronized"
            : network.NeedsStandardization() ? "[Standardize] that is not fitted yet"
            : null;
        if (whole is not null)
            throw new ArgumentException($"Expected settings that need no more than a part of the data, but got {whole}: train with the whole data set on each process{(whole.StartsWith('[') ? ", or fit it before" : "")}.", nameof(options));
    }
}
