using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>
/// Operators on single numbers. As long as a result depends on one number of one value and on constants, it is kept as a function, which may
/// turn out to be an activation. Otherwise the operator is a layer.
/// </summary>
internal static class OnnxElementwise
{
    private static readonly Dictionary<string, Func<double, double>> _unary = new()
    {
        ["Relu"] = ExactOf(Activation.ReLU),
        ["Sigmoid"] = ExactOf(Activation.Sigmoid),
        ["Tanh"] = Math.Tanh,
        ["Softplus"] = ExactOf(Activation.Softplus),
        ["Softsign"] = x => x / (1 + Math.Abs(x)),
        ["HardSwish"] = ExactOf(Activation.HardSwish),
        ["Mish"] = ExactOf(Activation.Mish),
        ["Erf"] = Activations.Erf,
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Sqrt"] = Math.Sqrt,
        ["Reciprocal"] = x => 1 / x,
        ["Abs"] = Math.Abs,
        ["Neg"] = x => -x,
        ["Sign"] = x => Math.Sign(x),
    };

    private static readonly Dictionary<string, Func<double, double, double>> _binary = new()
    {
        ["Add"] = (x, y) => x + y,
        ["Sub"] = (x, y) => x - y,
        ["Mul"] = (x, y) => x * y,
        ["Div"] = (x, y) => x / y,
        ["Pow"] = Math.Pow,
        ["Max"] = Math.Max,
        ["Min"] = Math.Min,
        ["PRelu"] = (x, slope) => x >= 0 ? x : slope * x,
    };

    public static IEnumerable<string> Operators => _unary.Keys.Concat(_binary.Keys).Concat(["LeakyRelu", "Elu", "Selu", "Gelu", "HardSigmoid", "ThresholdedRelu", "Celu", "Clip", "Sum"]);

    public static OnnxValue Read(OnnxImporter importer, OnnxNode node, int index)
    {
        if (OnnxLayerNorm.Read(importer, node, index) is { } normalization)
            return normalization;
        if (node.Operator == "Sum" && node.Inputs.Count > 2)
            return Combine(importer, new Add(ActivationSpec.Identity), "adds", [.. node.Inputs.Select(importer.DataOf)], index);
        if (node.Operator == "Clip")
            return Function(importer, node, index, ClipOf(importer, node, out OnnxConstant[] bounds), bounds);
        if (UnaryOf(node) is { } function)
            return Function(importer, node, index, function, []);
        if (node.Inputs.Count != 2)
            throw new UnsupportedException($"it has {node.Inputs.Count} inputs, where NetGen takes 2");

        string name = node.Operator == "Sum" ? "Add" : node.Operator;
        Func<double, double, double> operation = _binary[name];
        (OnnxValue? left, OnnxValue? right) = (importer.Find(node.Inputs[0]), importer.Find(node.Inputs[1]));
        if (ScalarOf(right, left) is { } y)
            return Function(importer, node, index, x => operation(x, y), [new(((ConstantValue)right!).Tensor.Name, y)]);
        if (ScalarOf(left, right) is { } c)
            return Function(importer, node, index, x => operation(c, x), [new(((ConstantValue)left!).Tensor.Name, c)], input: 1);
        if (left is SizesValue or ConstantValue && right is SizesValue or ConstantValue)
            return OnnxSizes.Combine(importer, node, operation);
        if (AsFunction(left) is { } f && AsFunction(right) is { } g && f.Base == g.Base && f.Nodes.Concat(g.Nodes).Distinct().Count() < PointwiseValue.MaxNodes)
            return new PointwiseValue(f.Base, x => operation(f.Function(x), g.Function(x)), [.. f.Nodes.Concat(g.Nodes).Append(index).Distinct()], [.. f.Constants, .. g.Constants], index);

        return Settle(importer, node, index);
    }

