using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>
/// Where the tensors of a network lie in its flat buffer: the one part of a plan that the parser reads as well, which runs
/// at every edit.
/// </summary>
/// <param name="Parameters">Those of each layer of neurons.</param>
/// <param name="Statistics">Those of each layer that changes values between them, behind all parameters.</param>
/// <param name="ParameterCount">The number of parameters.</param>
internal sealed record Layout(IReadOnlyList<EquatableArray<ParameterPlan>> Parameters, IReadOnlyList<EquatableArray<ParameterPlan>> Statistics, int ParameterCount)
{
    public static Layout Of(NetworkSpec spec)
    {
        var parameters = new List<EquatableArray<ParameterPlan>>();
        var statistics = new List<EquatableArray<ParameterPlan>>();
        var shapes = new List<Shape> { spec.Input };
        int offset = 0;
        foreach (NeuronSpec layer in spec.Layers)
        {
            Shape input = shapes[shapes.Count - 1];
            offset = Add(parameters, layer.Kind.Parameters(layer, input, shapes.Count, offset), offset);
            shapes.Add(layer.Kind.OutputShape(layer, input));
        }

        int parameterCount = offset;
        foreach (ElementwiseSpec change in spec.Elementwise)
            offset = Add(statistics, change.Kind.Statistics(shapes[change.Layer], offset), offset);

        return new Layout(parameters, statistics, parameterCount);
    }

    /// <summary>Adds the tensors of a layer, which begin at <paramref name="offset"/>; returns where they end.</summary>
    private static int Add(List<EquatableArray<ParameterPlan>> all, IEnumerable<ParameterPlan> tensors, int offset)
    {
        EquatableArray<ParameterPlan> laidOut = tensors.ToEquatableArray();
        all.Add(laidOut);
        return offset + laidOut.Sum(tensor => tensor.Length);
    }
}
