using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// Computes all shards of this process at the same time, each on a thread with a replica of the network, because they meet at the layers that are
/// synchronized. Empty shards have no thread. A process without a sample computes one that counts nothing, so that it comes to the same meetings.
/// </summary>
internal sealed class SynchronizedShards<T> : ShardedBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Member[] _members;
    private readonly MeetingThreads _threads;
    private readonly TrainingOptions _options;
    private readonly T[][] _vectors;

    /// <summary>What is added up at each meeting of a step. All steps have the same.</summary>
    private readonly List<ClusterSum<T>> _meetings = [];

    private int _active, _meeting;
    private T[] _total = [];

    public SynchronizedShards(ISynchronizedNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options)
        : base(network, data, batchSize, shards, options)
    {
        _options = options;
        (int first, int end) = Sum.Own;
        _vectors = new T[end - first][];
        _members = new Member[Math.Min(end - first, batchSize)];
        for (int i = 0; i < _members.Length; i++)
            _members[i] = i == 0 ? new(this, i, network, Batch) : new(this, i, network.Replica(), new(network, data, Capacity, options.LabelSmoothing));
        _threads = new(Compute, _members.Length, options.Threads);
    }

    public override void Dispose() => _threads.End();

    protected override void BackwardShards(ReadOnlySpan<int> rows, long number, bool isCanceled)
    {
        (int first, int end) = Sum.Own;
        int active = 0;
        for (int shard = first; shard < end; shard++)
        {
            T[] vector = _vectors[shard - first] = Sum.Rent();
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            if (!own.IsEmpty)
                _members[active++].Take(shard, own, StepOf(number, shard), PartOf(own, rows), vector);
        }

        if (active == 0)
            _members[0].Take(shard: -1, [0], StepOf(number, first), T.Zero, _vectors[0]);
        Run(Math.Max(active, 1));
        if (active == 0)
            _vectors[0].AsSpan().Clear();
        for (int shard = first; shard < end; shard++)
            Add(shard, _vectors[shard - first], isCanceled);
    }

    private void Run(int active)
    {
        int threads = Network.Threads;
        _active = active;
        for (int i = 0; i < active; i++)
            _members[i].Network.Threads = Math.Max(threads / active, 1);

        _meeting = 0;
        try
        {
            _threads.Run(active);
        }
        finally
        {
            Network.Threads = threads;
        }
    }

    private void Compute(int i)
    {
        BatchShard<T>.Current = _members[i];
        try
        {
            _members[i].Backward();
        }
        finally
        {
            BatchShard<T>.Current = null;
        }
    }

    /// <summary>Adds up what the members have in their rooms. An empty shard adds zeros.</summary>
    private void AddUp()
    {
        int length = _members[0].Length, pixels = _members[0].Pixels, next = 0;
        if (_meeting == _meetings.Count)
            _meetings.Add(pixels == 0 ? new ClusterSum<T>(_options.Cluster, _options.ShardCount, length) : new MomentsSum<T>(_options.Cluster, _options.ShardCount, length, pixels));

        ClusterSum<T> sum = _meetings[_meeting++];
        for (int shard = sum.Own.First; shard < sum.Own.End; shard++)
        {
            T[] vector = sum.Rent();
            if (next < _active && _members[next].Shard == shard)
                _members[next++].CopyTo(vector);
            sum.Add(shard, vector);
        }

        _total = sum.Complete();
    }

    /// <summary>A shard with what its thread needs. Its number and samples change from step to step.</summary>
    private sealed class Member(SynchronizedShards<T> group, int number, ITrainableNetwork<T> network, Batch<T> batch) : BatchShard<T>
    {
        private readonly Action _addUp = group.AddUp;
        private int[] _rows = [];
        private T[] _vector = [], _room = [];
        private int _count;
        private long _step;
        private T _part;

        public ITrainableNetwork<T> Network => network;

        public int Shard { get; private set; }

        /// <summary>The length of the room.</summary>
        public int Length { get; private set; }

        /// <summary>The pixels of a channel whose moments are in the room; 0 for other numbers.</summary>
        public int Pixels { get; private set; }

        public void Take(int shard, ReadOnlySpan<int> rows, long step, T part, T[] vector)
        {
            if (_rows.Length < rows.Length)
                _rows = new int[rows.Length];
            rows.CopyTo(_rows);
            (Shard, _count, _step, _part, _vector) = (shard, rows.Length, step, part, vector);
        }

        public void Backward()
        {
            if (number > 0)
            {
                group.Network.Parameters.CopyTo(network.Parameters);
                network.DropoutSeed = group.Network.DropoutSeed;
            }

            group.Backward(network, batch, _rows.AsSpan(0, _count), _step, _part, _vector);
        }

        public void CopyTo(Span<T> vector) => Elementwise.AddScaled(_room.AsSpan(0, Length), Pixels > 0 ? T.One : _part, vector);

        public override Span<T> Room(int length)
        {
            if (_room.Length < length)
                _room = new T[length];
            Length = length;
            return _room.AsSpan(0, length);
        }

        public override ReadOnlySpan<T> Merge(int pixels)
        {
            Pixels = pixels;
            group._threads.Meet(number, _addUp);
            return group._total;
        }

        public override ReadOnlySpan<T> Add() => Merge(pixels: 0);
    }
}
