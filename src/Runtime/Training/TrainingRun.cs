using System.Diagnostics;
using System.Numerics;

namespace NetGen;

/// <summary>One call of <see cref="Trainer.Fit"/> or <see cref="Trainer.FitAsync"/>, with validated arguments.</summary>
internal sealed partial class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How long training keeps its thread before it yields: about one frame of a display.</summary>
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(15);

    private readonly TrainingOptions _options;
    private readonly Dataset _data;
    private readonly Dataset? _validation;
    private readonly ITrainableNetwork<T> _network;
    private readonly TrainingState<T> _state;
    private readonly Batch<T>? _batch;
    private readonly ShardedBatch<T>? _shards;
    private readonly Cluster? _cluster;
    private readonly GradientSum<T>? _sum;
    private readonly (string Name, string Value)[] _identity;
    private readonly int _samples, _batchSize, _batches;
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _batchesDone;

    public TrainingRun(ITrainableNetwork<T> network, Dataset data, Dataset? validation, TrainingOptions options)
    {
        (_network, _data, _validation, _options) = (network, data, validation, options);
        _samples = data.Part?.Total ?? data.Count;
        _batchSize = Math.Min(options.BatchSize, _samples);
        _batches = (_samples - 1) / _batchSize + 1;
        CheckBatches();
        _cluster = options.Cluster is { Size: > 1 } cluster ? cluster : null;
        Dataset weighted = data.WithClassWeights(options.ClassWeights);
        _shards = options.ShardCount == 1 && data.Part is null ? null : ShardedBatch<T>.Of(network, weighted, _batchSize, options.ShardCount, options);
        _batch = _shards is null ? new(network, weighted, _batchSize, options.LabelSmoothing) : null;
        _sum = options.AccumulateBatches == 1 || _shards is not null ? null : new(network.Info.ParameterCount);
        _state = new(network, _samples, (_batches - 1) / options.AccumulateBatches + 1, options);
        _identity = options.CheckpointPath is null && _cluster is null ? [] : TrainingIdentity.Of(network, data, validation, _state.Schedule, options);
    }

    /// <summary>Rejects batches in which a channel would have one number: before the first step, not at the end of an epoch.</summary>
    private void CheckBatches()
    {
        LayerInfo[] layers = _network.Info.HasRunningStatistics ? [.. _network.Info.Layers.Where(layer => layer.NormalizesVectors)] : [];
        int last = _samples - (_batches - 1) * _batchSize, shards = _options.ShardCount;
        LayerInfo? layer = layers.FirstOrDefault(layer => !layer.IsSynchronized);
        if (layer is not null && shards > 1 && Math.Min(_batchSize, last) < 2 * shards)
            throw new ArgumentException($"Expected batches of {2 * shards} or more samples for layer {layer.Index} of {_network.Info.Name}, but got one of {Math.Min(_batchSize, last)}: each of {shards} {nameof(TrainingOptions.Shards)} is normalized by itself, and a batch normalization over vectors needs two samples: choose another {nameof(TrainingOptions.BatchSize)} or fewer {nameof(TrainingOptions.Shards)}, or set {nameof(BatchNormAttribute.Synchronized)} = true on the layer.", "options");

        layer = layers.FirstOrDefault();
        if (layer is null || (_samples - 1) % _batchSize != 0)
            return;

        string which = _batches == 1 ? "the only batch" : _batchSize == 1 ? "every batch" : "the last batch of an epoch";
        string remedy = _samples == 1 ? "train it with more samples" : $"choose another {nameof(TrainingOptions.BatchSize)}";
        throw new ArgumentException($"Expected batches of two or more samples for layer {layer.Index} of {_network.Info.Name}, but got {_samples} {(_samples == 1 ? "sample" : "samples")} with a {nameof(TrainingOptions.BatchSize)} of {_options.BatchSize}: {which} would have one sample, but a batch normalization over vectors needs two: {remedy}.", "options");
    }

    /// <summary>Why training ends after this completed epoch; or null.</summary>
    private StopReason? End =>
        _state.Records.Count >= _options.Epochs ? StopReason.Completed
        : _state.Best is { IsExhausted: true } ? StopReason.EarlyStopping
        : null;

    public TrainingHistory Run() => Guarded(CancellationToken.None).Last()!;

    public async Task<TrainingHistory> RunAsync(CancellationToken cancellationToken)
    {
        long resumed = Stopwatch.GetTimestamp();
        foreach (TrainingHistory? history in Guarded(cancellationToken))
        {
            if (history is not null)
                return history;

            if (Stopwatch.GetElapsedTime(resumed) >= _slice)
            {
                // Not Task.Yield: in most user interfaces its continuation runs before input and painting.
                await Task.Delay(1, CancellationToken.None);
                resumed = Stopwatch.GetTimestamp();
            }
        }

        throw new UnreachableException();
    }

    /// <summary>Trains. Yields null after every batch, and finally the history.</summary>
    private IEnumerable<TrainingHistory?> Batches(CancellationToken cancellationToken)
    {
        RequireSame();
        if (_data.Part is not null && _options.CheckpointPath is not null)
            TrainingIdentity.AddParts<T>(_identity, _data, _options.Cluster!);
        if (_options.CheckpointPath is { } path && IsReporter)
            CheckpointFile.Prepare(path);
        if (!(_options.Resume && TryRead(_options.CheckpointPath!)))
            _network.FitStandardizationIfNew(_data);

        // Not earlier: training that is rejected must not change anything.
        (_network.Threads, _network.DropoutSeed) = (_options.Threads, _options.Seed);

        StopReason? end = End;
        while (end is null)
        {
            long began = Stopwatch.GetTimestamp();
            int epoch = _state.Records.Count + 1, steps = 0;
            if (_options.Shuffle)
                _state.Random.Shuffle(_state.Order.AsSpan());

            double lossSum = 0, normSum = 0;
            for (int b = 1, start = 0; b <= _batches && end is null; b++, start += _batchSize)
            {
                if (_cluster is null)
                {
                    ThrowIfCanceled(_options.CancellationToken);
                    ThrowIfCanceled(cancellationToken);
                }

                int count = Math.Min(_batchSize, _samples - start);
                lossSum += Backward(epoch, b, start, count, cancellationToken) * count;
                if (b % _options.AccumulateBatches == 0 || b == _batches)
                {
                    normSum += Step();
                    steps++;
                }

                double meanLoss = lossSum / (start + count);
                if (b == _batches)
                {
                    CheckParameters(epoch, b, meanLoss);
                    end = CompleteEpoch(epoch, meanLoss, normSum / steps, began);
                }
                else if (Report(epoch, b, meanLoss, completed: null) == TrainingSignal.Stop)
                {
                    CheckParameters(epoch, b, meanLoss);
                    end = StopReason.Callback;
                }

                yield return null;
            }
        }

        _state.Best?.Restore(_network);
        yield return new(_state.Records, end.Value);
    }

    private void ThrowIfCanceled(CancellationToken token)
    {
        if (token.IsCancellationRequested)
            throw new TrainingCanceledException(new(_state.Records, StopReason.Canceled), token);
    }

    /// <summary>Computes the gradients of a batch or, at the last batch of a step, of all its batches. Returns the loss of the batch.</summary>
    private double Backward(int epoch, int batch, int start, int count, CancellationToken cancellationToken)
    {
        int first = start - (batch - 1) % _options.AccumulateBatches * _batchSize;
        int total = (int)Math.Min((long)_options.AccumulateBatches * _batchSize, _samples - first);
        var place = new StepPlace(total, IsFirst: start == first, IsLast: start + count == first + total);
        if (place.IsFirst && _state.Schedule is { } schedule)
            _state.Optimizer.LearningRate = schedule.LearningRateAt(epoch - 1, _state.Optimizer.StepCount);

        // A function of the position in training, so that resumed training draws the same masks.
        long number = (long)(epoch - 1) * _batches + batch - 1;
        double loss;
        if (_shards is null)
        {
            _network.DropoutStep = number;
            loss = _batch!.Gather(_state.Order.AsSpan(start, count)).Backward(_network);
        }
        else
        {
            CancellationToken token = _options.CancellationToken.IsCancellationRequested ? _options.CancellationToken : cancellationToken;
            loss = _shards.Backward(_state.Order.AsSpan(start, count), number, place, _cluster is not null && token.IsCancellationRequested, out bool isCanceled);
            if (isCanceled)
                throw new TrainingCanceledException(new(_state.Records, StopReason.Canceled), token);
        }

        if (!double.IsFinite(loss))
            throw new TrainingDivergedException(epoch, batch, loss) { History = new(_state.Records, StopReason.Diverged) };

        _sum?.Add(_network.Gradients, count, place);
        return loss;
    }

    /// <summary>Moves the parameters, and returns the norm of the gradients before clipping.</summary>
    private double Step()
    {
        Gradients.AddPenalties(_network, _options.L1, _options.L2);
        double norm = Gradients.Clip(_network.Gradients, _options);
        _state.Optimizer.Step(_network.Parameters, _network.Gradients);
        return norm;
    }

    /// <summary>
    /// Throws if the last steps left a parameter that is infinite or NaN, which the losses need not reveal. Such parameters
    /// must not become the best ones, be written to a checkpoint or be returned.
    /// </summary>
    private void CheckParameters(int epoch, int batch, double loss)
    {
        int wrong = Elementwise.IndexOfNotFinite<T>(_network.Parameters);
        if (wrong >= 0)
            throw new TrainingDivergedException(epoch, batch, loss, NameOf(wrong), double.CreateTruncating(_network.Parameters[wrong])) { History = new(_state.Records, StopReason.Diverged) };
    }

    private string NameOf(int parameter)
    {
        ParameterInfo tensor = _network.Info.Layers.SelectMany(layer => layer.Parameters).Last(tensor => tensor.Offset <= parameter);
        return tensor.NameOf(parameter - tensor.Offset);
    }

    private StopReason? CompleteEpoch(int epoch, double loss, double gradientNorm, long began)
    {
        var nothing = new Metrics(double.NaN, double.NaN);
        Metrics metrics = _validation is null ? nothing : Evaluation.Run(_network, _validation);
        double accuracy = _options.MeasureAccuracy ? Evaluation.Run(_network, _data).Accuracy : double.NaN;
        var record = new EpochRecord(
            epoch, loss, accuracy, metrics.Loss, metrics.Accuracy, _state.Optimizer.LearningRate, gradientNorm, Stopwatch.GetElapsedTime(began));
        double monitored = record.MonitoredLoss(_validation is not null);
        _state.Records.Add(record);
        _state.Schedule?.CompleteEpoch(monitored);
        _state.Best?.CompleteEpoch(monitored, _network);

        // Before the callbacks, which may throw or end the process.
        bool isWritten = epoch % _options.CheckpointEvery == 0 || End is not null;
        if (isWritten)
            WriteCheckpoint();

        TrainingSignal signal = Report(epoch, _batches, loss, record);
        if (_options.OnEpoch is { } onEpoch && OfReporter(onEpoch, record) == TrainingSignal.Stop)
            signal = TrainingSignal.Stop;
        if (signal == TrainingSignal.Stop && !isWritten)
            WriteCheckpoint();
        return End ?? (signal == TrainingSignal.Stop ? StopReason.Callback : null);
    }

    private TrainingSignal Report(int epoch, int batch, double loss, EpochRecord? completed)
    {
        _batchesDone++;
        if (_options.Progress is null && _options.OnBatch is null)
            return TrainingSignal.Continue;

        TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
        double left = (double)(_options.Epochs - epoch) * _batches + _batches - batch;
        var remaining = new TimeSpan((long)(elapsed.Ticks * left / _batchesDone));
        var progress = new TrainingProgress(
            epoch, _options.Epochs, batch, _batches, loss, _state.Optimizer.LearningRate, elapsed, remaining, completed);
        if (IsReporter)
            _options.Progress?.Report(progress);
        return _options.OnBatch is { } onBatch ? OfReporter(onBatch, progress) : TrainingSignal.Continue;
    }

    private void WriteCheckpoint()
    {
        if (_options.CheckpointPath is { } path && IsReporter)
            CheckpointFile.Write(path, Transfer);
    }

    private void Transfer(CheckpointPass pass) => TrainingCheckpoint.Transfer(_state, _identity, _options.Epochs, pass);
}
