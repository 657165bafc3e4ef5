using System.Numerics;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The gradient check where its budget reaches for a sample only.</summary>
public sealed class GradientCheckSampleTests
{
    // 160 of 713 numbers: W1 has 640 of them, c = 7 for each one looked at, and a column of W1 is 16 = 2c + 2 numbers long.
    private const int Budget = 4 * 160;

    private static readonly Dataset _data = new(
        [.. Enumerable.Range(0, 3 * 40).Select(i => Math.Sin(i))], [0.3, -0.2, 1.1], inputSize: 40, targetSize: 1);

    [Fact]
    public void The_report_says_how_many_of_how_many()
    {
        GradientCheckReport report = GradientCheck.Run(Wide<float>(_ => false), _data, budget: Budget);
        Assert.True(report.Passed, report.ToString());
        Assert.True(report.IsSample);
        Assert.Equal(["x", "W1", "b1", "W2", "b2"], report.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([33, 94, 16, 16, 1], report.Tensors.Select(tensor => tensor.Checked));
        Assert.Equal([120, 640, 16, 16, 1], report.Tensors.Select(tensor => tensor.Size));
        Assert.Equal([true, true, false, false, false], report.Tensors.Select(tensor => tensor.IsSample));
        Assert.Equal(127, report.Checked);
        string[] lines = report.ToString().Split('\n');
        Assert.StartsWith("Gradient check passed: a sample of 127 of 673 parameters and 33 of 120 inputs, largest relative error ", lines[0]);
        Assert.Matches(@"^ +0 +x +33 of 120 +0 ", lines[2]);
        Assert.Matches(@"^ +1 +W1 +94 of 640 +0 ", lines[3]);
        Assert.Matches(@"^ +1 +b1 +16 +0 ", lines[4]);
    }

    [Fact]
    public void A_budget_that_reaches_for_all_checks_all()
    {
        GradientCheckReport report = GradientCheck.Run(Wide<double>(_ => false), _data, budget: 4 * (673 + 120));
        Assert.False(report.IsSample);
        Assert.Equal(673, report.Checked);
        Assert.StartsWith("Gradient check passed: 673 parameters and 120 inputs, ", report.ToString());
        Assert.True(GradientCheck.Run(Wide<double>(_ => false), _data, budget: 4 * (673 + 120) - 1).IsSample);
    }

    [Fact]
    public void A_budget_below_the_number_of_tensors_checks_one_of_each()
    {
        GradientCheckReport report = GradientCheck.Run(Wide<double>(_ => false), _data, budget: 1);
        Assert.True(report.Passed, report.ToString());
        Assert.All(report.Tensors, tensor => Assert.Equal(1, tensor.Checked));
    }

    [Fact]
    public void One_seed_gives_one_report()
    {
        string[] reports = [.. new[] { 5, 5, 6 }.Select(seed => GradientCheck.Run(Wide<double>(_ => false), _data, budget: Budget, seed: seed).ToString())];
        Assert.Equal(reports[0], reports[1]);
        Assert.NotEqual(reports[0], reports[2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_fault_in_any_one_column_is_found(int seed)
    {
        for (int column = 0; column < 40; column++)
        {
            int first = column * 16;
            GradientCheckReport report = GradientCheck.Run(Wide<double>(i => i >= first && i < first + 16), _data, budget: Budget, seed: seed);
            Assert.False(report.Passed);
            Assert.Equal(1, report.SuspectLayer);
            Assert.Matches($@"^W1\[\d+, {column}\]$", report.Worst!.Name);
            Assert.Equal(["W1"], report.Tensors.Where(tensor => tensor.Worst!.RelativeError > report.Tolerance).Select(tensor => tensor.Name));
        }
    }

    [Fact]
    public void A_fault_in_one_tensor_is_found_by_any_sample()
    {
        GradientCheckReport report = GradientCheck.Run(Wide<double>(i => i is >= 656 and < 672), _data, budget: 1);
        Assert.Equal(2, report.SuspectLayer);
        Assert.StartsWith("W2[0, ", report.Worst!.Name);
    }

    /// <summary>Of a unit, whose 40 weights lie apart, a sample misses all with a probability of at most e^(-40/7) = 0.3 %.</summary>
    [Fact]
    public void A_fault_in_one_row_is_hardly_ever_missed()
    {
        int found = Enumerable.Range(0, 64).Count(seed =>
            !GradientCheck.Run(Wide<double>(i => i < 640 && i % 16 == seed % 16), _data, budget: Budget, seed: seed).Passed);
        Assert.InRange(found, 63, 64);
    }

    [Fact]
    public void The_precisions_are_compared_in_all_numbers()
    {
        for (int wrong = 0; wrong < 640; wrong += 71)
        {
            FakeNetwork<float> net = Wide<float>(i => i == wrong, twinIsRight: true);
            GradientCheckReport report = GradientCheck.Run(net, _data, budget: 1);
            Assert.Equal(1, report.SuspectLayer);
            Assert.True(report.Tensors[1].PrecisionError > GradientCheckReport.PrecisionTolerance, report.ToString());
            Assert.Equal(0, report.Tensors[2].PrecisionError, tolerance: 1e-5);
        }
    }

    [Fact]
    public void An_undecided_sample_says_of_how_many()
    {
        var net = new FakeNetwork<double>(Loss.HalfSquaredError, 40, (1, Activation.ReLU));
        net.Parameters.Clear(); // z is 0, the kink of ReLU
        Assert.StartsWith(
            "Gradient check undecided: all 2 parameters of a sample of the 41 are at kinks.",
            GradientCheck.Run(net, _data, budget: 1).ToString());
    }

    [Fact]
    public void A_network_of_100_000_parameters_is_checked_by_a_sample()
    {
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 3 * 784).Select(_ => random.NextDouble())];
        GradientCheckReport report = GradientCheck.Run(new WideDigitsNet(seed: 1), Dataset.FromLabels(inputs, [3, 1, 4], 784, 10));
        Assert.True(report.Passed, report.ToString());
        Assert.Equal([105, 9692, 41, 152, 10], report.Tensors.Select(tensor => tensor.Checked + tensor.Kinks.Count));
        Assert.Equal([2352, 100_352, 128, 1280, 10], report.Tensors.Select(tensor => tensor.Size));
    }

    private static FakeNetwork<T> Wide<T>(Func<int, bool> isWrong, bool twinIsRight = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Loss.HalfSquaredError, 40, (16, Activation.Tanh), (1, Activation.Identity)) { IsWrong = isWrong, TwinIsRight = twinIsRight };
}

[Network(784, Loss = Loss.CrossEntropy)]
[Dense(128, Activation.ReLU)]
[Dense(10, Activation.Softmax)]
internal sealed partial class WideDigitsNet;
