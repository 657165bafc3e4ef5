using System.Numerics;

namespace NetGen;

/// <summary>Everything that changes during training.</summary>
internal sealed class TrainingState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Room for more records is allocated as needed: many callers ask for more epochs than they train.
    private const int RecordsAhead = 1024;

    private readonly TrainingOptions _options;

    /// <summary>The state before the first step.</summary>
    public TrainingState(ITrainableNetwork<T> network, int samples, long stepsPerEpoch, TrainingOptions options)
    {
        (Network, StepsPerEpoch, _options) = (network, stepsPerEpoch, options);
        Optimizer = CreateOptimizer(options.Optimizer, network.Info);
        Optimizer.Threads = options.Threads;
        Schedule = StartSchedule();
        Random = new SeededRandom(options.Seed);
        Order = Rows.All(samples);
        Best = options.EarlyStopping is { } rule ? new(rule, network.Info) : null;
        Records = new(Math.Min(options.Epochs, RecordsAhead));
    }

    public ITrainableNetwork<T> Network { get; }

    public long StepsPerEpoch { get; }

    public OptimizerState<T> Optimizer { get; }

    public ScheduleState? Schedule { get; }

    public SeededRandom Random { get; set; }

    /// <summary>The order of the samples in the last epoch, which the next one shuffles.</summary>
    public int[] Order { get; }

    public BestSoFar<T>? Best { get; }

    public List<EpochRecord> Records { get; }

    /// <summary>The schedule before the first step; null if there is none.</summary>
    public ScheduleState? StartSchedule() => _options.Schedule is { } schedule
        ? schedule.Start(new(_options.Optimizer.LearningRate, _options.Epochs, StepsPerEpoch)) ?? throw Missing(schedule, nameof(schedule.Start))
        : null;

    private static OptimizerState<T> CreateOptimizer(Optimizer optimizer, NetworkInfo network)
    {
        bool isSingle = typeof(T) == typeof(float);
        object? state = isSingle ? optimizer.CreateSingle(network) : optimizer.CreateDouble(network);
        return (OptimizerState<T>)(state ?? throw Missing(optimizer, isSingle ? nameof(optimizer.CreateSingle) : nameof(optimizer.CreateDouble)));
    }

    // A rule outside NetGen returned null.
    private static InvalidOperationException Missing(object rule, string method) => new($"Expected {rule.GetType().Name}.{method} to return a state, but got null.");
}
