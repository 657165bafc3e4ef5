using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen;

/// <summary>
/// Adds up a vector of numbers for each shard, along a <see cref="ShardTree"/>, and gives the sum to all processes. A vector has a short head and
/// a long body, such as gradients; some sums have no body. A process adds what it holds as early as it can, so it keeps at most two vectors for
/// each level.
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

    // The nodes that wait for a leaf to be added, from its sibling up.
    private readonly T[][] _waiting = new T[BitOperations.Log2((uint)shards)][];

    private readonly T[] _received = cluster is { Size: > 1 } ? new T[length] : [];

    /// <summary>How many numbers the vectors of this sum have.</summary>
    private int _length;

    /// <summary>How many numbers are added up the tree at a time: few enough to stay in the first cache from level to level.</summary>
    protected virtual int Block => 1024;

    /// <summary>The shards of this process.</summary>
    public (int First, int End) Own => (_tree.First(_rank), _tree.First(_rank + 1));

    /// <summary>The first sample of a shard in a batch of n samples.</summary>
    public int FirstSample(int shard, int n) => _tree.FirstSample(shard, n);

    /// <summary>Adds the vector of a shard. Shards come in their order, all with vectors of one size.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="head">The first numbers of the vector. They may be overwritten.</param>
    /// <param name="body">The other numbers, each before it is multiplied by the scale. They may be overwritten.</param>
    /// <param name="scale">The factor of the body.</param>
    public void Add(int shard, Span<T> head, Span<T> body, T scale)
    {
        _length = head.Length + body.Length;
        (int level, int index) = (0, shard);
        for (; index % 2 == 1 && Take(level, index - 1) is { } left; index /= 2)
            _waiting[level++] = left;

        // The root stays where the caller wants it. No other process has a part of it.
        if (level == _tree.Height)
        {
            AddUp(head, T.One, 0, level, head);
            AddUp(body, scale, head.Length, level, body);
            _free.AddRange(_waiting.AsSpan(0, level));
            return;
        }

        T[] vector = level > 0 ? _waiting[level - 1] : Rent();
        AddUp(head, T.One, 0, level, vector);
        AddUp(body, scale, head.Length, level, vector.AsSpan(head.Length));
        _free.AddRange(_waiting.AsSpan(0, Math.Max(0, level - 1)));
        Hold(level, index, vector);
    }

    /// <summary>
    /// Ends the sum, on every process. If this one has all shards, its last call of <see cref="Add"/> must have had the same spans, which have the
    /// sum already.
    /// </summary>
    /// <param name="head">Receives the first numbers.</param>
    /// <param name="body">Receives the others.</param>
    public void Complete(Span<T> head, Span<T> body)
    {
        if (cluster is not { Size: > 1 })
            return;

        if (_tree.IsBalanced)
            ExchangeWithPartners(cluster);
        else
            Collect(cluster);

        T[] sum = _held[0];
        sum.AsSpan(0, head.Length).CopyTo(head);
        sum.AsSpan(head.Length, body.Length).CopyTo(body);
        _count = 0;
        _free.Add(sum);
    }

    /// <summary>
    /// <c>sum = left + scale right</c> for a block of two nodes, which may be overwritten; the sum may be one of them. Swapping them must not change a
    /// bit of the result.
    /// </summary>
    protected virtual void Merge(Span<T> left, Span<T> right, T scale, Span<T> sum) => Elementwise.AddScaled<T>(left, right, scale, sum);

    /// <summary>Adds a part of a leaf, times its scale, to the waiting nodes, one after the other. The last sum is written to the root.</summary>
    private void AddUp(Span<T> leaf, T scale, int offset, int levels, Span<T> root)
    {
        for (int at = 0; at < leaf.Length; at += Block)
        {
            int count = Math.Min(Block, leaf.Length - at);
            Span<T> right = leaf.Slice(at, count);
            T factor = scale;
            for (int level = 0; level < levels; level++)
            {
                Span<T> left = _waiting[level].AsSpan(offset + at, count), sum = level == levels - 1 ? root.Slice(at, count) : left;
                Merge(left, right, factor, sum);
                right = sum;
                factor = T.One;
            }

            if (levels == 0)
                Elementwise.Scale<T>(right, scale, root.Slice(at, count));
        }
    }

    /// <summary>A vector that is free. Its numbers are those of an earlier sum.</summary>
    private T[] Rent()
    {
        if (_free.Count == 0)
            return new T[length];

        T[] vector = _free[^1];
        _free.RemoveAt(_free.Count - 1);
        return vector;
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
            Merge(sum, _received);
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
        Merge(sum, other);
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


    private void Merge(T[] sum, T[] other) => Merge(sum.AsSpan(0, _length), other.AsSpan(0, _length), T.One, sum.AsSpan(0, _length));

    private Span<byte> Bytes(T[] vector) => MemoryMarshal.AsBytes(vector.AsSpan(0, _length));
}
