using System.Diagnostics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The progress of a search after a configuration.</summary>
/// <param name="Completed">The number of completed configurations.</param>
/// <param name="Total">The total number of configurations.</param>
/// <param name="Elapsed">The time since the search started.</param>
/// <param name="Remaining">The estimated remaining time, at the average speed so far.</param>
public readonly record struct SearchProgress(int Completed, int Total, TimeSpan Elapsed, TimeSpan Remaining)
{
    /// <summary><c>3 of 12 configurations, 1.25 seconds, 3.75 left</c>, in the invariant culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Invariant($"{Completed} of {Total} configurations, {Elapsed.TotalSeconds:F2} seconds, {Remaining.TotalSeconds:F2} left");
}

/// <summary>Counts completed configurations, from any thread, and reports each.</summary>
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
