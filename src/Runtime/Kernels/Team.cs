using System.Diagnostics;

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

    private static readonly Lock _lock = new();
    private static readonly List<Member> _members = [];
    private static Work? _work;
    private static int _unfinished;

    /// <summary>
    /// Runs all parts, the first on this thread and each other on one of the team's; returns when all are done. If
    /// another thread has the team, this thread does all parts.
    /// </summary>
    public static void Run(Work work, int parts)
    {
        if (!_lock.TryEnter())
        {
            for (int part = 0; part < parts; part++)
                work.Run(part);

            return;
        }

        try
        {
            while (_members.Count < parts - 1)
                _members.Add(new Member(_members.Count + 1));

            _work = work;
            Volatile.Write(ref _unfinished, parts - 1);
            for (int part = 1; part < parts; part++)
                _members[part - 1].Start();

            work.Run(0);
            var spinner = new SpinWait();
            while (Volatile.Read(ref _unfinished) > 0)
                spinner.SpinOnce(sleep1Threshold: -1);
        }
        finally
        {
            _work = null;
            _lock.Exit();
        }
    }

    private sealed class Member
    {
        private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);
        private readonly int _part;
        private int _started;

        public Member(int part)
        {
            _part = part;
            new Thread(Loop) { IsBackground = true, Name = $"NetGen {part}" }.Start();
        }

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
                _work!.Run(_part);
                Interlocked.Decrement(ref _unfinished);
            }
        }
    }
}
