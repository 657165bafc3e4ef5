using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the properties that show the tensors of a network and their gradients.</summary>
internal static class ParameterViewEmitter
{
    /// <summary>W1, B1 and their gradients DW1, DB1.</summary>
    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        string type = writer.Number.Keyword;
        foreach ((NodePlan node, TensorPlan tensor) in plan.Parameters)
        {
            View(tensor, tensor.Property, Meaning(node, tensor), "_parameters", tensor.Offset);
            if (plan.IsTrainable)
                View(tensor, tensor.GradientProperty, $"The gradient dL/d{tensor.Name} of the last backward pass, of shape {tensor.Shape}, laid out as <see cref=\"{tensor.Property}\"/>.", "Gradients", tensor.Offset);
        }

        foreach ((NodePlan node, TensorPlan tensor) in plan.Statistics)
            View(tensor, tensor.Property, tensor.Spec.IsParameter ? $"{Meaning(node, tensor)} Frozen." : Meaning(tensor), "_parameters", tensor.Offset);

        void View(TensorPlan tensor, string property, string what, string buffer, int offset)
        {
            string span = $"{buffer}.Slice({offset}, {tensor.Length})";
            writer.Line();
            writer.Line($"/// <summary>{what}</summary>");
            writer.Line(tensor.Shape.Dimensions.Count == 2
                ? $"public global::NetGen.WeightMatrix<{type}> {property} => new({span}, {tensor.Shape.Dimensions[0]}, {tensor.Shape.Dimensions[1]}{(tensor.Spec.Strides[0] > 1 ? ", isByNeuron: true" : "")});"
                : $"public {writer.Number.Span} {property} => {span};");
        }
    }

    /// <summary>The meaning of a parameter and of its indices.</summary>
    private static string Meaning(NodePlan node, TensorPlan tensor)
    {
        string what = tensor.Spec.Role switch
        {
            ParameterRole.Weight => "weights",
            ParameterRole.Bias => "biases",
            _ => "gains",
        };
        string[] names = tensor.Shape.Dimensions.Count == 3 ? ["o", "c", "k"] : ["o", "c", "ky", "kx"];
        string element = tensor.Shape.Dimensions.Count switch
        {
            1 when tensor.Length == node.Size => "Element [j] belongs to neuron j",
            1 => "Element [o] belongs to channel o",
            2 => "Element [j, k] is the weight of input k in neuron j",
            _ => $"Element [{string.Join(", ", names)}] is at index {string.Join(" + ", names.Select((name, i) => Expression.Times(name, tensor.Spec.Strides[i])))}",
        };
        return $"The {what} {tensor.Name} of layer {node.Number} ({node.Layer.Kind}{(node.Name is { } layer ? $", named {layer}" : "")}), of shape {tensor.Shape}. {element}, counted from 0.";
    }

    /// <summary>The meaning of a statistic.</summary>
    private static string Meaning(TensorPlan statistic)
    {
        string source = statistic.Spec.IsFrozen ? "frozen" : "updated by Backward";
        return statistic.Spec.Role switch
        {
            ParameterRole.RunningMean => $"The running mean of each channel ({statistic.Name}), of shape {statistic.Shape}, {source}.",
            ParameterRole.RunningVariance => $"The running variance of each channel ({statistic.Name}), of shape {statistic.Shape}, {source}.",
            _ => $"The {statistic.Name} of each input, of shape {statistic.Shape}, fitted to the training set.",
        };
    }
}
