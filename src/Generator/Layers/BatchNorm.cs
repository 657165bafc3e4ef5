using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Normalizes each channel to mean 0 and variance 1 over the batch and its pixels, then applies a gain and a bias:
/// <c>xhat = (u - mean) r</c> with <c>r = 1 / sqrt(var + epsilon)</c>, <c>z = gain xhat + b</c>. Outside training, the running mean and
/// variance replace those of the batch. Source: Ioffe and Szegedy, "Batch Normalization" (2015), with PyTorch's running statistics.
/// </summary>
internal sealed record BatchNorm(ActivationSpec Activation, double Epsilon, double Momentum, bool IsSynchronized) : Layer(Activation)
{
    public override string Kind => "BatchNorm";

    public override string Setting => $"epsilon {Epsilon.ToText()}, momentum {Momentum.ToText()}{(JoinsShards ? ", synchronized" : "")}";

    public override bool UsesThreads => true;

    public override bool NeedsTiles => true;

    /// <summary>A frozen one uses its running statistics in training too.</summary>
    public override bool NeedsWholeBatch => !IsFrozen;

    public override bool JoinsGradients => true;

    public override bool JoinsShards => IsSynchronized && !IsFrozen;

    public static Layer? Read(DeclaredAttribute attribute)
    {
        ActivationSpec? activation = ActivationReader.Read(attribute);
        double epsilon = attribute.Number("Epsilon") ?? 1e-5, momentum = attribute.Number("Momentum") ?? 0.1;
        bool isEpsilon = epsilon >= 1e-12 && epsilon <= float.MaxValue, isMomentum = momentum > 0 && momentum <= 1;
        if (!isEpsilon)
            attribute.ReportNumber("Epsilon", "Epsilon", "from 1e-12 to 3.4e38", epsilon.ToText(), "1e-5");

        if (!isMomentum)
            attribute.ReportNumber("Momentum", "Momentum", "more than 0 and at most 1", momentum.ToText(), "0.1");

        return activation is not null && isEpsilon && isMomentum ? new BatchNorm(activation, epsilon, momentum, attribute.Flag("Synchronized", false)) : null;
    }

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        int channels = inputs[0].Dimensions[0];
        Shape shape = Shape.Of(channels);
        yield return TensorSpec.InOrder("gain", "weight", ParameterRole.Gain, shape, Initializer.Constant, channels, channels, 1);
        yield return TensorSpec.InOrder("b", "bias", ParameterRole.Bias, shape, Initializer.Zeros, channels, channels);
        yield return TensorSpec.InOrder("runningMean", "running_mean", ParameterRole.RunningMean, shape, Initializer.Zeros, channels, channels);
        yield return TensorSpec.InOrder("runningVar", "running_var", ParameterRole.RunningVariance, shape, Initializer.Constant, channels, channels, 1);
    }

    // One operation to normalize a number, one for its gain.
    public override long Work(IReadOnlyList<Shape> inputs) => 2 * inputs[0].LongSize;

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => inputs[0].Shape.Dimensions.Count > 1;

    public override IEnumerable<SavedValue> Saved(NodePlan node) => IsFrozen ? [] : [SavedValue.OfBatch(Mean(node), Channels(node)), SavedValue.OfBatch(R(node), Channels(node))];

    public override string Formula(NodePlan node)
    {
        string u = node.Inputs[0].Symbol, xhat = $"xhat{node.Number}";
        return $"{xhat} = ({u} - {Mean(node)}) {R(node)},  {R(node)} = 1 / sqrt(var{node.Number} + {Epsilon.ToText()}),  {node.Z} = {Gain(node).Name} {xhat} + {B(node).Name}";
    }

    public override string GradientFormula(NodePlan node) =>
        $"d{Gain(node).Name}[c] += sum over the batch and its pixels of {node.Delta} xhat{node.Number},  d{B(node).Name}[c] += sum of {node.Delta}";

    public override string InputGradientFormula(NodePlan node, int input, string gradient) => IsFrozen
        ? $"{Gain(node).Name} {R(node)} {gradient}"
        : $"{Gain(node).Name} {R(node)} ({gradient} - mean {gradient} - xhat{node.Number} mean({gradient} xhat{node.Number}))";

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Onnx.Of("BatchNormalization", [inputs[0], .. node.Tensors.Select(Onnx.Tensor)]).Float("epsilon", Epsilon);

    // Never called: only the strategy with whole batches compiles this layer.
    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j) => [];

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient) => "";

    public override IEnumerable<string> BatchGradientReads(NodePlan node) => [node.Inputs[0].Name, Mean(node), R(node)];

    public override IEnumerable<string> BatchInputGradientReads(NodePlan node) => IsFrozen ? ["p", R(node)] : ["p", node.Inputs[0].Name, Mean(node), R(node)];

    /// <summary>If it is frozen, the same r for all batches.</summary>
    public override string? BatchOperand(NodePlan node) => IsFrozen ? R(node) : null;

    // The running means, which the kernel computes too, lie behind r.
    public override long BatchOperandSize(IReadOnlyList<Shape> inputs) => IsFrozen ? 2 * BatchPlan.LongStrideOf(Shape.Of(inputs[0].Dimensions[0])) : 0;

    public override string BatchOperandFormula(NodePlan node) => $"{R(node)} = 1 / sqrt(running var + {Epsilon.ToText()}) of the frozen layer {node.Number}";

    public override void PrintBatchOperand(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.BatchNormalization.Statistics({Running(node)}, {Epsilon.ToText()}, mean: {R(node)}.Slice({Channels(node)}, {Channels(node)}), {R(node)});");

    public override void PrintBatchForward(CodeWriter writer, NodePlan node)
    {
        writer.Line($"// {Mean(node)} and var{node.Number} are the running statistics here.");
        PrintTensors(writer, node);
        writer.Line($"{writer.Number.Services}.BatchNormalization.Infer{Rows(node)}({U(node)}, {Arguments(node)}, {Running(node)}, {Epsilon.ToText()}, {Result(node)}, {Place(node)}, n{Threads(node)}{Rectifies(node)});");
    }

    public override void PrintOneForward(CodeWriter writer, NodePlan node)
    {
        PrintTensors(writer, node);
        writer.Line($"{writer.Number.Services}.BatchNormalization.InferOne({node.Inputs[0].Name}, {Arguments(node)}, {Running(node)}, {Epsilon.ToText()}, {node.Z}, pixels: {Pixels(node)});");
    }

    /// <summary>The forward pass in training. It saves the batch's mean and r for the backward pass and updates the running statistics.</summary>
    public override void PrintBatchTraining(CodeWriter writer, NodePlan node, int parameterCount)
    {
        PrintTensors(writer, node);
        using (writer.Block("if (isTraining)"))
        {
            writer.Line($"{writer.Number.Span} running = statistics.IsEmpty ? default : statistics.Slice({node.Tensors[2].Offset - parameterCount}, {2 * Channels(node)});");
            writer.Line($"{writer.Number.Services}.{Kernels}.Forward{Rows(node)}({U(node)}, {Arguments(node)}, {Epsilon.ToText()}, running, {Momentum.ToText()}, {Mean(node)}, {R(node)}, {Result(node)}, {Place(node)}, n: count, threads{Rectifies(node)});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"{writer.Number.Services}.BatchNormalization.Statistics({Running(node)}, {Epsilon.ToText()}, {Mean(node)}, {R(node)});");
            writer.Line($"{writer.Number.Services}.BatchNormalization.Apply{Rows(node)}({U(node)}, {Arguments(node)}, {Mean(node)}, {R(node)}, {Result(node)}, {Place(node)}, n: count{Threads(node)}{Rectifies(node)});");
        }
    }

    public override void PrintBatchGradients(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.BatchNormalization.Gradients{Rows(node)}({node.Delta}{(node.Output.InLanes ? "" : $", stride: {node.Stride}")}, {U(node)}, {Kept(node)}, d{Gain(node).Name}, d{B(node).Name}, isFirst, {(node.Output.InLanes ? $"pixels: {Pixels(node)}, " : "")}n, threads);");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line(InputGradientCall(writer, node, target, adds));

    private string InputGradientCall(CodeWriter writer, NodePlan node, string target, bool adds)
    {
        // The kernel is inference's if the layer is frozen; it reads neither the input nor the mean.
        (string given, string isTraining, string count) = IsFrozen
            ? ($"x: default, {(node.Output.InLanes ? "" : "xStride: 0, ")}{Slice("p", Gain(node))}, mean: default, {R(node)}", "isTraining: false", "n")
            : ($"{U(node)}, {Slice("p", Gain(node))}, {Kept(node)}", "isTraining", "n: count");
        return $"{writer.Number.Services}.BatchNormalization.InputGradient{Rows(node)}({node.Delta}, {given}, {target}, {(node.Output.InLanes ? $"{isTraining}, {Place(node)}" : $"{Place(node)}, {isTraining}")}, {count}, threads, adds: {adds.ToText()});";
    }

    /// <summary>Computed together, because both need the same sums over the batch.</summary>
    public override void PrintBatchBackward(CodeWriter writer, NodePlan node, string target, bool adds)
    {
        writer.Line("if (isTraining && !g.IsEmpty)");
        writer.Line($"    {writer.Number.Services}.{Kernels}.Backward{Rows(node)}({node.Delta}, {U(node)}, {Slice("p", Gain(node))}, {Kept(node)}, {Slice("g", Gain(node))}, {Slice("g", B(node))}, isFirst, {target}, {Place(node)}, n: count, threads, adds: {adds.ToText()});");
        writer.Line("else");
        writer.Line($"    {InputGradientCall(writer, node, target, adds)}");
    }

    /// <summary>The kernels for images can apply ReLU themselves, which saves a separate pass.</summary>
    public override bool Activates(NodePlan node) => node.Output.InLanes && node.Activation.IsRectifier;

    /// <summary>The kernels of a training whose statistics may be those of several shards.</summary>
    private string Kernels => JoinsShards ? "SynchronizedBatchNormalization" : "BatchNormalization";

    private static string Rectifies(NodePlan node) => node.Layer.Activates(node) ? ", rectifies: true" : "";

    private static string Result(NodePlan node) => node.Layer.Activates(node) ? node.A : node.Z;

    private static void PrintTensors(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.ReadOnlySpan} {string.Join(", ", node.Tensors.Take(2).Select(tensor => $"{tensor.Name} = {Slice("p", tensor)}"))};");

    private static string Slice(string buffer, TensorPlan tensor) => $"{buffer}.Slice({tensor.Offset}, {tensor.Length})";

    private static string Arguments(NodePlan node) => $"{Gain(node).Name}, {B(node).Name}";

    private static string Kept(NodePlan node) => $"{Mean(node)}, {R(node)}";

    /// <summary>The running means, followed by the running variances.</summary>
    private static string Running(NodePlan node) => $"p.Slice({node.Tensors[2].Offset}, {2 * Channels(node)})";

    /// <summary>The suffix of the kernels for vectors, in which samples are rows.</summary>
    private static string Rows(NodePlan node) => node.Output.InLanes ? "" : "Rows";

    private static string U(NodePlan node) => node.Output.InLanes ? node.Inputs[0].Name : $"{node.Inputs[0].Name}, xStride: {node.Inputs[0].Stride}";

    private static string Threads(NodePlan node) => node.Output.InLanes ? ", threads" : "";

    /// <summary>The layout argument: pixels per channel in lanes, or the stride of rows for vectors.</summary>
    private static string Place(NodePlan node) => node.Output.InLanes ? $"pixels: {Pixels(node)}" : $"stride: {node.Stride}";

    private static int Channels(NodePlan node) => node.Output.Shape.Dimensions[0];

    private static int Pixels(NodePlan node) => ImageLayers.Pixels(node.Output.Shape);

    private static string Mean(NodePlan node) => $"mean{node.Number}";

    private static string R(NodePlan node) => $"r{node.Number}";

    private static TensorPlan Gain(NodePlan node) => node.Tensors[0];

    private static TensorPlan B(NodePlan node) => node.Tensors[1];
}
