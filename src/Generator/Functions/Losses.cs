using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Functions;

/// <summary>What a loss's expressions are built from: C# expressions for one output, its target and its weighted input.</summary>
internal readonly record struct LossTerms(Number Number, string A, string Y, string Z)
{
    /// <summary>The residual a - y.</summary>
    public string R => $"({A} - {Y})";

    public string Zero => Number.Literal(0);

    public string One => Number.Literal(1);

    public string Half => Number.Literal(0.5);

    /// <summary>Where a denominator is held, so that a probability of exactly 0 or 1 gives a finite slope (as PyTorch's BCELoss).</summary>
    public string Tiny => Number.Literal(1e-12);
}

/// <summary>A loss: one row of <see cref="Losses"/>. All of it is for one sample.</summary>
internal sealed record LossRow
{
    public required Loss Function { get; init; }

    /// <summary>L as the notes write it, with a and y standing for those of the output layer.</summary>
    public required string Formula { get; init; }

    /// <summary>dL/da as the notes write it.</summary>
    public required string Gradient { get; init; }

    /// <summary>The term of one output in the sum over outputs, as a C# expression.</summary>
    public required Func<LossTerms, string> Term { get; init; }

    /// <summary>dL/da of one output, before <see cref="MeanOverOutputs"/>, as a C# expression.</summary>
    public required Func<LossTerms, string> Slope { get; init; }

    /// <summary>L for outputs that are the logarithms of probabilities; null where they do not fit.</summary>
    public string? FormulaOfLogarithms { get; init; }

    /// <summary>Whether the sum over outputs is divided by their number.</summary>
    public bool MeanOverOutputs { get; init; }

    /// <summary>The activation that makes the outputs the probabilities that the loss needs; null where any will do.</summary>
    public Activation? Expects { get; init; }

    /// <summary>
    /// The term of one output as an expression of z, where the loss is fused with the activation
    /// <see cref="Expects"/> or its logarithm: then delta = p - y with the probability p, and nothing overflows.
    /// </summary>
    public Func<LossTerms, string>? FusedTerm { get; init; }

    /// <summary>The fused loss as the notes write it.</summary>
    public string? FusedFormula { get; init; }

    /// <summary>Whether it is computed as one with the activation of the outputs.</summary>
    public bool IsFusedWith(Activation output) => Expects == output || TakesLogarithms(output);

    /// <summary>L for outputs of an activation, as the notes write it.</summary>
    public string FormulaFor(Activation output) => TakesLogarithms(output) ? FormulaOfLogarithms! : Formula;

    private bool TakesLogarithms(Activation output) => FormulaOfLogarithms is not null && Activations.Of(output).Joint is { IsLogarithm: true };
}

/// <summary>The losses. Adding one is a row here, a value of the enum and a test.</summary>
internal static class Losses
{
    /// <summary>What a fused cross-entropy reads: the largest z of the sample.</summary>
    public const string LargestZ = "max";

    /// <summary>The loss for outputs of an activation: the cross-entropy that is fused with it, or the mean squared error.</summary>
    public static Loss For(Activation output) => _rows.FirstOrDefault(row => row.IsFusedWith(output))?.Function ?? Loss.MeanSquaredError;

    /// <summary>What a fused cross-entropy reads: log sum_k e^(z_k - max) of the sample.</summary>
    public const string LogSum = "logSum";

