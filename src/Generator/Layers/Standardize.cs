using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The inputs with mean 0 and deviation 1: <c>xhat = (x - mean) / scale</c>, with statistics that are fitted, not trained.</summary>
internal sealed record Standardize() : PointwiseLayer(ActivationSpec.Identity)
{
    public override string Kind => "Standardize";

    public override bool IsNumbered => false;

    public override bool FillsLanes => true;

    public static Layer Read(DeclaredAttribute attribute) => new Standardize();

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        int size = inputs[0].Size;
        yield return TensorSpec.Vector("mean", "mean", ParameterRole.Mean, inputs[0], Initializer.Zeros, size, size);
        yield return TensorSpec.Vector("scale", "scale", ParameterRole.Scale, inputs[0], Initializer.Constant, size, size, 1);
    }

    public override string Formula(NodePlan node) => $"{node.Output.Name} = ({node.Inputs[0].Name} - mean) / scale";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"{Expression.Factor(gradient)} / scale";

    public override void PrintOperands(CodeWriter writer, NodePlan node, Form form) => form.PrintParameters(writer, node);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"({form.At(node.Inputs[0].Name, j)} - {form.Parameter(node.Tensors[0], j)}) / {form.Parameter(node.Tensors[1], j)}"];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        $"{Expression.Factor(gradient)} / {form.Parameter(node.Tensors[1], k)}";

    public override void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
        (TensorPlan mean, TensorPlan scale) = (node.Tensors[0], node.Tensors[1]);
        writer.Line($"{writer.Number.ReadOnlySpan} mean = p.Slice({mean.Offset}, {mean.Length}), scale = p.Slice({scale.Offset}, {scale.Length});");
        writer.Line($"{writer.Number.Services}.Standardization.Apply({node.Inputs[0].Name}, mean, scale, {node.Output.Name}, stride: {node.Output.Stride}, {n});");
    }
}
