using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>The time of a training step, the exchange included.</summary>
internal static class Steps
{
    private const int Batches = 8;
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(5);

    /// <summary>Trains each network, and prints the step of its fastest epoch: others use the machine, and a mean would measure them.</summary>
    /// <param name="cluster">The processes that train.</param>
    /// <param name="settings">The number of shards and that of threads, unless 8 and 1.</param>
    public static void Measure(MpiCluster cluster, string[] settings)
    {
        int shards = settings.Length > 0 ? int.Parse(settings[0], CultureInfo.InvariantCulture) : 8;
        int threads = settings.Length > 1 ? int.Parse(settings[1], CultureInfo.InvariantCulture) : 1;
        if (cluster.Rank == 0)
            Console.WriteLine($"{cluster.Size} processes, {cluster.Library ?? "no MPI"}, {shards} shards, {threads} threads");

        Measure("64-32-10, batch 32", new Net3(seed: 1), 32);
        Measure("LeNet, batch 64", new LeNet(seed: 1), 64);
        Measure("784-512-256-10, batch 256", new WideNet(seed: 1), 256);
        Measure("1024-1024-1024-10, batch 128", new Net6(seed: 1), 128);

        void Measure(string name, ITrainableNetwork<float> network, int batch)
        {
            var samples = new Samples(network.Info, Batches * batch);
            Dataset data = Dataset.FromLabels(samples.Inputs, samples.Labels, network.Info.InputSize, network.Info.OutputSize);
            var options = new TrainingOptions
            {
                Cluster = cluster,
                Shards = shards,
                Threads = threads,
                BatchSize = batch,
                Epochs = int.MaxValue,
                Optimizer = new Sgd(1e-4),
            };

            // The first second is for the JIT.
            TimeSpan best = TimeSpan.MaxValue, all = TimeSpan.Zero;
            int epochs = 0;
            Trainer.Fit(network, data, options with
            {
                OnEpoch = epoch =>
                {
                    all += epoch.Duration;
                    if (all > TimeSpan.FromSeconds(1))
                    {
                        best = epoch.Duration < best ? epoch.Duration : best;
                        epochs++;
                    }

                    return all < _time ? TrainingSignal.Continue : TrainingSignal.Stop;
                },
            });
            if (cluster.Rank == 0)
                Console.WriteLine(FormattableString.Invariant($"  {name,-30} {best.TotalMicroseconds / Batches,9:F1} us, the best of {epochs} epochs of {Batches} steps"));
        }
    }
}

[Network(784, Loss = Loss.CrossEntropy)]
[Dense(512, Activation.ReLU)]
[Dense(256, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class WideNet;
