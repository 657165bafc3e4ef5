using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>How far a graph has normalized the numbers of a sample.</summary>
internal enum NormalizationStep
{
    /// <summary>The mean of the numbers.</summary>
    Mean,

    /// <summary>Their deviations from it.</summary>
    Deviations,

    /// <summary>The squares of the deviations.</summary>
    Squares,

    /// <summary>The variance, with epsilon if it has been added.</summary>
    Variance,

    /// <summary>The square root of that.</summary>
    Root,
}

/// <summary>A value on the way to a layer normalization.</summary>
/// <param name="Base">The value that is normalized.</param>
/// <param name="Step">What has been computed of it.</param>
/// <param name="Epsilon">What has been added to the variance.</param>
/// <param name="Nodes">The nodes that did it.</param>
internal sealed record NormalizationValue(DataValue Base, NormalizationStep Step, double Epsilon, IReadOnlyCollection<int> Nodes) : OnnxValue;

/// <summary>
/// Recognizes the layer normalization that exporters before opset 17 write as nine nodes: means, deviations, squares, a root, and the gain and
/// bias.
/// </summary>
internal static class OnnxLayerNorm
{
    /// <summary>A mean over the numbers of a vector, or over the squares of their deviations; null if the node computes another.</summary>
    public static OnnxValue? Mean(OnnxImporter importer, OnnxNode node, int index, bool isOverVector) => importer.Find(node.Input(0)) switch
    {
        NormalizationValue { Step: NormalizationStep.Squares } squares => squares with { Step = NormalizationStep.Variance, Nodes = [.. squares.Nodes, index] },
        DataValue or PointwiseValue when isOverVector => new NormalizationValue(importer.DataOf(node.Input(0)), NormalizationStep.Mean, 0, [index]),
        _ => null,
    };

    /// <summary>What a node makes of a value on the way; null if none of its inputs is one.</summary>
    public static OnnxValue? Read(OnnxImporter importer, OnnxNode node, int index)
    {
        OnnxValue? left = importer.Find(node.Input(0)), right = importer.Find(node.Input(1));
        if (left is not NormalizationValue && right is not NormalizationValue)
            return null;

        double? scalar = (right as ConstantValue)?.Scalar;
        switch (node.Operator)
        {
            case "Sub" when right is NormalizationValue { Step: NormalizationStep.Mean } mean && left is DataValue or PointwiseValue && importer.DataOf(node.Input(0)) == mean.Base:
                return mean with { Step = NormalizationStep.Deviations, Nodes = [.. mean.Nodes, index] };
            case "Pow" when left is NormalizationValue { Step: NormalizationStep.Deviations } deviations && scalar == 2:
            case "Mul" when left is NormalizationValue { Step: NormalizationStep.Deviations } && ReferenceEquals(left, right) && (deviations = (NormalizationValue)left) is not null:
                return deviations with { Step = NormalizationStep.Squares, Nodes = [.. deviations.Nodes, index] };
            case "Add" when left is NormalizationValue { Step: NormalizationStep.Variance, Epsilon: 0 } variance && scalar is { } epsilon:
                importer.Keep([new(node.Input(1), epsilon)]);
                return variance with { Epsilon = OnnxActivations.Shortest(epsilon), Nodes = [.. variance.Nodes, index] };
            case "Sqrt" when left is NormalizationValue { Step: NormalizationStep.Variance } sum:
                return sum with { Step = NormalizationStep.Root, Nodes = [.. sum.Nodes, index] };
            case "Div" when left is NormalizationValue { Step: NormalizationStep.Deviations } above && right is NormalizationValue { Step: NormalizationStep.Root } below && above.Base == below.Base:
                return Append(importer, below, index);
            default:
                throw new UnsupportedException("it reads a mean or variance of a sample, but is no part of a layer normalization");
        }
    }

    /// <summary>Makes a tensor the gain or bias of the layer normalization that only this node reads.</summary>
    public static bool TryScale(OnnxImporter importer, DataValue value, ConstantValue constant, int index, bool isBias)
    {
        int place = isBias ? 1 : 0;
        if (importer.LayerOf(value) is not { Layer: LayerNorm { Activation.Function: Activation.Identity } } layer || layer.Bindings[place].Tensor.Length > 0
            || (!isBias && layer.Bindings[1].Tensor.Length > 0) || constant.Tensor.Count != value.View.Size || !importer.IsReadOnlyBy(value, [index]))
        {
            return false;
        }

        layer.Bindings = [.. layer.Bindings.Select((binding, i) => i == place ? OnnxLinear.Bind(constant) : binding)];
        layer.Nodes.Add(index);
        return true;
    }

    private static DataValue Append(OnnxImporter importer, NormalizationValue root, int index)
    {
        if (root.Epsilon is not (>= 1e-12 and <= float.MaxValue))
            throw new UnsupportedException($"its epsilon is {root.Epsilon}, where NetGen takes 1e-12 to 3.4e38");

        DataValue result = importer.Append(new LayerNorm(ActivationSpec.Identity, root.Epsilon), [importer.InShape(root.Base, index)], index, [OnnxBinding.Of(1), OnnxBinding.Of(0)]);
        importer.LayerOf(result)!.Nodes.UnionWith(root.Nodes);
        return result;
    }
}
