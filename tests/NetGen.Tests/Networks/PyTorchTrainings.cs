namespace NetGen.Tests.Networks;

/// <summary>The networks and optimizers of tests/fixtures/make_training_fixtures.py, under their names there.</summary>
internal static class PyTorchTrainings
{
    public static readonly IReadOnlyDictionary<string, Func<ITrainableNetwork<float>>> Single = new Dictionary<string, Func<ITrainableNetwork<float>>>
    {
        ["TanhSigmoid"] = () => new TanhSigmoidNet(seed: 1),
        ["ReluSoftmax"] = () => new ReluSoftmaxNet(seed: 1),
        ["EluMse"] = () => new EluMseNet(seed: 1),
        ["LeakyHuber"] = () => new LeakyHuberNet(seed: 1),
        ["DeepMixed"] = () => new DeepMixedNet(seed: 1),
    };

    public static readonly IReadOnlyDictionary<string, Func<ITrainableNetwork<double>>> Double = new Dictionary<string, Func<ITrainableNetwork<double>>>
    {
        ["TanhSigmoid"] = () => new TanhSigmoidNetInDouble(seed: 1),
        ["ReluSoftmax"] = () => new ReluSoftmaxNetInDouble(seed: 1),
        ["EluMse"] = () => new EluMseNetInDouble(seed: 1),
        ["LeakyHuber"] = () => new LeakyHuberNetInDouble(seed: 1),
        ["DeepMixed"] = () => new DeepMixedNetInDouble(seed: 1),
    };

    public static readonly IReadOnlyDictionary<string, Optimizer> Optimizers = new Dictionary<string, Optimizer>
    {
        ["Momentum"] = new Sgd(0.05, momentum: 0.9),
        ["Nesterov"] = new Sgd(0.05, momentum: 0.8, nesterov: true),
        ["Adagrad"] = new Adagrad(0.02),
        ["RmsPropCentered"] = new RmsProp(0.002, centered: true),
        ["Adam"] = new Adam(0.01),
        ["AdamW"] = new AdamW(0.01, weightDecay: 0.1),
        ["AmsGrad"] = new Adam(0.01, beta2: 0.5, amsgrad: true),
    };
}

/// <summary>44 parameters: straight-line code.</summary>
[Network(4, Loss = Loss.BinaryCrossEntropy)]
[Dense(6, Activation.Tanh)]
[Dense(2, Activation.Sigmoid)]
internal sealed partial class TanhSigmoidNet;

[Network(4, Loss = Loss.BinaryCrossEntropy, Precision = Precision.Double)]
[Dense(6, Activation.Tanh)]
[Dense(2, Activation.Sigmoid)]
internal sealed partial class TanhSigmoidNetInDouble;

/// <summary>453 parameters: tiles.</summary>
[Network(8, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(5, Activation.Softmax)]
internal sealed partial class ReluSoftmaxNet;

[Network(8, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(32, Activation.ReLU)]
[Dense(5, Activation.Softmax)]
internal sealed partial class ReluSoftmaxNetInDouble;

/// <summary>75 parameters, and a hidden layer as wide as a vector: vectors.</summary>
[Network(5, Loss = Loss.MeanSquaredError)]
[Dense(8, Activation.ELU)]
[Dense(3)]
internal sealed partial class EluMseNet;

[Network(5, Loss = Loss.MeanSquaredError, Precision = Precision.Double)]
[Dense(8, Activation.ELU)]
[Dense(3)]
internal sealed partial class EluMseNetInDouble;

/// <summary>418 parameters in three layers: tiles.</summary>
[Network(6, Loss = Loss.Huber)]
[Dense(20, Activation.LeakyReLU)]
[Dense(12, Activation.LeakyReLU)]
[Dense(2)]
internal sealed partial class LeakyHuberNet;

[Network(6, Loss = Loss.Huber, Precision = Precision.Double)]
[Dense(20, Activation.LeakyReLU)]
[Dense(12, Activation.LeakyReLU)]
[Dense(2)]
internal sealed partial class LeakyHuberNetInDouble;

/// <summary>129 parameters in four layers: straight-line code.</summary>
[Network(3, Loss = Loss.CrossEntropy)]
[Dense(7, Activation.Tanh)]
[Dense(6, Activation.ELU)]
[Dense(5, Activation.Sigmoid)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DeepMixedNet;

[Network(3, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(7, Activation.Tanh)]
[Dense(6, Activation.ELU)]
[Dense(5, Activation.Sigmoid)]
[Dense(3, Activation.Softmax)]
internal sealed partial class DeepMixedNetInDouble;
