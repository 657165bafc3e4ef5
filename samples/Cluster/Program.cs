// Trains on a cluster of one process, or on all that a launcher has started. Both give the same weights, to the last bit:
//
//   dotnet build samples/Cluster -c Release
//   samples/Cluster/bin/Release/net10.0/Cluster
//   mpirun -n 4 samples/Cluster/bin/Release/net10.0/Cluster
using System.Security.Cryptography;
using Digits;
using NetGen;

if (args is not ([] or ["--weights", _]))
{
    Console.Error.WriteLine("usage: Cluster [--weights PATH]    PATH: where to save the weights, digits.safetensors unless given");
    return 2;
}

using var cluster = MpiCluster.Start();
Console.WriteLine($"process {cluster.Rank} of {cluster.Size}, {cluster.Library ?? "without MPI"}");

// Every process has all data: which part of a batch it computes is up to NetGen.
(float[] pixels, int[] labels) = DigitsData.Load();
(Dataset train, Dataset test) = Dataset.FromLabels(pixels, labels, inputSize: 64, classes: 10).Split(0.8, seed: 1);

var net = new DigitsNet(seed: 42);
Trainer.Fit(net, train, new TrainingOptions
{
    Cluster = cluster,
    Epochs = 20,
    BatchSize = 64,
    Optimizer = new Adam(0.005),
    Validation = test,
    OnEpoch = epoch =>
    {
        // Rank 0 alone gets here.
        Console.WriteLine($"epoch {epoch.Epoch,2}: loss {epoch.Loss:F4}, test loss {epoch.ValidationLoss:F4}, test accuracy {100 * epoch.ValidationAccuracy:F2} %");
        return TrainingSignal.Continue;
    },
});

// All processes have the trained network. One is enough to save it.
if (cluster.Rank > 0)
    return 0;

string path = args is [_, string given] ? given : "digits.safetensors";
net.Save(path);
Metrics metrics = Trainer.Evaluate(net, test);
Console.WriteLine($"\n{metrics}\n{path}: SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}");
if (cluster.Size == 1)
    Console.WriteLine("On four processes, with the same weights: mpirun -n 4 samples/Cluster/bin/Release/net10.0/Cluster");

// So that a build server can run this as a test.
return metrics.Accuracy >= 0.965 ? 0 : 1;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DigitsNet;
