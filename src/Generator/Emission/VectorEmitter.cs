using System;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a small network whose hidden layers are whole vectors wide. A batch goes forward with samples in lanes, and
/// back with neurons in lanes, so that no gradient is a sum across lanes. A single sample is straight-line code
/// (<see cref="VectorOneSampleEmitter"/>). The layers are <see cref="VectorLayerEmitter"/>'s.
/// </summary>
internal static class VectorEmitter
{
    private const int Lanes = VectorPlan.Lanes, Samples = VectorPlan.Samples;

    public static void Print(CodeWriter writer, NetworkPlan plan)
    {
        VectorOneSampleEmitter.PrintForward(writer, plan);
        VectorOneSampleEmitter.PrintTrace(writer, plan);
        PrintForward(writer, plan);
        if (plan.IsTrainable)
        {
            PrintLoss(writer, plan);
            if (VectorOneSampleEmitter.GoesBack(plan))
                VectorOneSampleEmitter.PrintBackward(writer, plan);

            PrintBackwardBatch(writer, plan);
            PrintBackward(writer, plan);
        }

        foreach (NodePlan node in plan.Nodes)
            VectorLayerEmitter.Print(writer, plan, node);
    }

    /// <summary>The elements of the parameters.</summary>
    public static string Parameters(CodeWriter writer, NetworkPlan plan, string buffer) => $"{writer.Number.Numbers} p = new({buffer}, {plan.StateCount});";

    private static void PrintForward(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line();
        writer.Line($"// Up to {Samples} samples at a time, each in a lane: x, z and a have a row of samples per element.");
        using (writer.Block($"public static void Forward(in {writer.Number.Services}.Pass<float> pass)"))
        {
            writer.Line(Parameters(writer, plan, "pass.Parameters"));
            PrintRoom(writer, VectorPlan.Forward(plan, withTargets: false));
            using (writer.Block($"for (int i = 0; i < pass.Count; i += {Samples})"))
            {
                PrintUp(writer, plan);
                PrintOutputs(writer, plan);
            }
        }
    }

    /// <summary>a of the output layer in place of z, copied from lanes to the outputs of the samples.</summary>
    private static void PrintOutputs(CodeWriter writer, NetworkPlan plan)
    {
        Number vector = writer.Number.AsWide;
        NodePlan output = plan.Output;
        if (output.Joint is { } joint)
        {
            writer.Line();
            writer.Line($"// {output.ActivationFormula}");
            using (writer.Block($"for (nint s = 0; s < m; s += {vector.Lanes})"))
            {
                var form = new OutputForm(vector);
                form.PrintLoads(writer, output.Z, output.Z, output.Size, j => Row(j, "m", "s"));
                ActivationEmitter.PrintJoint(writer, output, joint, form);
                foreach (Place j in Place.Each(output.Size))
                    writer.Line($"{output.Z}.Store({form.At(output.A, j)}, {Row(j.First, "m", "s")});");
            }
        }
        else if (!output.Activation.IsIdentity)
        {
            writer.Line();
            writer.Line($"// {output.ActivationFormula}");
            writer.Single($"for (nint s = 0; s < {Expression.Times("m", output.Size)}; s += {vector.Lanes})", $"{output.Z}.Store({ActivationEmitter.Value(output, vector, $"{output.Z}.{vector.LoadName}(s)")}, s);");
        }

        writer.Line();
        writer.Line($"{writer.Number.Services}.Block.Scatter({output.Z}, m, {output.Size}, pass.Outputs, i);");
    }

    private static void PrintLoss(CodeWriter writer, NetworkPlan plan)
    {
        NodePlan output = plan.Output;
        var form = new OutputForm(writer.Number.AsVector);
        writer.Line();
        writer.Line("// The sum of the losses, each times its weight if there are weights. Sums in the order of Backward, for identical bits.");
        using (writer.Block($"public static float Loss(in {writer.Number.Services}.Pass<float> pass)"))
        {
            writer.Line(Parameters(writer, plan, "pass.Parameters"));
            PrintRoom(writer, VectorPlan.Forward(plan, withTargets: true));
            writer.Line($"{form.Number.Type} L = {form.Number.Literal(0)};");
            using (writer.Block($"for (int i = 0; i < pass.Count; i += {Samples})"))
            {
                PrintUp(writer, plan);
                writer.Line($"// Some of the last {Lanes} of m may be padding.");
                using (writer.Block($"for (nint s = 0; s < m && i + s < pass.Count; s += {Lanes})"))
                {
                    PrintTargets(writer, plan, form, "i + (int)s");
                    form.PrintLoads(writer, output.Z, output.Z, output.Size, j => Row(j, "m", "s"));
                    PrintActivation(writer, plan, form, needsA: !plan.IsFused);
                    LossEmitter.PrintLoss(writer, plan, form, knowsA: !plan.IsFused, "pass, i + (int)s");
                }

                writer.Line();
                using (writer.Block("if (!pass.Outputs.IsEmpty)"))
                    PrintOutputs(writer, plan);
            }

            writer.Line();
            writer.Line($"return {writer.Number.Services}.Lanes.Sum(L);");
        }
    }

