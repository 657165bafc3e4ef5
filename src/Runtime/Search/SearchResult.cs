using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The result of a search: its configurations in order.</summary>
/// <typeparam name="TConfig">The type of a configuration.</typeparam>
public class SearchResult<TConfig>
{
    /// <summary>The length of the message of a failed configuration in the table.</summary>
    private const int MessageLength = 60;

    private protected SearchResult(IReadOnlyList<SearchRow<TConfig>> rows, SearchScore score) => (Rows, Score) = (rows, score);

    /// <summary>A row for each configuration, best first; ties keep their order, and failed ones come last.</summary>
    public IReadOnlyList<SearchRow<TConfig>> Rows { get; }

    /// <summary>The score that ranks the configurations.</summary>
    public SearchScore Score { get; }

    /// <summary>The best row.</summary>
    /// <exception cref="InvalidOperationException">All configurations failed; the inner exception is that of the first one.</exception>
    public SearchRow<TConfig> Best => Rows[0].Error is null
        ? Rows[0]
        : throw new InvalidOperationException($"Expected a configuration that did not fail, but all {Rows.Count} did. The first: {Rows[0].Error!.Message}", Rows[0].Error);

    /// <summary>
    /// A table with a line for each configuration, best first, in the invariant culture. Configurations appear as their ToString.
    /// The message of a failed configuration is cut to one short line; the row has all of it.
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

    /// <summary>Cuts a text to as many whole words as fit.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= MessageLength)
            return text;

        int end = text.LastIndexOf(' ', MessageLength);
        return $"{text[..(end < 0 ? MessageLength : end)]} ...";
    }
}

/// <summary>The result of a search, which can train the best configuration again.</summary>
/// <typeparam name="TConfig">The type of a configuration.</typeparam>
/// <typeparam name="T">The number type of the networks.</typeparam>
public sealed class SearchResult<TConfig, T> : SearchResult<TConfig>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<TConfig, (ITrainableNetwork<T> Network, TrainingHistory History)> _train;

    internal SearchResult(
        IReadOnlyList<SearchRow<TConfig>> rows, SearchScore score, Func<TConfig, (ITrainableNetwork<T> Network, TrainingHistory History)> train)
        : base(rows, score) => _train = train;

    /// <summary>Trains a new network with the best configuration on all data of the search, like scikit-learn's <c>refit</c>.</summary>
    /// <returns>The network, of the type that the search created, and its training history.</returns>
    /// <exception cref="InvalidOperationException">All configurations failed; the inner exception is that of the first one.</exception>
    /// <exception cref="TrainingDivergedException">Training diverged, as in <see cref="Trainer.Fit"/>.</exception>
    /// <example>
    /// <code>
    /// var net = (DigitsNet)result.Refit().Network;
    /// </code>
    /// </example>
    public (ITrainableNetwork<T> Network, TrainingHistory History) Refit() => _train(Best.Configuration);
}
