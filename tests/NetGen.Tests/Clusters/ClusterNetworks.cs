namespace NetGen.Tests.Clusters;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(5, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class StraightInShards;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(5, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class StraightDoubleInShards;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(33, Activation.SiLU)]
[Dense(18, Activation.Tanh)]
[Dense(1)]
internal sealed partial class TilesInShards;

[Network(16, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Dense(33, Activation.SiLU)]
[Dense(18, Activation.Tanh)]
[Dense(1)]
internal sealed partial class TilesDoubleInShards;

[Network(4, Loss = Loss.CrossEntropy)]
[Standardize]
[Dropout(0.125)]
[Dense(9, Activation.Tanh)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DroppedInShards;

[Network(1, 4, 4, Loss = Loss.CrossEntropy)]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[GlobalAveragePool]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedInShards;

[Network(1, 4, 4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Conv2D(3, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[GlobalAveragePool]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedDoubleInShards;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(6)]
[BatchNorm(Activation.ReLU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class NormalizedVectors;
