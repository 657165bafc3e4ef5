namespace NetGen.CompilerServices;

/// <summary>Work on items that do not touch each other's results.</summary>
internal interface IJob
{
    /// <summary>Does the items from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    void Run(int first, int end);
}

/// <summary>Divides the items of a job among threads. Which thread does an item does not show in any bit.</summary>
internal static class Parts
{
    /// <summary>How many multiply-adds are worth a thread: some 10 microseconds.</summary>
    private const int WorkOfThread = 1 << 18;

    /// <summary>Does all items; the caller keeps what the job points to in place until this returns.</summary>
    /// <param name="job">The job.</param>
    /// <param name="items">The number of its items.</param>
    /// <param name="work">About how many multiply-adds they are.</param>
    /// <param name="threads">How many threads may share them.</param>
    public static void Run<TJob>(TJob job, int items, long work, int threads)
        where TJob : struct, IJob
    {
        int parts = (int)Math.Min(Math.Min(threads, items), work / WorkOfThread);
        if (parts > 1)
            PartsWork<TJob>.Run(job, items, parts);
        else
            job.Run(0, items);
    }

    private sealed class PartsWork<TJob> : Work
        where TJob : struct, IJob
    {
        [ThreadStatic]
        private static PartsWork<TJob>? _ofThread;

        private TJob _job;
        private int _items, _parts;

        public static void Run(TJob job, int items, int parts)
        {
            PartsWork<TJob> work = _ofThread ??= new PartsWork<TJob>();
            (work._job, work._items, work._parts) = (job, items, parts);
            Team.Run(work, parts);
        }

        public override void Run(int part) => _job.Run(First(part), First(part + 1));

        private int First(int part) => (int)((long)_items * part / _parts);
    }
}
