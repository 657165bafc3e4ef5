using NetGen;

namespace Mnist;

/// <summary>
/// Two convolutions, each with a pooling, then three dense layers; after LeCun and others, "Gradient-Based Learning Applied to Document
/// Recognition" (1998), with ReLU, max pooling and softmax as they are usual today. Layers have the names of PyTorch's tutorial.
/// </summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.ReLU, As = "conv1")]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU, As = "conv2")]
[MaxPool(2)]
[Dense(120, Activation.ReLU, As = "fc1")]
[Dense(84, Activation.ReLU, As = "fc2")]
[Dense(10, Activation.Softmax, As = "fc3")]
public sealed partial class LeNet;
