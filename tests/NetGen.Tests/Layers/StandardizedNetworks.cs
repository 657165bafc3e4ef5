namespace NetGen.Tests.Layers;

/// <summary>57 parameters: straight-line code.</summary>
[Network(5, Loss = Loss.CrossEntropy)]
[Standardize]
[Dense(6, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ScaledNet;

[Network(5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Standardize]
[Dense(6, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ScaledNetInDouble;

/// <summary>363 parameters: tiles.</summary>
[Network(5, Loss = Loss.CrossEntropy)]
[Standardize]
[Dense(40, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ScaledTiles;

[Network(5, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Standardize]
[Dense(40, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class ScaledTilesInDouble;

/// <summary>The same networks, to be given what is standardized already.</summary>
[Network(5, Loss = Loss.CrossEntropy)]
[Dense(6, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class PlainNet;

[Network(5, Loss = Loss.CrossEntropy)]
[Dense(40, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class PlainTiles;

/// <summary>One output above many inputs, whose weights lie side by side: another product in tiles. Forward only.</summary>
[Network(200)]
[Standardize]
[Dense(1)]
internal sealed partial class ScaledSum;
