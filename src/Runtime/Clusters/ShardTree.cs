using System.Numerics;

namespace NetGen;

/// <summary>
/// Which process computes which shards of a batch, and how their sums travel. The shards are the leaves of a binary tree that does not know
/// the processes: node (h, i) is the sum of nodes (h - 1, 2i) and (h - 1, 2i + 1), in this order. A node is held by the process that computes its
/// first leaf. So every number of processes adds the same numbers in the same order.
/// </summary>
internal sealed class ShardTree(int shards, int processes)
{
    /// <summary>The number of levels above the leaves.</summary>
    public int Height { get; } = BitOperations.Log2((uint)shards);

    /// <summary>Whether each process holds one whole subtree, all of the same height, so that partners can exchange sums in both directions.</summary>
    public bool IsBalanced { get; } = BitOperations.IsPow2(processes) && processes <= shards;

    /// <summary>The first shard of a process. Those of the last one end at <c>First(processes)</c>, the number of shards.</summary>
    public int First(int rank) => (int)(((long)rank * shards + processes - 1) / processes);

    /// <summary>The process that holds a node.</summary>
    public int Holder(int level, int index) => (int)((long)(index << level) * processes / shards);

    /// <summary>The number of nodes of a level.</summary>
    public int Nodes(int level) => shards >> level;

    /// <summary>The first sample of a shard in a batch of n samples.</summary>
    public int FirstSample(int shard, int n) => (int)((long)shard * n / shards);
}
