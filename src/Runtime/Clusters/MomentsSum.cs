using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>Merges the <see cref="Moments{T}"/> of all shards.</summary>
internal sealed class MomentsSum<T>(Cluster? cluster, int shards, int length, int pixels) : ClusterSum<T>(cluster, shards, length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Moments are merged as a whole.</summary>
    protected override int Block => int.MaxValue;

    protected override void Merge(Span<T> left, Span<T> right, T scale, Span<T> sum)
    {
        new Moments<T>(left).Add(new(right), pixels);
        left.CopyTo(sum);
    }
}