    /// <summary>Makes one node a layer. Its inputs are values, whatever they were computed from.</summary>
    public static DataValue Settle(OnnxImporter importer, OnnxNode node, int index)
    {
        if (OnnxActivations.ScaledOf(node) is { } scaled)
            return Scaled(importer, node, index, scaled);
        if (node.Inputs.Count != 2 || !_binary.ContainsKey(node.Operator) && node.Operator != "Sum")
            throw new UnsupportedException(OnnxOperators.NoActivation);

        OnnxValue? left = importer.Find(node.Inputs[0]), right = importer.Find(node.Inputs[1]);
        if (left is ConstantValue first)
            return WithConstant(importer, node, index, importer.DataOf(node.Inputs[1]), first, constantIsFirst: true);
        if (right is ConstantValue second)
            return WithConstant(importer, node, index, importer.DataOf(node.Inputs[0]), second, constantIsFirst: false);

        Layer layer = node.Operator switch
        {
            "Add" or "Sum" => new Add(ActivationSpec.Identity),
            "Sub" => new Subtract(ActivationSpec.Identity),
            "Mul" => new Multiply(ActivationSpec.Identity),
            "Div" => new Divide(ActivationSpec.Identity),
            _ => throw new UnsupportedException($"NetGen has no {node.Operator} of two values"),
        };
        return Combine(importer, layer, "combines", [.. node.Inputs.Select(importer.DataOf)], index);
    }

    /// <summary>A layer over values of the same shape. One number for each channel is first repeated at all pixels.</summary>
    private static DataValue Combine(OnnxImporter importer, Layer layer, string what, DataValue[] given, int index)
    {
        Shape view = given.Select(value => value.View).OrderByDescending(shape => shape.LongSize).First();
        DataValue[] values = [.. given.Select(value => OnnxBroadcast.To(importer, value, view, index))];
        if (values.Any(value => !value.View.Equals(view)))
            throw new UnsupportedException($"it {what} shapes {string.Join(" and ", given.Select(value => value.View.ToString()).Distinct())}, where NetGen takes equal shapes");

        return importer.Append(layer, importer.InShape(values, index), index, []) with { View = view };
    }

    private static DataValue Scaled(OnnxImporter importer, OnnxNode node, int index, (double Inner, ActivationSpec Activation, double Outer) scaled)
    {
        DataValue value = importer.DataOf(node.Inputs[0]);
        if (Activations.Of(scaled.Activation).Fault([.. scaled.Activation.Parameters]) is { } fault)
            throw new UnsupportedException(fault);

        DataValue result = importer.Append(scaled.Inner == 1 ? new Activate(scaled.Activation) : ScaleBy(scaled.Inner, scaled.Activation), [value.Index], index, []);
        if (scaled.Outer != 1)
            result = importer.Append(ScaleBy(scaled.Outer, ActivationSpec.Identity), [result.Index], index, []);
        return result with { View = value.View };
    }

    private static Scale ScaleBy(double factor, ActivationSpec activation) => Math.Abs(factor) is >= 1e-38 and <= float.MaxValue
        ? new(factor, activation)
        : throw new UnsupportedException($"its factor is {factor.ToText()}, where NetGen takes 1e-38 to 3.4e38 in magnitude");

    private static DataValue WithConstant(OnnxImporter importer, OnnxNode node, int index, DataValue value, ConstantValue constant, bool constantIsFirst)
    {
        if (constant.IsTransposed || constant.Shape.Count > value.View.Dimensions.Count + 1)
            throw new UnsupportedException("it reads a tensor that is transposed or has more dimensions than the value");
        if (!constant.Tensor.IsFloat)
            throw new UnsupportedException($"it reads {OnnxTensor.NameOf(constant.Tensor.Type)}, where NetGen takes floating-point numbers");

        double? scalar = constant.Scalar;
        string name = constant.Tensor.Name;
        switch (node.Operator)
        {
            case "Mul" when scalar is { } factor:
            case "Div" when !constantIsFirst && scalar is not null && (factor = 1 / scalar.Value) is var _:
                importer.Keep([new(name, scalar!.Value)]);
                return importer.Append(ScaleBy(constant.Tensor.Type == OnnxType.Double ? factor : OnnxActivations.Shortest(factor), ActivationSpec.Identity), [value.Index], index, []) with { View = value.View };
            case "Add" or "Sum" when OnnxLinear.TryAddBias(importer, value, constant, index) || OnnxLayerNorm.TryScale(importer, value, constant, index, isBias: true):
            case "Mul" when OnnxLayerNorm.TryScale(importer, value, constant, index, isBias: false):
                return value;
            case "Sub" or "Div" when !constantIsFirst && OnnxStandardize.Read(importer, value, constant, index, node.Operator == "Div") is { } standardized:
                return standardized;
            default:
                return OnnxAffine.Read(importer, node, index, value, constant, constantIsFirst) ?? throw new UnsupportedException($"NetGen has no {node.Operator} of a value and a tensor of shape {SafeTensorTypes.Text(constant.Shape)} here");
        }
    }

