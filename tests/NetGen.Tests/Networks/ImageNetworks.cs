namespace NetGen.Tests.Networks;

// The networks of tests/fixtures/make_image_fixtures.py in single precision, each for one kind of layer or option.

[Network(1, 6, 6, Loss = Loss.CrossEntropy)]
[Conv2D(2, 3, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePlain;

[Network(3, 5, 6, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Activation.ELU, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePadded;

[Network(2, 6, 7, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, 5, Activation.Tanh, Same = true)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageSameRect;

[Network(2, 7, 8, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Activation.ELU, Stride = 2, Padding = 1)]
[Flatten]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageStride;

[Network(2, 9, 10, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Activation.Tanh, Stride = 2, Padding = 2, Dilation = 2)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageDilated;

[Network(4, 5, 6, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.ReLU, Groups = 2, Bias = false)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageGroups;

[Network(3, 6, 5, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, Activation.ELU, Padding = 1, Groups = 3)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageDepthwise;

[Network(2, 11, Loss = Loss.MeanSquaredError)]
[Conv1D(4, 3, Activation.Tanh, Stride = 2, Padding = 1)]
[Dense(2)]
internal sealed partial class ImageSignal;

[Network(2, 10, Loss = Loss.CrossEntropy)]
[Conv1D(3, 3, Activation.ELU, Dilation = 2, Causal = true)]
[Flatten]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageCausal;

[Network(1, 7, 8, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Activation.ELU)]
[MaxPool(2)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageMaxPooled;

[Network(2, 7, 8, Loss = Loss.CrossEntropy)]
[Conv2D(3, 2, Activation.Tanh)]
[MaxPool(3, Stride = 2, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageMaxPooledOverlap;

[Network(1, 7, 8, Loss = Loss.MeanSquaredError)]
[Conv2D(3, 3, Activation.ELU)]
[AveragePool(2)]
[Dense(2)]
internal sealed partial class ImageAveraged;

[Network(2, 7, 8, Loss = Loss.CrossEntropy)]
[Conv2D(2, 2, Activation.Tanh)]
[AveragePool(3, Stride = 2, Padding = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageAveragedPadded;

[Network(2, 7, 8, Loss = Loss.CrossEntropy)]
[Conv2D(2, 2, Activation.Tanh)]
[AveragePool(3, Stride = 2, Padding = 1, CountPadding = false)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageAveragedUncounted;

[Network(3, 6, 5, Loss = Loss.CrossEntropy)]
[Conv2D(5, 3, Activation.ELU, Padding = 1)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageGloballyAveraged;

[Network(2, 15, Loss = Loss.CrossEntropy)]
[MaxPool(2)]
[AveragePool(3, Stride = 1)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImagePooledSignal;

[Network(2, 6, 7, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[Conv2D(5, 3, Bias = false)]
[BatchNorm]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageNormalized;

[Network(5, Loss = Loss.CrossEntropy)]
[Dense(8, Bias = false)]
[BatchNorm(Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageNormalizedVector;

[Network(2, 9, Loss = Loss.MeanSquaredError)]
[Conv1D(3, 3, Bias = false)]
[BatchNorm(Activation.ELU, Epsilon = 1e-3, Momentum = 0.3)]
[Dense(2)]
internal sealed partial class ImageNormalizedSignal;

[Network(5, Loss = Loss.MeanSquaredError)]
[Dense(8, Activation.Tanh)]
[Dense(36, Activation.ELU)]
[Reshape(3, 3, 4)]
[Conv2D(4, 3, Activation.Tanh, Padding = 1)]
[Conv2D(2, 2)]
internal sealed partial class ImageDecoder;

/// <summary>What comes before all layers of an image, in training and out of it.</summary>
[Network(2, 6, 7, Loss = Loss.CrossEntropy)]
[Standardize(PerChannel = true)]
[Dropout(0.125, Channels = true)]
[Conv2D(4, 3, Activation.ReLU, Bias = false)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ImageInputs;
