using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>Normalizations, whose statistics are part of the file or of the sample.</summary>
internal static class OnnxNormalization
{
    public static OnnxValue Batch(OnnxImporter importer, OnnxNode node, int index)
    {
        if (node.Integer("training_mode", 0) != 0 || node.Outputs.Skip(1).Any(output => output.Length > 0))
            throw new UnsupportedException("it was exported for training: export the model for inference");

        DataValue value = importer.DataOf(node.Input(0));
        OnnxBinding[] bindings = [.. new[] { "gain", "bias", "mean", "variance" }.Select((what, i) => importer.ConstantOf(node, i + 1, what)).Select(tensor => tensor.Tensor.Count == value.View.Dimensions[0] ? OnnxLinear.Bind(tensor) : throw new UnsupportedException($"it has {tensor.Tensor.Count:N0} numbers in '{Excerpt.Of(tensor.Tensor.Name, 60)}', but reads {value.View}"))];
        return importer.Append(new BatchNorm(ActivationSpec.Identity, Epsilon(node), Momentum(node), IsSynchronized: false), [importer.InShape(Narrow(value), index)], index, bindings) with { View = value.View };
    }

    public static OnnxValue Layer(OnnxImporter importer, OnnxNode node, int index)
    {
        DataValue value = importer.DataOf(node.Input(0));
        if (OnnxNodes.Axis(node.Integer("axis", -1), value.View.Dimensions.Count + 1) != 1)
            throw new UnsupportedException("it normalizes only the last dimensions of a sample, where NetGen takes all");

        OnnxBinding gain = Bind(importer.ConstantOf(node, 1, "gain")), bias = node.Input(2).Length == 0 ? OnnxBinding.Of(0) : Bind(importer.ConstantOf(node, 2, "bias"));
        return importer.Append(new LayerNorm(ActivationSpec.Identity, Epsilon(node)), [importer.InShape(value, index)], index, [gain, bias]);

        OnnxBinding Bind(ConstantValue tensor) => tensor.Tensor.Count == value.View.Size ? OnnxLinear.Bind(tensor) : throw new UnsupportedException($"it has {tensor.Tensor.Count:N0} numbers in '{Excerpt.Of(tensor.Tensor.Name, 60)}', but reads {value.View}");
    }

    private static double Epsilon(OnnxNode node) => node.Float("epsilon", 1e-5) is var epsilon && epsilon is >= 1e-12 and <= float.MaxValue ? epsilon : throw new UnsupportedException($"its epsilon is {epsilon}, where NetGen takes 1e-12 to 3.4e38");

    /// <summary>The weight of the new statistics; that of the format is the weight of the old ones.</summary>
    private static double Momentum(OnnxNode node) => Math.Round(1 - node.Float("momentum", 0.9), 7) is var momentum && momentum is > 0 and <= 1 ? momentum : 0.1;

    /// <summary>One pixel for each channel is a vector.</summary>
    public static DataValue Narrow(DataValue value) => value.View.Dimensions.Skip(1).All(size => size == 1) ? value with { View = Shape.Of(value.View.Dimensions[0]) } : value;
}

/// <summary>A mean that is subtracted from the input, and a scale that divides it.</summary>
internal static class OnnxStandardize
{
    /// <summary>The Scaler of scikit-learn's converter: <c>(x - offset) scale</c>.</summary>
    public static OnnxValue Scaler(OnnxImporter importer, OnnxNode node, int index)
    {
        DataValue value = importer.DataOf(node.Input(0));
        if (value.Index != 0 || value.View.Dimensions.Count != 1)
            throw new UnsupportedException("it does not read the input of the network as a vector");

        return importer.Append(new Standardize(IsPerChannel: false), [importer.InShape(value, index)], index, [Numbers("offset") ?? OnnxBinding.Of(0), (Numbers("scale") ?? OnnxBinding.Of(1)) with { IsReciprocal = true }]);

        OnnxBinding? Numbers(string attribute) => importer.FindTensor(OnnxModel.NameOf(node, attribute)) is not { } tensor ? null
            : tensor.Count == 1 || tensor.Count == value.View.Size ? OnnxLinear.Bind(new ConstantValue(tensor, tensor.Shape), 1, tensor.Count == 1 ? [0] : [])
            : throw new UnsupportedException($"it has {tensor.Count:N0} numbers in {attribute}, but reads {value.View}");
    }

    /// <summary>The layer for a tensor that is subtracted from the input, or divides what was; null if it is neither.</summary>
    public static DataValue? Read(OnnxImporter importer, DataValue value, ConstantValue constant, int index, bool isScale)
    {
        if (value.Index > 0 && !(isScale && importer.LayerOf(value) is { Layer: Standardize }))
            return null;

        if (OnnxBroadcast.Of(constant, value.View) is not var (isPerChannel, strides))
            return null;

        if (value.Index == 0)
        {
            OnnxBinding bound = OnnxLinear.Bind(constant, 1, strides), one = OnnxBinding.Of(isScale ? 0 : 1);
            return importer.Append(new Standardize(isPerChannel), [importer.InShape(value, index)], index, isScale ? [one, bound] : [bound, one]);
        }

        OnnxLayer standardize = importer.LayerOf(value)!;
        if (standardize.Bindings[1].Tensor.Length > 0 || !importer.IsReadOnlyBy(value, [index]) || ((Standardize)standardize.Layer).IsPerChannel != isPerChannel)
            return null;

        standardize.Bindings = [standardize.Bindings[0], OnnxLinear.Bind(constant, 1, strides)];
        standardize.Nodes.Add(index);
        return value;
    }
}
