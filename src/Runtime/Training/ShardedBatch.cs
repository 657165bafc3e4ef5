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
    private readonly int _shards, _parameters;

    /// <summary>The tensors of the statistics that Backward updates. Others, such as those of Standardize, do not change.</summary>
    private readonly ParameterInfo[] _running;

    /// <summary>The statistics before a batch; empty if Backward changes none.</summary>
    private readonly T[] _before;

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
        _parameters = network.Info.ParameterCount;
        _running = [.. network.Info.Statistics.Where(tensor => tensor.IsRunning)];
        _before = GradientCheck.StatisticsOf(network);

        // Behind the gradients: the running statistics, the loss, and how many processes want to stop.
        _sum = new(options.Cluster, shards, _parameters + _running.Sum(tensor => tensor.Length) + 2);
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
        (int first, int end) = _sum.Own;
        _network.Statistics[.._before.Length].CopyTo(_before);
        for (int shard = first; shard < end; shard++)
        {
            T[] vector = _sum.Rent();
            ReadOnlySpan<int> own = RowsOf(shard, rows);
            if (!own.IsEmpty)
                Backward(own, number * _shards + shard, T.CreateTruncating((double)own.Length / rows.Length), vector);
            vector[^1] = isCanceled && shard == first ? T.One : T.Zero;
            _sum.Add(shard, vector);
        }

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

    private void Backward(ReadOnlySpan<int> rows, long step, T part, Span<T> vector)
    {
        _before.CopyTo(_network.Statistics);
        _network.DropoutStep = step;
        vector[^2] = T.CreateTruncating(_batch.Gather(rows).Backward(_network)) * part;
        Elementwise.AddScaled<T>(_network.Gradients, part, vector[.._parameters]);
        int offset = _parameters;
        foreach (ParameterInfo tensor in _running)
        {
            Elementwise.AddScaled<T>(_network.Statistics.Slice(tensor.Offset, tensor.Length), part, vector.Slice(offset, tensor.Length));
            offset += tensor.Length;
        }
    }
}
