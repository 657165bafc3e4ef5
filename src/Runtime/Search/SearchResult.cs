using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>What a search found: its configurations in order.</summary>
/// <typeparam name="TConfig">What describes a configuration.</typeparam>
public class SearchResult<TConfig>
{
    /// <summary>How much of the message of a configuration that failed is in the table.</summary>
    private const int MessageLength = 60;

    private protected SearchResult(IReadOnlyList<SearchRow<TConfig>> rows, SearchScore score) => (Rows, Score) = (rows, score);

    /// <summary>A row for each configuration, best first; equals in the order they came in, and at the end those that failed.</summary>
    public IReadOnlyList<SearchRow<TConfig>> Rows { get; }

    /// <summary>What the configurations were compared by.</summary>
    public SearchScore Score { get; }

    /// <summary>The best row.</summary>
    /// <exception cref="InvalidOperationException">All configurations failed; the inner exception is that of the first.</exception>
    public SearchRow<TConfig> Best => Rows[0].Error is null
        ? Rows[0]
        : throw new InvalidOperationException($"Expected a configuration that did not fail, but all {Rows.Count} did. The first: {Rows[0].Error!.Message}", Rows[0].Error);

    /// <summary>
    /// A table with a line for each configuration, best first; its numbers are written the same under every culture, and a
    /// configuration as its ToString says. Why one failed is cut to one short line; the row has all of it.
    /// </summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        var table = new TextTable("rank", Score.Name, "+-", "seconds", "configuration");
        for (int i = 0; i < Rows.Count; i++)
        {
            SearchRow<TConfig> row = Rows[i];
            string configuration = Invariant($"{row.Configuration}");
            table.Add(
                Invariant($"{i + 1}"),
                Score.Text(row.Mean),
                Score.Text(row.Deviation),
                Invariant($"{row.Duration.TotalSeconds:F2}"),
                row.Error is null ? configuration : $"{configuration} failed: {Cut(row.Error.Message.ReplaceLineEndings(" "))}");
        }

        return table.ToString();
    }

    /// <summary>A text, or as many whole words of it as are short enough.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= MessageLength)
            return text;

        int end = text.LastIndexOf(' ', MessageLength);
        return $"{text[..(end < 0 ? MessageLength : end)]} ...";
    }
}

/// <summary>What a search found, and how to train the best again.</summary>
/// <typeparam name="TConfig">What describes a configuration.</typeparam>
/// <typeparam name="T">The number type of the networks.</typeparam>
public sealed class SearchResult<TConfig, T> : SearchResult<TConfig>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<TConfig, (ITrainableNetwork<T> Network, TrainingHistory History)> _train;

    internal SearchResult(
        IReadOnlyList<SearchRow<TConfig>> rows, SearchScore score, Func<TConfig, (ITrainableNetwork<T> Network, TrainingHistory History)> train)
        : base(rows, score) => _train = train;

    /// <summary>Trains a new network of the best configuration on all data of the search, as scikit-learn's <c>refit</c> does.</summary>
    /// <returns>The network, of the type that the search was given, and its training's history.</returns>
    /// <exception cref="InvalidOperationException">All configurations failed; the inner exception is that of the first.</exception>
    /// <exception cref="TrainingDivergedException">The training diverged, as in <see cref="Trainer.Fit"/>.</exception>
    /// <example>
    /// <code>
    /// var net = (DigitsNet)result.Refit().Network;
    /// </code>
    /// </example>
    public (ITrainableNetwork<T> Network, TrainingHistory History) Refit() => _train(Best.Configuration);
}
