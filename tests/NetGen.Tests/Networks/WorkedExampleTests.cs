using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// A 2-2-1 network with sigmoids and half the squared error, worked by hand as the notes do. The weights are
/// chosen so that every z is ±log 3, where the sigmoid is 3/4 or 1/4 and its slope 3/16.
/// <code>
/// x  = (1, 2)       y = 1/4
/// W1 = ( 1/2  1/4)  b1 = (log 3 - 1, -log 3)
///      (-1    1/2)
/// W2 = ( 2   -4  )  b2 = (log 3 - 1/2)
///
/// z1 = W1 x + b1 = (1/2 + 1/2 + log 3 - 1, -1 + 1 - log 3) = (log 3, -log 3)
/// a1 = g(z1)     = (3/4, 1/4)
/// z2 = W2 a1 + b2 = 3/2 - 1 + log 3 - 1/2 = log 3
/// a2 = g(z2)      = 3/4
/// L  = 1/2 (a2 - y)^2 = 1/2 (1/2)^2 = 1/8
///
/// delta2 = (a2 - y) g'(z2)   = 1/2 3/16 = 3/32
/// dW2    = delta2 a1^T       = (9/128, 3/128)
/// db2    = delta2            = 3/32
/// delta1 = W2^T delta2 g'(z1) = (2 3/32 3/16, -4 3/32 3/16) = (9/256, -9/128)
/// dW1    = delta1 x^T        = ( 9/256   9/128)
///                              (-9/128  -9/64 )
/// db1    = delta1            = (9/256, -9/128)
/// </code>
/// The same in tiles: 58 more hidden neurons with weights of 0 have z1 = 0, a1 = 1/2, delta1 = 0 and
/// dW2 = delta2 / 2, and change nothing else.
/// </summary>
public sealed class WorkedExampleTests
{
    // The numbers are exact but for log 3: an error is some 1e-16.
    private const double Tolerance = 1e-12;

    private static readonly double _ln3 = Math.Log(3);

    [Fact]
    public void Straight_line_code_gives_the_numbers_on_the_board()
    {
        var network = new WorkedNet(seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles: false);
        network.W1.CopyFrom([0.5, 0.25, -1, 0.5]);
        network.W2.CopyFrom([2, -4]);
        new[] { _ln3 - 1, -_ln3 }.CopyTo(network.B1);
        network.B2[0] = _ln3 - 0.5;

        var trace = new double[WorkedNet.Info.TraceSize];
        network.Trace([1, 2], trace);
        AssertEqual([_ln3, -_ln3, 0.75, 0.25, _ln3, 0.75], trace);
        Assert.Equal(1.0 / 8, network.ComputeLoss([1, 2], [0.25]), Tolerance);
        Assert.Equal(1.0 / 8, network.Backward([1, 2], [0.25]), Tolerance);

        var dW2 = new double[2];
        network.DW2.CopyTo(dW2);
        AssertEqual([9.0 / 128, 3.0 / 128], dW2);
        AssertEqual([3.0 / 32], network.DB2);
        var dW1 = new double[4];
        network.DW1.CopyTo(dW1);
        AssertEqual([9.0 / 256, 9.0 / 128, -9.0 / 128, -9.0 / 64], dW1);
        AssertEqual([9.0 / 256, -9.0 / 128], network.DB1);
    }

    [Fact]
    public void Tiles_give_the_same_numbers()
    {
        var network = new WorkedNetInTiles(seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles: true);
        network.Parameters.Clear();
        (network.W1[0, 0], network.W1[0, 1], network.W1[1, 0], network.W1[1, 1]) = (0.5, 0.25, -1, 0.5);
        (network.W2[0, 0], network.W2[0, 1]) = (2, -4);
        (network.B1[0], network.B1[1], network.B2[0]) = (_ln3 - 1, -_ln3, _ln3 - 0.5);
        double[] zeros = new double[58], halves = [.. zeros.Select(_ => 0.5)];

        var trace = new double[WorkedNetInTiles.Info.TraceSize];
        network.Trace([1, 2], trace);
        AssertEqual([_ln3, -_ln3, .. zeros, 0.75, 0.25, .. halves, _ln3, 0.75], trace);
        Assert.Equal(1.0 / 8, network.ComputeLoss([1, 2], [0.25]), Tolerance);
        Assert.Equal(1.0 / 8, network.Backward([1, 2], [0.25]), Tolerance);

        var dW2 = new double[60];
        network.DW2.CopyTo(dW2);
        AssertEqual([9.0 / 128, 3.0 / 128, .. halves.Select(half => half * 3 / 32)], dW2);
        AssertEqual([3.0 / 32], network.DB2);
        var dW1 = new double[120];
        network.DW1.CopyTo(dW1);
        AssertEqual([9.0 / 256, 9.0 / 128, -9.0 / 128, -9.0 / 64, .. zeros, .. zeros], dW1);
        AssertEqual([9.0 / 256, -9.0 / 128, .. zeros], network.DB1);
    }

    [Fact]
    public void L2_adds_lambda_w_to_the_mean_gradient_of_weights_and_nothing_to_biases()
    {
        // a = 2 x + 1 is 7 and 3, so delta is (2, 0), dW = (2 3 + 0 1) / 2 = 3 and db = (2 + 0) / 2 = 1.
        var network = new LineNet(seed: 1);
        network.W1[0, 0] = 2;
        network.B1[0] = 1;
        var data = new Dataset([3.0, 1.0], [5.0, 3.0], inputSize: 1, targetSize: 1);

        TrainingHistory history = Trainer.Fit(
            network, data, new() { Epochs = 1, BatchSize = 2, L2 = 0.1, Optimizer = new Sgd(0.1) });

        // W - 0.1 (3 + 0.1 2) and b - 0.1 1. The loss, (2^2 / 2 + 0) / 2, is without the penalty.
        Assert.Equal(1.68, network.W1[0, 0], Tolerance);
        Assert.Equal(0.9, network.B1[0], Tolerance);
        Assert.Equal(1, history.Last.Loss, Tolerance);
    }

    [Fact]
    public void Sign_is_minus_one_zero_or_one()
    {
        INetwork<double>[] networks = [new SignNet(seed: 1), new SignNetInTiles(seed: 1)];
        foreach (INetwork<double> network in networks)
        {
            LoadedNetworks.AssertStrategy(network, tiles: network is SignNetInTiles);
            network.Parameters.Clear();
            for (int j = 0; j < 3; j++)
                network.Weights(1)[j, j] = 1;

            var a = new double[3];
            network.Forward([-0.25, 0, 1e-300, .. new double[network.Info.InputSize - 3]], a);

            Assert.Equal([-1, 0, 1], a);
        }
    }

    private static void AssertEqual(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Tolerance);
    }
}

[Network(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(2, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class WorkedNet;

[Network(2, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(60, Activation.Sigmoid)]
[Dense(1, Activation.Sigmoid)]
internal sealed partial class WorkedNetInTiles;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1)]
internal sealed partial class LineNet;

[Network(3, Precision = Precision.Double)]
[Dense(3, Activation.Sign)]
internal sealed partial class SignNet;

[Network(60, Precision = Precision.Double)]
[Dense(3, Activation.Sign)]
internal sealed partial class SignNetInTiles;
