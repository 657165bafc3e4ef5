namespace NetGen.Tests.Layers;

/// <summary>113 parameters: straight-line code, with neurons in a vector and alone.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dropout(0.125)]
[Dense(9, Activation.Tanh)]
[Dropout(0.5)]
[Dense(5, Activation.ELU)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedNet;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dropout(0.125)]
[Dense(9, Activation.Tanh)]
[Dropout(0.5)]
[Dense(5, Activation.ELU)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedNetInDouble;

/// <summary>The same without dropout.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(9, Activation.Tanh)]
[Dense(5, Activation.ELU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class WholeNet;

/// <summary>423 parameters: tiles.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dropout(0.125)]
[Dense(40, Activation.Tanh)]
[Dropout(0.5)]
[Dense(5, Activation.ELU)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedTiles;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dropout(0.125)]
[Dense(40, Activation.Tanh)]
[Dropout(0.5)]
[Dense(5, Activation.ELU)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedTilesInDouble;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(40, Activation.Tanh)]
[Dense(5, Activation.ELU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class WholeTiles;

/// <summary>Standardized and then dropped, with kinks, a slope of 1, and the single output whose weights lie side by side.</summary>
[Network(4, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dropout(0.1)]
[Dense(7, Activation.ReLU)]
[Dropout(0.3)]
[Dense(1)]
internal sealed partial class ScaledAndDroppedNet;

// A slope of 1 is a case of its own, however linear.
#pragma warning disable NETGEN012
[Network(4, Loss = Loss.MeanSquaredError)]
[Standardize]
[Dropout(0.1)]
[Dense(30, Activation.ReLU)]
[Dropout(0.3)]
[Dense(12, Activation.Identity, Bias = false)]
[Dropout(0.2)]
[Dense(9, Activation.GELU)]
[Dropout(0.4)]
[Dense(1)]
internal sealed partial class ScaledAndDroppedTiles;

/// <summary>Two masks on one layer, of which the first drops nothing.</summary>
[Network(4, Loss = Loss.MeanSquaredError)]
[Dense(6, Activation.Tanh, As = "stem")]
[Dropout(0)]
[Dense(6, Activation.SiLU, As = "block")]
[Dropout(0.5, From = "stem")]
[Add("block")]
[Dense(1)]
internal sealed partial class TwiceDroppedNet;
