namespace NetGen.Benchmarks;

/// <summary>What one peer took for one workload.</summary>
internal sealed class Row(Workload workload, int threads, string peer)
{
    public Workload Workload { get; } = workload;

    public int Threads { get; } = threads;

    public string Peer { get; } = peer;

    /// <summary>Why there are no measurements, or null if there are.</summary>
    public string? Problem { get; init; }

    /// <summary>Seconds of one run, one for each round, in ascending order.</summary>
    public IReadOnlyList<double> Seconds { get; init; } = [];

    /// <summary>How far the peer is from <see cref="Reference"/>, relative to it.</summary>
    public double Error { get; init; }

    /// <summary>The peer whose losses or outputs these were compared with, or null if there was none.</summary>
    public string? Reference { get; init; }

    public double Median => (Seconds[(Seconds.Count - 1) / 2] + Seconds[Seconds.Count / 2]) / 2;

    public double SamplesPerSecond => Workload.Batch / Median;

    public double FlopsPerSecond => Workload.Flops / Median;

    /// <summary>False for an error above 1e-3, also if it is not a number.</summary>
    public bool Agrees => Error <= 1e-3;
}
