namespace NetGen.Tests.Networks;

// The same in double precision.

[Network(1, 6, 6, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(2, 3, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePlainInDouble;

[Network(3, 5, 6, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(4, 3, Activation.ELU, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePaddedInDouble;

[Network(2, 6, 7, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, 5, Activation.Tanh, Same = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageSameRectInDouble;

[Network(2, 7, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Activation.ELU, Stride = 2, Padding = 1)]
[Flatten]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageStrideInDouble;

[Network(2, 9, 10, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Activation.Tanh, Stride = 2, Padding = 2, Dilation = 2)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageDilatedInDouble;

[Network(4, 5, 6, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(6, 3, Activation.ReLU, Groups = 2, Bias = false)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageGroupsInDouble;

[Network(3, 6, 5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(6, 3, Activation.ELU, Padding = 1, Groups = 3)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageDepthwiseInDouble;

[Network(2, 11, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Conv1D(4, 3, Activation.Tanh, Stride = 2, Padding = 1)]
[Dense(2)]
internal sealed partial class ImageSignalInDouble;

[Network(2, 10, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv1D(3, 3, Activation.ELU, Dilation = 2, Causal = true)]
[Flatten]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageCausalInDouble;

[Network(1, 7, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Activation.ELU)]
[MaxPool(2)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageMaxPooledInDouble;

[Network(2, 7, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 2, Activation.Tanh)]
[MaxPool(3, Stride = 2, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageMaxPooledOverlapInDouble;

[Network(1, 7, 8, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Conv2D(3, 3, Activation.ELU)]
[AveragePool(2)]
[Dense(2)]
internal sealed partial class ImageAveragedInDouble;

[Network(2, 7, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(2, 2, Activation.Tanh)]
[AveragePool(3, Stride = 2, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageAveragedPaddedInDouble;

[Network(2, 7, 8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(2, 2, Activation.Tanh)]
[AveragePool(3, Stride = 2, Padding = 1, CountPadding = false)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageAveragedUncountedInDouble;

[Network(3, 6, 5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(5, 3, Activation.ELU, Padding = 1)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageGloballyAveragedInDouble;

[Network(2, 15, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[MaxPool(2)]
[AveragePool(3, Stride = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePooledSignalInDouble;

[Network(2, 6, 7, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(4, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(5, 3, Bias = false)]
[BatchNorm]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageNormalizedInDouble;

[Network(5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(8, Bias = false)]
[BatchNorm(Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageNormalizedVectorInDouble;

[Network(2, 9, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Conv1D(3, 3, Bias = false)]
[BatchNorm(Activation.ELU, Epsilon = 1e-3, Momentum = 0.3)]
[Dense(2)]
internal sealed partial class ImageNormalizedSignalInDouble;

[Network(5, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Dense(8, Activation.Tanh)]
[Dense(36, Activation.ELU)]
[Reshape(3, 3, 4)]
[Conv2D(4, 3, Activation.Tanh, Padding = 1)]
[Conv2D(2, 2)]
internal sealed partial class ImageDecoderInDouble;
