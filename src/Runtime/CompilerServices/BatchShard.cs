using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>A shard of a batch whose other shards are computed at the same time, as a layer that needs all of them sees it.</summary>
internal abstract class BatchShard<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static BatchShard<T>? _current;

    /// <summary>The shard that this thread computes; null outside a training in shards.</summary>
    public static BatchShard<T>? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>A buffer for the numbers that this shard contributes. Its content is undefined.</summary>
    public abstract Span<T> Room(int length);

    /// <summary>
    /// Waits for all shards of the batch, and returns their <see cref="Moments{T}"/>. The room has those of this shard, whose channels have
    /// <paramref name="pixels"/> numbers in each sample.
    /// </summary>
    public abstract ReadOnlySpan<T> Merge(int pixels);

    /// <summary>Waits for all shards of the batch, and returns the sum of their rooms, each times its part of the samples.</summary>
    public abstract ReadOnlySpan<T> Add();
}
