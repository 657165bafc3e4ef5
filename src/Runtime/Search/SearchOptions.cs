using static System.FormattableString;

namespace NetGen;

/// <summary>The settings of <see cref="Search.CrossValidate"/>, which checks them.</summary>
public sealed class SearchOptions
{
    /// <summary>The number k of folds: from 2 to the number of samples.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The seed of the folds: the same seed gives the same folds.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// What configurations are compared by: a metric of the reports such as <see cref="SearchScore.MacroF1"/>, or a function of
    /// yours (<see cref="SearchScore.Of{T}"/>). Null is accuracy where all networks have one, otherwise loss.
    /// </summary>
    public SearchScore? Score { get; init; }

    /// <summary>How many configurations are trained at a time, 1 or more; as many as there are processors unless set. It does not change the result.</summary>
    public int DegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Told of every configuration that is done, one call at a time, or null.</summary>
    public IProgress<SearchProgress>? Progress { get; init; }

    /// <summary>Looked at before every training of a fold. To stop within one, give it to the training's options, too.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Throws unless every setting is in its range; that of the folds depends on the data.</summary>
    internal void Check()
    {
        if (DegreeOfParallelism < 1)
            throw new ArgumentException(Invariant($"Expected {nameof(DegreeOfParallelism)} of 1 or more, but got {DegreeOfParallelism}."), "options");
    }
}
