using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Adds up a vector of numbers for each shard, along a <see cref="ShardTree"/>, and gives the sum to all processes. A process adds what it
/// holds as early as it can, so it keeps at most one vector for each level.
/// </summary>
internal sealed class ClusterSum<T>(Cluster? cluster, int shards, int length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ShardTree _tree = new(shards, cluster?.Size ?? 1);
    private readonly int _rank = cluster?.Rank ?? 0;
    private readonly Dictionary<(int Level, int Index), T[]> _nodes = [];
    private readonly Stack<T[]> _free = [];
    private readonly T[] _received = cluster is { Size: > 1 } ? new T[length] : [];

    /// <summary>The shards of this process.</summary>
    public (int First, int End) Own => (_tree.First(_rank), _tree.First(_rank + 1));

    /// <summary>The first sample of a shard in a batch of n samples.</summary>
    public int FirstSample(int shard, int n) => _tree.FirstSample(shard, n);

    /// <summary>A vector of zeros for a shard, to be filled and handed to <see cref="Add"/>.</summary>
    public T[] Rent()
    {
        T[] vector = _free.TryPop(out T[]? used) ? used : new T[length];
        vector.AsSpan().Clear();
        return vector;
    }

    /// <summary>Adds the vector of a shard. Shards come in their order.</summary>
    public void Add(int shard, T[] vector)
    {
        (int level, int index) = (0, shard);
        while (index % 2 == 1 && _nodes.Remove((level, index - 1), out T[]? left))
        {
            Accumulate(left, vector);
            _free.Push(vector);
            (level, index, vector) = (level + 1, index / 2, left);
        }

        _nodes.Add((level, index), vector);
    }

    /// <summary>The sum of all shards, on every process. Valid until the next <see cref="Rent"/>.</summary>
    public T[] Complete()
    {
        if (cluster is { Size: > 1 })
        {
            if (_tree.IsBalanced)
                ExchangeWithPartners(cluster);
            else
                Collect(cluster);
        }

        T[] sum = _nodes.Values.Single();
        _nodes.Clear();
        _free.Push(sum);
        return sum;
    }

    /// <summary>Each process holds one subtree. In every round, two neighbors add their sums, the left one first, which is the same on both sides.</summary>
    private void ExchangeWithPartners(Cluster cluster)
    {
        T[] sum = _nodes.Values.Single();
        for (int distance = 1; distance < cluster.Size; distance *= 2)
        {
            int partner = _rank ^ distance;
            cluster.Exchange(Bytes(sum), partner, Bytes(_received), partner);

            // a + b and b + a have the same bits.
            Accumulate(sum, _received);
        }
    }

    /// <summary>Sums go to the process that holds their first leaf, level by level, up to rank 0, which sends the whole to all others.</summary>
    private void Collect(Cluster cluster)
    {
        for (int level = 0; level < _tree.Height; level++)
        {
            for (int parent = 0; parent < _tree.Nodes(level + 1); parent++)
            {
                (int left, int right) = (_tree.Holder(level, 2 * parent), _tree.Holder(level, 2 * parent + 1));
                if (left == right)
                    Merge(level, parent);
                else if (right == _rank && _nodes.Remove((level, 2 * parent + 1), out T[]? sent))
                {
                    cluster.Exchange(Bytes(sent), left, default, null);
                    _free.Push(sent);
                }
                else if (left == _rank && _nodes.Remove((level, 2 * parent), out T[]? sum))
                {
                    cluster.Exchange(default, null, Bytes(_received), right);
                    Accumulate(sum, _received);
                    _nodes.Add((level + 1, parent), sum);
                }
            }
        }

        if (_nodes.Count == 0)
            _nodes.Add((_tree.Height, 0), Rent());
        cluster.Broadcast(Bytes(_nodes.Values.Single()));
    }

    private void Merge(int level, int parent)
    {
        if (_nodes.ContainsKey((level, 2 * parent + 1)) && _nodes.Remove((level, 2 * parent), out T[]? left) && _nodes.Remove((level, 2 * parent + 1), out T[]? right))
        {
            Accumulate(left, right);
            _free.Push(right);
            _nodes.Add((level + 1, parent), left);
        }
    }

    private static void Accumulate(T[] sum, T[] other) => Elementwise.AddScaled<T>(other, T.One, sum);

    private static Span<byte> Bytes(T[] vector) => MemoryMarshal.AsBytes(vector.AsSpan());
}
