namespace NetGen.Benchmarks;

/// <summary>LeCun's network of 1998 with ReLU and max pooling, as tutorials have it.</summary>
[Network(1, 28, 28, Loss = Loss.CrossEntropy)]
[Conv2D(6, 5, Activation.ReLU)]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool(2)]
[Dense(120, Activation.ReLU)]
[Dense(84, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class LeNet;

/// <summary>
/// A residual network of the kind that He, Zhang, Ren and Sun train on CIFAR-10: three stages of 16, 32 and 64 channels with two
/// blocks each, which halve the image from stage to stage. Where a block changes the shape, a convolution of one pixel goes around it.
/// </summary>
[Network(3, 32, 32, Loss = Loss.CrossEntropy)]
[Conv2D(16, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU, As = "stem")]

// Stage 1: 16 channels of 32 x 32.
[Conv2D(16, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, Bias = false)]
[BatchNorm]
[Add("stem", Activation.ReLU, As = "block1")]
[Conv2D(16, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, Bias = false)]
[BatchNorm]
[Add("block1", Activation.ReLU, As = "block2")]

// Stage 2: 32 channels of 16 x 16.
[Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, Bias = false)]
[BatchNorm(As = "block3.main")]
[Conv2D(32, 1, Stride = 2, Bias = false, From = "block2")]
[BatchNorm]
[Add("block3.main", Activation.ReLU, As = "block3")]
[Conv2D(32, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, Bias = false)]
[BatchNorm]
[Add("block3", Activation.ReLU, As = "block4")]

// Stage 3: 64 channels of 8 x 8.
[Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, Bias = false)]
[BatchNorm(As = "block5.main")]
[Conv2D(64, 1, Stride = 2, Bias = false, From = "block4")]
[BatchNorm]
[Add("block5.main", Activation.ReLU, As = "block5")]
[Conv2D(64, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, Bias = false)]
[BatchNorm]
[Add("block5", Activation.ReLU)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
internal sealed partial class ResidualNet;
