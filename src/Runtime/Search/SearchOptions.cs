using static System.FormattableString;

namespace NetGen;

/// <summary>The settings of <see cref="Search.CrossValidate"/>, which validates them.</summary>
public sealed class SearchOptions
{
    private readonly int? _degree;

    /// <summary>The number k of folds: from 2 to the number of samples.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The seed of the folds: the same seed gives the same folds.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The score that ranks configurations: a metric of the reports such as <see cref="SearchScore.MacroF1"/>, or a function of your
    /// own (<see cref="SearchScore.Of{T}"/>). Null for accuracy if all networks have one, otherwise loss.
    /// </summary>
    public SearchScore? Score { get; init; }

    /// <summary>
    /// The number of configurations to train at a time, 1 or more; by default, the number of processors. It does not change the result. A search on
    /// a <see cref="TrainingOptions.Cluster"/> of several processes trains one at a time, and refuses another number.
    /// </summary>
    public int DegreeOfParallelism
    {
        get => _degree ?? Environment.ProcessorCount;
        init => _degree = value;
    }

    /// <summary>Receives a report after every configuration, one call at a time, or null.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }

    /// <summary>Checked before every training of a fold. To stop within one, set it in the training options too.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>How many configurations a search trains at a time, whose trainings run on a cluster of several processes or not.</summary>
    internal int DegreeOf(bool isOnCluster) => isOnCluster && _degree > 1
        ? throw new ArgumentException(Invariant($"Expected a {nameof(DegreeOfParallelism)} of 1 in a search on a cluster, whose processes train one configuration after the other, but got {_degree}."), "options")
        : isOnCluster ? 1 : DegreeOfParallelism;

    /// <summary>Throws unless every setting is in range; the range of the folds depends on the data.</summary>
    internal void Check()
    {
        if (DegreeOfParallelism < 1)
            throw new ArgumentException(Invariant($"Expected {nameof(DegreeOfParallelism)} of 1 or more, but got {DegreeOfParallelism}."), "options");
    }
}
