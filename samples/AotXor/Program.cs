// The library under NativeAOT: train XOR, check what was learned and the gradients, save and load it, and say it in the
// exit code.
using System.Runtime;
using System.Runtime.InteropServices;
using NetGen;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0];
var xor = new Dataset(inputs, targets, inputSize: 2, targetSize: 1);
var net = new XorNet(seed: 1);
TrainingHistory history = Trainer.Fit(net, xor, new TrainingOptions
{
    Epochs = 2000,
    BatchSize = 4,
    Optimizer = new Sgd(learningRate: 0.5, momentum: 0.9),
});
Metrics metrics = Trainer.Evaluate(net, xor);
GradientCheckReport report = GradientCheck.Run(new XorNet(seed: 2), xor);

using var file = new MemoryStream();
net.Save(file);
file.Position = 0;
bool isSame = XorNet.Load(file).Parameters.SequenceEqual(net.Parameters);

Console.WriteLine($"compiled by:      {(JitInfo.GetCompiledMethodCount() > 0 ? "the JIT" : "NativeAOT")}, {RuntimeInformation.RuntimeIdentifier}");
Console.WriteLine($"loss:             {history.Last.Loss:F6} after {history.Epochs.Count:N0} epochs");
Console.WriteLine($"accuracy:         {metrics.Accuracy:P0}");
Console.WriteLine($"gradients:        {(report.Passed ? "right" : "wrong")}, largest relative error {report.MaxRelativeError:0.0E+00}");
Console.WriteLine($"saved and loaded: {(isSame ? "the same" : "another")}, {file.Length} bytes");
Console.WriteLine($"parameters' hash: {Fnv1a(MemoryMarshal.AsBytes(net.Parameters)):x16}");

if (metrics is { Accuracy: 1, Loss: < 0.01 } && report.Passed && isSame)
    return 0;

Console.Error.WriteLine($"Expected an accuracy of 100 %, a loss below 0.01, right gradients and the same network from its file.\n{report}");
return 1;

// Two programs that print the same hash have trained bit by bit the same network: the JIT's and the AOT compiler's
// should. Source: Fowler, Noll and Vo's FNV-1a with 64 bits.
static ulong Fnv1a(ReadOnlySpan<byte> bytes)
{
    ulong hash = 0xCBF29CE484222325;
    foreach (byte b in bytes)
        hash = (hash ^ b) * 0x100000001B3;
    return hash;
}

[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(3, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class XorNet;
