using static System.FormattableString;

namespace NetGen;

/// <summary>What the trainings of one configuration came to.</summary>
internal sealed record SearchOutcome(Metrics[] Folds, Exception? Error, TimeSpan Duration);

/// <summary>Puts what a search found in order.</summary>
internal static class SearchRanking
{
    /// <summary>The configurations, best first; equals in the order they came in, and at the end those that failed.</summary>
    public static SearchResult<TConfig> Of<TConfig>(IReadOnlyList<TConfig> configurations, SearchOutcome[] outcomes, SearchScore? wanted)
    {
        SearchScore score = wanted ?? (outcomes.All(outcome => outcome.Folds.All(fold => !double.IsNaN(fold.Accuracy))) ? SearchScore.Accuracy : SearchScore.Loss);
        IEnumerable<SearchRow<TConfig>> rows = outcomes
            .Select((outcome, i) => Row(configurations[i], i, outcome, score))
            .OrderBy(row => row.Error is not null)
            .ThenBy(row => score == SearchScore.Loss ? row.Mean : -row.Mean);
        return new([.. rows], score);
    }

    private static SearchRow<TConfig> Row<TConfig>(TConfig configuration, int index, SearchOutcome outcome, SearchScore score)
    {
        double[] scores = Array.ConvertAll(outcome.Folds, fold => score == SearchScore.Loss ? fold.Loss : fold.Accuracy);
        Exception? error = outcome.Error;
        if (error is null && Array.FindIndex(scores, value => !double.IsFinite(value)) is var fold and >= 0)
            error = new InvalidOperationException(Invariant($"Expected a finite {Name(score)}, but got {scores[fold]} on fold {fold}."));
        if (error is not null)
            return new(configuration, index, [], double.NaN, double.NaN, error, outcome.Duration);

        double mean = scores.Sum() / scores.Length;
        double deviation = Math.Sqrt(scores.Sum(value => (value - mean) * (value - mean)) / scores.Length);
        return new(configuration, index, scores, mean, deviation, null, outcome.Duration);
    }

    public static string Name(SearchScore score) => score == SearchScore.Loss ? "loss" : "accuracy";
}
