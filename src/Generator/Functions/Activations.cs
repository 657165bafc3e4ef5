using System;
using System.Collections.Generic;
using NetGen.Generator.Model;

namespace NetGen.Generator.Functions;

/// <summary>What an activation's expressions are built from: C# expressions for z and a, the number type, and what was declared.</summary>
internal readonly record struct ActivationTerms(Number Number, string Z, string A, ActivationSpec Spec)
{
    public string Alpha => Number.Literal(Spec.Alpha);

    /// <summary>A call of the user's type, or for vectors of which it does not know, of it lane by lane or half by half.</summary>
    public string Call(string method, params string[] arguments)
    {
        (string type, string number) = (Spec.Custom!.Type, Number.Keyword);
        string? runtime = !Number.IsVector ? null : !Spec.Custom.HasVectors ? "LaneByLane" : Number.IsWide ? "HalfByHalf" : null;
        return runtime is null
            ? $"{type}.{method}<{number}>({string.Join(", ", arguments)})"
            : $"{Number.Services}.{runtime}.{method}<{type}, {number}>({string.Join(", ", arguments)})";
    }

    public string Zero => Number.Literal(0);

    public string One => Number.Literal(1);
}

/// <summary>Which of z and a an expression reads.</summary>
[Flags]
internal enum Reads
{
    None = 0,
    Z = 1,
    A = 2,
}

/// <summary>An activation function: one row of the table in <see cref="Activations"/>.</summary>
internal sealed record ActivationRow
{
    public required Activation Function { get; init; }

    /// <summary>g(z) as the notes write it, with {alpha} where it has one.</summary>
    public required string Formula { get; init; }

    /// <summary>g'(z) as the notes write it; null where there is none.</summary>
    public required string? Slope { get; init; }

    /// <summary>a as a C# expression of z; null for Softmax, which needs all z at once.</summary>
    public Func<ActivationTerms, string>? Value { get; init; }

    /// <summary>g'(z) as a C# expression of z or a; null where it is always 1, or there is none.</summary>
    public Func<ActivationTerms, string>? Derivative { get; init; }

    /// <summary>What <see cref="Derivative"/> reads; what it does not read need not be kept.</summary>
    public Reads Reads { get; init; }

    public Initializer DefaultInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The alpha that holds unless the user sets one; null where the function has none.</summary>
    public double? DefaultAlpha { get; init; }

    /// <summary>Whether all outputs lie in [0, 1], as the cross-entropies expect.</summary>
    public bool YieldsProbabilities { get; init; }

    public bool HasDerivative => Slope is not null;

    /// <summary>Whether g is the identity, so that a and z are one.</summary>
    public bool IsIdentity => Function == Activation.Identity;

    /// <summary>Whether g is max(0, z), with which some kernels end a sum by themselves.</summary>
    public bool IsRectifier => Function == Activation.ReLU;
}

