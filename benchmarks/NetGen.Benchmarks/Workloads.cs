namespace NetGen.Benchmarks;

/// <summary>
/// What is measured. To add a workload, declare its network below, or in ImageNetworks.cs one that reads images, and add a row.
/// </summary>
internal static class Workloads
{
    private const int ThroughputBatch = 64, ResidualBatch = 32;

    // The learning rates leave the losses of the first steps comparable: with ten times as much, deep networks make a loss that differs by
    // 1e-2 of a rounded number on the other side of a kink, in PyTorch against itself in double precision too.
    private static readonly (string Number, Func<ITrainableNetwork<float>> Create, int Batch, double LearningRate)[] _networks =
    [
        ("1", static () => new Net1(seed: 1), 1, 0.1),
        ("2", static () => new Net2(seed: 1), 16, 0.1),
        ("3", static () => new Net3(seed: 1), 32, 0.1),
        ("4", static () => new Net4(seed: 1), 64, 0.1),
        ("5", static () => new LeNet(seed: 1), 64, 0.01),
        ("6", static () => new Net6(seed: 1), 128, 0.01),
        ("7", static () => new Net7(seed: 1), 32, 0.01),
    ];

    /// <summary>
    /// Every row: the training steps T, the training step S over a whole data set, then one sample forward (I, a
    /// latency) and 64 samples forward (B, a throughput) of the networks of T, and of the residual network R a training step and
    /// its batch forward.
    /// </summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        .. _networks.Select(n => new Workload("T" + n.Number, Pass.Training, n.Batch, n.Create, n.LearningRate)),
        new("TR", Pass.Training, ResidualBatch, static () => new ResidualNet(seed: 1), 0.01),
        new("S", Pass.Training, 10_000, static () => new NetS(seed: 1), 0.001, UpdateRule.Adam),
        .. _networks.Select(n => new Workload("I" + n.Number, Pass.Forward, 1, n.Create)),
        .. _networks.Select(n => new Workload("B" + n.Number, Pass.Forward, ThroughputBatch, n.Create)),
        new("BR", Pass.Forward, ResidualBatch, static () => new ResidualNet(seed: 1)),
    ];
}

/// <summary>What is done with a batch.</summary>
internal enum Pass
{
    /// <summary>Forward, loss, backward and the optimizer's step.</summary>
    Training,

    /// <summary>Forward only.</summary>
    Forward,
}

/// <summary>How a training step moves the parameters. Each peer has one place where it is made.</summary>
internal enum UpdateRule
{
    /// <summary>Plain gradient descent.</summary>
    Sgd,

    /// <summary>Adam with the usual settings.</summary>
    Adam,
}

/// <summary>One workload: a network, what is done with it, and the batch it is done with.</summary>
internal sealed class Workload(
    string id, Pass pass, int batch, Func<ITrainableNetwork<float>> create, double learningRate = 0, UpdateRule rule = UpdateRule.Sgd)
{
    private NetworkInfo? _info;
    private Samples? _samples;

    /// <summary>What the table and <c>--only</c> call it.</summary>
    public string Id { get; } = id;

    /// <summary>The network: the id without the letter that says what is done with it.</summary>
    public string Network => Id[1..];

    public Pass Pass { get; } = pass;

    public int Batch { get; } = batch;

    public double LearningRate { get; } = learningRate;

    public UpdateRule Rule { get; } = rule;

    /// <summary>The one architecture that all peers build.</summary>
    public NetworkInfo Info => _info ??= create().Info;

    /// <summary>The batch, in memory, the same for all peers.</summary>
    public Samples Samples => _samples ??= new Samples(Info, Batch);

    /// <summary>
    /// Multiplications and additions of one run, those of matrix products and convolutions only: 2 for each weight, place and sample
    /// forward; in training as many for dW, and as many for dX but in the first layer, whose inputs need no gradient. What a
    /// convolution multiplies with the zeros beyond the edges counts, as usual.
    /// </summary>
    public double Flops
    {
        get
        {
            double first = MultiplyAdds(Info.Layers[0]), all = Info.Layers.Sum(MultiplyAdds);
            return 2 * Batch * (Pass == Pass.Forward ? all : 3 * all - first);
        }
    }

    /// <summary>A network with the initial parameters: the same at every call.</summary>
    public ITrainableNetwork<float> CreateNetwork()
    {
        ITrainableNetwork<float> network = create();
        var random = new Random(2);

        // Not the mean 0 and the variance 1 of the start: with them, a peer could leave the normalization out and still agree.
        foreach (ParameterInfo statistic in network.Info.Statistics.Where(statistic => statistic.IsRunning))
        {
            float from = statistic.Role == ParameterRole.RunningMean ? -0.5f : 0.5f;
            foreach (ref float value in network.Statistics.Slice(statistic.Offset, statistic.Length))
                value = from + random.NextSingle();
        }

        return network;
    }

    /// <summary>Those of one sample forward: each filter of a convolution has its weights at each place of its output.</summary>
    private static double MultiplyAdds(LayerInfo layer) => layer.Parameters
        .Where(tensor => tensor.Role == ParameterRole.Weight)
        .Sum(tensor => (double)tensor.Length * layer.OutputSize / tensor.Shape[0]);
}

/// <summary>A batch of random samples: targets suit the network's loss.</summary>
internal sealed class Samples
{
    public Samples(NetworkInfo network, int count)
    {
        var random = new Random(1);
        Inputs = Draw(count * network.InputSize, () => 2 * random.NextSingle() - 1);
        Targets = network.Loss switch
        {
            Loss.CrossEntropy => [],
            Loss.BinaryCrossEntropy => Draw(count * network.OutputSize, () => (float)random.Next(2)),
            _ => Draw(count * network.OutputSize, () => 2 * random.NextSingle() - 1),
        };
        Labels = network.Loss == Loss.CrossEntropy ? Draw(count, () => random.Next(network.OutputSize)) : [];
    }

    public float[] Inputs { get; }

    /// <summary>Empty where <see cref="Labels"/> are used.</summary>
    public float[] Targets { get; }

    /// <summary>A class for each sample if the loss is cross-entropy, otherwise empty.</summary>
    public int[] Labels { get; }

    private static T[] Draw<T>(int count, Func<T> draw)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = draw();
        return values;
    }
}

[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class Net1;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class Net2;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Net3;

[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Net4;

[Network(1024, Loss = Loss.CrossEntropy)]
[Dense(1024, Activation.ReLU)]
[Dense(1024, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class Net6;

[Network(16, Loss = Loss.MeanSquaredError)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(64, Activation.ELU)]
[Dense(1)]
internal sealed partial class Net7;

[Network(4, Loss = Loss.MeanSquaredError)]
[Dense(32, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(4)]
internal sealed partial class NetS;
