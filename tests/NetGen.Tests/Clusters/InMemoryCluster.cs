using System.Collections.Concurrent;

namespace NetGen.Tests.Clusters;

/// <summary>
/// A rank of a cluster whose processes are threads of this one. A message is handed over only when both sides have come to it, as MPI may do
/// with long ones: an exchange that counts on a buffer waits here, and fails after a minute.
/// </summary>
internal sealed class InMemoryCluster : Cluster
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Switchboard _switchboard;

    private InMemoryCluster(Switchboard switchboard, int rank) => (_switchboard, Rank) = (switchboard, rank);

    public override int Rank { get; }

    public override int Size => _switchboard.Size;

    /// <summary>How many messages this rank has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How many messages this rank has received.</summary>
    public int Received { get; private set; }

    /// <summary>How many times this rank has called <see cref="Exchange"/>.</summary>
    public int Exchanges { get; private set; }

    /// <summary>How many bytes this rank has sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>What the first call of <see cref="Abort"/> on any rank said; null without one.</summary>
    public string? AbortReason => _switchboard.AbortReason;

    /// <summary>Runs a program on all ranks. What any of them throws is thrown.</summary>
    public static T[] Run<T>(int size, Func<InMemoryCluster, T> program)
    {
        var results = new T[size];
        Exception?[] faults = Run(size, cluster => { results[cluster.Rank] = program(cluster); });
        return faults.OfType<Exception>().ToArray() is { Length: > 0 } thrown ? throw new AggregateException(thrown) : results;
    }

    /// <summary>Runs a program on all ranks, and returns what each of them threw, or null.</summary>
    public static Exception?[] Run(int size, Action<InMemoryCluster> program)
    {
        var switchboard = new Switchboard(size);
        var faults = new Exception?[size];
        Thread[] threads = [.. Enumerable.Range(0, size).Select(rank => new Thread(() =>
        {
            try
            {
                using var cluster = new InMemoryCluster(switchboard, rank);
                program(cluster);
            }
            catch (Exception exception)
            {
                faults[rank] = exception;
            }
            finally
            {
                switchboard.Leave(rank);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return faults;
    }

    public override void Exchange(ReadOnlySpan<byte> sent, int? to, Span<byte> received, int? from)
    {
        Exchanges++;
        Message? message = null;
        if (to is { } receiver)
        {
            message = new(sent.ToArray());
            _switchboard.Lane(Rank, receiver).Enqueue(message);
            _switchboard.Wake(receiver);
            Sent++;
            BytesSent += sent.Length;
        }

        if (from is { } sender)
        {
            ConcurrentQueue<Message> lane = _switchboard.Lane(sender, Rank);
            Message? incoming = null;
            _switchboard.Wait(Rank, () => lane.TryDequeue(out incoming), other: sender);
            if (incoming!.Bytes.Length != received.Length)
                throw new InvalidOperationException($"Expected a message of {received.Length} bytes from rank {sender}, but got {incoming.Bytes.Length}.");

            incoming.Bytes.CopyTo(received);
            incoming.IsTaken = true;
            _switchboard.Wake(sender);
            Received++;
        }

        if (message is not null)
            _switchboard.Wait(Rank, () => message.IsTaken, other: to!.Value);
    }

    public override void Abort(string reason) => _switchboard.Abort($"rank {Rank}: {reason}");

    private sealed class Message(byte[] bytes)
    {
        private volatile bool _isTaken;

        public byte[] Bytes { get; } = bytes;

        public bool IsTaken
        {
            get => _isTaken;
            set => _isTaken = value;
        }
    }

    /// <summary>What the ranks share.</summary>
    private sealed class Switchboard(int size)
    {
        private readonly ConcurrentQueue<Message>[] _lanes = [.. Enumerable.Range(0, size * size).Select(_ => new ConcurrentQueue<Message>())];
        private readonly object[] _bells = [.. Enumerable.Range(0, size).Select(_ => new object())];
        private readonly bool[] _hasLeft = new bool[size];
        private string? _abortReason;

        public int Size => size;

        public string? AbortReason => _abortReason;

        public ConcurrentQueue<Message> Lane(int from, int to) => _lanes[from * size + to];

        public void Abort(string reason)
        {
            Interlocked.CompareExchange(ref _abortReason, reason, null);
            WakeAll();
        }

        public void Leave(int rank)
        {
            Volatile.Write(ref _hasLeft[rank], true);
            WakeAll();
        }

        /// <summary>Lets a rank look again at what it waits for.</summary>
        public void Wake(int rank)
        {
            lock (_bells[rank])
                Monitor.PulseAll(_bells[rank]);
        }

        /// <summary>Waits until something is done, which the other rank can do as long as it has not left.</summary>
        public void Wait(int rank, Func<bool> isDone, int other)
        {
            lock (_bells[rank])
            {
                while (true)
                {
                    bool isHopeless = Volatile.Read(ref _hasLeft[other]);
                    if (isDone())
                        return;
                    if (Volatile.Read(ref _abortReason) is { } reason)
                        throw new AbortedException($"Aborted by {reason}");
                    if (isHopeless)
                        throw new AbortedException($"Rank {other} has left.");
                    if (!Monitor.Wait(_bells[rank], _patience))
                        throw new TimeoutException($"Rank {other} has not come to the exchange for {_patience}.");
                }
            }
        }

        private void WakeAll()
        {
            for (int rank = 0; rank < size; rank++)
                Wake(rank);
        }
    }
}

/// <summary>Another rank has ended the job. A real process would be gone.</summary>
internal sealed class AbortedException(string message) : Exception(message);
