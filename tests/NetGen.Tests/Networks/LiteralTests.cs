using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Every activation and every loss with numbers worked out by hand, in both strategies and precisions.</summary>
public sealed class LiteralTests
{
    private static readonly double _ln2 = Math.Log(2), _ln3 = Math.Log(3);

    internal static readonly Dictionary<string, OneLayer> Cases = new()
    {
        // r = a - y = (-1/2, 2).
        ["1/2 sum r^2, slope r"] = Residual(Loss.HalfSquaredError, l: 2.125, [-0.5, 2]),
        ["sum r^2, slope 2 r"] = Residual(Loss.SquaredError, l: 4.25, [-1, 4]),
        ["mean r^2, slope 2 r / m"] = Residual(Loss.MeanSquaredError, l: 2.125, [-0.5, 2]),
        ["mean |r|, slope sign(r) / m"] = Residual(Loss.MeanAbsoluteError, l: 1.25, [-0.5, 0.5]),

        // (1/2 (1/2)^2 + (2 - 1/2)) / 2, and (r, 1) / 2.
        ["Huber, both pieces"] = Residual(Loss.Huber, l: 0.8125, [-0.25, 0.5]),
        ["|r| has slope 0 at 0"] = new(Activation.Identity, Loss.MeanAbsoluteError, [2, 3], [2, 1], [2, 3], 1, [0, 0.5]),
        ["Huber at its seams, r = 1 and -1"] = new(Activation.Identity, Loss.Huber, [2, 2], [1, 3], [2, 2], 0.5, [0.5, -0.5]),
        ["Huber beyond its seams, r = 3 and -3"] = new(Activation.Identity, Loss.Huber, [4, 0], [1, 3], [4, 0], 2.5, [0.5, -0.5]),

        // -log 1/4 - log 1/2 = 3 log 2; (a - y) / (a (1 - a)) = (-3/4 / (3/16), 1/2 / (1/4)).
        ["binary cross-entropy of given probabilities"] = new(Activation.Identity, Loss.BinaryCrossEntropy, [0.25, 0.5], [1, 0], [0.25, 0.5], 3 * _ln2, [-4, 2]),

        // Targets between 0 and 1: both terms count. -(log 1/4)/2 - (log 3/4)/2 = log 4 - (log 3)/2, and so twice.
        ["binary cross-entropy, targets 1/2"] = new(Activation.Identity, Loss.BinaryCrossEntropy, [0.25, 0.75], [0.5, 0.5], [0.25, 0.75], 4 * _ln2 - _ln3, [-4.0 / 3, 4.0 / 3]),
        ["cross-entropy of given probabilities"] = new(Activation.Identity, Loss.CrossEntropy, [0.25, 0.75], [1, 0], [0.25, 0.75], 2 * _ln2, [-4, 0]),

        // sigmoid(log 3) = 3/4; the loss is log 4/3 + log 2; a - y.
        ["sigmoid with binary cross-entropy"] = new(Activation.Sigmoid, Loss.BinaryCrossEntropy, [_ln3, 0], [1, 0], [0.75, 0.5], 3 * _ln2 - _ln3, [-0.25, 0.5]),

        // softmax(log 3, 0) = (3, 1) / 4; the loss is -log 1/4; a - y.
        ["softmax with cross-entropy"] = new(Activation.Softmax, Loss.CrossEntropy, [_ln3, 0], [0, 1], [0.75, 0.25], 2 * _ln2, [0.75, -0.75]),

        // dL/da = r = (3/4, -3/4), r a = 9/16 - 3/16 = 3/8, a (r - 3/8) = (3/4 3/8, 1/4 -9/8).
        ["softmax with a loss that is not fused"] = new(Activation.Softmax, Loss.HalfSquaredError, [_ln3, 0], [0, 1], [0.75, 0.25], 0.5625, [0.28125, -0.28125]),

        // All of these with y = a - 1, so that L = 1/2 + 1/2 and delta is the slope g'.
        ["identity"] = Slope(Activation.Identity, [-2, 3], [-2, 3], [1, 1]),
        ["sigmoid: a (1 - a)"] = Slope(Activation.Sigmoid, [_ln3, -_ln3], [0.75, 0.25], [0.1875, 0.1875]),
        ["sigmoid at 0"] = Slope(Activation.Sigmoid, [0, 0], [0.5, 0.5], [0.25, 0.25]),

        // tanh((log 3) / 2) = (3 - 1) / (3 + 1).
        ["tanh: 1 - a^2"] = Slope(Activation.Tanh, [_ln3 / 2, -_ln3 / 2], [0.5, -0.5], [0.75, 0.75]),
        ["ReLU: 0 below 0, 1 above"] = Slope(Activation.ReLU, [-2, 3], [0, 3], [0, 1]),
        ["ReLU: 0 at 0"] = Slope(Activation.ReLU, [0, -0.0], [0, 0], [0, 0]),
        ["leaky ReLU: 0.1 below 0, 1 above"] = Slope(Activation.LeakyReLU, [-2, 3], [-0.2, 3], [0.1, 1]),
        ["leaky ReLU: 0.1 at 0"] = Slope(Activation.LeakyReLU, [0, 1], [0, 1], [0.1, 1]),

        // e^-log 2 - 1 = -1/2, slope e^-log 2.
        ["ELU: e^z below 0, 1 above"] = Slope(Activation.ELU, [-_ln2, 3], [-0.5, 3], [0.5, 1]),
        ["ELU: 1 at 0"] = Slope(Activation.ELU, [0, 1], [0, 1], [1, 1]),
        ["softmax of equals"] = new(Activation.Softmax, Loss.CrossEntropy, [5, 5], [0.5, 0.5], [0.5, 0.5], _ln2, [0, 0]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    // Some roundings each: 1e-12 is 4,500 of them in double, 1e-6 is 8 in single.
    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_slopes_are_those_worked_out_by_hand(string name) => Cases[name].AssertHolds(1e-12, 1e-6);

    private static OneLayer Residual(Loss loss, double l, double[] delta) =>
        new(Activation.Identity, loss, [0.5, 3], [1, 1], [0.5, 3], l, delta);

    private static OneLayer Slope(Activation activation, double[] z, double[] a, double[] slope) =>
        new(activation, Loss.HalfSquaredError, z, [.. a.Select(value => value - 1)], a, 1, slope);
}
