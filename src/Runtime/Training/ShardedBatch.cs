using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen;

/// <summary>
/// Computes a batch in a fixed number of shards, which the processes of a cluster share. Each shard is a batch of its own, with its own masks of
/// dropout and, unless <see cref="SynchronizedShards{T}"/> computes it, statistics of batch normalization. Loss, gradients and running statistics
/// are the means over shards, each weighted by its samples.
/// </summary>
internal class ShardedBatch<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ClusterSum<T> _sum;
    private readonly int _shards;

    /// <summary>The gradients of each shard of this process, over the batches of a step; none if a step has one batch.</summary>
    private readonly GradientSum<T>[] _steps;

    /// <summary>The tensors of the statistics that Backward updates. Others, such as those of Standardize, do not change.</summary>
    private readonly ParameterInfo[] _running;

    /// <summary>The statistics before a batch; empty if Backward changes none.</summary>
    private readonly T[] _before;

    /// <summary>What processes exchange after every batch: the running statistics, the loss, and how many processes want to stop.</summary>
    private readonly T[] _head;

    /// <summary>The samples of this process, if it does not hold all; and room for those of one shard in a batch.</summary>
    private readonly ShardRange? _part;

    private readonly int[] _rows;

    protected ShardedBatch(ITrainableNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options)
    {
        Network = network;
        _shards = shards;
        _part = data.Part;
        _rows = new int[_part is null ? 0 : batchSize];
        Capacity = Math.Min(batchSize, ((_part?.Total ?? batchSize) - 1) / shards + 1);
        Batch = new(network, data, Capacity, options.LabelSmoothing);
        _running = [.. network.Info.Statistics.Where(tensor => tensor.IsRunning)];
        _before = GradientCheck.StatisticsOf(network);
        _head = new T[_running.Sum(tensor => tensor.Length) + 2];
        _sum = new(options.Cluster, shards, _head.Length + network.Info.ParameterCount);
        _steps = new GradientSum<T>[options.AccumulateBatches == 1 ? 0 : _sum.Own.End - _sum.Own.First];
        for (int i = 0; i < _steps.Length; i++)
            _steps[i] = new(network.Info.ParameterCount);
    }

    protected ITrainableNetwork<T> Network { get; }

    /// <summary>Room for the samples of one shard.</summary>
    protected Batch<T> Batch { get; }

    /// <summary>The most samples of one shard in a batch.</summary>
    protected int Capacity { get; }

    /// <summary>The shards of this process.</summary>
    protected (int First, int End) Own => _sum.Own;

    /// <summary>Creates the class that can compute the shards of this network.</summary>
    public static ShardedBatch<T> Of(ITrainableNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options) =>
        network is ISynchronizedNetwork<T> synchronized ? synchronized.InShards(data, batchSize, shards, options) : new(network, data, batchSize, shards, options);

    /// <summary>Ends the threads, if there are any.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>
    /// Sets the network's running statistics for the samples in <paramref name="rows"/> and, at the last batch of a step, its gradients for all
    /// samples of the step. Returns the mean loss of the batch. If a process wants to stop, the statistics stay as they were.
    /// </summary>
    /// <param name="rows">The samples of the whole batch.</param>
    /// <param name="number">The number of the batch in the training, from 0.</param>
    /// <param name="place">The place of the batch in its step.</param>
    /// <param name="isCanceled">Whether this process wants to stop.</param>
    /// <param name="anyIsCanceled">Whether any process does.</param>
    public double Backward(ReadOnlySpan<int> rows, long number, StepPlace place, bool isCanceled, out bool anyIsCanceled)
    {
        Network.Statistics[.._before.Length].CopyTo(_before);
        BackwardTogether(rows, number);
        Span<T> exchanged = default;
        for (int shard = Own.First; shard < Own.End; shard++)
        {
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            (ITrainableNetwork<T> network, T loss) = own.IsEmpty ? Empty() : Backward(shard, own, number);
            T part = PartOf(own, rows);
            SetHead(network, loss, part, isCanceled && shard == Own.First);
            if (_steps.Length > 0)
            {
                _steps[shard - Own.First].Add(network.Gradients, own.Length, place);
                part = T.One;
            }

            exchanged = place.IsLast ? network.Gradients : default;
            _sum.Add(shard, _head, exchanged, part);
        }

        _sum.Complete(_head, exchanged);
        anyIsCanceled = _head[^1] != T.Zero;
        if (anyIsCanceled)
        {
            _before.CopyTo(Network.Statistics);
            return 0;
        }

        // They may be those of a replica.
        if (exchanged != Network.Gradients)
            exchanged.CopyTo(Network.Gradients);
        int offset = 0;
        foreach (ParameterInfo tensor in _running)
        {
            _head.AsSpan(offset, tensor.Length).CopyTo(Network.Statistics[tensor.Offset..]);
            offset += tensor.Length;
        }

        return double.CreateTruncating(_head[^2]);
    }

    /// <summary>Computes all shards of this process, if they need each other.</summary>
    protected virtual void BackwardTogether(ReadOnlySpan<int> rows, long number)
    {
    }

    /// <summary>Computes a shard that has samples, unless that is done. Returns its loss and the network that has its gradients and statistics.</summary>
    protected virtual (ITrainableNetwork<T> Network, T Loss) Backward(int shard, ReadOnlySpan<int> rows, long number) =>
        (Network, Backward(Network, Batch, rows, StepOf(number, shard)));

    /// <summary>Computes a shard, with a network and a buffer that no other thread uses. Returns its loss.</summary>
    protected T Backward(ITrainableNetwork<T> network, Batch<T> batch, ReadOnlySpan<int> rows, long step)
    {
        _before.CopyTo(network.Statistics);
        network.DropoutStep = step;
        return T.CreateTruncating(batch.Gather(rows).Backward(network));
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

    /// <summary>A shard without samples, which counts nothing.</summary>
    private (ITrainableNetwork<T> Network, T Loss) Empty()
    {
        _before.CopyTo(Network.Statistics);
        Network.Gradients.Clear();
        return (Network, T.Zero);
    }

    private void SetHead(ITrainableNetwork<T> network, T loss, T part, bool isCanceled)
    {
        int offset = 0;
        foreach (ParameterInfo tensor in _running)
        {
            Elementwise.Scale(network.Statistics.Slice(tensor.Offset, tensor.Length), part, _head.AsSpan(offset, tensor.Length));
            offset += tensor.Length;
        }

        _head[^2] = loss * part;
        _head[^1] = isCanceled ? T.One : T.Zero;
    }
}
