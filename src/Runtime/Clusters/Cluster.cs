namespace NetGen;

/// <summary>
/// Processes that train one network together, each with a rank. <see cref="TrainingOptions.Cluster"/> takes one. NetGen itself asks for
/// nothing but this class of an engine such as MPI; the package NetGen.Mpi has one.
/// </summary>
public abstract class Cluster : IDisposable
{
    /// <summary>The number of this process, from 0 to <see cref="Size"/> - 1. Rank 0 reports, writes checkpoints and calls callbacks.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of processes, 1 or more.</summary>
    public abstract int Size { get; }

    /// <summary>
    /// Sends bytes to one process and receives bytes from one at the same time, and returns when both are done. Each pair of processes sees
    /// messages in the order in which they were sent.
    /// </summary>
    /// <param name="sent">What to send.</param>
    /// <param name="to">The rank that receives it, or null to send nothing.</param>
    /// <param name="received">Receives the message, which has exactly this length.</param>
    /// <param name="from">The rank that sends it, or null to receive nothing.</param>
    public abstract void Exchange(ReadOnlySpan<byte> sent, int? to, Span<byte> received, int? from);

    /// <summary>Ends all processes of the cluster with a non-zero exit code, because this one cannot go on.</summary>
    /// <param name="reason">Why: one line, which is printed.</param>
    public abstract void Abort(string reason);

    // What NetGen makes of exchanges. It is virtual so that a program compiled ahead of time has none of it unless it has a cluster.

    /// <inheritdoc cref="ClusterMessages.Broadcast"/>
    internal virtual void Broadcast(Span<byte> bytes) => ClusterMessages.Broadcast(this, bytes);

    /// <inheritdoc cref="ClusterMessages.BroadcastAny"/>
    internal virtual byte[]? BroadcastAny(byte[]? bytes) => ClusterMessages.BroadcastAny(this, bytes);

    /// <inheritdoc cref="ClusterMessages.RequireSame"/>
    internal virtual void RequireSame((string Name, string Value)[] settings) => ClusterMessages.RequireSame(this, settings);

    /// <inheritdoc cref="ClusterMessages.Refuse"/>
    internal virtual void Refuse(string reason) => ClusterMessages.Refuse(this, reason);

    /// <inheritdoc cref="ClusterMessages.Sum"/>
    internal virtual ulong Sum(ulong number) => ClusterMessages.Sum(this, number);

    /// <summary>Leaves the cluster. All processes must do so.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the cluster.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