    private static OnnxValue Function(OnnxImporter importer, OnnxNode node, int index, Func<double, double> function, OnnxConstant[] constants, int input = 0)
    {
        OnnxValue? value = importer.Find(node.Input(input));
        if (value is ConstantValue or SizesValue)
            return OnnxSizes.Combine(importer, node, function);

        PointwiseValue? inner = AsFunction(value);
        if (inner is null || inner.Nodes.Count >= PointwiseValue.MaxNodes)
            inner = AsFunction(importer.DataOf(node.Input(input)))!;
        return new PointwiseValue(inner.Base, x => function(inner.Function(x)), inner.NodesWith(index), [.. inner.Constants, .. constants], index);
    }

    /// <summary>A value as a function of itself, or the function that it is.</summary>
    private static PointwiseValue? AsFunction(OnnxValue? value) => value switch
    {
        DataValue data => new PointwiseValue(data, x => x, [], [], -1),
        PointwiseValue pointwise => pointwise,
        _ => null,
    };

    /// <summary>The number that a value is combined with, if it is one and adds no dimension.</summary>
    private static double? ScalarOf(OnnxValue? number, OnnxValue? value) =>
        number is ConstantValue { Tensor.IsFloat: true } constant && AsFunction(value) is { } function && constant.Shape.Count <= function.Base.View.Dimensions.Count + 1 ? constant.Scalar : null;

    private static Func<double, double>? UnaryOf(OnnxNode node)
    {
        double alpha;
        switch (node.Operator)
        {
            case "LeakyRelu":
                return ExactOf(Activation.LeakyReLU, node.Float("alpha", 0.01));
            case "Elu":
                return ExactOf(Activation.ELU, node.Float("alpha", 1));
            case "Celu":
                alpha = node.Float("alpha", 1);
                return x => x > 0 ? x : alpha * (Math.Exp(x / alpha) - 1);
            case "Selu":
                alpha = node.Float("alpha", 1.67326319217681884765625);
                double gamma = node.Float("gamma", 1.05070102214813232421875);
                return x => x > 0 ? gamma * x : gamma * alpha * (Math.Exp(x) - 1);
            case "ThresholdedRelu":
                alpha = node.Float("alpha", 1);
                return x => x > alpha ? x : 0;
            case "HardSigmoid":
                alpha = node.Float("alpha", 0.2);
                double beta = node.Float("beta", 0.5);
                return x => Math.Max(0, Math.Min(1, alpha * x + beta));
            case "Gelu":
                return ExactOf(node.Text("approximate", "none") == "tanh" ? Activation.GELUTanh : Activation.GELU);
            default:
                return _unary.TryGetValue(node.Operator, out Func<double, double>? function) ? function : null;
        }
    }

    /// <summary>The values of an activation that NetGen has.</summary>
    private static Func<double, double> ExactOf(Activation activation, params double[] parameters) => x => Activations.Of(activation).Exact!(x, parameters);

    private static Func<double, double> ClipOf(OnnxImporter importer, OnnxNode node, out OnnxConstant[] bounds)
    {
        // Before opset 11, bounds were attributes.
        double least = Bound(1, "min", double.NegativeInfinity), most = Bound(2, "max", double.PositiveInfinity);
        bounds = [.. new[] { node.Input(1), node.Input(2) }.Select(importer.Find).OfType<ConstantValue>().Select(bound => new OnnxConstant(bound.Tensor.Name, bound.Scalar!.Value))];
        return x => Math.Min(Math.Max(x, least), most);

        double Bound(int input, string attribute, double missing) => importer.Find(node.Input(input)) switch
        {
            null => node.Float(attribute, missing),
            ConstantValue { Scalar: { } bound } => bound,
            _ => throw new UnsupportedException($"its {attribute} must be a number of the file"),
        };
    }
}
