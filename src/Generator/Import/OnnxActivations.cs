using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>
/// Recognizes activation functions by their values. Exporters write GELU, SiLU or Mish as up to nine nodes, in many ways; a function that
/// has the values of an activation is that activation.
/// </summary>
internal static class OnnxActivations
{
    /// <summary>Decompositions have constants in single precision, so they differ by a few of its units.</summary>
    private const double Tolerance = 2e-6;

    // Dense around the kinks at -3, 0, 1, 3 and 6, and far out, where a Clip may end.
    private static readonly double[] _points = [.. Enumerable.Range(-36, 73).Select(i => i / 4.0 + 0.0625), -30, -12, -3, -1, 0, 1, 3, 6, 12, 30, .. Enumerable.Range(4, 57).Select(i => Math.Pow(10, i / 2.0)).SelectMany(far => new[] { -far, far })];

    /// <summary>The activation that has the values of a function; null if there is none.</summary>
    public static ActivationSpec? Find(Func<double, double> function)
    {
        double[] values = [.. _points.Select(function)];
        foreach (ActivationRow row in Activations.Pointwise)
        {
            double[] parameters = [.. row.Parameters.Select(parameter => Shortest(parameter.ValueOf(function)))];
            if (row.Fault(parameters) is null && _points.Select(point => row.Exact!(point, parameters)).Zip(values, AreClose).All(close => close))
                return new ActivationSpec(row.Function, parameters.ToEquatableArray());
        }

        return null;
    }

    /// <summary>An operator as a multiple of an activation of a multiple of its input: <c>y = outer g(inner x)</c>; null if it is none.</summary>
    public static (double Inner, ActivationSpec Activation, double Outer)? ScaledOf(OnnxNode node)
    {
        return node.Operator switch
        {
            "Selu" => (1, new(Activation.ELU, new([Number("alpha", 1.6732632423543772)])), Number("gamma", 1.0507009873554805)),
            "Celu" => (1 / Number("alpha", 1), new(Activation.ELU, new([1])), Number("alpha", 1)),
            "HardSigmoid" when node.Float("beta", 0.5) == 0.5 => (6 * Number("alpha", 0.2), ActivationSpec.Of(Activation.HardSigmoid), 1),
            _ => null,
        };

        double Number(string attribute, double missing) => Shortest(node.Float(attribute, missing));
    }

    /// <summary>The number that a file's single precision stands for: 0.01 rather than 0.0099999998.</summary>
    public static double Shortest(double number) => Math.Abs(number) < float.MaxValue
        ? double.Parse(((float)number).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : number;

    // Far out, exponentials of a decomposition overflow, as they do when the file is run.
    private static bool AreClose(double expected, double actual) => Math.Abs(expected - actual) <= Tolerance * (1 + Math.Abs(expected)) || ((double.IsInfinity(actual) || double.IsNaN(actual)) && Math.Abs(expected) >= 100);
}
