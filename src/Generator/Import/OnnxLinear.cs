using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>Operators that are dense layers and convolutions.</summary>
internal static class OnnxLinear
{
    private static readonly InitializerSpec _initializer = new(Initializer.GlorotUniform);

    /// <summary><c>y = alpha A B + beta C</c> with the batch in the rows of A.</summary>
    public static OnnxValue Gemm(OnnxImporter importer, OnnxNode node, int index)
    {
        if (node.Integer("transA", 0) != 0)
            throw new UnsupportedException("it has transA = 1, which would sum over the samples of a batch");

        ConstantValue weights = importer.ConstantOf(node, 1, "matrix", mayBeTransposed: true);
        double alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        DataValue result = Dense(importer, importer.DataOf(node.Input(0)), weights, node.Integer("transB", 0) != 0, alpha, index);
        if (node.Input(2).Length == 0 || beta == 0)
            return result;

        return TryAddBias(importer, result, importer.ConstantOf(node, 2, "bias"), index, beta) ? result : throw new UnsupportedException("its bias does not have one number for each output");
    }

    public static OnnxValue MatMul(OnnxImporter importer, OnnxNode node, int index)
    {
        if (importer.Find(node.Input(0)) is ConstantValue)
            throw new UnsupportedException("it multiplies a matrix of the file from the left, where NetGen takes it on the right");
        if (importer.Find(node.Input(1)) is not ConstantValue)
            throw new UnsupportedException("it multiplies two computed values, as attention does");

        return Dense(importer, importer.DataOf(node.Input(0)), importer.ConstantOf(node, 1, "matrix", mayBeTransposed: true), isByNeuron: false, alpha: 1, index);
    }

    /// <summary>Adds a tensor to the layer that only this node reads, if that makes it the layer's bias.</summary>
    public static bool TryAddBias(OnnxImporter importer, DataValue value, ConstantValue constant, int index, double factor = 1)
    {
        if (importer.LayerOf(value) is not { Layer: Dense { Bias: false } or Convolution { Bias: false } } layer || layer.Layer.Activation.Function != Activation.Identity)
            return false;
        if (!layer.Nodes.Contains(index) && !importer.IsReadOnlyBy(value, [index]))
            return false;

        // One number for each unit or filter, in its dimension; or one for all.
        int units = layer.Layer is Dense dense ? dense.Units : ((Convolution)layer.Layer).Filters, behind = value.View.Dimensions.Count - 1;
        long count = constant.Tensor.Count;
        bool isAligned = count == 1 || (count == units && (constant.Shape.Count - 1 - behind is var at && at >= 0 && constant.Shape[at] == units));
        if (!isAligned)
            return false;

        layer.Layer = layer.Layer is Dense bare ? bare with { Bias = true } : (Convolution)layer.Layer with { Bias = true };
        layer.Bindings = [.. layer.Bindings, Bind(constant, factor, count == 1 ? [0] : [])];
        layer.Nodes.Add(index);
        return true;
    }

    /// <summary>The binding of a tensor in its own order.</summary>
    public static OnnxBinding Bind(ConstantValue constant, double factor = 1, IEnumerable<int>? strides = null) =>
        new(constant.Tensor.Name, constant.Tensor.Shape.ToEquatableArray(), (strides ?? []).ToEquatableArray(), factor);

    public static OnnxValue Conv(OnnxImporter importer, OnnxNode node, int index)
    {
        ConstantValue weights = importer.ConstantOf(node, 1, "kernel");
        PaddedValue padded = OnnxWindows.PaddedOf(importer, node);
        DataValue value = padded.Value;
        int rank = weights.Shape.Count - 2;
        if (rank is not (1 or 2))
            throw new UnsupportedException($"it has {rank} spatial dimensions, where NetGen takes 1 or 2");

        int filters = OnnxNodes.Size(weights.Shape[0], "filters");
        bool isOne = weights.Shape.Skip(2).All(size => size == 1) && padded.Before.Count == 0 && node.Integers("pads")?.Any(size => size != 0) != true;

        // Over a single pixel, it is a dense layer.
        DataValue result = isOne && value.View.Dimensions.Skip(1).All(size => size == 1) && value.View.Dimensions.Count == rank + 1 && node.Integer("group", 1) == 1
            ? Dense(importer, value with { View = Shape.Of(value.View.Dimensions[0]) }, weights with { Shape = [.. weights.Shape.Take(2)] }, isByNeuron: true, 1, index) is var dense ? dense with { View = Shape.Of([filters, .. Enumerable.Repeat(1, rank)]) } : null!
            : importer.Append(
                new Convolution(rank + 1, filters, OnnxWindows.Of(node, padded, [.. weights.Shape.Skip(2)]), OnnxNodes.Size(node.Integer("group", 1), "groups"), ActivationSpec.Identity, Bias: false, _initializer),
                [importer.InShape(value, index)], index, [Bind(weights)]);
        long channels = weights.Shape[1] * node.Integer("group", 1);
        if (channels != value.View.Dimensions[0])
            throw new UnsupportedException($"its kernel is for {channels} channels, but it reads {value.View}");

        return node.Input(2).Length == 0 || TryAddBias(importer, result, importer.ConstantOf(node, 2, "bias") is var bias && rank > 0 ? bias with { Shape = [bias.Tensor.Count, .. Enumerable.Repeat(1L, rank)] } : bias, index)
            ? result
            : throw new UnsupportedException("its bias does not have one number for each filter");
    }

    private static DataValue Dense(OnnxImporter importer, DataValue value, ConstantValue weights, bool isByNeuron, double alpha, int index)
    {
        if (weights.Shape.Count != 2)
            throw new UnsupportedException($"its matrix has shape {SafeTensorTypes.Text(weights.Shape)}, where NetGen takes two dimensions");
        if (value.View.Dimensions.Count != 1)
            throw new UnsupportedException($"it reads shape {value.View} for each sample, where NetGen takes a vector");

        // A tensor that was turned around has the other order in the file.
        bool isFileByNeuron = isByNeuron != weights.IsTransposed;
        (long inputs, long units) = isFileByNeuron ? (weights.Shape[1], weights.Shape[0]) : (weights.Shape[0], weights.Shape[1]);
        if (inputs != value.View.Dimensions[0])
            throw new UnsupportedException($"its matrix of shape {SafeTensorTypes.Text(weights.Shape)} is for {inputs:N0} inputs, but it reads {value.View}");

        int width = OnnxNodes.Size(units, "units");
        return importer.Append(new Dense(width, ActivationSpec.Identity, Bias: false, _initializer), [importer.InShape(value, index)], index, [Bind(weights, alpha, isFileByNeuron ? [] : [1, width])]);
    }
}
