namespace NetGen.Tests.Networks;

// Those of the fixtures with the names of PyTorch's modules, in both precisions.

/// <summary>44,426 parameters: LeNet with ReLU and max pooling, as it is written in PyTorch.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.ReLU, As = "conv1")]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU, As = "conv2")]
[MaxPool(2)]
[Dense(120, Activation.ReLU, As = "fc1")]
[Dense(84, Activation.ReLU, As = "fc2")]
[Dense(10, Activation.Softmax, As = "fc3")]
internal sealed partial class LeNet;

[Network(1, 28, 28, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(6, 5, Activation.ReLU, As = "conv1")]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU, As = "conv2")]
[MaxPool(2)]
[Dense(120, Activation.ReLU, As = "fc1")]
[Dense(84, Activation.ReLU, As = "fc2")]
[Dense(10, Activation.Softmax, As = "fc3")]
internal sealed partial class LeNetInDouble;

/// <summary>A stem, a residual block, one with a projection that halves height and width, and a head.</summary>
[Network(3, 8, 8, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c0")]
[BatchNorm(Activation.ReLU, As = "b0")]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c1")]
[BatchNorm(Activation.ReLU, As = "b1")]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c2")]
[BatchNorm(As = "b2")]
[Add("b0", Activation.ReLU, As = "block")]
[Conv2D(6, 3, Stride = 2, Padding = 1, Bias = false, As = "c3")]
[BatchNorm(Activation.ReLU, As = "b3")]
[Conv2D(6, 3, Padding = 1, Bias = false, As = "c4")]
[BatchNorm(As = "b4")]
[Conv2D(6, 1, Stride = 2, Bias = false, From = "block", As = "shortcut")]
[BatchNorm(As = "shortcut_bn")]
[Add("b4", Activation.ReLU)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax, As = "fc")]
internal sealed partial class ResNet;

[Network(3, 8, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c0")]
[BatchNorm(Activation.ReLU, As = "b0")]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c1")]
[BatchNorm(Activation.ReLU, As = "b1")]
[Conv2D(4, 3, Padding = 1, Bias = false, As = "c2")]
[BatchNorm(As = "b2")]
[Add("b0", Activation.ReLU, As = "block")]
[Conv2D(6, 3, Stride = 2, Padding = 1, Bias = false, As = "c3")]
[BatchNorm(Activation.ReLU, As = "b3")]
[Conv2D(6, 3, Padding = 1, Bias = false, As = "c4")]
[BatchNorm(As = "b4")]
[Conv2D(6, 1, Stride = 2, Bias = false, From = "block", As = "shortcut")]
[BatchNorm(As = "shortcut_bn")]
[Add("b4", Activation.ReLU)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax, As = "fc")]
internal sealed partial class ResNetInDouble;

/// <summary>Channels that are scaled by a number each: Hu, Shen and Sun, "Squeeze-and-Excitation Networks" (2018).</summary>
[Network(2, 6, 5, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Activation.ELU, Padding = 1, As = "conv")]
[GlobalAveragePool]
[Dense(2, Activation.ELU, As = "squeeze")]
[Dense(4, Activation.Sigmoid, As = "excite")]
[Expand(6, 5)]
[Multiply("conv")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class SqueezeExcitation;

[Network(2, 6, 5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(4, 3, Activation.ELU, Padding = 1, As = "conv")]
[GlobalAveragePool]
[Dense(2, Activation.ELU, As = "squeeze")]
[Dense(4, Activation.Sigmoid, As = "excite")]
[Expand(6, 5)]
[Multiply("conv")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class SqueezeExcitationInDouble;
