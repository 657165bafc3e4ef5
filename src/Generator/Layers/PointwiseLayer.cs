using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer in which number k of z depends on number k of each input alone. One expression serves all forms; over a batch, it
/// stands in the loop of its activation, and its gradient in the loop of whoever wants it.
/// </summary>
internal abstract record PointwiseLayer(ActivationSpec Activation) : Layer(Activation)
{
    public override bool IsPointwise => true;

    /// <summary>What the gradient of z is multiplied by on its way to every input; null where it is 1.</summary>
    public virtual string? Factor(NodePlan node, Form form, Place k) => null;

    /// <summary>The factor as the notes write it.</summary>
    public virtual string? FactorFormula(NodePlan node) => null;

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        FactorFormula(node) is { } factor ? $"{Expression.Factor(gradient)} * {factor}" : gradient;

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        Factor(node, form, k) is { } factor ? $"{Expression.Factor(gradient)} * {factor}" : gradient;
}