    private static void PrintBackwardBatch(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        writer.Line();
        writer.Line("// A batch forward and back: the mean of the losses. Not inlined: otherwise the stack space of a pass would be cleared for a single sample too.");
        writer.Line(MemberEmitter.NoInlining);
        using (writer.Block($"internal static float BackwardBatch({number.ReadOnlySpan} parameters, {number.ReadOnlySpan} inputs, {number.ReadOnlySpan} targets, global::System.ReadOnlySpan<int> labels, {number.ReadOnlySpan} weights, {number.Span} gradients, {number.Span} inputGradients, int n)"))
        {
            writer.Line($"{number.Services}.Pass<float> pass = new()");
            writer.Line("{");
            writer.Line("    Parameters = parameters, Inputs = inputs, Targets = targets, Labels = labels, Weights = weights,");
            writer.Line("    Gradients = gradients, InputGradients = inputGradients, Mean = 1f / n, Count = n,");
            writer.Line("};");
            writer.Line($"return {number.Services}.Scratch.Backward<Compiled, float>(ref pass, length: {VectorPlan.Length(VectorPlan.Backward(plan))}) * (1f / n);");
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan)
    {
        NodePlan output = plan.Output;
        Number number = writer.Number;
        EquatableArray<BufferPlan> buffers = VectorPlan.Backward(plan);
        writer.Line();
        writer.Line($"// Up to {Samples} samples at a time; m includes the padding of the last vector, whose delta is 0. a and delta of hidden layers have a row of");
        writer.Line("// neurons per sample. The sum of the losses, each times its weight if there are weights. With dL/da of the outputs instead of targets, the pass");
        writer.Line("// starts from there. Overwrites g with the gradient, and inputGradients with dL/dx, if requested.");
        using (writer.Block($"public static float Backward(in {number.Services}.Pass<float> pass)"))
        {
            writer.Line(Parameters(writer, plan, "pass.Parameters"));
            PrintRoom(writer, buffers);
            writer.Line($"{number.Numbers} g = pass.Gradients.IsEmpty ? none : new(pass.Gradients, {plan.ParameterCount});");
            writer.Line($"g.AsSpan({plan.ParameterCount}).Clear();");
            if (VectorPlan.TrainedBias(output) is { } bias)
                writer.Line($"d{bias.Name}.AsSpan({Lanes * output.Size}).Clear();");

            foreach (NodePlan node in plan.Nodes.Where(VectorPlan.ReadsTransposed))
                PrintTransposed(writer, node);

            writer.Line($"{number.AsVector.Type} L = {number.AsVector.Literal(0)};");
            using (writer.Block($"for (int i = 0; i < pass.Count; i += {Samples})"))
            {
                writer.Line($"{number.Numbers} x = {number.Services}.Block.Rows(pass.Inputs, i, {plan.InputSize}, rest, out int m);");
                foreach (NodePlan node in plan.Nodes)
                    writer.Line($"Layer{node.Number}.Forward(p, {node.Inputs[0].Name}, {(node.IsOutput ? node.Delta : $"{(VectorPlan.KeepsZ(node) ? $"{node.Z}, " : "")}{node.A}")}, m);");

                string bias_ = VectorPlan.TrainedBias(output) is { } b ? $", d{b.Name}" : "";
                writer.Line();
                using (writer.Block($"for (int s = 0; s < m; s += {Lanes})"))
                {
                    writer.Line("if (pass.OutputGradients.IsEmpty)");
                    writer.Line($"    L += Layer{output.Number}.Delta(pass, i + s, y, {output.Delta}{bias_}, s, m);");
                    writer.Line("else");
                    writer.Line($"    Layer{output.Number}.DeltaFrom(pass, i + s, y, {output.Delta}{bias_}, s, m);");
                }

                writer.Line();
                SmallEmitter.PrintFrozen(writer, plan);
                foreach (NodePlan node in plan.Nodes.Reverse())
                    VectorLayerEmitter.PrintBackwardCalls(writer, plan, node);

                writer.Line();
                string[] frozen = [.. plan.Nodes.Reverse().Where(node => node.Number > 1 && !node.Inputs[0].Learns).Select(node => VectorLayerEmitter.DeltaCall(plan, node))];
                string toInputs = $"Layer1.InputGradient(p, {plan.Nodes[0].Delta}, pass.InputGradients.Slice({Expression.Times("i", plan.InputSize)}), global::System.Math.Min(pass.Count - i, m));";
                if (frozen.Length == 0)
                    writer.Single("if (!pass.InputGradients.IsEmpty)", toInputs);
                else
                    using (writer.Block("if (!pass.InputGradients.IsEmpty)"))
                        writer.Lines(string.Join("\n", [.. frozen, toInputs]));
            }

            if (VectorPlan.TrainedBias(output) is { } last)
            {
                writer.Line();
                writer.Single($"for (nint j = 0; j < {output.Size}; j++)", $"g[{Expression.Plus(last.Offset, "j")}] = {number.Services}.Lanes.Sum(d{last.Name}.Load(j * {Lanes}));");
            }

            writer.Line();
            writer.Line($"return {number.Services}.Lanes.Sum(L);");
        }
    }

    /// <summary>The weights of a hidden layer neuron by neuron, if the delta below it is computed.</summary>
    private static void PrintTransposed(CodeWriter writer, NodePlan node)
    {
        TensorPlan W = node.Tensors[0];
        string purpose = node.Inputs[0].Learns ? "" : ", if dL/dx is requested";
        string copy = $"{writer.Number.Services}.Dense.Transpose<float>(pass.Parameters.Slice({W.Offset}, {W.Length}), {VectorPlan.Transposed(node)}.AsSpan({W.Length}), stride: {W.Spec.FanIn}, inputs: {W.Spec.FanIn}, outputs: {node.Size});";
        writer.Line();
        writer.Line($"// {VectorPlan.Transposed(node)}: the weights stored neuron by neuron, for {node.Layer.InputGradientFormula(node, 0, node.Delta)}{purpose}");
        if (purpose.Length == 0)
            writer.Line(copy);
        else
            writer.Single("if (!pass.InputGradients.IsEmpty)", copy);
    }

    /// <summary>Declares the targets and weights of the samples from one on.</summary>
    public static void PrintTargets(CodeWriter writer, NetworkPlan plan, OutputForm form, string first)
    {
        writer.Line($"{writer.Number.Services}.Block.Targets(pass, {first}, {plan.OutputSize}, y);");
        writer.Line($"{form.Number.Type} w = {writer.Number.Services}.Block.Weights(pass, {first});");
        form.PrintLoads(writer, "y", "y", plan.OutputSize, j => $"{j * Lanes}");
    }

    /// <summary>Declares a of the output layer, or for a softmax or its logarithm only the sum of its exponentials.</summary>
    public static void PrintActivation(CodeWriter writer, NetworkPlan plan, OutputForm form, bool needsA)
    {
        NodePlan output = plan.Output;
        if (output.Joint is not null && !needsA)
            ActivationEmitter.PrintSoftmaxSum(writer, form.Number, output.Size, j => form.At(output.Z, j));
        else if (output.Joint is { } joint)
            ActivationEmitter.PrintJoint(writer, output, joint, form);
        else if (needsA)
            foreach (Place j in Place.Each(output.Size))
                writer.Line($"{form.Let(output.A, j)} = {ActivationEmitter.Value(output, form.Number, form.At(output.Z, j))};");
    }

    /// <summary>The place of a sample in a row.</summary>
    public static string Row(int row, string length, string sample) => row == 0 ? sample : row == 1 ? $"{length} + {sample}" : $"{row} * {length} + {sample}";

    private static void PrintUp(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line($"nint m = {writer.Number.Services}.Block.Gather(pass.Inputs, i, {plan.InputSize}, x);");
        foreach (NodePlan node in plan.Nodes)
            writer.Line($"Layer{node.Number}.ForwardInLanes(p, {node.Inputs[0].Name}, {(node.IsOutput ? node.Z : node.A)}, m);");
    }

    private static void PrintRoom(CodeWriter writer, EquatableArray<BufferPlan> buffers)
    {
        writer.Line($"{writer.Number.Numbers} room = new(pass.Scratch, {VectorPlan.Length(buffers)});");
        writer.Wrapped($"{writer.Number.Numbers} ", [.. buffers.Select(buffer => $"{buffer.Name} = room.From({buffer.Offset})")], ", ", ";");
    }
}

/// <summary>The output layer of samples in lanes: each number of the notes is a local with a vector of samples, <c>z2_0</c>.</summary>
internal sealed class OutputForm(Number number) : Form(number)
{
    public override string At(string name, Place place) => $"{name}_{place}";

    public override string Let(string name, Place place) => $"{Number.Type} {At(name, place)}";

    public override string Parameter(TensorPlan tensor, Place j) => throw new NotSupportedException("Layers print themselves.");

    /// <summary>Declares the numbers of a value, read from a buffer.</summary>
    public void PrintLoads(CodeWriter writer, string name, string buffer, int size, Func<int, string> place) =>
        writer.Wrapped($"{Number.Type} ", [.. Enumerable.Range(0, size).Select(j => $"{name}_{j} = {buffer}.{Number.LoadName}({place(j)})")], ", ", ";");
}
