using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;

namespace NetGen.Generator.Functions;

/// <summary>The activation functions. Adding one is a row here, a value of the enum and a test.</summary>
internal static partial class Activations
{
    // lambda, and lambda alpha, which negative activations tend to
    private const double SeluScale = 1.0507009873554805, SeluLimit = 1.7580993408473768;

    // sqrt(8 / pi), and that times 0.044715
    private const double GeluLinear = 1.5957691216057308, GeluCubic = 0.07135481627260025;

    private static readonly Dictionary<Activation, ActivationRow> _rows = Index(
        new ActivationRow
        {
            Function = Activation.Identity,
            Formula = "{z}",
            Slope = "1",
            Exact = (z, _) => z,
            Value = terms => terms.Z,
            Onnx = terms => terms.Z,
        },
        new ActivationRow
        {
            Function = Activation.Sigmoid,
            Formula = "1 / (1 + e^-{z})",
            Slope = "{a} (1 - {a})",
            Exact = (z, _) => 1 / (1 + Math.Exp(-z)),
            Value = terms => terms.Number.Call("Sigmoid", terms.Z),
            Derivative = terms => $"({terms.A} * ({terms.One} - {terms.A}))",
            Reads = Reads.A,
            Onnx = terms => Of("Sigmoid", terms.Z),
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.Tanh,
            Formula = "tanh({z})",
            Slope = "1 - {a}^2",
            Exact = (z, _) => Math.Tanh(z),
            Value = terms => terms.Number.Call("Tanh", terms.Z),
            Derivative = terms => $"({terms.One} - {terms.A} * {terms.A})",
            Reads = Reads.A,
            Onnx = terms => Of("Tanh", terms.Z),
        },
        new ActivationRow
        {
            Function = Activation.ReLU,
            Formula = "max(0, {z})",
            Slope = "1 for {z} > 0, otherwise 0",
            Exact = (z, _) => Math.Max(0, z),

            // Asked this way round, NaN stays NaN.
            Value = terms => terms.Number.IfAtMost(terms.Z, terms.Zero, terms.Zero, terms.Z),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Zero),
            Reads = Reads.A,
            Onnx = terms => Of("Relu", terms.Z),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.LeakyReLU,
            Formula = "{z} for {z} > 0, otherwise {alpha} {z}",
            Slope = "1 for {z} > 0, otherwise {alpha}",
            Exact = (z, parameters) => z > 0 ? z : parameters[0] * z,
            Parameters = [new("Alpha", 0.1, function => -function(-1))],
            Fault = AlphaFault,
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * {terms.Z}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Alpha),
            Reads = Reads.A,
            Onnx = terms => Of("LeakyRelu", terms.Z).Float("alpha", terms.Parameters[0]),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.ELU,
            Formula = "{z} for {z} > 0, otherwise {alpha} (e^{z} - 1)",
            Slope = "1 for {z} > 0, otherwise {a} + {alpha}",
            Exact = (z, parameters) => z > 0 ? z : parameters[0] * (Math.Exp(z) - 1),
            Parameters = [new("Alpha", 1, function => function(-1) / (Math.Exp(-1) - 1))],
            Fault = AlphaFault,
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * {terms.Number.Call("ExpM1OfNegative", terms.Z)}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, $"{terms.A} + {terms.Alpha}"),
            Reads = Reads.A,
            Onnx = terms => Of("Elu", terms.Z).Float("alpha", terms.Parameters[0]),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.Softmax,
            Formula = "e^{z} / sum e^{z}",
            Slope = "diag({a}) - {a} {a}^T",
            Joint = JointActivation.Softmax,

            Onnx = terms => terms.Shape.Dimensions.Count == 1 ? Of("Softmax", terms.Z).Int("axis", 1) : Of("Exp", LogSoftmaxOf(terms)),
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.LogSoftmax,
            Formula = "{z} - log sum e^{z}",
            Slope = "I - 1 (e^{a})^T",
            Joint = JointActivation.LogSoftmax,
            Onnx = terms => terms.Shape.Dimensions.Count == 1 ? Of("LogSoftmax", terms.Z).Int("axis", 1) : LogSoftmaxOf(terms),
        },
        new ActivationRow
        {
            Function = Activation.Sign,
            Formula = "sign({z})",
            Slope = null,
            Exact = (z, _) => Math.Sign(z),
            Value = terms => terms.Number.IfPositive(terms.Z, terms.One, terms.Number.IfAbove(terms.Zero, terms.Z, $"-{terms.One}", terms.Zero)),
            Onnx = terms => Of("Sign", terms.Z),
        },
        new ActivationRow
        {
            Function = Activation.SELU,
            Formula = "1.0507 {z} for {z} > 0, otherwise 1.7581 (e^{z} - 1)",
            Slope = "1.0507 for {z} > 0, otherwise {a} + 1.7581",
            Exact = (z, _) => z > 0 ? SeluScale * z : SeluLimit * (Math.Exp(z) - 1),
            Value = terms => terms.Number.IfPositive(terms.Z, $"{terms.Number.Literal(SeluScale)} * {terms.Z}", $"{terms.Number.Literal(SeluLimit)} * {terms.Number.Call("ExpM1OfNegative", terms.Z)}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.Number.Literal(SeluScale), $"{terms.A} + {terms.Number.Literal(SeluLimit)}"),
            Reads = Reads.A,
            Onnx = terms => Of("Selu", terms.Z),
            DefaultInitializer = Initializer.LeCunNormal,
        },
        new ActivationRow
        {
            Function = Activation.GELU,
            Formula = "{z} Phi({z})",
            Slope = "Phi({z}) + {z} Phi'({z})",
            Exact = (z, _) => z / 2 * (1 + Erf(z / Math.Sqrt(2))),
            Value = terms => $"{terms.Z} * {terms.Number.Call("Phi", terms.Z)}",
            Derivative = terms => $"({terms.Number.Call("Phi", terms.Z)} + {terms.Z} * {terms.Number.Call("Density", terms.Z)})",
            Reads = Reads.Z,

            // 0.5 z (1 + erf(z / sqrt(2)))
            Onnx = terms => Of("Mul", Of("Mul", terms.Z, Constant(0.5)), Of("Add", Of("Erf", Of("Div", terms.Z, Constant(Math.Sqrt(2)))), Constant(1))),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.GELUTanh,
            Formula = "{z} / (1 + e^-u), u = sqrt(8 / pi) ({z} + 0.044715 {z}^3)",
            Slope = "s + {a} (1 - s) u', s = 1 / (1 + e^-u), u' = sqrt(8 / pi) (1 + 0.134145 {z}^2)",
            Exact = (z, _) => z / (1 + Math.Exp(-z * (GeluLinear + GeluCubic * z * z))),
            Value = terms => $"{terms.Z} * {terms.Number.Call("Sigmoid", GeluExponent(terms))}",

            // 1 - s as the sigmoid of -u, which does not cancel.
            Derivative = terms => $"({terms.Number.Call("Sigmoid", GeluExponent(terms))} + {terms.A} * {terms.Number.Call("Sigmoid", $"-{GeluExponent(terms)}")} * {Parabola(terms, 3 * GeluCubic)})",
            Reads = Reads.Z | Reads.A,
            Onnx = terms => Of("Mul", terms.Z, Of("Sigmoid", Of("Mul", terms.Z, Of("Add", Of("Mul", Of("Mul", terms.Z, terms.Z), Constant(GeluCubic)), Constant(GeluLinear))))),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.SiLU,
            Formula = "{z} / (1 + e^-{z})",
            Slope = "s (1 + {z} (1 - s)), s = 1 / (1 + e^-{z})",
            Exact = (z, _) => z / (1 + Math.Exp(-z)),
            Value = terms => $"{terms.Z} * {terms.Number.Call("Sigmoid", terms.Z)}",
            Derivative = terms => $"({terms.Number.Call("Sigmoid", terms.Z)} * ({terms.One} + {terms.Z} * {terms.Number.Call("Sigmoid", $"-{terms.Z}")}))",
            Reads = Reads.Z,
            Onnx = terms => Of("Mul", terms.Z, Of("Sigmoid", terms.Z)),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.Softplus,
            Formula = "log(1 + e^{z})",
            Slope = "1 / (1 + e^-{z}) = 1 - e^-{a}",
            Exact = (z, _) => z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z)),
            Value = terms => terms.Number.Call("Softplus", terms.Z),
            Derivative = terms => $"(-{terms.Number.Call("ExpM1OfNegative", $"-{terms.A}")})",
            Reads = Reads.A,
            Onnx = terms => Of("Softplus", terms.Z),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.Mish,
            Formula = "{z} tanh(log(1 + e^{z}))",
            Slope = "t + ({z} - {a} t) / (1 + e^-{z}), t = tanh(log(1 + e^{z}))",
            Exact = (z, _) => z * Math.Tanh(Math.Log(1 + Math.Exp(z))),
            Value = terms => $"{terms.Z} * {TanhOfSoftplus(terms)}",

            // z (1 - t^2), which the derivative of tanh brings, is z - a t.
            Derivative = terms => $"({TanhOfSoftplus(terms)} + ({terms.Z} - {terms.A} * {TanhOfSoftplus(terms)}) * {terms.Number.Call("Sigmoid", terms.Z)})",
            Reads = Reads.Z | Reads.A,
            Onnx = terms => Of("Mul", terms.Z, Of("Tanh", Of("Softplus", terms.Z))),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.HardSigmoid,
            Formula = "max(0, min(1, {z} / 6 + 1/2))",
            Slope = "1/6 for |{z}| < 3, otherwise 0",
            Exact = (z, _) => Math.Max(0, Math.Min(1, z / 6 + 0.5)),
            Value = HardSigmoid,
            Derivative = terms => terms.Number.IfAbove(terms.Number.Literal(3), terms.Number.Call("Abs", terms.Z), terms.Number.Literal(1.0 / 6), terms.Zero),
            Reads = Reads.Z,
            YieldsProbabilities = true,
            Onnx = terms => HardSigmoidOf(terms.Z),
        },
        new ActivationRow
        {
            Function = Activation.HardSwish,
            Formula = "{z} max(0, min(1, {z} / 6 + 1/2))",
            Slope = "{z} / 3 + 1/2 for |{z}| < 3, 0 below, 1 above",
            Exact = (z, _) => z * Math.Max(0, Math.Min(1, z / 6 + 0.5)),
            Value = terms => $"{terms.Z} * {HardSigmoid(terms)}",
            Derivative = terms => terms.Number.IfAbove(
                terms.Number.Literal(3), terms.Number.Call("Abs", terms.Z), $"{terms.Z} / {terms.Number.Literal(3)} + {terms.Number.Literal(0.5)}", terms.Number.IfPositive(terms.Z, terms.One, terms.Zero)),
            Reads = Reads.Z,
            DefaultInitializer = Initializer.HeUniform,
            Onnx = terms => Of("Mul", terms.Z, HardSigmoidOf(terms.Z)),
        },
        new ActivationRow
        {
            Function = Activation.ClippedReLU,
            Formula = "max(0, min({z}, {alpha}))",
            Slope = "1 for 0 < {z} < {alpha}, otherwise 0",
            Exact = (z, parameters) => Math.Max(0, Math.Min(z, parameters[0])),
            Parameters = [new("Alpha", 6, function => function(float.MaxValue) is > 0 and var largest ? largest : double.NaN)],
            Fault = AlphaFault,
            Value = terms => terms.Number.Call("Max", terms.Zero, terms.Number.Call("Min", terms.Alpha, terms.Z)),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.Number.IfAbove(terms.Alpha, terms.A, terms.One, terms.Zero), terms.Zero),
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
            Onnx = terms => Of("Clip", terms.Z, Constant(0), Constant(terms.Parameters[0])),
        },
        new ActivationRow
        {
            Function = Activation.HardTanh,
            Formula = "max({min}, min({z}, {max}))",
            Slope = "1 for {min} < {z} < {max}, otherwise 0",
            Exact = (z, parameters) => Math.Max(parameters[0], Math.Min(z, parameters[1])),
            Parameters = [new("Min", -1, function => function(-float.MaxValue)), new("Max", 1, function => function(float.MaxValue))],
            Fault = RangeFault,
            HidesDefaults = true,
            Value = terms => terms.Number.Call("Max", terms.Min, terms.Number.Call("Min", terms.Max, terms.Z)),
            Derivative = terms => terms.Number.IfAbove(terms.A, terms.Min, terms.Number.IfAbove(terms.Max, terms.A, terms.One, terms.Zero), terms.Zero),
            Reads = Reads.A,
            Onnx = terms => Of("Clip", terms.Z, Constant(terms.Parameters[0]), Constant(terms.Parameters[1])),
        },
        new ActivationRow
        {
            Function = Activation.Custom,
            Formula = "{name}({z})",
            Slope = "{name}'({z})",
            Value = terms => terms.Call("Value", terms.Z),
            Derivative = terms => terms.Call("Derivative", terms.Z, terms.A),
            Reads = Reads.Z | Reads.A,
        });

    /// <summary>Those that are a function of z alone.</summary>
    public static IEnumerable<ActivationRow> Pointwise => _rows.Values.Where(row => row.Exact is not null);

    /// <summary>The names of all parameters.</summary>
    public static IReadOnlyList<string> ParameterNames { get; } = [.. _rows.Values.SelectMany(row => row.Parameters).Select(parameter => parameter.Name).Distinct()];

    /// <summary>The functions that have a parameter.</summary>
    public static IEnumerable<Activation> UsersOf(string parameter) => _rows.Values.Where(row => row.Parameters.Any(own => own.Name == parameter)).Select(row => row.Function);

    public static ActivationRow Of(Activation function) => _rows[function];

    public static ActivationRow Of(ActivationSpec spec) => _rows[spec.Function];

    private static Dictionary<Activation, ActivationRow> Index(params ActivationRow[] rows)
    {
        var index = new Dictionary<Activation, ActivationRow>();
        foreach (ActivationRow row in rows)
            index.Add(row.Function, row);

        return index;
    }
}
