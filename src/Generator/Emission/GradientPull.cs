using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// The gradient of a value: the sum of what all its readers contribute, the last reader first. In tiles, what layers with a pass of their
/// own have written into its buffer is one term, and comes first.
/// </summary>
internal static class GradientPull
{
    /// <summary>The gradient of number <paramref name="k"/> of a value.</summary>
    public static string Of(NetworkPlan plan, ValuePlan value, Form form, Place k)
    {
        bool isTile = form is TileForm or RowForm;
        var terms = new List<string>();
        if (isTile && BackwardPlanner.HasBuffer(plan, value))
            terms.Add(form.At(BackwardPlanner.GradientBuffer(plan, value), k));

        foreach ((NodePlan reader, int input) in plan.ReadersOf(value))
        {
            if (reader.Layer.IsPointwise)
                terms.Add(reader.Layer.InputGradient(reader, form, input, k, reader.HasOwnDelta ? form.At(reader.Delta, k) : Of(plan, reader.Output, form, k)));
            else if (!isTile)
                terms.Add(reader.Layer.InputGradient(reader, form, input, k, ""));
        }

        return string.Join(" + ", terms);
    }

    /// <summary>Whether the gradient is the same expression of k for every element k of the value.</summary>
    public static bool IsUniform(NetworkPlan plan, ValuePlan value) => plan.ReadersOf(value).All(reader =>
        reader.Node.Layer.HasUniformGradient && (reader.Node.Layer.IsNumbered || IsUniform(plan, reader.Node.Output)));

    /// <summary>The same as the notes write it: <c>W2^T delta2</c>.</summary>
    public static string Formula(NetworkPlan plan, ValuePlan value) => string.Join(" + ", plan.ReadersOf(value).Select(reader =>
        reader.Node.Layer.InputGradientFormula(reader.Node, reader.Input, reader.Node.Layer.IsNumbered ? reader.Node.Delta : Formula(plan, reader.Node.Output))));

    /// <summary><c>delta1 = (W2^T delta2) * g'(z1),  g' = 1 - a1^2</c>.</summary>
    public static string DeltaFormula(NetworkPlan plan, NodePlan node) =>
        $"{node.Delta} = {Expression.Factor(Formula(plan, node.Output))} * g'({node.Z}),  g' = {node.SlopeFormula}";

    /// <summary>
    /// The factors by which the buffer of a layer's delta must be multiplied to become the delta, if nothing is added: they are multiplied in
    /// place. Null if the delta is a sum.
    /// </summary>
    public static IReadOnlyList<string>? FactorsInPlace(NetworkPlan plan, NodePlan node, Form form, Place k)
    {
        var factors = new List<string>();
        ValuePlan value = node.Output;
        while (true)
        {
            (NodePlan Node, int Input)[] readers = [.. plan.ReadersOf(value)];
            if (readers.All(reader => !reader.Node.Layer.IsPointwise))
                return factors;

            if (readers.Length > 1 || readers[0].Node is not { Number: 0, Layer: PointwiseLayer layer } change || layer.Factor(change, form, k) is not { } factor)
                return null;

            factors.Insert(0, factor);
            value = change.Output;
        }
    }
}
