namespace NetGen.CompilerServices;

/// <summary>Work on items that do not touch each other's results. It holds pointers, which the caller keeps in place until it is done.</summary>
internal interface IJob
{
    /// <summary>Does the items from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    void Run(int first, int end);
}

/// <summary>Jobs whose items are divided among threads, each of which has a run of neighbours. Which thread does an item does not show in any bit.</summary>
internal static class Parts
{
    /// <summary>How many multiply-adds are worth a thread: some 10 microseconds.</summary>
    private const int WorkOfThread = 1 << 18;

    /// <summary>Does all items with as many threads as so many multiply-adds are worth.</summary>
    /// <param name="job">The job.</param>
    /// <param name="items">The number of its items.</param>
    /// <param name="work">About how many multiply-adds they are.</param>
    /// <param name="threads">How many threads may share them.</param>
    public static void Run<TJob>(in TJob job, int items, long work, int threads)
        where TJob : struct, IJob => Run(job, items, (int)Math.Min(threads, work / WorkOfThread));

    /// <summary>Does all items with up to so many threads.</summary>
    public static void Run<TJob>(in TJob job, int items, int threads)
        where TJob : struct, IJob
    {
        int parts = Math.Min(threads, items);
        if (parts > 1)
            JobWork<TJob>.Run(job, items, parts);
        else
            job.Run(0, items);
    }

    private sealed class JobWork<TJob> : Work
        where TJob : struct, IJob
    {
        [ThreadStatic]
        private static JobWork<TJob>? _ofThread;

        private TJob _job;
        private int _items, _parts;

        public static void Run(in TJob job, int items, int parts)
        {
            JobWork<TJob> work = _ofThread ??= new JobWork<TJob>();
            (work._job, work._items, work._parts) = (job, items, parts);
            Team.Run(work, parts);
        }

        public override void Run(int part) => _job.Run(First(part), First(part + 1));

        private int First(int part) => (int)((long)_items * part / _parts);
    }
}
