using System.Numerics;

namespace NetGen;

/// <summary>
/// Computes a batch in a fixed number of shards, which the processes of a cluster share. Each shard is a batch of its own, with its own masks of
/// dropout and statistics of batch normalization. Loss, gradients and running statistics are the means over shards, each weighted by its samples.
/// </summary>
internal sealed class ShardedBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ITrainableNetwork<T> _network;
    private readonly Batch<T> _batch;
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

    public ShardedBatch(ITrainableNetwork<T> network, Dataset data, int batchSize, int shards, TrainingOptions options)
    {
        _network = network;
        _shards = shards;
        _part = data.Part;
        _rows = new int[_part is null ? 0 : batchSize];
        _batch = new(network, data, _part is null ? (batchSize - 1) / shards + 1 : batchSize, options.LabelSmoothing);
        _running = [.. network.Info.Statistics.Where(tensor => tensor.IsRunning)];
        _before = GradientCheck.StatisticsOf(network);
        _head = new T[_running.Sum(tensor => tensor.Length) + 2];
        _sum = new(options.Cluster, shards, _head.Length + network.Info.ParameterCount);
        _steps = new GradientSum<T>[options.AccumulateBatches == 1 ? 0 : _sum.Own.End - _sum.Own.First];
        for (int i = 0; i < _steps.Length; i++)
            _steps[i] = new(network.Info.ParameterCount);
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
        (int first, int end) = _sum.Own;
        Span<T> gradients = _network.Gradients, exchanged = place.IsLast ? gradients : default;
        _network.Statistics[.._before.Length].CopyTo(_before);
        for (int shard = first; shard < end; shard++)
        {
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            T part = T.CreateTruncating((double)own.Length / rows.Length);
            Backward(own, number * _shards + shard, part);
            _head[^1] = isCanceled && shard == first ? T.One : T.Zero;
            if (_steps.Length > 0)
            {
                _steps[shard - first].Add(gradients, own.Length, place);
                part = T.One;
            }

            _sum.Add(shard, _head, exchanged, part);
        }

        _sum.Complete(_head, exchanged);
        anyIsCanceled = _head[^1] != T.Zero;
        if (anyIsCanceled)
        {
            _before.CopyTo(_network.Statistics);
            return 0;
        }

        int offset = 0;
        foreach (ParameterInfo tensor in _running)
        {
            _head.AsSpan(offset, tensor.Length).CopyTo(_network.Statistics[tensor.Offset..]);
            offset += tensor.Length;
        }

        return double.CreateTruncating(_head[^2]);
    }

    /// <summary>
    /// The samples of a shard: an equal part of the batch. Or, if each process holds only a part of the data, those of the batch that lie in the
    /// shard's part of the data.
    /// </summary>
    private ReadOnlySpan<int> RowsOf(int shard, ReadOnlySpan<int> rows)
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

    /// <summary>Sets the gradients for the samples of one shard, and the head for its part of the batch. A shard without samples counts nothing.</summary>
    private void Backward(ReadOnlySpan<int> rows, long step, T part)
    {
        _before.CopyTo(_network.Statistics);
        _network.DropoutStep = step;
        T loss = T.Zero;
        if (rows.IsEmpty)
            _network.Gradients.Clear();
        else
            loss = T.CreateTruncating(_batch.Gather(rows).Backward(_network));
        _head[^2] = loss * part;
        int offset = 0;
        foreach (ParameterInfo tensor in _running)
        {
            Elementwise.Scale(_network.Statistics.Slice(tensor.Offset, tensor.Length), part, _head.AsSpan(offset, tensor.Length));
            offset += tensor.Length;
        }
    }
}
