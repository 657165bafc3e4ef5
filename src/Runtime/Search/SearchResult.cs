using static System.FormattableString;

namespace NetGen;

/// <summary>What a search found: its configurations in order.</summary>
/// <typeparam name="TConfig">What describes a configuration.</typeparam>
public sealed class SearchResult<TConfig>
{
    internal SearchResult(IReadOnlyList<SearchRow<TConfig>> rows, SearchScore score) => (Rows, Score) = (rows, score);

    /// <summary>A row for each configuration, best first; equals in the order they came in, and at the end those that failed.</summary>
    public IReadOnlyList<SearchRow<TConfig>> Rows { get; }

    /// <summary>What the configurations were compared by.</summary>
    public SearchScore Score { get; }

    /// <summary>The best row.</summary>
    /// <exception cref="InvalidOperationException">All configurations failed; the inner exception is that of the first.</exception>
    public SearchRow<TConfig> Best => Rows[0].Error is null
        ? Rows[0]
        : throw new InvalidOperationException($"Expected a configuration that did not fail, but all {Rows.Count} did. The first: {Rows[0].Error!.Message}", Rows[0].Error);

    /// <summary>A table with a line for each configuration, best first; its numbers are written the same under every culture, and a configuration as its ToString says.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        var table = new TextTable("rank", SearchRanking.Name(Score), "+-", "seconds", "configuration");
        for (int i = 0; i < Rows.Count; i++)
        {
            SearchRow<TConfig> row = Rows[i];
            string configuration = Invariant($"{row.Configuration}");
            table.Add(
                Invariant($"{i + 1}"),
                Number(row.Mean),
                Number(row.Deviation),
                Invariant($"{row.Duration.TotalSeconds:F2}"),
                row.Error is null ? configuration : $"{configuration} failed: {row.Error.Message}");
        }

        return table.ToString();
    }

    private string Number(double value) =>
        double.IsNaN(value) ? "-" : Score == SearchScore.Loss ? Invariant($"{value:G6}") : Invariant($"{100 * value:F2} %");
}
