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

[Network(3)]
[Dense(2, typeof(Networks.Squareplus), As = "hidden")]
[Dense(2)]
internal sealed partial class OwnActivation;
