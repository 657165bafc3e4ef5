using static System.FormattableString;

namespace NetGen;

/// <summary>What the trainings of one configuration came to: each fold by each score that may be the one to compare by.</summary>
internal sealed record SearchOutcome(IReadOnlyDictionary<SearchScore, double[]> Scores, Exception? Error, TimeSpan Duration);

/// <summary>Puts what a search found in order.</summary>
internal static class SearchRanking
{
    /// <summary>The scores that may be the one to compare by: the one asked for, or accuracy where all have one, otherwise loss.</summary>
    public static SearchScore[] Candidates(SearchScore? wanted) => wanted is null ? [SearchScore.Accuracy, SearchScore.Loss] : [wanted];

    /// <summary>The first of the candidates that all configurations have that did not fail, or else the last.</summary>
    public static SearchScore Choose(SearchScore[] candidates, SearchOutcome[] outcomes) =>
        candidates.FirstOrDefault(score => outcomes.All(outcome => outcome.Error is not null || !outcome.Scores[score].Any(double.IsNaN))) ?? candidates[^1];

    /// <summary>The configurations, best first; equals in the order they came in, and at the end those that failed.</summary>
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
