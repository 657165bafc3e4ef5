using System.Globalization;
using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>The compiled gradients, followed by the trainer, learn.</summary>
public sealed class TrainingTests
{
    [Fact]
    public void XOR_is_learnt()
    {
        var network = new XorNet(seed: 1);
        var data = new Dataset([0.0, 0, 0, 1, 1, 0, 1, 1], [0.0, 1, 1, 0], inputSize: 2, targetSize: 1);
        double before = Trainer.Evaluate(network, data).Loss;

        Trainer.Fit(network, data, new() { Epochs = 2000, BatchSize = 4, Optimizer = new Sgd(0.5, momentum: 0.9) });

        Metrics after = Trainer.Evaluate(network, data);
        Assert.InRange(before, 0.5, 2);
        Assert.InRange(after.Loss, 0, 0.05);
        Assert.Equal(1, after.Accuracy);
    }

    [Fact]
    public void Iris_is_learnt_and_holds_for_flowers_that_were_not_shown()
    {
        (Dataset train, Dataset test) = Iris().Split(0.8, seed: 1);
        var network = new IrisNet(seed: 1);
        double before = Trainer.Evaluate(network, test).Accuracy;

        TrainingHistory history = Trainer.Fit(
            network, train, new() { Epochs = 400, BatchSize = 16, Optimizer = new Sgd(0.02), L2 = 1e-4, Validation = test });

        Assert.InRange(before, 0, 0.7);
        Assert.InRange(Trainer.Evaluate(network, train).Accuracy, 0.95, 1);
        Assert.InRange(history.Last.ValidationAccuracy, 0.95, 1);
        Assert.Equal(Trainer.Evaluate(network, test).Accuracy, history.Last.ValidationAccuracy);
    }

    /// <summary>Of 359 digits that were not shown, the network with skip connections reads as many as the plain one of the same width, but for three.</summary>
    [Fact]
    public void Digits_are_learnt_with_skip_connections_as_well_as_without()
    {
        (Dataset train, Dataset test) = Digits().Split(0.8, seed: 1);
        double plain = Accuracy(new DigitsNet(seed: 1)), residual = Accuracy(new ResidualDigitsNet(seed: 1));
        TestContext.Current.TestOutputHelper!.WriteLine($"{plain}, {residual}");
        Assert.InRange(plain, 0.95, 1);
        Assert.InRange(residual, plain - 3.0 / test.Count, 1);

        double Accuracy(ITrainableNetwork<float> network)
        {
            Assert.InRange(Trainer.Evaluate(network, test).Accuracy, 0, 0.3);
            Trainer.Fit(network, train, new() { Epochs = 20, BatchSize = 32, Optimizer = new Adam(0.003) });
            return Trainer.Evaluate(network, test).Accuracy;
        }
    }

    [Fact]
    public void The_same_seeds_give_the_same_bits() => CheckSeeds(seed => new IrisNet(seed));

    [Fact]
    public void The_same_seeds_give_the_same_bits_in_tiles_in_double() => CheckSeeds(seed => new IrisNetInTiles(seed));

    private static void CheckSeeds<T>(Func<int, ITrainableNetwork<T>> create)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset iris = Iris();

        T[] first = Train(1, 1);

        Assert.Equal(first, Train(1, 1));
        Assert.NotEqual(first, Train(1, 2));
        Assert.NotEqual(first, Train(2, 1));

        T[] Train(int weights, int order)
        {
            ITrainableNetwork<T> network = create(weights);
            Trainer.Fit(network, iris, new() { Epochs = 5, BatchSize = 16, Optimizer = new Sgd(0.05), Seed = order });
            return network.Parameters.ToArray();
        }
    }

    /// <summary>Digits of 8 x 8 pixels from 0 to 16, then the class.</summary>
    private static Dataset Digits()
    {
        int[][] rows = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "fixtures", "digits.csv")).Select(line => line.Split(',').Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(1797, rows.Length);
        return Dataset.FromLabels([.. rows.SelectMany(row => row[..64].Select(pixel => pixel / 16.0))], [.. rows.Select(row => row[64])], inputSize: 64, classes: 10);
    }

    /// <summary>Fisher's iris, after a line with counts: four measures in cm, then the class.</summary>
    private static Dataset Iris()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "fixtures", "iris.csv"));
        double[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(150, rows.Length);
        double[] inputs = [.. rows.SelectMany(row => row[..4])];
        int[] labels = [.. rows.Select(row => (int)row[4])];
        return Dataset.FromLabels(inputs, labels, inputSize: 4, classes: 3);
    }
}

[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(4, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class XorNet;

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(8, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class IrisNet;

[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Dense(32, Activation.ReLU)]
[Dense(3, Activation.Softmax)]
internal sealed partial class IrisNetInTiles;

/// <summary>A stem and two blocks of the width of <see cref="DigitsNet"/>.</summary>
[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, As = "stem")]
[LayerNorm(Activation.ReLU)]
[Dense(32)]
[Add("stem", As = "block")]
[LayerNorm(Activation.ReLU)]
[Dense(32)]
[Add("block")]
[LayerNorm]
[Dense(10, Activation.Softmax)]
internal sealed partial class ResidualDigitsNet;
