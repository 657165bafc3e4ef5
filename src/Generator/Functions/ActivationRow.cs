using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;

namespace NetGen.Generator.Functions;

/// <summary>What an activation's expressions are built from: C# expressions for z and a, the number type, and what was declared.</summary>
internal readonly record struct ActivationTerms(Number Number, string Z, string A, ActivationSpec Spec)
{
    public string Alpha => Number.Literal(Spec.Parameters[0]);

    public string Min => Number.Literal(Spec.Parameters[0]);

    public string Max => Number.Literal(Spec.Parameters[1]);

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

/// <summary>What an activation in ONNX is built from: z, its shape for one sample, and the values of the parameters.</summary>
internal readonly record struct OnnxTerms(Onnx Z, Shape Shape, EquatableArray<double> Parameters);

/// <summary>A parameter of an activation function, which is a property of the attributes of layers.</summary>
/// <param name="Name">The name of the property.</param>
/// <param name="Default">Its value unless the user sets one.</param>
/// <param name="ValueOf">Its value in a function, if that is the activation function.</param>
internal sealed record ActivationParameter(string Name, double Default, Func<Func<double, double>, double> ValueOf)
{
    /// <summary>The name in formulas: <c>{alpha}</c>.</summary>
    public string Placeholder => $"{{{Name.ToLowerInvariant()}}}";
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

    /// <summary>g(z) as the notes write it, with {alpha} for a parameter of that name.</summary>
    public required string Formula { get; init; }

    /// <summary>g'(z) as the notes write it; null where there is none.</summary>
    public required string? Slope { get; init; }

    /// <summary>g(z), for z and the parameters, by which the generator recognizes the function in a file; null where it takes more than z.</summary>
    public Func<double, double[], double>? Exact { get; init; }

    /// <summary>a and its deltas, for a function of all z together; null for a function of z alone.</summary>
    public JointActivation? Joint { get; init; }

    /// <summary>a as a C# expression of z; null for a function of all z together.</summary>
    public Func<ActivationTerms, string>? Value { get; init; }

    /// <summary>g'(z) as a C# expression of z or a; null where it is always 1, or there is none.</summary>
    public Func<ActivationTerms, string>? Derivative { get; init; }

    /// <summary>What <see cref="Derivative"/> reads; what it does not read need not be kept.</summary>
    public Reads Reads { get; init; }

    /// <summary>a in operators of ONNX; null for a function that only the user's code knows.</summary>
    public Func<OnnxTerms, Onnx>? Onnx { get; init; }

    public Initializer DefaultInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>The parameters that the user may set.</summary>
    public ActivationParameter[] Parameters { get; init; } = [];

    /// <summary>What is wrong with values of the parameters; null if they are valid.</summary>
    public Func<double[], string?> Fault { get; init; } = _ => null;

    /// <summary>Whether tables leave out parameters that have their defaults, because everybody expects them.</summary>
    public bool HidesDefaults { get; init; }

    /// <summary>Whether all outputs lie in [0, 1], as the cross-entropies expect.</summary>
    public bool YieldsProbabilities { get; init; }

    /// <summary>The values of its parameters that a table shows.</summary>
    public IEnumerable<double> Shown(ActivationSpec spec) =>
        HidesDefaults && spec.Parameters.SequenceEqual(Parameters.Select(parameter => parameter.Default)) ? [] : spec.Parameters;

    public bool HasDerivative => Slope is not null;

    /// <summary>Whether g is the identity, so that a and z are one.</summary>
    public bool IsIdentity => Function == Activation.Identity;

    /// <summary>Whether g is max(0, z), with which some kernels end a sum by themselves.</summary>
    public bool IsRectifier => Function == Activation.ReLU;
}
