namespace NetGen.CompilerServices;

/// <summary>Work on independent items. It holds pointers, whose targets the caller pins until it is done.</summary>
internal interface IJob
{
    /// <summary>Processes the items from <paramref name="first"/> (inclusive) to <paramref name="end"/> (exclusive).</summary>
    void Run(int first, int end);
}

/// <summary>Runs jobs whose items are divided among threads, each with consecutive items. Results do not depend on which thread processes an item.</summary>
internal static class Parts
{
    /// <summary>The number of multiply-adds worth a thread: about 10 microseconds.</summary>
    private const int WorkOfThread = 1 << 18;

    /// <summary>Processes all items with as many threads as the work is worth.</summary>
    /// <param name="job">The job.</param>
    /// <param name="items">The number of its items.</param>
    /// <param name="work">The approximate number of multiply-adds.</param>
    /// <param name="threads">The number of threads that may share them.</param>
    public static void Run<TJob>(in TJob job, int items, long work, int threads)
        where TJob : struct, IJob => Run(job, items, (int)Math.Min(threads, work / WorkOfThread));

    /// <summary>Processes all items with up to this many threads.</summary>
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
