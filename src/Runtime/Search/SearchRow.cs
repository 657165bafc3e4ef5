using static System.FormattableString;

namespace NetGen;

/// <summary>What a search found of one configuration.</summary>
/// <typeparam name="TConfig">What describes a configuration.</typeparam>
/// <param name="Configuration">The configuration.</param>
/// <param name="Index">Its place among those that were searched, from 0.</param>
/// <param name="Scores">The score on each fold; none if the configuration failed.</param>
/// <param name="Mean">The mean of the scores; NaN if the configuration failed.</param>
/// <param name="Deviation">Their standard deviation, <c>sqrt(sum (s - mean)^2 / k)</c> as in scikit-learn; NaN if the configuration failed.</param>
/// <param name="Error">Why the configuration failed, or null: the exception of the first fold that had one.</param>
/// <param name="Duration">How long all its trainings took.</param>
public sealed record SearchRow<TConfig>(
    TConfig Configuration, int Index, IReadOnlyList<double> Scores, double Mean, double Deviation, Exception? Error, TimeSpan Duration)
{
    /// <summary><c>(0.1, 0.0001): 0.9721 +- 0.0112</c>, or why it failed, the same under every culture.</summary>
    /// <returns>The configuration as its ToString says, and its scores.</returns>
    public override string ToString() => Error is null
        ? Invariant($"{Configuration}: {Mean:G6} +- {Deviation:G6}")
        : Invariant($"{Configuration} failed: {Error.Message}");
}
