namespace NetGen.Tests.Onnx;

// The networks of ../fixtures/onnx, compiled with this project.
[Network(Onnx = "onnx/activations.onnx")]
public sealed partial class OnnxActivationsNet;

[Network(Onnx = "onnx/activations.onnx", Precision = Precision.Double)]
public sealed partial class OnnxActivationsInDouble;

[Network(Onnx = "onnx/lenet.onnx", Loss = Loss.CrossEntropy)]
public sealed partial class OnnxLeNet;

[Network(Onnx = "onnx/lenet.onnx", Loss = Loss.CrossEntropy, Precision = Precision.Double)]
public sealed partial class OnnxLeNetInDouble;

[Network(Onnx = "onnx/resnet.onnx")]
public sealed partial class OnnxResNet;

[Network(Onnx = "onnx/resnet.onnx", Precision = Precision.Double)]
public sealed partial class OnnxResNetInDouble;

[Network(Onnx = "onnx/signal.onnx", Loss = Loss.BinaryCrossEntropy)]
public sealed partial class OnnxSignalNet;

[Network(Onnx = "onnx/signal.onnx", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
public sealed partial class OnnxSignalInDouble;

[Network(Onnx = "onnx/shapes.onnx")]
public sealed partial class OnnxShapesNet;

[Network(Onnx = "onnx/shapes.onnx", Precision = Precision.Double)]
public sealed partial class OnnxShapesInDouble;

[Network(Onnx = "onnx/mnist.onnx", Loss = Loss.CrossEntropy)]
public sealed partial class OnnxMnist;

[Network(Onnx = "onnx/mnist.onnx", Loss = Loss.CrossEntropy, Precision = Precision.Double)]
public sealed partial class OnnxMnistInDouble;

[Network(Onnx = "onnx/normalized.onnx")]
public sealed partial class OnnxNormalized;

[Network(Onnx = "onnx/normalized.onnx", Precision = Precision.Double)]
public sealed partial class OnnxNormalizedInDouble;

[Network(Onnx = "onnx/squeeze.onnx", Loss = Loss.MeanSquaredError)]
public sealed partial class OnnxSqueezeNet;

[Network(Onnx = "onnx/squeeze.onnx", Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
public sealed partial class OnnxSqueezeInDouble;

[Network(Onnx = "onnx/decoder.onnx", Loss = Loss.BinaryCrossEntropy)]
public sealed partial class OnnxDecoder;

[Network(Onnx = "onnx/decoder.onnx", Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
public sealed partial class OnnxDecoderInDouble;

[Network(Onnx = "onnx/classifier.onnx", Loss = Loss.CrossEntropy)]
public sealed partial class OnnxClassifier;

[Network(Onnx = "onnx/classifier.onnx", Loss = Loss.CrossEntropy, Precision = Precision.Double)]
public sealed partial class OnnxClassifierInDouble;
