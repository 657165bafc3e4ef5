using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>The largest number of each window: <c>z[c, row, col] = max over ky, kx of u[c, S row + ky, S col + kx]</c>.</summary>
internal sealed record MaxPool(ActivationSpec Activation, Window Window) : Pool(Activation, Window)
{
    public override string Kind => "MaxPool";

    public static Layer? Read(DeclaredAttribute attribute)
    {
        ActivationSpec? activation = ActivationReader.Read(attribute);
        return ImageLayers.ReadPool(attribute) is { } window && activation is not null ? new MaxPool(activation, window) : null;
    }

    /// <summary>Whether its 2x2 windows do not overlap and cover the whole input.</summary>
    public bool HalvesEvenly(NodePlan node) => Sliding(node) is { KernelHeight: 2, KernelWidth: 2, StrideY: 2, StrideX: 2, DilationY: 1, DilationX: 1, IsInside: true } window
        && window.Height == 2 * window.OutHeight && window.Width == 2 * window.OutWidth;

    // Each number of a window is compared with the largest of those before it.
    public override long PrintedTerms(IReadOnlyList<Shape> inputs) => base.PrintedTerms(inputs) * Window.Height * Window.Width / 2;

    public override IEnumerable<SavedValue> Saved(NodePlan node) => [new(At(node), IsEach: true)];

    public override bool TracesSaved => true;

    public override string Formula(NodePlan node) =>
        $"{node.Z}[{ImageLayers.Place(node.Output.Shape)}] = max {Covered(node)},  {At(node)}: its index in the window, the first one in case of a tie";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => $"{gradient} at {At(node)}, and 0 elsewhere";

    public override void PrintOperands(CodeWriter writer, NodePlan node, Form form)
    {
        foreach (Place j in Place.Each(node.Size))
        {
            // The position of the last number that is larger than all before it.
            (int Place, Place Input)[] inputs = Inputs(node, j.First);
            string at = form.Number.Literal(inputs[0].Place);
            for (int i = 1; i < inputs.Length; i++)
                at = form.Number.IfLarger(form.At(node.Inputs[0].Name, inputs[i].Input), Largest(node, form, inputs.Take(i)), form.Number.Literal(inputs[i].Place), at);

            writer.Line($"{form.Let(At(node), j)} = {Expression.Unwrap(at)};");
        }
    }

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) => Window.Describe(Onnx.Of("MaxPool", inputs), node.Output.Shape.Dimensions.Count);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [Largest(node, form, Inputs(node, j.First))];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient)
    {
        string[] terms = [.. Readers(node, k.First).Select(reader =>
            form.Number.IfEqual(form.At(At(node), Place.Of(reader.Output)), form.Number.Literal(reader.Place), form.At(node.Delta, Place.Of(reader.Output)), form.Number.Literal(0)))];
        return terms.Length == 0 ? form.Number.Literal(0) : string.Join(" + ", terms);
    }

    public override void PrintBatchForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.Max({node.Inputs[0].Name}, {At(node)}, {node.Z}, Window, n, threads);");

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Pooling.MaxOne({node.Inputs[0].Name}, {At(node)}, {node.Z}, Window);");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Pooling.MaxGradient({node.Delta}, {At(node)}, {target}, Window, n, threads, adds: {adds.ToText()});");

    /// <summary>The name of the position of the largest number in a window: i2 for layer 2.</summary>
    public static string At(NodePlan node) => $"i{node.Number}";

    // NaN counts as the largest, in lanes as well as for one sample.
    private static string Largest(NodePlan node, Form form, IEnumerable<(int Place, Place Input)> inputs) =>
        inputs.Select(input => form.At(node.Inputs[0].Name, input.Input)).Aggregate((largest, value) => form.Number.Call("Larger", largest, value));
}
