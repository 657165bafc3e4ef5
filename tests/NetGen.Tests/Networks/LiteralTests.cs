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

        // The logarithms of these probabilities; the delta is e^a - y.
        ["log-softmax with cross-entropy"] = new(Activation.LogSoftmax, Loss.CrossEntropy, [_ln3, 0], [0, 1], [_ln3 - 2 * _ln2, -2 * _ln2], 2 * _ln2, [0.75, -0.75]),

        // dL/da = r = (1, 0), whose sum is 1; r - e^a.
        ["log-softmax with a loss that is not fused"] = new(Activation.LogSoftmax, Loss.HalfSquaredError, [_ln3, 0], [_ln3 - 2 * _ln2 - 1, -2 * _ln2], [_ln3 - 2 * _ln2, -2 * _ln2], 0.5, [0.25, -0.25]),

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
        // lambda and lambda alpha, with the paper's digits.
        ["SELU: lambda alpha e^z below 0, lambda above"] = Slope(Activation.SELU, [-_ln2, 2], [-1.7580993408473768 / 2, 2.101401974710961], [1.7580993408473768 / 2, 1.0507009873554805]),
        ["SELU: lambda alpha at 0"] = Slope(Activation.SELU, [0, 1], [0, 1.0507009873554805], [1.7580993408473768, 1.0507009873554805]),

        // Phi(0) = 1/2; Phi(1) = 0.8413447460685429 and Phi'(1) = 0.24197072451914337.
        ["GELU at 0"] = Slope(Activation.GELU, [0, -0.0], [0, 0], [0.5, 0.5]),
        ["GELU: Phi(z) + z Phi'(z)"] = Slope(Activation.GELU, [1, -1], [0.8413447460685429, -0.15865525393145707], [1.0833154705876864, -0.0833154705876863]),
        ["GELU by tanh at 0"] = Slope(Activation.GELUTanh, [0, -0.0], [0, 0], [0.5, 0.5]),

        // s = 3/4 at log 3 and 1/4 at -log 3; s (1 + z (1 - s)).
        ["SiLU at 0"] = Slope(Activation.SiLU, [0, -0.0], [0, 0], [0.5, 0.5]),
        ["SiLU: s (1 + z (1 - s))"] = Slope(Activation.SiLU, [_ln3, -_ln3], [0.75 * _ln3, -0.25 * _ln3], [0.75 * (1 + 0.25 * _ln3), 0.25 * (1 - 0.75 * _ln3)]),

        // log(1 + 3) and log(1 + 1/3), slopes 1 - 1/4 and 1 - 3/4.
        ["softplus: 1 - e^-a"] = Slope(Activation.Softplus, [_ln3, -_ln3], [2 * _ln2, 2 * _ln2 - _ln3], [0.75, 0.25]),

        // 1 + e^z = 2 and 4: t = (4 - 1) / (4 + 1) = 3/5 and (16 - 1) / (16 + 1) = 15/17; t + z s (1 - t^2), s = 1/2 and 3/4.
        ["Mish: t + z s (1 - t^2)"] = Slope(Activation.Mish, [0, _ln3], [0, 15.0 / 17 * _ln3], [0.6, 15.0 / 17 + 0.75 * _ln3 * 64 / 289]),
        ["hard tanh: 1 between -1 and 1"] = Slope(Activation.HardTanh, [-0.5, 0.75], [-0.5, 0.75], [1, 1]),
        ["hard tanh: 0 outside"] = Slope(Activation.HardTanh, [-2, 3], [-1, 1], [0, 0]),
        ["hard tanh: 0 at its kinks"] = Slope(Activation.HardTanh, [-1, 1], [-1, 1], [0, 0]),
        ["hard tanh: 1 between its own bounds"] = Slope(Activation.HardTanh, [-4.5, 2.5], [-4.5, 2.5], [1, 1]) with { Parameters = "Min = -5, Max = 3" },
        ["hard tanh: 0 outside its own bounds"] = Slope(Activation.HardTanh, [-6, 4], [-5, 3], [0, 0]) with { Parameters = "Min = -5, Max = 3" },
        ["hard tanh: bounds above 0"] = Slope(Activation.HardTanh, [0.25, 1.25], [0.5, 1.25], [0, 1]) with { Parameters = "Min = 0.5, Max = 1.5" },
        ["hard sigmoid: 1/6 between -3 and 3"] = Slope(Activation.HardSigmoid, [-1.5, 0], [0.25, 0.5], [1.0 / 6, 1.0 / 6]),
        ["hard sigmoid: 0 outside"] = Slope(Activation.HardSigmoid, [-4, 5], [0, 1], [0, 0]),
        ["hard sigmoid: 0 at its kinks"] = Slope(Activation.HardSigmoid, [-3, 3], [0, 1], [0, 0]),
        ["hard swish: z/3 + 1/2 between -3 and 3"] = Slope(Activation.HardSwish, [-1.5, 1.5], [-0.375, 1.125], [0, 1]),
        ["hard swish: 0 below, 1 above"] = Slope(Activation.HardSwish, [-4, 5], [0, 5], [0, 1]),
        ["hard swish: 0 and 1 at its kinks"] = Slope(Activation.HardSwish, [-3, 3], [0, 3], [0, 1]),
        ["clipped ReLU: 1 between 0 and 6"] = Slope(Activation.ClippedReLU, [0.5, 5], [0.5, 5], [1, 1]),
        ["clipped ReLU: 0 outside"] = Slope(Activation.ClippedReLU, [-2, 7], [0, 6], [0, 0]),
        ["clipped ReLU: 0 at its kinks"] = Slope(Activation.ClippedReLU, [0, 6], [0, 6], [0, 0]),
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
