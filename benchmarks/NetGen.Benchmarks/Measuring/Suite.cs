namespace NetGen.Benchmarks;

/// <summary>Measures workloads with all peers in turn, so that a drift of the machine's speed meets all of them.</summary>
internal sealed class Suite(Options options, IReadOnlyList<IPeer> peers)
{
    /// <summary>The best peak seen between measurements, in FLOP/s, by the number of threads.</summary>
    public Dictionary<int, double> Peaks { get; } = [];

    /// <summary>Measures every workload with every number of threads; yields rows as they are done.</summary>
    public IEnumerable<Row> Run()
    {
        foreach (Workload workload in options.Workloads)
        {
            foreach (int threads in options.Threads)
            {
                foreach (Row row in Run(workload, threads))
                    yield return row;
            }
        }
    }

    private List<Row> Run(Workload workload, int threads)
    {
        List<Contestant> contestants = [.. peers.Where(peer => peer.Supports(workload, threads)).Select(peer => new Contestant(peer, workload, threads))];
        if (contestants.Count == 0)
            return [];

        foreach (Contestant contestant in contestants)
            contestant.WarmUp(options);

        for (int round = 0; round < options.Rounds; round++)
        {
            Peaks[threads] = Math.Max(Peaks.GetValueOrDefault(threads), Peak.Measure(threads));
            foreach (Contestant contestant in contestants)
                contestant.Measure();
        }

        // The first that NetGen can be judged by: itself only if it is alone.
        Contestant? reference = contestants.FirstOrDefault(contestant => !contestant.IsNetGen && contestant.Problem is null);
        List<Row> rows = [.. contestants.Select(contestant => contestant.ToRow(reference))];
        contestants.ForEach(contestant => contestant.Dispose());
        return rows;
    }
}
