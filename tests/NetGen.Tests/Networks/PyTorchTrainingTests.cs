using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Trainings take PyTorch's course, loss by loss, and end at its weights: see tests/fixtures/make_training_fixtures.py.</summary>
public sealed class PyTorchTrainingTests
{
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    public static TheoryData<string, string> Runs => [.. Pairs.Select(pair => new TheoryDataRow<string, string>(pair.Network, pair.Optimizer))];

    private static IEnumerable<(string Network, string Optimizer)> Pairs =>
        from network in PyTorchTrainings.Single.Keys
        from optimizer in PyTorchTrainings.Optimizers.Keys
        select (network, optimizer);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Ten_steps_in_single_precision(string network, string optimizer) =>
        AssertClose(PyTorchRun.Single(network, optimizer), SingleTolerance);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Ten_steps_in_double_precision(string network, string optimizer) =>
        AssertClose(PyTorchRun.Double(network, optimizer), DoubleTolerance);

    /// <summary>The figures tell the rules apart: the steps of any other one are far from them.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void Another_optimizer_ends_elsewhere(string network, string optimizer)
    {
        foreach ((string other, Optimizer rule) in PyTorchTrainings.Optimizers.Where(pair => pair.Key != optimizer))
        {
            Deviation deviation = PyTorchRun.Train(PyTorchTrainings.Single[network](), network, optimizer, rule, "single");
            Assert.True(deviation.Weights > 5 * SingleTolerance, $"{other} in place of {optimizer} is only {deviation.Weights} away.");
        }
    }

    /// <summary>And AMSGrad from Adam with the same settings.</summary>
    [Fact]
    public void Without_AMSGrad_the_weights_are_others()
    {
        Deviation deviation = PyTorchRun.Train(new ReluSoftmaxNet(seed: 1), "ReluSoftmax", "AmsGrad", new Adam(0.01, beta2: 0.5), "single");
        Assert.True(deviation.Weights > 5 * SingleTolerance);
    }

    [Theory]
    [InlineData("TanhSigmoid", "straight lines", "straight lines")]
    [InlineData("ReluSoftmax", "tiles", "tiles")]
    [InlineData("EluMse", "vectors", "straight lines")]
    [InlineData("LeakyHuber", "tiles", "tiles")]
    [InlineData("DeepMixed", "straight lines", "straight lines")]
    public void All_strategies_are_among_the_networks(string network, string single, string inDouble)
    {
        Assert.Equal(single, LoadedNetworks.StrategyOf(PyTorchTrainings.Single[network]()));
        Assert.Equal(inDouble, LoadedNetworks.StrategyOf(PyTorchTrainings.Double[network]()));
    }

    /// <summary>Prints the table of docs/parity.md, which may promise less than the trainings keep, but not more.</summary>
    [Fact]
    public void The_table_in_the_documentation_holds()
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "Without fused multiply-adds the last bits differ.");
        foreach (string optimizer in PyTorchTrainings.Optimizers.Keys)
        {
            Deviation single = PyTorchTrainings.Single.Keys.Select(network => PyTorchRun.Single(network, optimizer)).Aggregate(Deviation.Largest);
            Deviation twice = PyTorchTrainings.Double.Keys.Select(network => PyTorchRun.Double(network, optimizer)).Aggregate(Deviation.Largest);
            double[] measured = [single.Losses, single.Weights, twice.Losses, twice.Weights];
            TestContext.Current.TestOutputHelper!.WriteLine($"| {optimizer} | {string.Join(" | ", measured.Select(ParityTable.RoundedUp))} |");

            string[] promised = ParityTable.Row(optimizer);
            Assert.Equal(measured.Length, promised.Length);
            foreach ((double value, string promise) in measured.Zip(promised))
                Assert.True(value <= double.Parse(promise, CultureInfo.InvariantCulture), $"{optimizer}: {value} is more than the {promise} of docs/parity.md.");
        }
    }

    private static void AssertClose(Deviation deviation, double tolerance)
    {
        Assert.True(deviation.Moved > 0.01, $"The fixture's weights moved by {deviation.Moved} only.");
        Assert.True(deviation.Losses <= tolerance, $"A loss is off by {deviation.Losses} of PyTorch's.");
        Assert.True(deviation.Weights <= tolerance, $"A weight is off by {deviation.Weights}.");
    }
}
