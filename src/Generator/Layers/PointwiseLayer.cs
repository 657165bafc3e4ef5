using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// A layer in which number k of z depends only on number k of each input. One expression serves all forms. Over a batch, the expression
/// becomes part of the activation's loop, and its gradient part of the loop that needs it.
/// </summary>
internal abstract record PointwiseLayer(ActivationSpec Activation) : Layer(Activation)
{
    public override bool IsPointwise => true;

    /// <summary>The factor from the gradient of z to that of every input; null if it is 1.</summary>
    public virtual string? Factor(NodePlan node, Form form, Place k) => null;

    /// <summary>The factor in the notes.</summary>
    public virtual string? FactorFormula(NodePlan node) => null;

    /// <summary>Whether the gradient of z is also that of every input, unchanged.</summary>
    public virtual bool PassesGradient(NodePlan node) => FactorFormula(node) is null;

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        FactorFormula(node) is { } factor ? $"{Expression.Factor(gradient)} * {factor}" : gradient;

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        Factor(node, form, k) is { } factor ? $"{Expression.Factor(gradient)} * {factor}" : gradient;
}
