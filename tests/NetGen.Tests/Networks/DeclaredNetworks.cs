namespace NetGen.Tests.Networks;

// Networks of both strategies in both precisions that several tests use, compiled with this project as a
// user's are.

/// <summary>131 parameters, and a hidden layer as wide as two vectors: vectors.</summary>
[Network(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SmallNet;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(16, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class SmallNetInDouble;

/// <summary>2,410 parameters: tiles.</summary>
[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class DigitsNet;

[Network(64, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class DigitsNetInDouble;

/// <summary>Tiles over more hidden units than Forward holds on the stack: it rents a buffer.</summary>
[Network(3, Loss = Loss.HalfSquaredError)]
[Dense(9000, Activation.Tanh)]
[Dense(2)]
internal sealed partial class WideNet;
