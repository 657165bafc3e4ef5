using NetGen;

namespace Images;

/// <summary>The network of samples/Digits: it does not know which pixels are neighbours.</summary>
[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class DenseNet;

/// <summary>The same with about as many parameters as the convolutions have, so that their number cannot be what makes the difference.</summary>
[Network(64, Loss = Loss.CrossEntropy)]
[Dense(132, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
public sealed partial class WideNet;

/// <summary>Two convolutions, which look for the same strokes everywhere in the picture.</summary>
[Network(1, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(16, 3, Padding = 1, Bias = false, As = "conv1")]
[BatchNorm(Activation.ReLU, As = "norm1")]
[MaxPool(2)]
[Conv2D(32, 3, Padding = 1, Bias = false, As = "conv2")]
[BatchNorm(Activation.ReLU, As = "norm2")]
[Dropout(0.5)]
[Dense(10, Activation.Softmax, As = "fc")]
public sealed partial class ConvNet;
