using System.Diagnostics;
using System.Numerics;

namespace NetGen;

/// <summary>Finds good settings of networks and training: each configuration is trained and scored on every fold of the data.</summary>
/// <example>
/// <code>
/// var grid = from rate in new[] { 0.01, 0.1 } from l2 in new[] { 0, 1e-4 } select (Rate: rate, L2: l2);
/// var result = Search.CrossValidate(
///     grid.ToArray(), data, c => new DigitsNet(seed: 1), c => new TrainingOptions { Optimizer = new Sgd(c.Rate), L2 = c.L2 });
/// Console.WriteLine(result);
/// </code>
/// </example>
public static class Search
{
    /// <summary>Draws configurations at random.</summary>
    /// <typeparam name="TConfig">The type of a configuration.</typeparam>
    /// <param name="count">The number of configurations, 1 or more.</param>
    /// <param name="seed">The same seed gives the same configurations.</param>
    /// <param name="draw">Creates a configuration from the numbers that it draws.</param>
    /// <returns>The configurations.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public static TConfig[] Draw<TConfig>(int count, int seed, Func<SearchSampler, TConfig> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        Setting.AtLeastOne(count);
        var sampler = new SearchSampler(seed);
        var configurations = new TConfig[count];
        for (int i = 0; i < count; i++)
            configurations[i] = draw(sampler);
        return configurations;
    }

    /// <summary>
    /// Scores each configuration by k-fold cross-validation (<see cref="DatasetFolds.KFold"/>): k times, a new network is
    /// trained on all folds but one and evaluated on that one. Configurations are trained in parallel; the result
    /// does not depend on the degree of parallelism.
    /// </summary>
    /// <typeparam name="TConfig">The type of a configuration; the table of results shows its ToString.</typeparam>
    /// <typeparam name="T">The number type of the networks.</typeparam>
    /// <param name="configurations">The configurations, at least one: a grid, or drawn by <see cref="Draw"/>.</param>
    /// <param name="data">The data.</param>
    /// <param name="createNetwork">Creates a new network for a configuration at every call; called from many threads.</param>
    /// <param name="createOptions">Creates the settings of its training; called from many threads, and once more before the first training.</param>
    /// <param name="options">The settings of the search, or null for the defaults.</param>
    /// <returns>
    /// A row for each configuration, best first; one that failed or diverged is a row with its exception.
    /// <see cref="SearchResult{TConfig, T}.Refit"/> trains the best one again on all data.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There is no configuration; or a setting is out of range, such as a <see cref="SearchOptions.DegreeOfParallelism"/> of two or more on a
    /// <see cref="TrainingOptions.Cluster"/> of several processes.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="SearchOptions.CancellationToken"/> was canceled.</exception>
    public static SearchResult<TConfig, T> CrossValidate<TConfig, T>(
        IReadOnlyList<TConfig> configurations,
        Dataset data,
        Func<TConfig, ITrainableNetwork<T>> createNetwork,
        Func<TConfig, TrainingOptions> createOptions,
        SearchOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(configurations);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(createNetwork);
        ArgumentNullException.ThrowIfNull(createOptions);
        options ??= new();
        options.Check();
        if (configurations.Count == 0)
            throw new ArgumentException("Expected 1 or more configurations, but got 0.", nameof(configurations));

        int degree = options.DegreeOf(configurations.Any(IsOnCluster));
        (Dataset Train, Dataset Test)[] folds = data.KFold(options.Folds, options.Seed);
        SearchScore[] candidates = SearchRanking.Candidates(options.Score);
        var outcomes = new SearchOutcome[configurations.Count];
        var counter = new SearchCounter(configurations.Count, options.Progress);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = options.CancellationToken };
        Parallel.For(0, configurations.Count, parallel, i =>
        {
            outcomes[i] = Run(folds, candidates, train => Train(configurations[i], train), options.CancellationToken);
            counter.Increment();
        });
        SearchScore score = SearchRanking.Choose(candidates, outcomes);
        return new(SearchRanking.Rank(configurations, outcomes, score), score, best => Train(best, data));

        (ITrainableNetwork<T> Network, TrainingHistory History) Train(TConfig configuration, Dataset train)
        {
            ITrainableNetwork<T> network = createNetwork(configuration) ?? throw new InvalidOperationException($"Expected {nameof(createNetwork)} to return a network, but got null.");
            TrainingOptions settings = createOptions(configuration) ?? throw new InvalidOperationException($"Expected {nameof(createOptions)} to return settings, but got null.");
            if (settings.CheckpointPath is not null)
                throw new ArgumentException($"Expected no {nameof(settings.CheckpointPath)} in a search, because all runs would share the file, but got {settings.CheckpointPath}.");

            return (network, Trainer.Fit(network, train, settings));
        }

        bool IsOnCluster(TConfig configuration)
        {
            try
            {
                return createOptions(configuration)?.Cluster is { Size: > 1 };
            }
            catch (Exception)
            {
                // The row of the configuration will have it.
                return false;
            }
        }
    }

    private static SearchOutcome Run<T>(
        (Dataset Train, Dataset Test)[] folds, SearchScore[] candidates, Func<Dataset, (ITrainableNetwork<T> Network, TrainingHistory History)> train, CancellationToken token)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long began = Stopwatch.GetTimestamp();
        Dictionary<SearchScore, double[]> scores = candidates.ToDictionary(score => score, _ => new double[folds.Length]);
        try
        {
            for (int fold = 0; fold < folds.Length; fold++)
            {
                token.ThrowIfCancellationRequested();
                ITrainableNetwork<T> network = train(folds[fold].Train).Network;
                foreach (SearchScore score in candidates)
                    scores[score][fold] = score.Evaluate(network, folds[fold].Test);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // With this token, whichever one training checked: Parallel then throws it instead of an AggregateException.
            throw new OperationCanceledException(token);
        }
        catch (Exception e)
        {
            return new(scores, e, Stopwatch.GetElapsedTime(began));
        }

        return new(scores, null, Stopwatch.GetElapsedTime(began));
    }
}
