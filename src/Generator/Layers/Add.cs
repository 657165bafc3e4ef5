using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The sum of values of the same shape: <c>z = u + v</c>. Each of them receives the gradient of z unchanged.</summary>
internal sealed record Add(ActivationSpec Activation) : PointwiseLayer(Activation)
{
    public override string Kind => "Add";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Add(activation) : null;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) => inputs.All(shape => shape.Equals(inputs[0]))
        ? null
        : ("values of the same shape", "give the layers that write them the same number of units, or use Concat");

    public override string Formula(NodePlan node) => $"{node.Z} = {string.Join(" + ", node.Inputs.Select(input => input.Symbol))}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Of(inputs.Count == 2 ? "Add" : "Sum", inputs);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [.. node.Inputs.Select(input => form.At(input.Name, j))];
}
