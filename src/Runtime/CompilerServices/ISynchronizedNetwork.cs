using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A network with a <see cref="BatchNormAttribute"/> that is synchronized: in a training, the shards of a batch are computed at the same time, each by
/// a replica of the network. Implemented by generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISynchronizedNetwork<T> : ITrainableNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Creates a network of the same class with buffers of its own.</summary>
    /// <returns>The replica.</returns>
    ITrainableNetwork<T> Replica();

    /// <summary>Computes batches in shards. It is virtual so that a program compiled ahead of time has none of it without such a network.</summary>
    internal ShardedBatch<T> InShards(Dataset data, int batchSize, int shards, TrainingOptions options) => new SynchronizedShards<T>(this, data, batchSize, shards, options);
}
