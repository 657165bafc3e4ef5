using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// Computes a batch in a fixed number of shards, which the processes of a cluster share. Each shard is a batch of its own, with its own masks of
/// dropout and, unless <see cref="SynchronizedShards{T}"/> computes it, statistics of batch normalization. Loss, gradients and running statistics are the means over shards, each weighted by its samples.
/// </summary>
internal class ShardedBatch<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Batch<T> _batch;
    private readonly ClusterSum<T> _sum;
    private readonly int _shards, _parameters;

    /// <summary>The tensors of the statistics that Backward updates. Others, such as those of Standardize, do not change.</summary>
    private readonly ParameterInfo[] _running;

    private readonly T[] _before;

    /// <summary>The samples of this process, if it does not hold all; and room for those of one shard in a batch.</summary>
    private readonly ShardRange? _part;

    private readonly int[] _rows;

    protected ShardedBatch(ITrainableNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options)
    {
        _network = network;
        _shards = shards;
        _part = data.Part;
        _rows = new int[_part is null ? 0 : batchSize];
        Capacity = Math.Min(batchSize, ((_part?.Total ?? batchSize) - 1) / shards + 1);
        _batch = new(network, data, Capacity, options.LabelSmoothing);
        _parameters = network.Info.ParameterCount;
        _running = [.. network.Info.Statistics.Where(tensor => tensor.IsRunning)];
        _before = new T[network.Statistics.Length];

        // Behind the gradients: the running statistics, the loss, and how many processes want to stop.
        _sum = new(options.Cluster, shards, _parameters + _running.Sum(tensor => tensor.Length) + 2);
    }

    protected ITrainableNetwork<T> Network => _network;

    /// <summary>Room for the samples of one shard.</summary>
    protected Batch<T> Batch => _batch;

    /// <summary>The most samples of one shard in a batch.</summary>
    protected int Capacity { get; }

    protected ClusterSum<T> Sum => _sum;

    /// <summary>Creates the class that can compute the shards of this network.</summary>
    public static ShardedBatch<T> Of(ITrainableNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options) =>
        network is ISynchronizedNetwork<T> synchronized ? synchronized.InShards(data, batchSize, shards, options) : new(network, data, batchSize, shards, options);

    /// <summary>Ends the threads, if there are any.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>
    /// Sets the network's gradients and running statistics for the samples in <paramref name="rows"/>. Returns their mean loss. If a process
    /// wants to stop, the statistics stay as they were.
    /// </summary>
    /// <param name="rows">The samples of the whole batch.</param>
    /// <param name="number">The number of the batch in the training, from 0.</param>
    /// <param name="isCanceled">Whether this process wants to stop.</param>
    /// <param name="anyIsCanceled">Whether any process does.</param>
    public double Backward(ReadOnlySpan<int> rows, long number, bool isCanceled, out bool anyIsCanceled)
    {
        _network.Statistics.CopyTo(_before);
        BackwardShards(rows, number, isCanceled);
        ReadOnlySpan<T> total = _sum.Complete();
        anyIsCanceled = total[^1] != T.Zero;
        if (anyIsCanceled)
        {
            _before.CopyTo(_network.Statistics);
            return 0;
        }

        total[.._parameters].CopyTo(_network.Gradients);
        int offset = _parameters;
        foreach (ParameterInfo tensor in _running)
        {
            total.Slice(offset, tensor.Length).CopyTo(_network.Statistics.Slice(tensor.Offset, tensor.Length));
            offset += tensor.Length;
        }

        return double.CreateTruncating(total[^2]);
    }

    /// <summary>Adds the vectors of all shards of this process to the sum.</summary>
    protected virtual void BackwardShards(ReadOnlySpan<int> rows, long number, bool isCanceled)
    {
        (int first, int end) = _sum.Own;
        for (int shard = first; shard < end; shard++)
        {
            T[] vector = _sum.Rent();
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            if (!own.IsEmpty)
                Backward(_network, _batch, own, StepOf(number, shard), PartOf(own, rows), vector);
            Add(shard, vector, isCanceled);
        }
    }

    /// <summary>Adds the vector of a shard to the sum. The first shard of this process says whether it wants to stop.</summary>
    protected void Add(int shard, T[] vector, bool isCanceled)
    {
        vector[^1] = isCanceled && shard == _sum.Own.First ? T.One : T.Zero;
        _sum.Add(shard, vector);
    }

    /// <summary>The number of a shard in the training, which selects its masks of dropout.</summary>
    protected long StepOf(long number, int shard) => number * _shards + shard;

    /// <summary>The weight of a shard.</summary>
    protected static T PartOf(ReadOnlySpan<int> own, ReadOnlySpan<int> rows) => T.CreateTruncating((double)own.Length / rows.Length);

    /// <summary>
    /// The samples of a shard: an equal part of the batch. Or, if each process holds only a part of the data, those of the batch that lie in the
    /// shard's part of the data. Valid until the next call.
    /// </summary>
    protected ReadOnlySpan<int> RowsOf(int shard, ReadOnlySpan<int> rows)
    {
        if (_part is not { } part)
            return rows[_sum.FirstSample(shard, rows.Length).._sum.FirstSample(shard + 1, rows.Length)];

        int first = _sum.FirstSample(shard, part.Total), end = _sum.FirstSample(shard + 1, part.Total), count = 0;
        foreach (int row in rows)
        {
            if (row >= first && row < end)
                _rows[count++] = row - part.First;
        }

        return _rows.AsSpan(0, count);
    }

    /// <summary>Computes a shard, with a network and a buffer that no other thread uses.</summary>
    protected void Backward(ITrainableNetwork<T> network, Batch<T> batch, ReadOnlySpan<int> rows, long step, T part, Span<T> vector)
    {
        _before.CopyTo(network.Statistics);
        network.DropoutStep = step;
        vector[^2] = T.CreateTruncating(batch.Gather(rows).Backward(network)) * part;
        Elementwise.AddScaled<T>(network.Gradients, part, vector[.._parameters]);
        int offset = _parameters;
        foreach (ParameterInfo tensor in _running)
        {
            Elementwise.AddScaled<T>(network.Statistics.Slice(tensor.Offset, tensor.Length), part, vector.Slice(offset, tensor.Length));
            offset += tensor.Length;
        }
    }
}
