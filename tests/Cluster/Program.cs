using System.Globalization;
using NetGen;
using NetGen.Bits;

// Trains one of the networks of tests/Bits, or that below, on all processes that mpirun has started. Each prints the hash of its parameters.
//
//   NAME [shards=8] [threads=1] [epochs=N] [checkpoint=FILE] [kill=RANK:MILLISECONDS] [seed=RANK:SEED] [batch=RANK:SIZE] [throw=RANK:EPOCH] [wait=MILLISECONDS] [sharded=1]
Dictionary<string, string> settings = args.Skip(1).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
using var cluster = MpiCluster.Start();
Training synchronized = new("synchronized", static () => new SynchronizedNet(seed: 1), Data.Digits, new() { Epochs = 2, BatchSize = 40, Optimizer = new Sgd(0.05) });
Training training = Trainings.All.Append(synchronized).Single(training => training.Name == args[0]);
ITrainableNetwork<float> network = training.Create();
TrainingOptions options = training.Options with
{
    Cluster = cluster,
    Shards = int.Parse(settings.GetValueOrDefault("shards", "8"), CultureInfo.InvariantCulture),
    Threads = int.Parse(settings.GetValueOrDefault("threads", "1"), CultureInfo.InvariantCulture),
    Epochs = settings.TryGetValue("epochs", out string? epochs) ? int.Parse(epochs, CultureInfo.InvariantCulture) : training.Options.Epochs,
    CheckpointPath = settings.GetValueOrDefault("checkpoint"),
    Resume = settings.ContainsKey("checkpoint"),
    Seed = OfRank("seed", 0),
    BatchSize = OfRank("batch", training.Options.BatchSize),
    EarlyStopping = new EarlyStopping(patience: 100),
};
int end = OfRank("kill", -1), failure = OfRank("throw", -1), wait = int.Parse(settings.GetValueOrDefault("wait", "0"), CultureInfo.InvariantCulture);
using Timer? killer = end >= 0 ? new Timer(_ => Environment.FailFast("killed"), null, end, Timeout.Infinite) : null;

try
{
    TrainingHistory history = Trainer.Fit(network, settings.ContainsKey("sharded") ? training.Load().Shard(cluster, options.Shards!.Value) : training.Load(), options with
    {
        OnEpoch = epoch =>
        {
            Thread.Sleep(wait);
            return epoch.Epoch == failure ? throw new InvalidOperationException("The callback fails.") : TrainingSignal.Continue;
        },
    });
    Console.WriteLine($"{cluster.Rank} of {cluster.Size}: {Training.Hash(network):x16} after {history.Epochs.Count} epochs, {cluster.Library ?? "no MPI"}");
}
catch (Exception exception) when (settings.ContainsKey("batch"))
{
    Console.WriteLine($"{cluster.Rank} of {cluster.Size}: {exception.Message}");
}

// A setting of one rank, RANK:VALUE.
int OfRank(string name, int otherwise) =>
    settings.TryGetValue(name, out string? value) && value.Split(':') is [string rank, string number] && rank == cluster.Rank.ToString(CultureInfo.InvariantCulture)
        ? int.Parse(number, CultureInfo.InvariantCulture)
        : otherwise;

[Network(1, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU, Synchronized = true)]
[Dense(12)]
[BatchNorm(Activation.Tanh, Synchronized = true)]
[Dense(10, Activation.Softmax)]
internal sealed partial class SynchronizedNet;
