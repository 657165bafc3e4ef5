using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Normalizes each sample to mean 0 and variance 1, then applies a gain and a bias to each number: <c>xhat = (u - mean) r</c> with
/// <c>r = 1 / sqrt(var + epsilon)</c>, <c>z = gain xhat + b</c>. Source: Ba, Kiros and Hinton, "Layer Normalization" (2016), with
/// PyTorch's biased variance and epsilon.
/// </summary>
internal sealed record LayerNorm(ActivationSpec Activation, double Epsilon) : Layer(Activation)
{
    public override string Kind => "LayerNorm";

    public override string Setting => $"epsilon {EpsilonText}";

    public static Layer? Read(DeclaredAttribute attribute)
    {
        ActivationSpec? activation = ActivationReader.Read(attribute);
        double epsilon = attribute.Number("Epsilon") ?? 1e-5;
        if (epsilon >= 1e-12 && epsilon <= float.MaxValue)
            return activation is null ? null : new LayerNorm(activation, epsilon);

        attribute.ReportNumber("Epsilon", "Epsilon", "from 1e-12 to 3.4e38", epsilon.ToText(), "1e-5");
        return null;
    }

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        int size = inputs[0].Size;
        yield return TensorSpec.InOrder("gain", "weight", ParameterRole.Gain, inputs[0], Initializer.Constant, size, size, 1);
        yield return TensorSpec.InOrder("b", "bias", ParameterRole.Bias, inputs[0], Initializer.Zeros, size, size);
    }

    // One operation each for the mean, the variance, the normalized number and its gain.
    public override long Work(IReadOnlyList<Shape> inputs) => 4 * inputs[0].LongSize;

    public override IEnumerable<SavedValue> Saved(NodePlan node) => [new(Xhat(node), IsEach: true), new(R(node), IsEach: false)];

    public override string Formula(NodePlan node)
    {
        string u = node.Inputs[0].Symbol;
        return $"{Xhat(node)} = ({u} - mean {u}) {R(node)},  {R(node)} = 1 / sqrt(var {u} + {EpsilonText}),  {node.Z} = {Gain(node).Name} {Xhat(node)} + {B(node).Name}";
    }

    public override string GradientFormula(NodePlan node) => $"d{Gain(node).Name} += {node.Delta} {Xhat(node)},  d{B(node).Name} += {node.Delta}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) =>
        $"{R(node)} ({V(node)} - mean {V(node)} - {Xhat(node)} mean({V(node)} {Xhat(node)}))";

    public override string InputGradientNote(NodePlan node) => $",  {V(node)} = {Gain(node).Name} {node.Delta}";

    public override void PrintOperands(CodeWriter writer, NodePlan node, Form form)
    {
        (string u, string mean) = (node.Inputs[0].Name, $"mean{node.Number}");
        string size = form.Number.Literal(Size(node));
        form.PrintSum(writer, mean, Size(node), k => form.At(u, k), $" / {size}");
        form.PrintSum(writer, $"var{node.Number}", Size(node), k => $"({form.At(u, k)} - {mean}) * ({form.At(u, k)} - {mean})", $" / {size}");
        writer.Line($"{form.Number.Type} {R(node)} = {form.Number.Literal(1)} / {form.Number.Call("Sqrt", $"var{node.Number} + {form.Number.Literal(Epsilon)}")};");
        form.PrintEach(writer, Size(node), "k", k => $"{form.Let(Xhat(node), k)} = ({form.At(u, k)} - {mean}) * {R(node)};");
    }

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Onnx.Of("LayerNormalization", [inputs[0], .. node.Tensors.Select(Onnx.Tensor)]).Int("axis", 1).Float("epsilon", Epsilon);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) =>
        [$"{form.Parameter(Gain(node), j)} * {form.At(Xhat(node), j)}", form.Parameter(B(node), j)];

    public override IEnumerable<string> Gradients(NodePlan node, Form form, Place j)
    {
        yield return $"{form.Gradient(Gain(node), j)} += {form.At(node.Delta, j)} * {form.At(Xhat(node), j)};";
        yield return $"{form.Gradient(B(node), j)} += {form.At(node.Delta, j)};";
    }

    public override void PrintGradientOperands(CodeWriter writer, NodePlan node, Form form)
    {
        string size = form.Number.Literal(Size(node));
        writer.Line();
        writer.Line($"// mean {V(node)} and mean({V(node)} {Xhat(node)}){InputGradientNote(node)}");
        form.PrintSum(writer, MeanV(node), Size(node), k => V(node, form, k), $" / {size}");
        form.PrintSum(writer, MeanVXhat(node), Size(node), k => $"{V(node, form, k)} * {form.At(Xhat(node), k)}", $" / {size}");
    }

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) =>
        $"{R(node)} * ({V(node, form, k)} - {MeanV(node)} - {form.At(Xhat(node), k)} * {MeanVXhat(node)})";

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        ValuePlan u = node.Inputs[0];
        writer.Line($"{writer.Number.ReadOnlySpan} {Gain(node).Name} = p.Slice({Gain(node).Offset}, {Size(node)}), {B(node).Name} = p.Slice({B(node).Offset}, {Size(node)});");
        writer.Line($"{writer.Number.Services}.LayerNormalization.Forward({u.Name}, xStride: {u.Stride}, {Gain(node).Name}, {B(node).Name}, {EpsilonText}, {Xhat(node)}, {R(node)}, {node.Z}, stride: {node.Stride}, n);");
    }

    public override void PrintBatchGradients(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.LayerNormalization.Gradients({node.Delta}, {Xhat(node)}, d{Gain(node).Name}, d{B(node).Name}, isFirst, stride: {node.Stride}, n);");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.LayerNormalization.InputGradient({node.Delta}, p.Slice({Gain(node).Offset}, {Size(node)}), {Xhat(node)}, {R(node)}, {target}, stride: {node.Stride}, n, adds: {adds.ToText()});");

    private string EpsilonText => Epsilon.ToText();

    private static string V(NodePlan node) => $"v{node.Number}";

    private static string MeanV(NodePlan node) => $"meanV{node.Number}";

    private static string MeanVXhat(NodePlan node) => $"meanVXhat{node.Number}";

    private static string V(NodePlan node, Form form, Place k) => $"{form.Parameter(Gain(node), k)} * {form.At(node.Delta, k)}";

    private static int Size(NodePlan node) => node.Output.Shape.Size;

    private static string Xhat(NodePlan node) => $"xhat{node.Number}";

    private static string R(NodePlan node) => $"r{node.Number}";

    private static TensorPlan Gain(NodePlan node) => node.Tensors[0];

    private static TensorPlan B(NodePlan node) => node.Tensors[1];
}
