using System.Numerics;

namespace NetGen;

/// <summary>What a training does with the other processes of a cluster. Alone, it does the same without them.</summary>
internal sealed partial class TrainingRun<T>
{
    /// <summary>Trains. What fails on one process of a cluster alone ends the others, which would wait for it.</summary>
    private IEnumerable<TrainingHistory?> Guarded(CancellationToken cancellationToken)
    {
        using ShardedBatch<T>? shards = _shards;
        using IEnumerator<TrainingHistory?> batches = Batches(cancellationToken).GetEnumerator();
        while (true)
        {
            try
            {
                if (!batches.MoveNext())
                    yield break;
            }
            catch (Exception exception) when (_cluster is not null && exception is not (TrainingDivergedException or TrainingCanceledException or ClusterMismatchException))
            {
                _cluster.Abort($"{exception.GetType().Name}: {exception.Message}");
                throw;
            }

            yield return batches.Current;
        }
    }

    /// <summary>Throws on all processes unless they train the same thing.</summary>
    private void RequireSame() => _cluster?.RequireSame(
    [
        .. _identity,
        .. _options.InStep,
        ("first parameters", Checksum(_network.Parameters)),
        ("first statistics", Checksum(_network.Statistics)),
    ]);

    private static string Checksum(ReadOnlySpan<T> numbers) => $"numbers with the checksum {Crc32C.Finish(Crc32C.AppendNumbers(Crc32C.Start, numbers)):X8}";

    /// <summary>Whether this process reports, writes checkpoints and calls callbacks.</summary>
    private bool IsReporter => _cluster is null || _cluster.Rank == 0;

    /// <summary>The signal that a callback gives on the process that calls it.</summary>
    private TrainingSignal OfReporter<TReport>(Func<TReport, TrainingSignal> callback, TReport report)
    {
        if (_cluster is null)
            return callback(report);

        Span<byte> signal = [_cluster.Rank == 0 ? (byte)callback(report) : (byte)0];
        _cluster.Broadcast(signal);
        return (TrainingSignal)signal[0];
    }

    /// <summary>Reads the checkpoint, if there is one; rank 0 reads the file, and sends it to the others.</summary>
    private bool TryRead(string path)
    {
        if (_cluster is null)
        {
            if (!File.Exists(path))
                return false;

            CheckpointFile.Read(path, Transfer);
            return true;
        }

        if (_cluster.BroadcastAny(IsReporter && File.Exists(path) ? File.ReadAllBytes(path) : null) is not { } bytes)
            return false;

        CheckpointFile.Read(new MemoryStream(bytes), path, Transfer);
        return true;
    }
}
