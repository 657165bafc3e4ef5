using Xunit;

namespace NetGen.Tests.Runtime;

public class GradientCheckTests
{
    private static readonly Dataset _regression = new([0.5, -1, 1.5, 0.25, -0.75, 2], [0.3, -0.2, 1.1, 0.7, -2.5, 3.5], inputSize: 2, targetSize: 2);

    // With biases of 0, a sample that reaches no unit of layer 1 would put all of layer 2 on the kink z = 0.
    private static FakeNetwork<T> Deep<T>(Loss loss, Activation hidden, Activation output, int wrongDelta = 0, bool twinIsRight = false)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var net = new FakeNetwork<T>(loss, 2, (3, hidden), (3, hidden), (2, output)) { WrongDelta = wrongDelta, TwinIsRight = twinIsRight };
        net.Biases(2).Fill(T.One);
        return net;
    }

    [Theory]
    [InlineData(Loss.MeanSquaredError, Activation.Tanh)]
    [InlineData(Loss.HalfSquaredError, Activation.Sigmoid)]
    [InlineData(Loss.HalfSquaredError, Activation.ReLU)]
    [InlineData(Loss.MeanAbsoluteError, Activation.Tanh)]
    [InlineData(Loss.Huber, Activation.ReLU)]
    public void Passes_a_right_network(Loss loss, Activation hidden)
    {
        FakeNetwork<float> net = Deep<float>(loss, hidden, Activation.Identity);
        float[] before = net.Parameters.ToArray();
        GradientCheckReport report = GradientCheck.Run(net, _regression);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(29, report.Checked); // 3 * 2 + 3 + 3 * 3 + 3 + 2 * 3 + 2
        Assert.Equal(["x", "W1", "b1", "W2", "b2", "W3", "b3"], report.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([6, 6, 3, 9, 3, 6, 2], report.Tensors.Select(tensor => tensor.Checked)); // 3 samples of 2 inputs
        Assert.False(report.IsSample);
        Assert.Empty(report.Kinks);
        Assert.InRange(report.MaxRelativeError, 0, 1e-7);
        Assert.InRange(report.PrecisionError, 1e-12, 1e-4); // two precisions are never quite the same
        Assert.Null(report.SuspectLayer);
        Assert.Equal(before, net.Parameters);
    }

    [Fact]
    public void Passes_a_right_classifier_on_its_labels()
    {
        var net = new FakeClassifier<float>(2, (4, Activation.Tanh), (3, Activation.Softmax));
        GradientCheckReport report = GradientCheck.Run(net, Dataset.FromLabels([0.5, -1, 1.5, 0.25], [2, 0], 2, 3));
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(2, net.LabelCalls); // without gradients of the inputs, and with them
        Assert.Matches(@"^Gradient check passed: 27 parameters and 4 inputs, largest relative error \d\.\dE-\d\d at (x|[Wb][12])\[.*\] \(tolerance 1E-06\)\.\n", report.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Names_the_layer_whose_delta_is_wrong(int layer)
    {
        GradientCheckReport report = GradientCheck.Run(Deep<double>(Loss.MeanSquaredError, Activation.Tanh, Activation.Identity, wrongDelta: layer), _regression);
        Assert.False(report.Passed);
        Assert.Equal(layer, report.SuspectLayer);

        // A gradient of the wrong sign: |a - (-a)| / |a| = 2, in the layer and in all before it.
        Assert.All(report.Tensors, tensor => Assert.Equal(tensor.Layer <= layer ? 2 : 0, tensor.Worst!.RelativeError, tolerance: 1e-6));
        Assert.Equal(-report.Worst!.Analytic, report.Worst.Numeric, tolerance: 1e-9);
        Assert.StartsWith("Gradient check failed: 29 parameters and 6 inputs, largest relative error 2.0E+00 at ", report.ToString());
        Assert.Contains($"Look at layer {layer} first", report.ToString());
    }

    [Fact]
    public void Finds_an_error_that_only_the_network_itself_has()
    {
        GradientCheckReport report = GradientCheck.Run(Deep<float>(Loss.MeanSquaredError, Activation.Tanh, Activation.Identity, wrongDelta: 2, twinIsRight: true), _regression);
        Assert.False(report.Passed);
        Assert.InRange(report.MaxRelativeError, 0, 1e-7);
        Assert.Equal(2, report.PrecisionError, tolerance: 1e-4); // the wrong sign again
        Assert.Equal(2, report.SuspectLayer);
        Assert.Contains("In the network's own precision, the gradients are off by 2.0E+00 (tolerance 0.001).", report.ToString());
    }

    [Fact]
    public void Says_when_only_the_gradients_of_the_inputs_are_wrong()
    {
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 2, (3, Activation.Tanh), (2, Activation.Identity)) { WrongInputGradients = true };
        GradientCheckReport report = GradientCheck.Run(net, _regression);
        Assert.False(report.Passed);
        Assert.Equal(0, report.SuspectLayer);
        Assert.Equal(2, report.Tensors[0].Worst!.RelativeError, tolerance: 1e-6);
        Assert.Matches(@"^x\[[012], [01]\]$", report.Worst!.Name);
        Assert.EndsWith(" Look at the gradients of the inputs: those of all layers are correct.", report.ToString().Split('\n')[0]);
        Assert.Equal(["x"], report.ToString().Split('\n').Where(line => line.EndsWith("failed")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
    }

    [Fact]
    public void Finds_gradients_of_inputs_that_only_the_network_itself_has_wrong()
    {
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 2, (3, Activation.Tanh), (2, Activation.Identity)) { WrongInputGradients = true, TwinIsRight = true };
        GradientCheckReport report = GradientCheck.Run(net, _regression);
        Assert.Equal(2, report.Tensors[0].PrecisionError, tolerance: 1e-4);
        Assert.Equal(0, report.SuspectLayer);
    }

    [Fact]
    public void Sets_kinks_apart()
    {
        // z1 = 1 * 1 - 1 = 0 is the kink of ReLU: there is no derivative by x, W1 and b1. There is one by W2 and b2.
        GradientCheckReport report = GradientCheck.Run(ReLU(w: 1, b: -1), new([1.0], [1], 1, 1));
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(["x[0, 0]", "W1[0, 0]", "b1[0]"], report.Kinks);
        Assert.Equal(2, report.Checked);
        Assert.Contains(", 3 kinks excluded.", report.ToString());
    }

    [Fact]
    public void Steps_closer_where_a_kink_is_near()
    {
        // z1 = 1e-4: a step of 1e-3 or 1e-4 goes across, one of 1e-5 does not.
        GradientCheckReport report = GradientCheck.Run(ReLU(w: 1, b: -0.9999), new([1.0], [1], 1, 1));
        Assert.True(report.Passed, report.ToString());
        Assert.Empty(report.Kinks);
        Assert.Equal(4, report.Checked);
    }

    [Theory]
    [InlineData(Loss.MeanAbsoluteError, 3)] // |a - y| has its kink at a = y = 3
    [InlineData(Loss.Huber, 2)] // a - y = 1: from the parabola to the straight line
    [InlineData(Loss.Huber, 4)]
    public void A_loss_has_kinks_too(Loss loss, double y)
    {
        var net = new FakeNetwork<double>(loss, 1, (1, Activation.Identity));
        (net.Parameters[0], net.Parameters[1]) = (1, 2);
        GradientCheckReport report = GradientCheck.Run(net, new([1.0], [y], 1, 1));
        Assert.Equal(["x[0, 0]", "W1[0, 0]", "b1[0]"], report.Kinks);
        Assert.False(report.Passed);
        Assert.StartsWith("Gradient check undecided: all 2 parameters are at kinks.", report.ToString());
    }

    [Fact]
    public void Steps_closer_where_inputs_are_large()
    {
        // The first step changes z by 1e-3 * 200 = 0.2: the formula is off by 3e-3 there, by 3e-7 at the next.
        var net = new FakeNetwork<double>(Loss.HalfSquaredError, 1, (1, Activation.Tanh));
        (net.Parameters[0], net.Parameters[1]) = (0.002, 0.1);
        GradientCheckReport report = GradientCheck.Run(net, new([200.0], [1], 1, 1));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void Compares_no_precisions_across_a_kink()
    {
        // z1 = -1 + 1e-9 + 1, summed in this order, is 0 in single and 1e-9 in double precision.
        var net = new FakeNetwork<float>(Loss.HalfSquaredError, 2, (1, Activation.ReLU), (1, Activation.Identity));
        new[] { 1e-9f, 1, -1, 1, 0 }.CopyTo(net.Parameters);
        GradientCheckReport report = GradientCheck.Run(net, new([1.0, 1], [1], 2, 1));
        Assert.True(double.IsNaN(report.PrecisionError));
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void What_is_not_a_number_fails()
    {
        FakeNetwork<double> net = Deep<double>(Loss.MeanSquaredError, Activation.Tanh, Activation.Identity);
        net.Biases(3)[0] = double.NaN;
        GradientCheckReport report = GradientCheck.Run(net, _regression);
        Assert.False(report.Passed);
        Assert.Equal(double.PositiveInfinity, report.MaxRelativeError);
    }

    [Fact]
    public void Prints_a_row_for_each_tensor()
    {
        string[] lines = GradientCheck.Run(ReLU(w: 1, b: -1), new([1.0], [1], 1, 1)).ToString().Split('\n');
        Assert.Matches(@"^layer +tensor +checked +kinks +largest error +at +analytic +numeric +precision error$", lines[1]);
        Assert.Matches(@"^ +0 +x +0 +1 +- +- +- +- +0\.0E\+00$", lines[2]);
        Assert.Matches(@"^ +1 +W1 +0 +1 +- +- +- +- +0\.0E\+00$", lines[3]);
        Assert.Matches(@"^ +2 +b2 +1 +0 +\d\.\dE-\d\d +b2\[0\] +-1 +-1 +0\.0E\+00$", lines[6]);
        Assert.Equal(7, lines.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_tolerance_out_of_range(double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => GradientCheck.Run(ReLU(1, 1), _regression, tolerance));

    [Fact]
    public void Refuses_a_budget_of_nothing() => Assert.StartsWith(
        "Expected a budget of 1 or more losses, but got 0.",
        Assert.Throws<ArgumentOutOfRangeException>("budget", () => GradientCheck.Run(ReLU(1, 1), _regression, budget: 0)).Message);

    [Fact]
    public void Refuses_data_that_do_not_fit() => Assert.StartsWith(
        "Expected samples of 1 inputs for FakeNet, but got 2.",
        Assert.Throws<ArgumentException>("data", () => GradientCheck.Run(ReLU(1, 1), _regression)).Message);

    // z1 = w x + b, a1 = max(0, z1), z2 = a1; L = (a2 - y)^2 / 2.
    private static FakeNetwork<double> ReLU(double w, double b)
    {
        var net = new FakeNetwork<double>(Loss.HalfSquaredError, 1, (1, Activation.ReLU), (1, Activation.Identity));
        new[] { w, b, 1, 0 }.CopyTo(net.Parameters);
        return net;
    }
}
