using System;
using System.Collections.Generic;
using NetGen.Generator.Model;

namespace NetGen.Generator.Functions;

/// <summary>What an activation's expressions are built from: C# expressions for z, a and alpha, and the number type.</summary>
internal readonly record struct ActivationTerms(Number Number, string Z, string A, double AlphaValue)
{
    public string Alpha => Number.Literal(AlphaValue);

    public string Zero => Number.Literal(0);

    public string One => Number.Literal(1);
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

    /// <summary>Whether <see cref="Derivative"/> reads z. If it reads only a, z need not be kept.</summary>
    public bool DerivativeReadsZ { get; init; }

    public Initializer DefaultInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The alpha that holds unless the user sets one; null where the function has none.</summary>
    public double? DefaultAlpha { get; init; }

    /// <summary>Whether all outputs lie in [0, 1], as the cross-entropies expect.</summary>
    public bool YieldsProbabilities { get; init; }

    public bool HasDerivative => Slope is not null;

    /// <summary>Whether g is the identity, so that a and z are one.</summary>
    public bool IsIdentity => Function == Activation.Identity;
}

/// <summary>The activation functions. Adding one is a row here, a value of the enum and a test.</summary>
internal static class Activations
{
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
            Value = terms => $"Sigmoid({terms.Z})",
            Derivative = terms => $"({terms.A} * ({terms.One} - {terms.A}))",
            YieldsProbabilities = true,
        },
        new ActivationRow
        {
            Function = Activation.Tanh,
            Formula = "tanh({z})",
            Slope = "1 - {a}^2",
            Value = terms => $"Tanh({terms.Z})",
            Derivative = terms => $"({terms.One} - {terms.A} * {terms.A})",
        },
        new ActivationRow
        {
            Function = Activation.ReLU,
            Formula = "max(0, {z})",
            Slope = "1 for {z} > 0, otherwise 0",

            // Asked this way round, NaN stays NaN.
            Value = terms => terms.Number.IfAtMost(terms.Z, terms.Zero, terms.Zero, terms.Z),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Zero),
            DefaultInitializer = Initializer.HeUniform,
        },
        new ActivationRow
        {
            Function = Activation.LeakyReLU,
            Formula = "{z} for {z} > 0, otherwise {alpha} {z}",
            Slope = "1 for {z} > 0, otherwise {alpha}",
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * {terms.Z}"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, terms.Alpha),
            DefaultInitializer = Initializer.HeUniform,
            DefaultAlpha = 0.1,
        },
        new ActivationRow
        {
            Function = Activation.ELU,
            Formula = "{z} for {z} > 0, otherwise {alpha} (e^{z} - 1)",
            Slope = "1 for {z} > 0, otherwise {a} + {alpha}",
            Value = terms => terms.Number.IfPositive(terms.Z, terms.Z, $"{terms.Alpha} * ExpM1({terms.Z})"),
            Derivative = terms => terms.Number.IfPositive(terms.A, terms.One, $"{terms.A} + {terms.Alpha}"),
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
        });

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
