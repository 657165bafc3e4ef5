using static System.FormattableString;

namespace NetGen;

/// <summary>The results of one configuration: the values of each candidate score on all folds.</summary>
internal sealed record SearchOutcome(IReadOnlyDictionary<SearchScore, double[]> Scores, Exception? Error, TimeSpan Duration);

/// <summary>Ranks the results of a search.</summary>
internal static class SearchRanking
{
    /// <summary>The candidates for the score that ranks: the requested one, or accuracy if all have one and otherwise loss.</summary>
    public static SearchScore[] Candidates(SearchScore? wanted) => wanted is null ? [SearchScore.Accuracy, SearchScore.Loss] : [wanted];

    /// <summary>Returns the first candidate that all successful configurations have, or else the last candidate.</summary>
    public static SearchScore Choose(SearchScore[] candidates, SearchOutcome[] outcomes) =>
        candidates.FirstOrDefault(score => outcomes.All(outcome => outcome.Error is not null || !outcome.Scores[score].Any(double.IsNaN))) ?? candidates[^1];

    /// <summary>Sorts the configurations, best first; ties keep their order, and failed ones come last.</summary>
    public static SearchRow<TConfig>[] Rank<TConfig>(IReadOnlyList<TConfig> configurations, SearchOutcome[] outcomes, SearchScore score) =>
    [
        .. outcomes
            .Select((outcome, i) => Row(configurations[i], i, outcome, score))
            .OrderBy(row => row.Error is not null)
            .ThenBy(row => score.IsHigherBetter ? -row.Mean : row.Mean),
    ];

    private static SearchRow<TConfig> Row<TConfig>(TConfig configuration, int index, SearchOutcome outcome, SearchScore score)
    {
        if (outcome.Error is not null)
            return Failed(outcome.Error);

        double[] scores = outcome.Scores[score];
        int fold = Array.FindIndex(scores, value => !double.IsFinite(value));
        if (fold >= 0)
            return Failed(new InvalidOperationException(Invariant($"Expected a finite {score.Name}, but got {scores[fold]} on fold {fold}.")));

        double mean = scores.Sum() / scores.Length;
        double deviation = Math.Sqrt(scores.Sum(value => (value - mean) * (value - mean)) / scores.Length);
        return new(configuration, index, scores, mean, deviation, null, outcome.Duration);

        SearchRow<TConfig> Failed(Exception error) => new(configuration, index, [], double.NaN, double.NaN, error, outcome.Duration);
    }
}
