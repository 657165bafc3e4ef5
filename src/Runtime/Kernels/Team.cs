using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace NetGen.CompilerServices;

/// <summary>Work that consists of independent parts.</summary>
internal abstract class Work
{
    /// <summary>Processes one part of the work.</summary>
    public abstract void Run(int part);
}

/// <summary>
/// Background threads that wait for parts of a product: they spin for as long as the next one usually takes to come,
/// then sleep. There is one team for the process. Results do not depend on which thread processes a part.
/// </summary>
internal static class Team
{
    /// <summary>How long a thread spins before it sleeps: longer than the time between two training steps.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1);

    /// <summary>Whether the platform cannot start threads: WebAssembly, in a browser or elsewhere.</summary>
    public static bool IsSingleThreaded { get; } = OperatingSystem.IsBrowser() || OperatingSystem.IsWasi();

    private static readonly Lock _lock = new();
    private static readonly List<Member> _members = [];
    private static readonly Lock _failureLock = new();
    private static Work? _work;
    private static int _unfinished;

    /// <summary>The exception of the first part that failed, in the order of the parts, and its index.</summary>
    private static (ExceptionDispatchInfo Exception, int Part)? _failure;

    /// <summary>
    /// The next part to start (16 bits), the number of parts (16 bits) and above them the number of the work, so that a
    /// late thread cannot take a part of the next work for its own.
    /// </summary>
    private static long _ticket;

    /// <summary>
    /// Runs all parts, on this thread and the team's, and returns when all are done. This thread processes every part that no other
    /// has started, so it never waits for a thread that has no processor. If another thread has the team, or the
    /// platform starts no threads, this thread processes all parts.
    /// </summary>
    /// <remarks>
    /// A part may run a user's function, which may throw. The other parts still run, because they use buffers that
    /// are pinned only until this returns. Then the exception of the first such part is thrown here, whichever thread it was on.
    /// </remarks>
    public static void Run(Work work, int parts)
    {
        // A user's function in a part may call this method itself.
        if (IsSingleThreaded || parts > short.MaxValue || _lock.IsHeldByCurrentThread || !_lock.TryEnter())
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

    /// <summary>Processes parts while there are some that no thread has started.</summary>
    private static void RunParts()
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int part = (ushort)ticket, parts = (ushort)(ticket >> 16);
            if (part == parts)
                return;

            // Once a part is taken, the work cannot change until that part is done.
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

        /// <summary>Returns when woken, or immediately if it was woken while awake: the caller then looks for work again.</summary>
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
