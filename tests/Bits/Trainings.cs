using System.Runtime.InteropServices;

namespace NetGen.Bits;

/// <summary>The trainings whose bits are compared. Each leaves a smaller batch at the end of an epoch, and lanes without a neuron.</summary>
internal static class Trainings
{
    public static IReadOnlyList<Training> All { get; } =
    [
        new("T2", static () => new Net2(seed: 2), Data.Iris, new() { Epochs = 20, BatchSize = 16, Optimizer = new Sgd(0.1) }),
        new("T3", static () => new Net3(seed: 3), Data.Digits, new() { Epochs = 5, BatchSize = 32, Optimizer = new Sgd(0.1, momentum: 0.9), L2 = 1e-4 }),
        new("T4", static () => new Net4(seed: 4), static () => Data.Images(300), new() { Epochs = 2, BatchSize = 64, Optimizer = new Sgd(0.1) }),
        new("T7", static () => new Net7(seed: 7), static () => Data.Products(500), new() { Epochs = 2, BatchSize = 32, Optimizer = new Sgd(0.01, momentum: 0.9) }),

        // Full batches, which are cut into shards.
        new("S", static () => new NetS(seed: 8), static () => Data.Products(10_000), new() { Epochs = 5, BatchSize = 10_000, Optimizer = new Adam(0.01) }),

        // Statistics, masks and weights: in straight-line code, and in shards.
        new("D2", static () => new NetD2(seed: 9), Data.Iris, new() { Epochs = 20, BatchSize = 16, Optimizer = new Sgd(0.1), ClassWeights = [1, 2, 0.5] }),
        new("DS", static () => new NetDS(seed: 10), static () => Data.Weighted(Data.Products(5_000)), new() { Epochs = 5, BatchSize = 5_000, Optimizer = new AdamW(0.01) }),

        // Skip connections: in straight-line code; and in tiles, in batches of several shards.
        new("R2", static () => new NetR2(seed: 11), Data.Iris, new() { Epochs = 20, BatchSize = 16, Optimizer = new Sgd(0.05, momentum: 0.9) }),
        new("RS", static () => new NetRS(seed: 12), static () => Data.Products(4_000), new() { Epochs = 4, BatchSize = 1_500, Optimizer = new Adam(0.01) }),

        // Images: convolutions and poolings of all options, in batches with half a block at the end and in shards; and residual blocks with
        // normalization over the batch, whose running statistics count too.
        new("C5", static () => new NetC5(seed: 13), Data.Digits, new() { Epochs = 2, BatchSize = 100, Optimizer = new Sgd(0.05, momentum: 0.9) }),
        new("CS", static () => new NetCS(seed: 14), Data.Digits, new() { Epochs = 2, BatchSize = 24, Optimizer = new Sgd(0.05) }),
        new("CR", static () => new NetCR(seed: 15), Data.Digits, new() { Epochs = 2, BatchSize = 40, Optimizer = new Adam(0.005) }),
    ];
}

/// <summary>A network, its data and how it is trained.</summary>
internal sealed record Training(string Name, Func<ITrainableNetwork<float>> Create, Func<Dataset> Load, TrainingOptions Options)
{
    /// <summary>Trains from the beginning, and hashes the parameters after each epoch; the last hash is the result's.</summary>
    public (ulong[] Hashes, double Loss) Run(int threads)
    {
        ITrainableNetwork<float> network = Create();
        var epochs = new EpochHashes(network);
        TrainingHistory history = Trainer.Fit(network, Load(), new()
        {
            Epochs = Options.Epochs,
            BatchSize = Options.BatchSize,
            Optimizer = Options.Optimizer,
            L2 = Options.L2,
            ClassWeights = Options.ClassWeights,
            Threads = threads,
            Progress = epochs,
        });
        return ([.. epochs.Hashes], history.Last.Loss);
    }

    /// <summary>The hash of the parameters, and of the statistics that a training keeps.</summary>
    public static ulong Hash(ITrainableNetwork<float> network)
    {
        float[] all = [.. network.Parameters, .. network.Info.HasRunningStatistics ? network.Statistics : default];
        return Fnv1a.Of(MemoryMarshal.AsBytes(all.AsSpan()));
    }

    private sealed class EpochHashes(ITrainableNetwork<float> network) : IProgress<TrainingProgress>
    {
        public List<ulong> Hashes { get; } = [Hash(network)];

        public void Report(TrainingProgress value)
        {
            if (value.Completed is not null)
                Hashes.Add(Hash(network));
        }
    }
}

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class Net2;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Net3;

[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Net4;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(1)]
internal sealed partial class Net7;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(32, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(1)]
internal sealed partial class NetS;

[Network(4, Loss = Loss.CrossEntropy)]
[Standardize]
[Dropout(0.1)]
[Dense(9, Activation.Tanh)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NetD2;

[Network(16, Loss = Loss.Huber)]
[Standardize]
[Dense(32, Activation.GELU)]
[Dropout(0.25)]
[Dense(16, Activation.SiLU)]
[Dense(1)]
internal sealed partial class NetDS;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(5, As = "stem")]
[LayerNorm(Activation.Tanh)]
[Dense(5)]
[Add("stem", Activation.SiLU)]
[Concat("x")]
[LayerNorm]
[Dense(3, Activation.Softmax)]
internal sealed partial class NetR2;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(24, Activation.SiLU, As = "stem")]
[LayerNorm(Activation.ReLU)]
[Dense(24)]
[Dropout(0.125)]
[Add("stem", As = "block")]
[LayerNorm(Activation.GELU)]
[Dense(24)]
[Add(["block", "stem"], Activation.Tanh)]
[Concat(["x", "block"])]
[LayerNorm]
[Dense(1)]
internal sealed partial class NetRS;

[Network(1, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(5, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(9, 3, Activation.Tanh, Same = true)]
[Dropout(0.25, Channels = true)]
[MaxPool(3, Stride = 1, Padding = 1)]
[Dense(20, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class NetC5;

[Network(8, 8, Loss = Loss.CrossEntropy)]
[Standardize(PerChannel = true)]
[Conv1D(12, 3, Activation.GELU, Causal = true, Dilation = 2)]
[Conv1D(12, 3, Activation.ReLU, Stride = 2, Padding = 1, Groups = 4)]
[AveragePool(3, Stride = 2, Padding = 1)]
[Dense(10, Activation.Softmax)]
internal sealed partial class NetCS;

[Network(1, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU, As = "in")]
[Conv2D(6, 3, Padding = 1, Bias = false)]
[BatchNorm]
[Add("in", Activation.ReLU, As = "first")]
[Conv2D(10, 3, Stride = 2, Padding = 1, Bias = false)]
[BatchNorm(As = "second")]
[Conv2D(10, 1, Stride = 2, Bias = false, From = "first")]
[BatchNorm]
[Add("second", Activation.ReLU)]
[GlobalAveragePool]
[Dense(12)]
[BatchNorm(Activation.Tanh)]
[Dense(10, Activation.Softmax)]
internal sealed partial class NetCR;
