namespace NetGen.Tests.Networks;

// The networks of tests/fixtures/make_residual_fixtures.py, with the names of PyTorch's modules.

/// <summary>13,828 parameters in tiles: blocks that normalize first.</summary>
[Network(8, Loss = Loss.CrossEntropy)]
[Dense(64, As = "stem")]
[LayerNorm(Activation.GELU, As = "block1.norm")]
[Dense(64, As = "block1.dense")]
[Add("stem", As = "block1")]
[LayerNorm(Activation.GELU, As = "block2.norm")]
[Dense(64, As = "block2.dense")]
[Add("block1", As = "block2")]
[LayerNorm(Activation.GELU, As = "block3.norm")]
[Dense(64, As = "block3.dense")]
[Add("block2", As = "block3")]
[LayerNorm(Activation.SiLU, Epsilon = 0.001, As = "norm")]
[Dense(4, Activation.Softmax, As = "head")]
internal sealed partial class ResidualWide;

[Network(8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(64, As = "stem")]
[LayerNorm(Activation.GELU, As = "block1.norm")]
[Dense(64, As = "block1.dense")]
[Add("stem", As = "block1")]
[LayerNorm(Activation.GELU, As = "block2.norm")]
[Dense(64, As = "block2.dense")]
[Add("block1", As = "block2")]
[LayerNorm(Activation.GELU, As = "block3.norm")]
[Dense(64, As = "block3.dense")]
[Add("block2", As = "block3")]
[LayerNorm(Activation.SiLU, Epsilon = 0.001, As = "norm")]
[Dense(4, Activation.Softmax, As = "head")]
internal sealed partial class ResidualWideInDouble;

/// <summary>1,107 parameters in tiles: blocks that normalize last.</summary>
[Network(6, Loss = Loss.BinaryCrossEntropy)]
[Dense(16, As = "stem")]
[Dense(16, Activation.Tanh, As = "block1.dense")]
[Add("stem")]
[LayerNorm(As = "block1.norm")]
[Dense(16, Activation.Tanh, As = "block2.dense")]
[Add("block1.norm")]
[LayerNorm(As = "block2.norm")]
[Dense(16, Activation.Tanh, As = "block3.dense")]
[Add("block2.norm")]
[LayerNorm(As = "block3.norm")]
[LayerNorm(Activation.SiLU, Epsilon = 0.001, As = "norm")]
[Dense(3, Activation.Sigmoid, As = "head")]
internal sealed partial class ResidualDeep;

[Network(6, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(16, As = "stem")]
[Dense(16, Activation.Tanh, As = "block1.dense")]
[Add("stem")]
[LayerNorm(As = "block1.norm")]
[Dense(16, Activation.Tanh, As = "block2.dense")]
[Add("block1.norm")]
[LayerNorm(As = "block2.norm")]
[Dense(16, Activation.Tanh, As = "block3.dense")]
[Add("block2.norm")]
[LayerNorm(As = "block3.norm")]
[LayerNorm(Activation.SiLU, Epsilon = 0.001, As = "norm")]
[Dense(3, Activation.Sigmoid, As = "head")]
internal sealed partial class ResidualDeepInDouble;

/// <summary>105 parameters: straight-line code.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(6, As = "stem")]
[Dense(6, Activation.SiLU, As = "dense")]
[Add("stem")]
[LayerNorm(Activation.Tanh, As = "norm")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualSmall;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(6, As = "stem")]
[Dense(6, Activation.SiLU, As = "dense")]
[Add("stem")]
[LayerNorm(Activation.Tanh, As = "norm")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualSmallInDouble;

/// <summary>380 parameters in tiles: two ways from the input that are joined, and joined with the input again.</summary>
[Network(5, Loss = Loss.Huber)]
[Dense(12, As = "left")]
[Dense(10, Activation.ELU, From = "x", As = "right")]
[Concat("left")]
[Activate(Activation.Mish)]
[LayerNorm(As = "norm")]
[Dense(8, Bias = false, As = "narrow")]
[Concat("x", Activation.Softplus)]
[Dense(2, As = "head")]
internal sealed partial class ResidualForked;

[Network(5, Loss = Loss.Huber, Precision = Precision.Double)]
[Dense(12, As = "left")]
[Dense(10, Activation.ELU, From = "x", As = "right")]
[Concat("left")]
[Activate(Activation.Mish)]
[LayerNorm(As = "norm")]
[Dense(8, Bias = false, As = "narrow")]
[Concat("x", Activation.Softplus)]
[Dense(2, As = "head")]
internal sealed partial class ResidualForkedInDouble;

/// <summary>1,003 parameters in tiles, with masks on the input, twice on one layer, and on a block.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dropout(0.125)]
[Dense(20, As = "stem")]
[Dropout(0.5)]
[Dense(20, Activation.Tanh, As = "first")]
[Dense(20, Activation.Sigmoid, As = "second")]
[Dropout(0.25, As = "block")]
[Dropout(0.25, From = "stem")]
[Add("block", Activation.ELU)]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualDropped;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dropout(0.125)]
[Dense(20, As = "stem")]
[Dropout(0.5)]
[Dense(20, Activation.Tanh, As = "first")]
[Dense(20, Activation.Sigmoid, As = "second")]
[Dropout(0.25, As = "block")]
[Dropout(0.25, From = "stem")]
[Add("block", Activation.ELU)]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualDroppedInDouble;

/// <summary>435 parameters in tiles: values multiplied, subtracted and divided.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(12, Activation.Tanh, As = "stem")]
[Dense(12, Activation.Sigmoid, As = "gate")]
[Multiply("stem")]
[Affine(As = "scale")]
[Subtract("stem", As = "change")]
[Dense(12, Activation.Softplus, From = "stem", As = "size")]
[Divide("size", Activation.SiLU, From = "change")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualGated;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(12, Activation.Tanh, As = "stem")]
[Dense(12, Activation.Sigmoid, As = "gate")]
[Multiply("stem")]
[Affine(As = "scale")]
[Subtract("stem", As = "change")]
[Dense(12, Activation.Softplus, From = "stem", As = "size")]
[Divide("size", Activation.SiLU, From = "change")]
[Dense(3, Activation.Softmax, As = "head")]
internal sealed partial class ResidualGatedInDouble;
