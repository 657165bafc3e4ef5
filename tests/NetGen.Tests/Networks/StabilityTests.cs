using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Weighted inputs whose powers of e are beyond every number, and probabilities of exactly 0 and 1.</summary>
public sealed class StabilityTests
{
    // softmax(1, 0).
    private static readonly double _likely = 1 / (1 + Math.Exp(-1));

    private const string CloseAndLarge = "softmax with cross-entropy, close and large";

    internal static readonly Dictionary<string, OneLayer> Cases = new()
    {
        [CloseAndLarge] = new(Activation.Softmax, Loss.CrossEntropy, [10000, 9999], [1, 0], [_likely, 1 - _likely], Math.Log(1 + Math.Exp(-1)), [_likely - 1, 1 - _likely]),
        ["sigmoid with binary cross-entropy, right"] = new(Activation.Sigmoid, Loss.BinaryCrossEntropy, [1e4, -1e4], [1, 0], [1, 0], 0, [0, 0]),
        ["sigmoid with binary cross-entropy, wrong"] = new(Activation.Sigmoid, Loss.BinaryCrossEntropy, [1e4, -1e4], [0, 1], [1, 0], 2e4, [1, -1]),
        ["sigmoid with binary cross-entropy, undecided"] = new(Activation.Sigmoid, Loss.BinaryCrossEntropy, [1e4, -1e4], [0.5, 0.5], [1, 0], 1e4, [0.5, -0.5]),
        ["softmax with cross-entropy, right"] = new(Activation.Softmax, Loss.CrossEntropy, [1e4, -1e4], [1, 0], [1, 0], 0, [0, 0]),
        ["softmax with cross-entropy, wrong"] = new(Activation.Softmax, Loss.CrossEntropy, [1e4, -1e4], [0, 1], [1, 0], 2e4, [1, -1]),
        ["softmax with cross-entropy, undecided"] = new(Activation.Softmax, Loss.CrossEntropy, [1e4, -1e4], [0.5, 0.5], [1, 0], 1e4, [0.5, -0.5]),
        ["log-softmax with cross-entropy, right"] = new(Activation.LogSoftmax, Loss.CrossEntropy, [1e4, -1e4], [1, 0], [0, -2e4], 0, [0, 0]),
        ["log-softmax with cross-entropy, wrong"] = new(Activation.LogSoftmax, Loss.CrossEntropy, [1e4, -1e4], [0, 1], [0, -2e4], 2e4, [1, -1]),
        ["log-softmax with squared error"] = new(Activation.LogSoftmax, Loss.HalfSquaredError, [1e4, -1e4], [-1, -2e4], [0, -2e4], 0.5, [0, 0]),
        ["softmax with squared error"] = new(Activation.Softmax, Loss.HalfSquaredError, [1e4, -1e4], [0, 1], [1, 0], 1, [0, 0]),
        ["sigmoid with squared error"] = new(Activation.Sigmoid, Loss.HalfSquaredError, [1e4, -1e4], [0, 1], [1, 0], 1, [0, 0]),
        ["tanh"] = new(Activation.Tanh, Loss.HalfSquaredError, [1e4, -1e4], [0, 0], [1, -1], 1, [0, 0]),
        ["ELU"] = new(Activation.ELU, Loss.HalfSquaredError, [1e4, -1e4], [9999, -2], [1e4, -1], 1, [1, 0]),

        // Logarithms are held at -100, denominators at 1e-12.
        ["binary cross-entropy of 0 and 1, right"] = new(Activation.Identity, Loss.BinaryCrossEntropy, [0, 1], [0, 1], [0, 1], 0, [0, 0]),
        ["binary cross-entropy of 0 and 1, wrong"] = new(Activation.Identity, Loss.BinaryCrossEntropy, [0, 1], [1, 0], [0, 1], 200, [-1e12, 1e12]),
        ["cross-entropy of 0, wrong"] = new(Activation.Identity, Loss.CrossEntropy, [0, 1], [1, 0], [0, 1], 100, [-1e12, 0]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys.Except([CloseAndLarge])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Extreme_values_give_the_exact_limits(string name)
    {
        // Exact but for 1e-12, which neither number type has, and single precision less so than double.
        bool reads1e12 = Cases[name].Delta.Contains(-1e12);
        Cases[name].AssertHolds(reads1e12 ? 1e-15 : 0, reads1e12 ? 1e-7 : 0);
    }

    // Here the loss is a difference of numbers that are all near 1e4, where single precision has steps of 1e-3.
    // Of 1e-15 there are 4 roundings in double, of 1e-6 there are 8 in single.
    [Fact]
    public void Cross_entropy_is_as_exact_for_large_weighted_inputs_as_for_small_ones() =>
        Cases[CloseAndLarge].AssertHolds(1e-15, 1e-6);

    // max(0, z) + log(1 + e^-|z|) - y z is a small number that went through a sum with a large one.
    [Fact]
    public void Binary_cross_entropy_keeps_the_digits_of_a_small_loss()
    {
        // log(1 + e) = e - e^2/2 + e^3/3 - ..., whose next term is below 1e-17.
        double e = Math.Exp(-10), loss = 2 * (e - e * e / 2 + e * e * e / 3), likely = 1 / (1 + e);
        var row = new OneLayer(Activation.Sigmoid, Loss.BinaryCrossEntropy, [10, -10], [1, 0], [likely, 1 - likely], loss, [likely - 1, 1 - likely]);

        // The loss is about 1e-4, and so is its tolerance beside the others'.
        row.AssertHolds(1e-12, 1e-6, lossScale: 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Not_a_number_comes_out_of_every_hidden_activation(bool tiles)
    {
        foreach (Activation activation in _hidden)
        {
            ITrainableNetwork<double> network = _deep.Value.Create<double>($"{activation}{tiles}{Precision.Double}", seed: 1);
            var a = new double[3];

            network.Forward([double.NaN, 1], a);

            // A number would hide that a training has diverged, or that data are missing.
            Assert.All(a, value => Assert.True(double.IsNaN(value), $"{activation} made {value} of NaN."));
        }
    }

    private static readonly Activation[] _hidden = [Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU, Activation.ELU];

    private static readonly Lazy<Assembly> _deep = new(() => NetworkSource.Load(
        from activation in _hidden
        from tiles in new[] { false, true }
        from precision in Enum.GetValues<Precision>()
        let units = tiles ? 20 : 3
        select new NetworkSource(
            $"{activation}{tiles}{precision}", $"2, Loss = Loss.CrossEntropy, Precision = Precision.{precision}",
            $"{units}, Activation.{activation}", $"{units}, Activation.{activation}", "3, Activation.Softmax")));

    public static TheoryData<Activation, bool> Deep => [.. from activation in _hidden from tiles in new[] { false, true } select (activation, tiles)];

    [Theory]
    [MemberData(nameof(Deep))]
    public void Extreme_inputs_of_a_deep_network_give_finite_outputs_losses_and_gradients(Activation activation, bool tiles)
    {
        AssertFinite(_deep.Value.Create<double>($"{activation}{tiles}{Precision.Double}", seed: 1), tiles);
        AssertFinite(_deep.Value.Create<float>($"{activation}{tiles}{Precision.Single}", seed: 1), tiles);
    }

    private static void AssertFinite<T>(ITrainableNetwork<T> network, bool tiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LoadedNetworks.AssertStrategy(network, tiles);
        foreach (double size in new[] { 0, 1e-30, 1e4, 1e15 })
        {
            T[] x = [T.CreateTruncating(size), T.CreateTruncating(-size)], y = [T.One, T.Zero, T.Zero], a = new T[3];
            network.Forward(x, a);
            Assert.Equal(1, a.Sum(value => double.CreateTruncating(value)), 1e-6);
            Assert.True(T.IsFinite(network.ComputeLoss(x, y)));
            Assert.True(T.IsFinite(network.Backward(x, y)));
            Assert.All(network.Gradients.ToArray(), gradient => Assert.True(T.IsFinite(gradient)));
        }
    }
}
