using System.Diagnostics;
using static System.FormattableString;

namespace NetGen;

/// <summary>How far a search is, after each configuration.</summary>
/// <param name="Completed">The number of configurations that are done.</param>
/// <param name="Total">The number of all configurations.</param>
/// <param name="Elapsed">The time since the search began.</param>
/// <param name="Remaining">How much longer it takes, if configurations go on to take as long as so far.</param>
public readonly record struct SearchProgress(int Completed, int Total, TimeSpan Elapsed, TimeSpan Remaining)
{
    /// <summary><c>3 of 12 configurations, 1.25 seconds, 3.75 left</c>, the same under every culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{Completed} of {Total} configurations, {Elapsed.TotalSeconds:F2} seconds, {Remaining.TotalSeconds:F2} left");
}

/// <summary>Counts the configurations that are done, from whichever thread, and tells of each.</summary>
internal sealed class SearchCounter(int total, IProgress<SearchProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _completed;

    public void Increment()
    {
        lock (_lock)
        {
            _completed++;
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
            progress?.Report(new(_completed, total, elapsed, elapsed * ((double)(total - _completed) / _completed)));
        }
    }
}
