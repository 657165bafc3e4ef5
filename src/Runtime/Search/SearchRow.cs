using static System.FormattableString;

namespace NetGen;

/// <summary>The result of one configuration in a search.</summary>
/// <typeparam name="TConfig">The type of a configuration.</typeparam>
/// <param name="Configuration">The configuration.</param>
/// <param name="Index">Its index in the given configurations, from 0.</param>
/// <param name="Scores">The score on each fold; empty if the configuration failed.</param>
/// <param name="Mean">The mean of the scores; NaN if the configuration failed.</param>
/// <param name="Deviation">Their standard deviation, <c>sqrt(sum (s - mean)^2 / k)</c> as in scikit-learn; NaN if the configuration failed.</param>
/// <param name="Error">Why the configuration failed: the exception of the first fold that failed; otherwise null.</param>
/// <param name="Duration">The total duration of its training.</param>
public sealed record SearchRow<TConfig>(
    TConfig Configuration, int Index, IReadOnlyList<double> Scores, double Mean, double Deviation, Exception? Error, TimeSpan Duration)
{
    /// <summary><c>(0.1, 0.0001): 0.9721 +- 0.0112</c>, or why it failed, in the invariant culture.</summary>
    /// <returns>The ToString of the configuration, and its scores.</returns>
    public override string ToString() => Error is null
        ? Invariant($"{Configuration}: {Mean:G6} +- {Deviation:G6}")
        : Invariant($"{Configuration} failed: {Error.Message}");
}
