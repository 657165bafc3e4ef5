using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NetGen.CompilerServices;

/// <summary>Work that falls into parts which do not touch each other's results.</summary>
internal abstract class Work
{
    /// <summary>Does one part of the work.</summary>
    public abstract void Run(int part);
}

/// <summary>
/// Background threads that wait for parts of a product: spinning for as long as the next one usually takes to come,
/// then asleep. There is one team for the process. Which thread does a part does not show in any bit.
/// </summary>
internal static class Team
{
    /// <summary>How long a thread looks for work before it sleeps: longer than what lies between two steps of a training.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether the platform starts no threads: WebAssembly, in a page or outside.</summary>
    private static readonly bool _isSingleThreaded = OperatingSystem.IsBrowser() || OperatingSystem.IsWasi();

    private static readonly Lock _lock = new();
    private static readonly List<Member> _members = [];
    private static readonly Lock _failureLock = new();
    private static Work? _work;
    private static int _unfinished;

    /// <summary>The exception of the first part that had one, in the order of the parts, and that part.</summary>
    private static (ExceptionDispatchInfo Exception, int Part)? _failure;

    /// <summary>
    /// The next part that nobody has begun (16 bits), the number of parts (16 bits) and above them that of the work, so that a
    /// thread that comes late cannot take a part of the next one for its own.
    /// </summary>
    private static long _ticket;

    /// <summary>
    /// Runs all parts, on this thread and the team's; returns when all are done. A part that no other thread has begun is
    /// done by this one, which so never waits for a thread that has no processor. If another thread has the team, or the
    /// platform starts no threads, this thread does all parts.
    /// </summary>
    /// <remarks>
    /// A part may run a function of the user's, which may throw. The others are done all the same, since they use buffers that
    /// stay in place only until this returns; then the exception of the first such part is thrown here, on whichever thread it was.
    /// </remarks>
    public static void Run(Work work, int parts)
    {
        // A function of the user's, in a part, may itself come here.
        if (_isSingleThreaded || parts > short.MaxValue || _lock.IsHeldByCurrentThread || !_lock.TryEnter())
        {
            for (int part = 0; part < parts; part++)
                work.Run(part);

            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            while (_members.Count < parts - 1)
                _members.Add(new Member(_members.Count + 1));

            _work = work;
            _unfinished = parts;
            Volatile.Write(ref _ticket, (((_ticket >> 32) + 1) << 32) | ((long)parts << 16));
            for (int member = 0; member < parts - 1; member++)
                _members[member].Start();

            RunParts();
            var spinner = new SpinWait();
            while (Volatile.Read(ref _unfinished) > 0)
                spinner.SpinOnce(sleep1Threshold: -1);
        }
        finally
        {
            failure = _failure?.Exception;
            (_work, _failure) = (null, null);
            _lock.Exit();
        }

        failure?.Throw();
    }

    /// <summary>Does parts for as long as there are some that nobody has begun.</summary>
    private static void RunParts()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int part = (ushort)ticket, parts = (ushort)(ticket >> 16);
            if (part == parts)
                return;

            // Once a part is taken, the work stays until it is done.
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
            {
                RunPart(part);
                Interlocked.Decrement(ref _unfinished);
            }
        }
    }

    private static void RunPart(int part)
    {
        try
        {
            _work!.Run(part);
        }
        catch (Exception e)
        {
            lock (_failureLock)
            {
                if (_failure is not { } first || part < first.Part)
                    _failure = (ExceptionDispatchInfo.Capture(e), part);
            }
        }
    }

    private sealed class Member
    {
        private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);
        private int _started;

        public Member(int number) => new Thread(Loop) { IsBackground = true, Name = $"NetGen {number}" }.Start();

        public void Start()
        {
            Volatile.Write(ref _started, 1);
            _wake.Set();
        }

        /// <summary>Returns when woken, or at once if it was woken while awake: the caller looks again.</summary>
        private void Sleep()
        {
            _wake.Wait();
            _wake.Reset();
        }

        private void Loop()
        {
            while (true)
            {
                long since = Stopwatch.GetTimestamp();
                while (Volatile.Read(ref _started) == 0)
                {
                    if (Stopwatch.GetElapsedTime(since) < _patience)
                        Thread.SpinWait(8);
                    else
                        Sleep();
                }

                Volatile.Write(ref _started, 0);
                RunParts();
            }
        }
    }
}
