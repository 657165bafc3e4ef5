using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>The operators that NetGen compiles. A new one is a row here and a function.</summary>
internal static class OnnxOperators
{
    public const string NoActivation = "it is no activation function that NetGen has";

    private static readonly Dictionary<string, Func<OnnxImporter, OnnxNode, int, OnnxValue>> _all = new()
    {
        ["Constant"] = Constant,
        ["Identity"] = Same,
        ["Dropout"] = Dropout,
        ["Cast"] = Cast,
        ["CastLike"] = Same,
        ["Gemm"] = OnnxLinear.Gemm,
        ["MatMul"] = OnnxLinear.MatMul,
        ["Conv"] = OnnxLinear.Conv,
        ["MaxPool"] = OnnxWindows.MaxPool,
        ["AveragePool"] = OnnxWindows.AveragePool,
        ["Pad"] = OnnxWindows.Pad,
        ["GlobalAveragePool"] = OnnxWindows.GlobalAveragePool,
        ["ReduceMean"] = OnnxWindows.ReduceMean,
        ["BatchNormalization"] = OnnxNormalization.Batch,
        ["LayerNormalization"] = OnnxNormalization.Layer,
        ["Softmax"] = (importer, node, index) => Joint(importer, node, index, Activation.Softmax),
        ["LogSoftmax"] = (importer, node, index) => Joint(importer, node, index, Activation.LogSoftmax),
        ["Concat"] = Concat,
        ["Flatten"] = OnnxSizes.Flatten,
        ["Reshape"] = OnnxSizes.Reshape,
        ["Expand"] = OnnxSizes.Expand,
        ["Squeeze"] = OnnxSizes.Squeeze,
        ["Unsqueeze"] = OnnxSizes.Unsqueeze,
        ["Transpose"] = OnnxSizes.Transpose,
        ["Shape"] = OnnxSizes.Shape,
        ["Gather"] = OnnxSizes.Gather,
        ["Slice"] = OnnxSizes.Slice,
        ["ConstantOfShape"] = OnnxSizes.ConstantOfShape,
        ["Equal"] = OnnxSizes.Equal,
        ["Where"] = OnnxSizes.Where,
        ["ai.onnx.ml.Scaler"] = OnnxStandardize.Scaler,
    };

    /// <summary>What an operator does; null if NetGen does not compile it.</summary>
    public static Func<OnnxImporter, OnnxNode, int, OnnxValue>? Find(OnnxNode node)
    {
        string name = node.Domain.Length == 0 ? node.Operator : $"{node.Domain}.{node.Operator}";
        return _all.TryGetValue(name, out Func<OnnxImporter, OnnxNode, int, OnnxValue>? read) ? read
            : node.Domain.Length == 0 && _elementwise.Contains(node.Operator) ? OnnxElementwise.Read
            : null;
    }

    private static readonly HashSet<string> _elementwise = [.. OnnxElementwise.Operators];

    /// <summary>Why an operator is not compiled, and what to do.</summary>
    public static string ReasonOf(OnnxNode node) => (node.Domain, node.Operator) switch
    {
        ("", "LSTM" or "GRU" or "RNN" or "Loop" or "Scan") => "NetGen compiles no loops over a sequence",
        ("", "If") => "NetGen compiles no branches",
        ("", "QuantizeLinear" or "DequantizeLinear" or "QLinearConv" or "QLinearMatMul" or "ConvInteger" or "MatMulInteger") => "NetGen compiles no quantized models: export the model before it is quantized",
        ("", _) => "NetGen does not compile this operator",
        _ => $"NetGen does not compile operators of the domain '{Excerpt.Of(node.Domain, 60)}' (onnx.inliner.inline_local_functions replaces those that the file defines)",
    };

    private static OnnxValue Constant(OnnxImporter importer, OnnxNode node, int index)
    {
        if (importer.FindTensor(node.Outputs[0]) is { } tensor)
            return new ConstantValue(tensor, tensor.Shape);
        if (node.Find("value_int")?.Integer is { } integer)
            return new SizesValue([integer], IsScalar: true);
        if (node.Find("value_ints") is { } integers)
            return new SizesValue([.. integers.Integers]);
        throw new UnsupportedException("it is no tensor of numbers");
    }

    private static OnnxValue Same(OnnxImporter importer, OnnxNode node, int index) => importer.Find(node.Input(0)) ?? throw new UnsupportedException("it has no input");

    private static OnnxValue Dropout(OnnxImporter importer, OnnxNode node, int index) => importer.Find(node.Input(2)) is null or ConstantValue { Scalar: 0 }
        ? Same(importer, node, index)
        : throw new UnsupportedException("it drops numbers at random: export the model for inference");

    private static OnnxValue Cast(OnnxImporter importer, OnnxNode node, int index)
    {
        OnnxValue value = Same(importer, node, index);
        var type = (OnnxType)Math.Max(0, Math.Min(int.MaxValue, node.Integer("to", 1)));
        bool isInteger = value is SizesValue or ConstantValue { Tensor.IsInteger: true };

        // With fractions, a shape could be computed that integers do not give.
        bool isSame = isInteger ? type is OnnxType.Int64 or OnnxType.Int32 : type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;
        return isSame
            ? value
            : throw new UnsupportedException($"it turns {(isInteger ? "integers" : "numbers")} to {OnnxTensor.NameOf(type)}");
    }

    /// <summary>A softmax or its logarithm.</summary>
    private static OnnxValue Joint(OnnxImporter importer, OnnxNode node, int index, Activation function)
    {
        DataValue value = importer.DataOf(node.Input(0));
        long axis = OnnxNodes.Axis(node.Integer("axis", importer.Opset < 13 ? 1 : -1), value.View.Dimensions.Count + 1);
        if (value.View.Dimensions.Count != 1 || axis != 1)
            throw new UnsupportedException($"it normalizes axis {axis} of shape {value.View}, where NetGen takes a vector of outputs");

        var activation = ActivationSpec.Of(function);
        if (importer.LayerOf(value) is { TakesActivation: true } layer && importer.IsReadOnlyBy(value, [index]))
        {
            layer.Layer = layer.Layer with { Activation = activation };
            layer.Nodes.Add(index);
            return value;
        }

        return importer.Append(new Activate(activation), [importer.InShape(value, index)], index, []);
    }

    private static OnnxValue Concat(OnnxImporter importer, OnnxNode node, int index)
    {
        if (OnnxSizes.AreSizes(importer, node))
            return OnnxSizes.Join(importer, node);

        DataValue[] values = [.. node.Inputs.Select(importer.DataOf)];
        if (values.Length == 0 || OnnxNodes.Axis(node.Integer("axis", 1), values[0].View.Dimensions.Count + 1) != 1)
            throw new UnsupportedException($"it joins along axis {node.Integer("axis", 1)}, where NetGen takes 1");
        return values.Length == 1 ? values[0] : importer.Append(new Concat(ActivationSpec.Identity), [.. values.Select(value => importer.InShape(value, index))], index, []);
    }
}