/// <summary>The activation functions. Adding one is a row here, a value of the enum and a test.</summary>
internal static class Activations
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
            Value = terms => terms.Z,
        },
        new ActivationRow
        {
            Function = Activation.Sigmoid,
            Formula = "1 / (1 + e^-{z})",
            Slope = "{a} (1 - {a})",
            Value = terms => terms.Number.Call("Sigmoid", terms.Z),
            Derivative = terms => $"({terms.A} * ({terms.One} - {terms.A}))",
            Reads = Reads.A,
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.Tanh,
            Formula = "tanh({z})",
            Slope = "1 - {a}^2",
            Value = terms => terms.Number.Call("Tanh", terms.Z),
            Derivative = terms => $"({terms.One} - {terms.A} * {terms.A})",
            Reads = Reads.A,
        },
        new ActivationRow
        {
            Function = Activation.ReLU,
            Formula = "max(0, {z})",
            Slope = "1 for {z} > 0, otherwise 0",

            // Asked this way round, NaN stays NaN.
            Value = terms => terms.Number.IfAtMost(terms.Z, terms.Zero, terms.Zero, terms.Z),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Zero),
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.LeakyReLU,
            Formula = "{z} for {z} > 0, otherwise {alpha} {z}",
            Slope = "1 for {z} > 0, otherwise {alpha}",
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * {terms.Z}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Alpha),
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
            DefaultAlpha = 0.1,
        },
        new ActivationRow
        {
            Function = Activation.ELU,
            Formula = "{z} for {z} > 0, otherwise {alpha} (e^{z} - 1)",
            Slope = "1 for {z} > 0, otherwise {a} + {alpha}",
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * {terms.Number.Call("ExpM1OfNegative", terms.Z)}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, $"{terms.A} + {terms.Alpha}"),
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
            DefaultAlpha = 1,
        },
        new ActivationRow
        {
            Function = Activation.Softmax,
            Formula = "e^{z} / sum e^{z}",
            Slope = "diag({a}) - {a} {a}^T",
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.Sign,
            Formula = "sign({z})",
            Slope = null,
            Value = terms => terms.Number.IfPositive(terms.Z, terms.One, terms.Number.IfAbove(terms.Zero, terms.Z, $"-{terms.One}", terms.Zero)),
        },
        new ActivationRow
        {
            Function = Activation.SELU,
            Formula = "1.0507 {z} for {z} > 0, otherwise 1.7581 (e^{z} - 1)",
            Slope = "1.0507 for {z} > 0, otherwise {a} + 1.7581",
            Value = terms => terms.Number.IfPositive(terms.Z, $"{terms.Number.Literal(SeluScale)} * {terms.Z}", $"{terms.Number.Literal(SeluLimit)} * {terms.Number.Call("ExpM1OfNegative", terms.Z)}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.Number.Literal(SeluScale), $"{terms.A} + {terms.Number.Literal(SeluLimit)}"),
            Reads = Reads.A,
            DefaultInitializer = Initializer.LeCunNormal,
        },
        new ActivationRow
        {
            Function = Activation.GELU,
            Formula = "{z} Phi({z})",
            Slope = "Phi({z}) + {z} Phi'({z})",
            Value = terms => $"{terms.Z} * {terms.Number.Call("Phi", terms.Z)}",
            Derivative = terms => $"({terms.Number.Call("Phi", terms.Z)} + {terms.Z} * {terms.Number.Call("Density", terms.Z)})",
            Reads = Reads.Z,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.GELUTanh,
            Formula = "{z} / (1 + e^-u), u = sqrt(8 / pi) ({z} + 0.044715 {z}^3)",
            Slope = "s + {a} (1 - s) u', s = 1 / (1 + e^-u), u' = sqrt(8 / pi) (1 + 0.134145 {z}^2)",
            Value = terms => $"{terms.Z} * {terms.Number.Call("Sigmoid", GeluExponent(terms))}",

            // 1 - s as the sigmoid of -u, which does not cancel.
            Derivative = terms => $"({terms.Number.Call("Sigmoid", GeluExponent(terms))} + {terms.A} * {terms.Number.Call("Sigmoid", $"-{GeluExponent(terms)}")} * {Parabola(terms, 3 * GeluCubic)})",
            Reads = Reads.Z | Reads.A,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.SiLU,
            Formula = "{z} / (1 + e^-{z})",
            Slope = "s (1 + {z} (1 - s)), s = 1 / (1 + e^-{z})",
            Value = terms => $"{terms.Z} * {terms.Number.Call("Sigmoid", terms.Z)}",
            Derivative = terms => $"({terms.Number.Call("Sigmoid", terms.Z)} * ({terms.One} + {terms.Z} * {terms.Number.Call("Sigmoid", $"-{terms.Z}")}))",
            Reads = Reads.Z,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.Softplus,
            Formula = "log(1 + e^{z})",
            Slope = "1 / (1 + e^-{z}) = 1 - e^-{a}",
            Value = terms => terms.Number.Call("Softplus", terms.Z),
            Derivative = terms => $"(-{terms.Number.Call("ExpM1OfNegative", $"-{terms.A}")})",
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.Mish,
            Formula = "{z} tanh(log(1 + e^{z}))",
            Slope = "t + ({z} - {a} t) / (1 + e^-{z}), t = tanh(log(1 + e^{z}))",
            Value = terms => $"{terms.Z} * {TanhOfSoftplus(terms)}",

            // z (1 - t^2), which the derivative of tanh brings, is z - a t.
            Derivative = terms => $"({TanhOfSoftplus(terms)} + ({terms.Z} - {terms.A} * {TanhOfSoftplus(terms)}) * {terms.Number.Call("Sigmoid", terms.Z)})",
            Reads = Reads.Z | Reads.A,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.HardTanh,
            Formula = "max(-1, min({z}, 1))",
            Slope = "1 for |{z}| < 1, otherwise 0",
            Value = terms => terms.Number.Call("Max", $"-{terms.One}", terms.Number.Call("Min", terms.One, terms.Z)),
            Derivative = terms => terms.Number.IfAbove(terms.One, terms.Number.Call("Abs", terms.A), terms.One, terms.Zero),
            Reads = Reads.A,
        },
        new ActivationRow
        {
            Function = Activation.HardSigmoid,
            Formula = "max(0, min(1, {z} / 6 + 1/2))",
            Slope = "1/6 for |{z}| < 3, otherwise 0",
            Value = HardSigmoid,
            Derivative = terms => terms.Number.IfAbove(terms.Number.Literal(3), terms.Number.Call("Abs", terms.Z), terms.Number.Literal(1.0 / 6), terms.Zero),
            Reads = Reads.Z,
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.HardSwish,
            Formula = "{z} max(0, min(1, {z} / 6 + 1/2))",
            Slope = "{z} / 3 + 1/2 for |{z}| < 3, 0 below, 1 above",
            Value = terms => $"{terms.Z} * {HardSigmoid(terms)}",
            Derivative = terms => terms.Number.IfAbove(
                terms.Number.Literal(3), terms.Number.Call("Abs", terms.Z), $"{terms.Z} / {terms.Number.Literal(3)} + {terms.Number.Literal(0.5)}", terms.Number.IfPositive(terms.Z, terms.One, terms.Zero)),
            Reads = Reads.Z,
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.ClippedReLU,
            Formula = "max(0, min({z}, {alpha}))",
            Slope = "1 for 0 < {z} < {alpha}, otherwise 0",
            Value = terms => terms.Number.Call("Max", terms.Zero, terms.Number.Call("Min", terms.Alpha, terms.Z)),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.Number.IfAbove(terms.Alpha, terms.A, terms.One, terms.Zero), terms.Zero),
            Reads = Reads.A,
            DefaultInitializer = Initializer.HeUniform,
            DefaultAlpha = 6,
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

    public static ActivationRow Of(Activation function) => _rows[function];

    public static ActivationRow Of(ActivationSpec spec) => _rows[spec.Function];

    /// <summary><c>u = z (sqrt(8 / pi) + sqrt(8 / pi) 0.044715 z^2)</c>, with GELU about <c>z / (1 + e^-u)</c>.</summary>
    private static string GeluExponent(ActivationTerms terms) => $"{terms.Z} * {Parabola(terms, GeluCubic)}";

    private static string Parabola(ActivationTerms terms, double cubic) =>
        $"({terms.Number.Literal(GeluLinear)} + {terms.Number.Literal(cubic)} * {terms.Z} * {terms.Z})";

    private static string HardSigmoid(ActivationTerms terms) =>
        terms.Number.Call("Max", terms.Zero, terms.Number.Call("Min", terms.One, $"{terms.Z} / {terms.Number.Literal(6)} + {terms.Number.Literal(0.5)}"));

    private static string TanhOfSoftplus(ActivationTerms terms) => terms.Number.Call("Tanh", terms.Number.Call("Softplus", terms.Z));

    private static Dictionary<Activation, ActivationRow> Index(params ActivationRow[] rows)
    {
        var index = new Dictionary<Activation, ActivationRow>();
        foreach (ActivationRow row in rows)
            index.Add(row.Function, row);

        return index;
    }
}
