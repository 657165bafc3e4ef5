namespace NetGen.Tests.Networks;

// Two classes and one sigmoid output, in both strategies and precisions.

/// <summary>37 parameters: straight-line code.</summary>
[Network(4, Loss = Loss.BinaryCrossEntropy)]
[Dense(6, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class BinaryNet;

[Network(4, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(6, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class BinaryNetInDouble;

/// <summary>241 parameters: tiles.</summary>
[Network(4, Loss = Loss.BinaryCrossEntropy)]
[Dense(40, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class BinaryNetInTiles;

[Network(4, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(40, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class BinaryNetInTilesInDouble;

/// <summary>The same outputs, with a loss that is not for classes.</summary>
[Network(4, Loss = Loss.HalfSquaredError)]
[Dense(6, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class SquaredSigmoidNet;

public sealed class BinaryContractTests : ContractTests<float>
{
    private protected override IClassifierNetwork<float> Create(int seed) => new BinaryNet(seed);
}

public sealed class BinaryTilesInDoubleContractTests : ContractTests<double>
{
    private protected override IClassifierNetwork<double> Create(int seed) => new BinaryNetInTilesInDouble(seed);
}