    private static readonly LossRow[] _rows =
    [
        new LossRow
        {
            Function = Loss.HalfSquaredError,
            Formula = "1/2 sum (a - y)^2",
            Gradient = "a - y",
            Term = terms => $"{terms.Half} * {terms.R} * {terms.R}",
            Slope = terms => $"({terms.A} - {terms.Y})",
        },
        new LossRow
        {
            Function = Loss.SquaredError,
            Formula = "sum (a - y)^2",
            Gradient = "2 (a - y)",
            Term = terms => $"{terms.R} * {terms.R}",
            Slope = terms => $"{terms.Number.Literal(2)} * {terms.R}",
        },
        new LossRow
        {
            Function = Loss.MeanSquaredError,
            Formula = "1/m sum (a - y)^2",
            Gradient = "2/m (a - y)",
            Term = terms => $"{terms.R} * {terms.R}",
            Slope = terms => $"{terms.Number.Literal(2)} * {terms.R}",
            MeanOverOutputs = true,
        },
        new LossRow
        {
            Function = Loss.MeanAbsoluteError,
            Formula = "1/m sum |a - y|",
            Gradient = "1/m sign(a - y)",
            Term = terms => terms.Number.Call("Abs", $"{terms.A} - {terms.Y}"),
            Slope = terms => terms.Number.IfAbove(terms.A, terms.Y, terms.One, terms.Number.IfAbove(terms.Y, terms.A, $"-{terms.One}", terms.Zero)),
            MeanOverOutputs = true,
        },
        new LossRow
        {
            Function = Loss.Huber,
            Formula = "1/m sum h(a - y), h(r) = r^2 / 2 for |r| <= 1, otherwise |r| - 1/2",
            Gradient = "1/m clamp(a - y, -1, 1)",
            Term = terms => terms.Number.IfAtMost(AbsoluteError(terms), terms.One, $"{terms.Half} * {terms.R} * {terms.R}", $"{AbsoluteError(terms)} - {terms.Half}"),
            Slope = terms => terms.Number.Call("Max", $"-{terms.One}", terms.Number.Call("Min", terms.One, $"{terms.A} - {terms.Y}")),
            MeanOverOutputs = true,
        },
        new LossRow
        {
            Function = Loss.BinaryCrossEntropy,
            Formula = "-sum (y log a + (1 - y) log(1 - a))",
            Gradient = "(a - y) / (a (1 - a))",
            Term = terms => $"-({terms.Y} * {terms.Number.Call("ClampedLog", terms.A)} + ({terms.One} - {terms.Y}) * {terms.Number.Call("ClampedLog", $"{terms.One} - {terms.A}")})",
            Slope = terms => $"{terms.R} / {terms.Number.Call("Max", terms.Tiny, $"{terms.A} * ({terms.One} - {terms.A})")}",
            Expects = Activation.Sigmoid,

            // The two large numbers first, as where the output is right they cancel and leave a small loss.
            FusedTerm = terms => $"({terms.Number.Call("Max", terms.Zero, terms.Z)} - {terms.Y} * {terms.Z} + {terms.Number.Call("Softplus", $"-{terms.Number.Call("Abs", terms.Z)}")})",
            FusedFormula = "sum (max(z, 0) - y z + log(1 + e^-|z|))",
        },
        new LossRow
        {
            Function = Loss.CrossEntropy,
            Formula = "-sum y log a",
            FormulaOfLogarithms = "-sum y a",
            Gradient = "-y / a",
            Term = terms => $"-({terms.Y} * {terms.Number.Call("ClampedLog", terms.A)})",
            Slope = terms => $"-{terms.Y} / {terms.Number.Call("Max", terms.Tiny, terms.A)}",
            Expects = Activation.Softmax,

            // The two large numbers first: what they differ by is not lost in a sum with the logarithm.
            FusedTerm = terms => $"{terms.Y} * ({LargestZ} - {terms.Z} + {LogSum})",
            FusedFormula = "sum y (max z - z + log sum e^(z - max z))",
        },
    ];

    private static string AbsoluteError(LossTerms terms) => terms.Number.Call("Abs", $"{terms.A} - {terms.Y}");

    public static LossRow Of(Loss loss) => Array.Find(_rows, row => row.Function == loss);

    /// <summary>Whether the loss and the output activation are computed as one, with delta = p - y.</summary>
    public static bool AreFused(Loss loss, ActivationSpec output) => loss != Loss.None && Of(loss).IsFusedWith(output.Function);
}
