// LeNet under NativeAOT: it learns a few images, and says whether it has learned them.
using NetGen;

const int samples = 20;
var random = new Random(1);
float[] images = new float[samples * LeNet.InputSize];
for (int i = 0; i < images.Length; i++)
    images[i] = random.NextSingle();

int[] labels = [.. Enumerable.Range(0, samples).Select(i => i % 10)];
Dataset data = Dataset.FromLabels(images, labels, LeNet.InputSize, classes: 10);
var net = new LeNet(seed: 1);
Trainer.Fit(net, data, new() { Epochs = 200, BatchSize = samples, Optimizer = new Adam(0.003) });
Metrics metrics = Trainer.Evaluate(net, data);
Console.WriteLine(metrics.Accuracy == 1 && net.PredictClass(images.AsSpan(0, LeNet.InputSize)) == labels[0] ? "learned" : $"wrong: accuracy {metrics.Accuracy}");

[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.ReLU, As = "conv1")]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU, As = "conv2")]
[MaxPool(2)]
[Dense(120, Activation.ReLU, As = "fc1")]
[Dense(84, Activation.ReLU, As = "fc2")]
[Dense(10, Activation.Softmax, As = "fc3")]
public sealed partial class LeNet;
