using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Values of the same shape combined element by element, with gradients that depend on the values. The notes and the code have the same
/// expressions, of the symbols of the values or of their elements.
/// </summary>
internal abstract record Combination(ActivationSpec Activation) : PointwiseLayer(Activation)
{
    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) => inputs.All(shape => shape.Equals(inputs[0]))
        ? null
        : ("values of the same shape", "give the layers that write them the same number of units");

    public override bool PassesGradient(NodePlan node) => false;

    public override string Formula(NodePlan node) => $"{node.Z} = {Value([.. node.Inputs.Select(input => input.Symbol)])}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => inputs.Aggregate((left, right) => Onnx.Of(OnnxOperator, left, right));

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [Value([.. node.Inputs.Select(input => form.At(input.Name, j))])];

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        Gradient([.. node.Inputs.Select(value => value.Symbol)], input, Expression.Factor(gradient));

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        Gradient([.. node.Inputs.Select(value => form.At(form.ReadsRows ? PassBuilder.RowsOf(value) : value.Name, k))], input, Expression.Factor(gradient));

    /// <summary>The operator of ONNX that combines two values.</summary>
    protected abstract string OnnxOperator { get; }

    /// <summary>z of its values.</summary>
    protected abstract string Value(string[] values);

    /// <summary>The gradient of one of its values.</summary>
    protected abstract string Gradient(string[] values, int input, string gradient);
}
