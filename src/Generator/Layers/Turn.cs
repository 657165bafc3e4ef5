using System.Collections.Generic;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Not a declared layer: converts a batch between samples in lanes and samples in rows. Tile plans insert it if a layer reads a value in the
/// other layout than it was written in.
/// </summary>
internal sealed record Turn(bool ToLanes) : Layer(ActivationSpec.Identity)
{
    public override string Kind => "Turn";

    public override bool IsNumbered => false;

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => !ToLanes;

    public override bool WritesLanes(IReadOnlyList<ValuePlan> inputs) => ToLanes;

    /// <summary>The name of a converted value.</summary>
    public string NameOf(ValuePlan value) => $"{value.Name}_{(ToLanes ? "lanes" : "rows")}";

    public override string Formula(NodePlan node) => $"{node.Inputs[0].Name} with {Layout(ToLanes)}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => gradient;

    // Never called: only tile plans insert it.
    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => inputs[0];

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [form.At(node.Inputs[0].Name, j)];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) => form.At(node.Delta, k);

    public override void PrintBatchChange(CodeWriter writer, NodePlan node, string sample, string n)
    {
        ValuePlan u = node.Inputs[0];
        writer.Line(ToLanes
            ? $"{writer.Number.Services}.Images.ToLanes({u.Name}, stride: {u.Stride}, {node.Output.Name}, size: {node.Size}, {n});"
            : $"{writer.Number.Services}.Images.ToRows({u.Name}, {node.Output.Name}, stride: {node.Output.Stride}, size: {node.Size}, {n});");
    }

    /// <summary>Prints the gradient of the converted value. It overwrites or adds.</summary>
    public void PrintBack(CodeWriter writer, NodePlan node, string target, bool adds, string n)
    {
        string ending = adds ? ", adds: true" : "";
        writer.Line($"// dL/d{node.Inputs[0].Symbol} with {Layout(toLanes: !ToLanes)}{(adds ? ", added" : "")}");
        writer.Line(ToLanes
            ? $"{writer.Number.Services}.Images.ToRows({node.Delta}, {target}, stride: {node.Inputs[0].GradientStride}, size: {node.Size}, {n}{ending});"
            : $"{writer.Number.Services}.Images.ToLanes({node.Delta}, stride: {node.Stride}, {target}, size: {node.Size}, {n}{ending});");
    }

    private static string Layout(bool toLanes) => toLanes ? "samples in lanes" : "one row per sample";
}
