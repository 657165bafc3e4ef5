using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetGen.Tests.Training;

namespace NetGen.Tests.Clusters;

/// <summary>A network with data and options. It is trained in one process or in the threads of an <see cref="InMemoryCluster"/>.</summary>
internal sealed class ClusterTraining(Func<TrainingOptions, Outcome> fit, TrainingOptions options)
{
    /// <summary>37 samples: an epoch ends with an uneven batch.</summary>
    private const int Samples = 37;

    public static IReadOnlyDictionary<string, ClusterTraining> All { get; } = new Dictionary<string, ClusterTraining>
    {
        ["straight line"] = Of(() => new StraightInShards(seed: 1), Classes(4), new() { Optimizer = new Sgd(0.1, momentum: 0.9) }),
        ["tiles"] = Of(() => new TilesInShards(seed: 2), Targets(16), new() { Optimizer = new Sgd(0.05) }),
        ["dropout"] = Of(() => new DroppedInShards(seed: 3), Classes(4), new() { Optimizer = new Sgd(0.1) }),
        ["batch normalization"] = Of(() => new NormalizedInShards(seed: 4), Classes(16), new() { Optimizer = new Sgd(0.1) }),
        ["synchronized batch normalization"] = Of(() => new MixedNormalizations(seed: 4), Classes(16), new() { Optimizer = new Sgd(0.1) }),
        ["weights"] = Of(() => new StraightDoubleInShards(seed: 5), Weighted(Classes(4)), new() { Optimizer = new Sgd(0.1), ClassWeights = [1, 2.5, 0.5] }),
    };

    /// <summary>What the batches are like, and what else can be set.</summary>
    public static IReadOnlyDictionary<string, Func<TrainingOptions, TrainingOptions>> Settings { get; } = new Dictionary<string, Func<TrainingOptions, TrainingOptions>>
    {
        ["uneven last batch"] = options => options with { BatchSize = 16 },
        ["fewer samples than shards"] = options => options with { BatchSize = 3 },
        ["last batch of one sample"] = options => options with { BatchSize = 9 },
        ["two threads"] = options => options with { BatchSize = 16, Threads = 2 },
        ["all settings"] = options => options with
        {
            BatchSize = 5,
            AccumulateBatches = 3,
            Optimizer = new Adam(0.02),
            Schedule = new LinearWarmUp(4, new ReduceOnPlateau(0.5, patience: 0, threshold: 0.2)),
            L1 = 1e-4,
            L2 = 1e-3,
            ClipNorm = 0.3,
            ValidationFraction = 0.25,
            MeasureAccuracy = true,
            EarlyStopping = new EarlyStopping(patience: 2),
            Epochs = 10,
        },
    };

    public static ClusterTraining Of<T>(Func<ITrainableNetwork<T>> create, Dataset data, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            settings =>
            {
                ITrainableNetwork<T> network = create();
                TrainingHistory history = Trainer.Fit(network, data, settings);
                return new(Bits(network.Parameters), Bits(network.Statistics), [.. Runs.Timeless(history)], history.StopReason);
            },
            options with { Epochs = 3, Seed = 7 });

    /// <summary>Trains with the options of this training, changed.</summary>
    public Outcome Fit(Func<TrainingOptions, TrainingOptions> change) => fit(change(options));

    /// <summary>Trains on all ranks of a cluster with the same options.</summary>
    public Outcome[] FitOn(int processes, Func<TrainingOptions, TrainingOptions> change) =>
        InMemoryCluster.Run(processes, cluster => Fit(settings => change(settings) with { Cluster = cluster }));

    public static Dataset Classes(int inputs) =>
        Dataset.FromLabels([.. Inputs(inputs)], [.. Enumerable.Range(0, Samples).Select(i => i * i % 3)], inputs, 3);

    public static Dataset Targets(int inputs) => new([.. Inputs(inputs)], [.. Enumerable.Range(0, Samples).Select(i => Math.Cos(3 * i))], inputs, 1);

    public static Dataset Weighted(Dataset data) => data.WithSampleWeights([.. Enumerable.Range(0, data.Count).Select(i => i % 4 * 0.75)]);

    private static IEnumerable<double> Inputs(int inputs) => Enumerable.Range(0, Samples * inputs).Select(i => Math.Sin(i * i));

    /// <summary>A hash, which is short where a test fails.</summary>
    private static string Bits<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(numbers)));
}

/// <summary>What a training leaves, bit by bit.</summary>
internal sealed record Outcome(string Parameters, string Statistics, EpochRecord[] Epochs, StopReason StopReason)
{
    public void AssertSameAs(Outcome expected, string message)
    {
        Xunit.Assert.True(expected.Parameters == Parameters, message);
        Xunit.Assert.True(expected.Statistics == Statistics, message);
        Xunit.Assert.Equal(expected.Epochs, Epochs);
        Xunit.Assert.Equal(expected.StopReason, StopReason);
    }
}
