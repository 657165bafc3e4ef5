using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>Arithmetic with tensors of the file: a gain and a bias for each number or channel.</summary>
internal static class OnnxAffine
{
    /// <summary>The layer for a value and a tensor; null if there is none.</summary>
    public static DataValue? Read(OnnxImporter importer, OnnxNode node, int index, DataValue given, ConstantValue constant, bool constantIsFirst)
    {
        DataValue value = OnnxNormalization.Narrow(given);
        ConstantValue tensor = value.View.Equals(given.View) ? constant : constant with { Shape = [constant.Tensor.Count] };
        if (OnnxBroadcast.Of(tensor, value.View) is not var (isPerChannel, strides))
            return null;

        bool isGain = node.Operator is "Mul" or "Div";
        if (!isGain && node.Operator is not ("Add" or "Sum" or "Sub") || (node.Operator == "Div" && constantIsFirst))
            return null;

        // x - c has the bias -c, and c - x the gain -1.
        OnnxBinding bound = OnnxLinear.Bind(tensor, node.Operator == "Sub" && !constantIsFirst ? -1 : 1, strides) with { IsReciprocal = node.Operator == "Div" };
        double factor = node.Operator == "Sub" && constantIsFirst ? -1 : 1;
        if (!isGain && factor == 1 && importer.LayerOf(value) is { Layer: Affine { Activation.Function: Activation.Identity } affine } layer
            && affine.IsPerChannel == isPerChannel && layer.Bindings[1].Tensor.Length == 0 && importer.IsReadOnlyBy(given, [index]))
        {
            layer.Bindings = [layer.Bindings[0], bound];
            layer.Nodes.Add(index);
            return given;
        }

        OnnxBinding[] bindings = isGain ? [bound, OnnxBinding.Of(0)] : [OnnxBinding.Of(factor), bound];
        return importer.Append(new Affine(ActivationSpec.Identity, isPerChannel), [importer.InShape(value, index)], index, bindings) with { View = given.View };
    }
}
