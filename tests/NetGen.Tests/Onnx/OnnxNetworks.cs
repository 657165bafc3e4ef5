namespace NetGen.Tests.Onnx;

/// <summary>The smallest network: y = 1 x0 - 2 x1.</summary>
[Network(2)]
[Dense(1, Bias = false, Initializer = Initializer.Zeros)]
internal sealed partial class Smallest;

/// <summary>Names of values that files give by themselves, and the name of a tensor.</summary>
[Network(3)]
[Dense(4, Activation.Tanh, As = "y")]
[Dense(4, Activation.GELU, As = "z3")]
[Dense(4, Activation.Tanh, As = "layers.0.bias")]
[Add("y")]
[Dense(4, Activation.Tanh)]
[Add("z3", As = "a2")]
[Dense(2)]
internal sealed partial class HardNames;

/// <summary>Vectors that become signals and images, without a convolution, which ONNX Runtime lacks in double precision.</summary>
[Network(6)]
[Dense(24, Activation.Tanh, As = "u")]
[Reshape(2, 3, 4)]
[MaxPool(2, Stride = 1)]
[Dense(4, Activation.HardTanh, As = "channels")]
[Expand(6, As = "gate")]
[Reshape(4, 6, From = "u")]
[Multiply("gate")]
[Reshape(4, 3, 2, As = "image")]
[Expand(3, 2, From = "channels")]
[Subtract("image")]
internal sealed partial class Expanded;

[Network(6, Precision = Precision.Double)]
[Dense(24, Activation.Tanh, As = "u")]
[Reshape(2, 3, 4)]
[MaxPool(2, Stride = 1)]
[Dense(4, Activation.HardTanh, As = "channels")]
[Expand(6, As = "gate")]
[Reshape(4, 6, From = "u")]
[Multiply("gate")]
[Reshape(4, 3, 2, As = "image")]
[Expand(3, 2, From = "channels")]
[Subtract("image")]
internal sealed partial class ExpandedInDouble;

[Network(3)]
[Dense(2, typeof(Networks.Squareplus), As = "hidden")]
[Dense(2)]
internal sealed partial class OwnActivation;
