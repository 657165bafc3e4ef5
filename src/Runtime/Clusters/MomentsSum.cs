using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>Merges the <see cref="Moments{T}"/> of all shards.</summary>
internal sealed class MomentsSum<T>(Cluster? cluster, int shards, int length, int pixels) : ClusterSum<T>(cluster, shards, length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override void Accumulate(T[] sum, T[] other) => new Moments<T>(sum).Add(new(other), pixels);
}
