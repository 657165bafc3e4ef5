using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Where an activation has a kink, the gradient check sets apart the parameters and inputs that move z across it.</summary>
public sealed class KinkTests
{
    // z1 = w x + b with w = x = 1, where a step to either side is another piece.
    [Fact]
    public void SELU_has_a_kink_at_0() => AssertKink(new SeluNet(seed: 1), 0);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Hard_tanh_has_kinks_at_its_ends(double kink) => AssertKink(new HardTanhNet(seed: 1), kink);

    [Theory]
    [InlineData(-5)]
    [InlineData(0.5)]
    public void Hard_tanh_has_kinks_at_its_own_bounds(double kink) => AssertKink(new BoundedNet(seed: 1), kink);

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public void Hard_sigmoid_has_kinks_at_its_ends(double kink) => AssertKink(new HardSigmoidNet(seed: 1), kink);

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public void Hard_swish_has_kinks_at_its_ends(double kink) => AssertKink(new HardSwishNet(seed: 1), kink);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Clipped_ReLU_has_kinks_at_0_and_alpha(double kink) => AssertKink(new ClippedNet(seed: 1), kink);

    private static void AssertKink(ITrainableNetwork<double> network, double kink)
    {
        var data = new Dataset([1.0], [0.5], 1, 1);
        new double[] { 1, kink - 1, 1, 0 }.CopyTo(network.Parameters);
        Assert.Equal(["x[0, 0]", "W1[0, 0]", "b1[0]"], GradientCheck.Run(network, data).Kinks);

        // Elsewhere there is none.
        network.Parameters[1] = kink - 0.75;
        GradientCheckReport report = GradientCheck.Run(network, data);
        Assert.Empty(report.Kinks);
        Assert.True(report.Passed, report.ToString());
    }
}

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.SELU)]
[Dense(1)]
internal sealed partial class SeluNet;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.HardTanh)]
[Dense(1)]
internal sealed partial class HardTanhNet;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.HardTanh, Min = -5, Max = 0.5)]
[Dense(1)]
internal sealed partial class BoundedNet;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.HardSigmoid)]
[Dense(1)]
internal sealed partial class HardSigmoidNet;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.HardSwish)]
[Dense(1)]
internal sealed partial class HardSwishNet;

[Network(1, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(1, Activation.ClippedReLU, Alpha = 2)]
[Dense(1)]
internal sealed partial class ClippedNet;
