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
    /// <summary>One for each shard of this process. The first uses the network itself, the others replicas, which are created when they are needed.</summary>
    private readonly Member?[] _members;

    /// <summary>The members that compute the batch.</summary>
    private readonly Member[] _active;

    private readonly MeetingThreads _threads;
    private readonly ISynchronizedNetwork<T> _network;
    private readonly Dataset _data;
    private readonly TrainingOptions _options;

    /// <summary>What is added up at each meeting of a batch. All batches have the same.</summary>
    private readonly List<ClusterSum<T>> _meetings = [];

    private int _count, _meeting;

    /// <summary>The result of a meeting.</summary>
    private T[] _total = [];

    public SynchronizedShards(ISynchronizedNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options)
        : base(network, data, batchSize, shards, options)
    {
        (_network, _data, _options) = (network, data, options);
        _members = new Member?[Own.End - Own.First];
        _members[0] = new(this, network, Batch);
        _active = new Member[Math.Min(_members.Length, batchSize)];
        _threads = new(piece => Compute(_active[piece]), _active.Length, options.Threads);
    }

    public override void Dispose() => _threads.End();

    protected override void BackwardTogether(ReadOnlySpan<int> rows, long number)
    {
        _count = 0;
        for (int shard = Own.First; shard < Own.End; shard++)
        {
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            if (own.IsEmpty)
                continue;

            Member member = _members[shard - Own.First] ??= new(this, _network.Replica(), new(_network, _data, Capacity, _options.LabelSmoothing));
            member.Take(_count, shard, own, StepOf(number, shard), PartOf(own, rows));
            _active[_count++] = member;
        }

        if (_count == 0)
        {
            _active[_count++] = _members[0]!;
            _active[0].Take(piece: 0, shard: -1, [0], StepOf(number, Own.First), T.Zero);
        }

        Run();
    }

    protected override (ITrainableNetwork<T> Network, T Loss) Backward(int shard, ReadOnlySpan<int> rows, long number)
    {
        Member member = _members[shard - Own.First]!;
        return (member.Network, member.Loss);
    }

    private void Run()
    {
        int threads = Network.Threads;
        for (int i = 0; i < _count; i++)
            _active[i].Network.Threads = Math.Max(threads / _count, 1);

        _meeting = 0;
        try
        {
            _threads.Run(_count);
        }
        finally
        {
            Network.Threads = threads;
        }
    }

    private static void Compute(Member member)
    {
        BatchShard<T>.Current = member;
        try
        {
            member.Backward();
        }
        finally
        {
            BatchShard<T>.Current = null;
        }
    }

    /// <summary>Adds up what the members have in their rooms. A shard without samples adds zeros.</summary>
    private void AddUp()
    {
        int length = _active[0].Length, pixels = _active[0].Pixels, next = 0;
        if (_meeting == _meetings.Count)
            _meetings.Add(pixels == 0 ? new ClusterSum<T>(_options.Cluster, _options.ShardCount, length) : new MomentsSum<T>(_options.Cluster, _options.ShardCount, length, pixels));
        if (_total.Length < length)
            _total = new T[length];

        ClusterSum<T> sum = _meetings[_meeting++];
        Span<T> total = _total.AsSpan(0, length);
        for (int shard = Own.First; shard < Own.End; shard++)
        {
            T scale = T.One;
            if (next < _count && _active[next].Shard == shard)
                scale = _active[next++].CopyTo(total);
            else
                total.Clear();
            sum.Add(shard, default, total, scale);
        }

        sum.Complete(default, total);
    }

    /// <summary>A shard with what its thread needs. Its samples change from batch to batch.</summary>
    private sealed class Member(SynchronizedShards<T> group, ITrainableNetwork<T> network, Batch<T> batch) : BatchShard<T>
    {
        private readonly Action _addUp = group.AddUp;
        private int[] _rows = [];
        private T[] _room = [];
        private int _piece, _count;
        private long _step;
        private T _part;

        public ITrainableNetwork<T> Network => network;

        /// <summary>The number of the shard; -1 if it counts nothing.</summary>
        public int Shard { get; private set; }

        public T Loss { get; private set; }

        /// <summary>The length of the room.</summary>
        public int Length { get; private set; }

        /// <summary>The pixels of a channel whose moments are in the room; 0 for other numbers.</summary>
        public int Pixels { get; private set; }

        public void Take(int piece, int shard, ReadOnlySpan<int> rows, long step, T part)
        {
            if (_rows.Length < rows.Length)
                _rows = new int[rows.Length];
            rows.CopyTo(_rows);
            (_piece, Shard, _count, _step, _part) = (piece, shard, rows.Length, step, part);
        }

        public void Backward()
        {
            if (network != group.Network)
            {
                group.Network.Parameters.CopyTo(network.Parameters);
                network.DropoutSeed = group.Network.DropoutSeed;
            }

            Loss = group.Backward(network, batch, _rows.AsSpan(0, _count), _step);
        }

        /// <summary>Copies the room. Returns what it has to be multiplied by: moments have their number of samples in them.</summary>
        public T CopyTo(Span<T> numbers)
        {
            _room.AsSpan(0, Length).CopyTo(numbers);
            return Pixels > 0 ? T.One : _part;
        }

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
            group._threads.Meet(_piece, _addUp);
            return group._total.AsSpan(0, Length);
        }

        public override ReadOnlySpan<T> Add() => Merge(pixels: 0);
    }
}
