using System;
using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>Multiplies every number by a constant: <c>z = factor u</c>. The gradient is multiplied too.</summary>
internal sealed record Scale(double Constant, ActivationSpec Activation) : PointwiseLayer(Activation)
{
    public override string Kind => "Scale";

    public override string Title => $"Scale({FactorText})";

    public override string Setting => $"factor {FactorText}";

    private string FactorText => Constant.ToText();

    public static Layer? Read(DeclaredAttribute attribute)
    {
        if (ActivationReader.Read(attribute) is not { } activation || attribute.Number(0) is not { } factor)
            return null;

        var scale = new Scale(factor, activation);
        if (Math.Abs(factor) is >= 1e-38 and <= float.MaxValue)
            return scale;

        attribute.ReportNumber("factor", "The factor of Scale", "from 1e-38 to 3.4e38 in magnitude", scale.FactorText, "0.1");
        return null;
    }

    public override string Formula(NodePlan node) => $"{node.Z} = {FactorText} {node.Inputs[0].Symbol}";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Onnx.Of("Mul", Onnx.Number(Constant), inputs[0]);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [$"{form.Number.Literal(Constant)} * {form.At(node.Inputs[0].Name, j)}"];

    public override string? Factor(NodePlan node, Form form, Place k) => form.Number.Literal(Constant);

    public override string? FactorFormula(NodePlan node) => FactorText;
}
