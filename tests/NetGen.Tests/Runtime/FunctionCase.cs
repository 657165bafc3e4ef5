using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen.Tests.Runtime;

/// <summary>One of the functions in all its forms, with a reference in double precision.</summary>
/// <param name="Name">The name, which theories pass.</param>
/// <param name="Vector">For 8 floats.</param>
/// <param name="VectorDouble">For 4 doubles.</param>
/// <param name="Wide">For 16 floats.</param>
/// <param name="WideDouble">For 8 doubles.</param>
/// <param name="Scalar">For a float.</param>
/// <param name="ScalarDouble">For a double.</param>
/// <param name="Reference">Made of the platform's exp and log.</param>
internal sealed record FunctionCase(
    string Name,
    Func<Vector256<float>, Vector256<float>> Vector,
    Func<Vector256<double>, Vector256<double>> VectorDouble,
    Func<Vector512<float>, Vector512<float>> Wide,
    Func<Vector512<double>, Vector512<double>> WideDouble,
    Func<float, float> Scalar,
    Func<double, double> ScalarDouble,
    Func<double, double> Reference)
{
    /// <summary>What the function promises, in units in the last place.</summary>
    public double Bound { get; init; } = Ulp.Bound;

    /// <summary>By how many units in the last place the reference itself may be wrong.</summary>
    public double ReferenceError { get; init; } = 2;

    /// <summary>The floats for which it promises anything.</summary>
    public Func<float, bool> Domain { get; init; } = _ => true;

    /// <summary>The doubles for which it promises anything.</summary>
    public Func<double, bool> DomainDouble { get; init; } = _ => true;

    public static readonly FunctionCase[] All =
    [
        new("Exp", VectorFunctions.Exp, VectorFunctions.Exp, WideFunctions.Exp, WideFunctions.Exp, Functions.Exp, Functions.Exp, Math.Exp),
        new("ExpOfNegative", VectorFunctions.ExpOfNegative, VectorFunctions.ExpOfNegative, WideFunctions.ExpOfNegative, WideFunctions.ExpOfNegative, Functions.ExpOfNegative, Functions.ExpOfNegative, Math.Exp) { Domain = z => !(z > 0), DomainDouble = z => !(z > 0) },
        new("LogOfSum", VectorFunctions.LogOfSum, VectorFunctions.LogOfSum, WideFunctions.LogOfSum, WideFunctions.LogOfSum, Functions.LogOfSum, Functions.LogOfSum, Math.Log) { Domain = a => a > 0 && float.IsNormal(a), DomainDouble = a => a > 0 && double.IsNormal(a) },
        new("ExpM1", VectorFunctions.ExpM1, VectorFunctions.ExpM1, WideFunctions.ExpM1, WideFunctions.ExpM1, Functions.ExpM1, Functions.ExpM1, ExpM1),
        new("Log", VectorFunctions.Log, VectorFunctions.Log, WideFunctions.Log, WideFunctions.Log, Functions.Log, Functions.Log, Math.Log),
        new("ClampedLog", VectorFunctions.ClampedLog, VectorFunctions.ClampedLog, WideFunctions.ClampedLog, WideFunctions.ClampedLog, Functions.ClampedLog, Functions.ClampedLog, a => Math.Max(Math.Log(a), -100)),
        new("Tanh", VectorFunctions.Tanh, VectorFunctions.Tanh, WideFunctions.Tanh, WideFunctions.Tanh, Functions.Tanh, Functions.Tanh, Math.Tanh),
        new("Sigmoid", VectorFunctions.Sigmoid, VectorFunctions.Sigmoid, WideFunctions.Sigmoid, WideFunctions.Sigmoid, Functions.Sigmoid, Functions.Sigmoid, Sigmoid),
        new("Softplus", VectorFunctions.Softplus, VectorFunctions.Softplus, WideFunctions.Softplus, WideFunctions.Softplus, Functions.Softplus, Functions.Softplus, Softplus),
        new("Phi", VectorFunctions.Phi, VectorFunctions.Phi, WideFunctions.Phi, WideFunctions.Phi, Functions.Phi, Functions.Phi, NormalReference.Phi) { Bound = Ulp.BoundOfPhi, ReferenceError = 4 },
        new("Density", VectorFunctions.Density, VectorFunctions.Density, WideFunctions.Density, WideFunctions.Density, Functions.Density, Functions.Density, NormalReference.Density),
    ];

    public static FunctionCase Of(string name) => All.Single(function => function.Name == name);

    private static double ExpM1(double z)
    {
        double e = Math.Exp(z);
        if (Math.Abs(z) > 1)
            return e - 1;

        // e is e^z rounded, which is exactly e^log(e): one Newton step, e^z = e (1 + (z - log e)), repairs it.
        return e == 1 ? z : e - 1 + e * (z - Math.Log(e));
    }

    private static double Sigmoid(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    private static double Softplus(double z)
    {
        // log(1 + e) without losing the e that 1 + e rounds off: its rest adds rest / (1 + e), to first order.
        double e = Math.Exp(-Math.Abs(z)), sum = 1 + e, rest = e - (sum - 1);
        return Math.Max(z, 0) + (Math.Log(sum) + rest / sum);
    }
}
