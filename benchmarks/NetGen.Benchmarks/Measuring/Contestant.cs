namespace NetGen.Benchmarks;

/// <summary>A peer at one workload. If it fails, its row says so and the others go on.</summary>
internal sealed class Contestant : IDisposable
{
    private readonly IPeer _peer;
    private readonly Workload _workload;
    private readonly int _threads;
    private readonly List<double> _seconds = [];
    private readonly IJob? _job;
    private float[] _probe = [];
    private int _times = 1;

    public Contestant(IPeer peer, Workload workload, int threads)
    {
        (_peer, _workload, _threads) = (peer, workload, threads);
        Problem = peer.Problem;
        Try(() => peer.Prepare(workload, threads), out _job);
    }

    public bool IsNetGen => _peer.Name.StartsWith("NetGen", StringComparison.Ordinal);

    public string? Problem { get; private set; }

    /// <summary>Warms the job up, and finds how many runs fill a measurement.</summary>
    public void WarmUp(Options options)
    {
        // A copy: a job may return the buffer that it goes on writing to.
        if (Try(() => _job!.Probe(), out float[]? probe))
            _probe = [.. probe!];

        double total = 0, seconds = 0;
        long runs = 0;
        while (Problem is null && (seconds < options.Window || total < options.WarmUp || (runs < options.WarmUpRuns && total < options.LongestWarmUp)))
        {
            if (seconds > 0)
                _times = (int)Math.Clamp(Math.Ceiling(1.1 * _times * options.Window / seconds), 1, 10.0 * _times);
            Try(() => _job!.Run(_times), out seconds);
            total += seconds;
            runs += _times;
        }
    }

    public void Measure()
    {
        if (Try(() => _job!.Run(_times), out double seconds))
            _seconds.Add(seconds / _times);
    }

    public Row ToRow(Contestant? reference) => new(_workload, _threads, _peer.Name)
    {
        Problem = Problem,
        Seconds = [.. _seconds.Order()],
        Reference = reference is null || reference == this ? null : reference._peer.Name,
        Error = reference is null || Problem is not null ? 0 : RelativeError(_probe, reference._probe),
    };

    public void Dispose() => _job?.Dispose();

    /// <summary>The largest difference, relative to the largest number; NaN if one is NaN, as Math.Max has it.</summary>
    private static double RelativeError(float[] values, float[] reference) =>
        values.Zip(reference, (value, expected) => Math.Abs(value - expected)).Aggregate(Math.Max) / (double)reference.Max(Math.Abs);

    private bool Try<T>(Func<T> action, out T? result)
    {
        result = default;
        if (Problem is not null)
            return false;

        try
        {
            result = action();
            return true;
        }
        catch (Exception exception)
        {
            Problem = exception.Message;
            return false;
        }
    }
}
