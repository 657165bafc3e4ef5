using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>An activation function as a layer: <c>z = u</c>, <c>a = g(z)</c>.</summary>
internal sealed record Activate(ActivationSpec Activation) : PointwiseLayer(Activation)
{
    public override string Kind => "Activate";

    public static Layer? Read(DeclaredAttribute attribute) =>
        ActivationReader.Read(attribute) is { } activation ? new Activate(activation) : null;

    public override string Formula(NodePlan node) => $"{node.Z} = {node.Inputs[0].Symbol}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => inputs[0];

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [form.At(node.Inputs[0].Name, j)];
}
