using System;

namespace NetGen.Generator.Functions;

/// <summary>
/// An activation function of all z of a sample together: a softmax with the probabilities p, or its logarithm. Both begin with the largest z,
/// which is subtracted so that no exponential overflows, the numbers e_j = e^(z_j - max) and their sum.
/// </summary>
internal sealed record JointActivation
{
    public static readonly JointActivation Softmax = new()
    {
        Shared = ("share", number => $"{number.Literal(1)} / sum"),
        Value = (z, e) => $"{e} * share",
        Probability = (number, a) => a,
        ProbabilityFormula = a => a,
        Total = ("dot", (da, a) => $"{da} * {a}"),
        Delta = (number, da, a) => $"{a} * ({da} - dot)",
        ForBatch = ("Activate", "OutputDelta"),
    };

    public static readonly JointActivation LogSoftmax = new()
    {
        Shared = (Losses.LogSum, number => number.Call("LogOfSum", "sum")),
        Value = (z, e) => $"{z} - {Losses.LargestZ} - {Losses.LogSum}",
        Probability = (number, a) => number.Call("ExpOfNegative", a),
        ProbabilityFormula = a => $"e^{a}",
        Total = ("total", (da, a) => da),
        Delta = (number, da, a) => $"({da} - {number.Call("ExpOfNegative", a)} * total)",
        ForBatch = ("ActivateLog", "OutputDeltaOfLog"),
        IsLogarithm = true,
    };

    /// <summary>What all a have in common: its name, and the expression of the sum.</summary>
    public required (string Name, Func<Number, string> Value) Shared { get; init; }

    /// <summary>a_j from z_j, e_j and what is shared.</summary>
    public required Func<string, string, string> Value { get; init; }

    /// <summary>p_j from a_j.</summary>
    public required Func<Number, string, string> Probability { get; init; }

    /// <summary>p_j in the notes.</summary>
    public required Func<string, string> ProbabilityFormula { get; init; }

    /// <summary>What all deltas have in common: its name, and its term from dL/da_j and a_j.</summary>
    public required (string Name, Func<string, string, string> Term) Total { get; init; }

    /// <summary>dL/dz_j from dL/da_j and a_j, as a factor.</summary>
    public required Func<Number, string, string, string> Delta { get; init; }

    /// <summary>The methods of the runtime that compute a and the deltas of a batch.</summary>
    public required (string Activate, string OutputDelta) ForBatch { get; init; }

    /// <summary>Whether a is the logarithm of the probabilities.</summary>
    public bool IsLogarithm { get; init; }
}
