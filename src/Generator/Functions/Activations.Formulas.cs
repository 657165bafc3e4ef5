using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;

namespace NetGen.Generator.Functions;

/// <content>What several rows of the table share.</content>
internal static partial class Activations
{
    /// <summary><c>u = z (sqrt(8 / pi) + sqrt(8 / pi) 0.044715 z^2)</c>, with GELU about <c>z / (1 + e^-u)</c>.</summary>
    private static string GeluExponent(ActivationTerms terms) => $"{terms.Z} * {Parabola(terms, GeluCubic)}";

    private static string Parabola(ActivationTerms terms, double cubic) =>
        $"({terms.Number.Literal(GeluLinear)} + {terms.Number.Literal(cubic)} * {terms.Z} * {terms.Z})";

    /// <summary>The error function, to 1.5e-7. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.</summary>
    public static double Erf(double x)
    {
        double t = 1 / (1 + 0.3275911 * Math.Abs(x));
        double polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return Math.Sign(x) * (1 - polynomial * Math.Exp(-x * x));
    }

    private static string? AlphaFault(double[] parameters) =>
        parameters[0] >= 0 && parameters[0] <= float.MaxValue ? null : $"Alpha must be finite and at least 0, but is {parameters[0].ToText()}";

    private static string? RangeFault(double[] parameters) => parameters[0] >= -float.MaxValue && parameters[0] < parameters[1] && parameters[1] <= float.MaxValue
        ? null
        : $"Min and Max must be finite, and Min less than Max, but they are {parameters[0].ToText()} and {parameters[1].ToText()}";

    private static Onnx Of(string function, params IEnumerable<Onnx> inputs) => Emission.Onnx.Of(function, inputs);

    private static Onnx Constant(double value) => Emission.Onnx.Number(value);

    /// <summary>ONNX has it along one axis only, and that of an image runs over three.</summary>
    private static Onnx LogSoftmaxOf(OnnxTerms terms) =>
        Of("Sub", terms.Z, Of("ReduceLogSumExp", terms.Z).Ints("axes", [.. terms.Shape.Dimensions.Select((_, dimension) => dimension + 1)]));

    private static Onnx HardSigmoidOf(Onnx z) => Of("Clip", Of("Add", Of("Div", z, Constant(6)), Constant(0.5)), Constant(0), Constant(1));

    private static string HardSigmoid(ActivationTerms terms) =>
        terms.Number.Call("Max", terms.Zero, terms.Number.Call("Min", terms.One, $"{terms.Z} / {terms.Number.Literal(6)} + {terms.Number.Literal(0.5)}"));

    private static string TanhOfSoftplus(ActivationTerms terms) => terms.Number.Call("Tanh", terms.Number.Call("Softplus", terms.Z));
}
