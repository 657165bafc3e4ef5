using NetGen;

float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], targets = [0, 1, 1, 0], outputs = new float[4];
var xor = new Dataset(inputs, targets, inputSize: 2, targetSize: 1);
var net = new XorNet(seed: 1);
var options = new TrainingOptions { Epochs = 2000, BatchSize = 4, Optimizer = new Sgd(learningRate: 0.5, momentum: 0.9) };
TrainingHistory history = Trainer.Fit(net, xor, options);
net.Forward(inputs, outputs);

Console.WriteLine($"{XorNet.Summary}\n\nloss after {options.Epochs:N0} epochs: {history.Last.Loss:F5}\n\nx1 x2  xor  net");
for (int i = 0; i < xor.Count; i++)
    Console.WriteLine($"{inputs[2 * i],2} {inputs[2 * i + 1],2} {targets[i],4}  {outputs[i]:F4}");

[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(3, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class XorNet;
