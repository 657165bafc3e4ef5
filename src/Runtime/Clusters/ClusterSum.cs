using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Adds up a vector of numbers for each shard, along a <see cref="ShardTree"/>, and gives the sum to all processes. A process adds what it
/// holds as early as it can, so it keeps at most two vectors for each level.
/// </summary>
internal class ClusterSum<T>(Cluster? cluster, int shards, int length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ShardTree _tree = new(shards, cluster?.Size ?? 1);
    private readonly int _rank = cluster?.Rank ?? 0;
    private readonly List<T[]> _free = [];

    // The nodes that this process holds, at most two of each level: plain arrays, so that a step allocates nothing.
    private readonly T[][] _held = new T[2 * (BitOperations.Log2((uint)shards) + 1)][];
    private readonly (int Level, int Index)[] _places = new (int, int)[2 * (BitOperations.Log2((uint)shards) + 1)];
    private int _count;

    private readonly T[] _received = cluster is { Size: > 1 } ? new T[length] : [];

    /// <summary>The shards of this process.</summary>
    public (int First, int End) Own => (_tree.First(_rank), _tree.First(_rank + 1));

    /// <summary>The first sample of a shard in a batch of n samples.</summary>
    public int FirstSample(int shard, int n) => _tree.FirstSample(shard, n);

    /// <summary>A vector of zeros for a shard, to be filled and handed to <see cref="Add"/>.</summary>
    public T[] Rent()
    {
        if (_free.Count == 0)
            return new T[length];

        T[] vector = _free[^1];
        _free.RemoveAt(_free.Count - 1);
        vector.AsSpan().Clear();
        return vector;
    }

    /// <summary>Adds the vector of a shard. Shards come in their order.</summary>
    public void Add(int shard, T[] vector)
    {
        (int level, int index) = (0, shard);
        while (index % 2 == 1 && Take(level, index - 1) is { } left)
        {
            Accumulate(left, vector);
            _free.Add(vector);
            (level, index, vector) = (level + 1, index / 2, left);
        }

        Hold(level, index, vector);
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

        T[] sum = _held[0];
        _count = 0;
        _free.Add(sum);
        return sum;
    }

    /// <summary>Each process holds one subtree. In every round, two neighbors add their sums, the left one first, which is the same on both sides.</summary>
    private void ExchangeWithPartners(Cluster cluster)
    {
        T[] sum = _held[0];
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
                Collect(cluster, level, parent);
        }

        if (_count == 0)
            Hold(_tree.Height, 0, Rent());
        cluster.Broadcast(Bytes(_held[0]));
    }

    /// <summary>Adds the two children of a node, wherever they are.</summary>
    private void Collect(Cluster cluster, int level, int parent)
    {
        (int left, int right) = (_tree.Holder(level, 2 * parent), _tree.Holder(level, 2 * parent + 1));
        if (left != _rank && right != _rank)
            return;

        // Children that one process holds from the start have been added already.
        if (left == right && !(Has(level, 2 * parent) && Has(level, 2 * parent + 1)))
            return;

        if (left != _rank)
        {
            T[] sent = Take(level, 2 * parent + 1)!;
            cluster.Exchange(Bytes(sent), left, default, null);
            _free.Add(sent);
            return;
        }

        T[] sum = Take(level, 2 * parent)!, other = _received;
        if (right == _rank)
            _free.Add(other = Take(level, 2 * parent + 1)!);
        else
            cluster.Exchange(default, null, Bytes(_received), right);
        Accumulate(sum, other);
        Hold(level + 1, parent, sum);
    }

    private void Hold(int level, int index, T[] vector)
    {
        (_held[_count], _places[_count]) = (vector, (level, index));
        _count++;
    }

    private bool Has(int level, int index) => Find(level, index) >= 0;

    private T[]? Take(int level, int index)
    {
        if (Find(level, index) is var at && at < 0)
            return null;

        T[] vector = _held[at];
        _count--;
        (_held[at], _places[at]) = (_held[_count], _places[_count]);
        return vector;
    }

    private int Find(int level, int index)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_places[i] is var place && place.Level == level && place.Index == index)
                return i;
        }

        return -1;
    }

    /// <summary>Adds the vector of one node to that of its neighbor. Swapping them must not change a bit of the result.</summary>
    protected virtual void Accumulate(T[] sum, T[] other) => Elementwise.AddScaled<T>(other, T.One, sum);

    private static Span<byte> Bytes(T[] vector) => MemoryMarshal.AsBytes(vector.AsSpan());
}
