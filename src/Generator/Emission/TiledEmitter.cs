using System;
using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a larger network over a batch, step by step as they are planned; the layers themselves are
/// <see cref="TiledLayerEmitter"/>'s. The samples of a batch are a stride apart, the size of the value rounded up to whole vectors, so that
/// loops over vectors have no remainder.
/// </summary>
internal static class TiledEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        PrintForwardOne(writer, plan, batch);
        PrintForward(writer, plan, batch);
        TiledTraceEmitter.PrintOne(writer, plan.Inference);
        if (plan.IsTrainable)
        {
            if (plan.DrawsMasks)
                TiledTraceEmitter.PrintOne(writer, plan);

            if (batch.Trace is { } trace)
                TiledTraceEmitter.PrintBatch(writer, plan, trace);

            PrintLoss(writer, plan, batch);
            PrintBackward(writer, plan, batch);
            TiledOutputEmitter.Print(writer, plan);
        }

        foreach (NodePlan node in plan.Nodes.Where(node => node.HasOwnDelta))
            TiledLayerEmitter.Print(writer, plan, node);

        writer.Line();
        writer.Line("// A buffer as whole vectors. The last one is padded with zeros.");
        using (writer.Block($"private static {writer.Number.VectorSpan} Vectors({writer.Number.Span} values, int count)"))
        {
            writer.Line($"int whole = (count + {writer.Number.Lanes - 1}) / {writer.Number.Lanes} * {writer.Number.Lanes};");
            writer.Line("values.Slice(count, whole - count).Clear();");
            writer.Line($"return global::System.Runtime.InteropServices.MemoryMarshal.Cast<{writer.Number.Keyword}, {writer.Number.AsVector.Type}>(values.Slice(0, whole));");
        }
    }

    /// <summary>The length of a buffer of rows a stride apart, including the padding that may be read.</summary>
    public static string Rows(string count, int stride) => $"{Expression.Times(count, stride)} + {BufferLayout.Padding}";

    /// <summary>Samples from i on, m of them.</summary>
    public static string Samples(string name, int size) => $"{name}.Slice({Expression.Times("i", size)}, {Expression.Times("m", size)})";

    /// <summary>The scratch length of a forward pass over n samples in chunks of the given size.</summary>
    public static string ForwardLength(Number number, NetworkPlan plan, PassPlan pass, int chunk) => Expression.Plus(BufferLayout.Padding, Expression.Times(Most(number, plan, chunk), pass.PerSample));

    /// <summary>The number of samples that a pass has room for: a chunk, rounded up to whole blocks if samples are in lanes.</summary>
    public static string Most(Number number, NetworkPlan plan, int chunk)
    {
        string most = chunk == 0 ? "n" : $"global::System.Math.Min(n, {chunk})";
        return plan.HasLanes ? Whole(number, most) : most;
    }

    private static string Whole(Number number, string n) => $"{number.Services}.Images.Whole<{number.Keyword}>({n})";

    /// <summary>The variable with the number of samples that a buffer has room for.</summary>
    private static string Room(NetworkPlan plan) => plan.HasLanes ? "lanes" : "m";

    /// <summary>The chunk size, or all samples at once.</summary>
    public static CodeWriter.Scope Chunks(CodeWriter writer, int chunk)
    {
        if (chunk > 0)
            return writer.Block($"for (int i = 0; i < n; i += {chunk})");

        CodeWriter.Scope scope = writer.Block();
        writer.Line("const int i = 0;");
        return scope;
    }

    private static void PrintForwardOne(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        Number number = writer.Number;
        writer.Line("// A single sample.");
        using (writer.Block($"public static void ForwardOne({number.ReadOnlySpan} p, {number.ReadOnlySpan} x, {number.Span} outputs, {number.Span} scratch)"))
        {
            writer.Line("const int n = 1;");
            foreach (BufferPlan buffer in batch.Forward.Buffers)
                writer.Line($"{number.Span} {buffer.Name} = scratch.Slice({buffer.Offset}, {Rows("n", buffer.Size)});");

            foreach (Step step in batch.Forward.Steps)
                StepEmitter.PrintOne(writer, plan, step);

            writer.Line($"{plan.Output.A}.Slice(0, {plan.OutputSize}).CopyTo(outputs);");
        }
    }

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        writer.Line();
        using (writer.Block($"public static void Forward(in {writer.Number.Services}.Pass<{writer.Number.Keyword}> pass)"))
        {
            writer.Line($"{writer.Number.ReadOnlySpan} p = pass.Parameters;");
            writer.Line($"{writer.Number.Span} scratch = pass.Scratch;");
            writer.Line("int n = pass.Count;");
            writer.Line("// In chunks of samples, so that the output of a layer is still in the cache for the next layer.");
            using (writer.Block($"for (int i = 0; i < n; i += {batch.ForwardChunk})"))
            {
                PrintChunk(writer, plan, batch.ForwardChunk, "pass.Inputs");
                PrintSteps(writer, plan, batch.Forward, "threads: 1");
                PrintOutputs(writer, plan);
            }
        }
    }

    private static void PrintOutputs(CodeWriter writer, NetworkPlan plan) =>
        writer.Line($"{writer.Number.Services}.Batches.Copy({plan.Output.A}, stride: {plan.Output.Stride}, {Samples("pass.Outputs", plan.OutputSize)}, width: {plan.OutputSize});");

    /// <summary>What is kept for the whole batch.</summary>
    public static void PrintOfBatch(CodeWriter writer, PassPlan pass)
    {
        foreach (BufferPlan buffer in pass.OfBatch)
            writer.Line($"{writer.Number.Span} {buffer.Name} = scratch.Slice({pass.FirstOfBatch + buffer.Offset}, {buffer.Size});");
    }

    private static void PrintLoss(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        Number number = writer.Number;
        writer.Line();
        writer.Line("// The sum of the losses of n samples, in the same chunks as Backward, so that both sums are equal.");
        using (writer.Block($"public static {number.Keyword} Loss(in {writer.Number.Services}.Pass<{number.Keyword}> pass)"))
        {
            writer.Line($"{number.ReadOnlySpan} p = pass.Parameters;");
            writer.Line($"{number.Span} scratch = pass.Scratch;");
            writer.Line("int n = pass.Count;");
            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            using (Chunks(writer, batch.LossChunk))
            {
                PrintChunk(writer, plan, batch.LossChunk, "pass.Inputs");
                PrintSteps(writer, plan.Inference, batch.Loss, "threads: 1");
                writer.Line(TiledOutputEmitter.LossOf(plan, number));
                writer.Line();
                using (writer.Block("if (!pass.Outputs.IsEmpty)"))
                {
                    if (plan.IsFused)
                        writer.Line($"Layer{plan.Output.Number}.Activate({plan.Output.Z}, {plan.Output.A}, m);");

                    PrintOutputs(writer, plan);
                }
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        Number number = writer.Number;
        (PassPlan down, PassPlan toInputs) = (batch.Backward, batch.BackwardToInputs);
        writer.Line();
        writer.Line("// The sum of the losses of n samples, each times its weight if there are weights. With dL/da of the outputs instead of targets,");
        writer.Line("// the pass starts from there. Overwrites g with the gradient, unless g is empty, and likewise dL/dx.");
        using (writer.Block($"public static {number.Keyword} Backward(in {writer.Number.Services}.Pass<{number.Keyword}> pass)"))
        {
            writer.Line($"{number.ReadOnlySpan} p = pass.Parameters;");
            writer.Line($"{number.Span} g = pass.Gradients, scratch = pass.Scratch;");
            writer.Line("int n = pass.Count, threads = pass.Threads;");
            if (plan.DrawsMasks)
                writer.Line($"{writer.Number.Services}.Masks masks = pass.Masks;");

            writer.Line($"{number.Keyword} L = {number.Literal(0)};");
            PrintOfBatch(writer, down);

            foreach (OperandPlan operand in down.Operands)
            {
                writer.Line();
                writer.Line($"// {operand.Node.Layer.BatchOperandFormula(operand.Node)}");
                writer.Line($"{number.Span} {operand.Name} = scratch.Slice({operand.Offset}, {operand.Size + BufferLayout.Padding});");
                operand.Node.Layer.PrintBatchOperand(writer, operand.Node);
            }

            foreach (OperandPlan operand in toInputs.Operands)
            {
                string start = Expression.Plus(down.Fixed + operand.Offset, Expression.Times(Most(number, plan, batch.Chunk), Width(down, toInputs)));
                writer.Line();
                writer.Line($"// {operand.Node.Layer.BatchOperandFormula(operand.Node)}, if dL/dx is requested");
                writer.Line($"{number.Span} {operand.Name} = default;");
                using (writer.Block("if (!pass.InputGradients.IsEmpty)"))
                {
                    writer.Line($"{operand.Name} = scratch.Slice({start}, {operand.Size + BufferLayout.Padding});");
                    operand.Node.Layer.PrintBatchOperand(writer, operand.Node);
                }
            }

            writer.Line();
            writer.Line(batch.Chunk == 0
                ? "// All samples at once, as batch normalization requires."
                : "// In chunks of samples, so that their values are still in the cache for the backward pass.");
            using (Chunks(writer, batch.Chunk))
            {
                PrintChunk(writer, plan, batch.Chunk, "pass.Inputs");
                writer.Line("// Values that are not needed at the same time may share a place in scratch.");
                PrintBuffers(writer, plan, down.Buffers, down.Fixed);
                writer.Line();
                foreach (Step step in down.Steps.Where(step => step is RowsStep or ChangeStep or ForwardStep or PooledForwardStep))
                    StepEmitter.Print(writer, plan, step, "i", "m", "threads");

                writer.Line();
                TiledOutputEmitter.PrintCalls(writer, plan);
                writer.Line();
                SmallEmitter.PrintFrozen(writer, plan);
                foreach (Step step in down.Steps.Where(step => step is not (RowsStep or ChangeStep or ForwardStep or PooledForwardStep or OutputStep)))
                {
                    // What a layer passes on ends its part.
                    StepEmitter.Print(writer, plan, step, "i", "m", "threads");
                    if (step is InputGradientStep or JoinedGradientStep)
                        writer.Line();
                }

                writer.Line();
                PrintToInputs(writer, plan, batch);
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    private static void PrintToInputs(CodeWriter writer, NetworkPlan plan, BatchPlan batch)
    {
        using (writer.Block("if (!pass.InputGradients.IsEmpty)"))
        {
            PrintBuffers(writer, plan, batch.BackwardToInputs.Buffers, batch.Backward.Fixed);
            foreach (Step step in batch.BackwardToInputs.Steps)
                StepEmitter.Print(writer, plan, step, "i", "m", "threads");

            // A delta without a buffer is that of another layer. It is as wide as x, because its layer is elementwise.
            var form = new RowForm(writer.Number, name =>
                batch.Backward.Buffers.Concat(batch.BackwardToInputs.Buffers).FirstOrDefault(buffer => buffer.Name == name)?.Size ?? BatchPlan.StrideOf(plan.Input.Shape));
            writer.Line();
            writer.Line($"// dL/dx = {GradientPull.Formula(plan, plan.Input)}");
            writer.Line($"{writer.Number.Span} inputGradients = {Samples("pass.InputGradients", plan.InputSize)};");
            writer.Line("for (int s = 0; s < m; s++)");
            writer.Line($"    for (int k = 0; k < {plan.InputSize}; k++)");
            writer.Line($"        inputGradients[{Expression.Times("s", plan.InputSize)} + k] = {GradientPull.Of(plan, plan.Input, form, RowForm.Here)};");
        }
    }

    public static void PrintChunk(CodeWriter writer, NetworkPlan plan, int chunk, string inputs)
    {
        writer.Line(chunk == 0 ? "int m = n;" : $"int m = global::System.Math.Min(n - i, {chunk});");
        if (plan.HasLanes)
            writer.Line($"int lanes = {Whole(writer.Number, "m")};");

        writer.Line($"{writer.Number.ReadOnlySpan} x = {Samples(inputs, plan.InputSize)};");
    }

    private static void PrintSteps(CodeWriter writer, NetworkPlan plan, PassPlan pass, string threads)
    {
        PrintBuffers(writer, plan, pass.Buffers, 0);
        foreach (Step step in pass.Steps)
            StepEmitter.Print(writer, plan, step, "i", "m", threads);
    }

    public static void PrintBuffers(CodeWriter writer, NetworkPlan plan, EquatableArray<BufferPlan> buffers, int first)
    {
        foreach (BufferPlan buffer in buffers)
            writer.Line($"{writer.Number.Span} {buffer.Name} = scratch.Slice({Expression.Plus(first, Expression.Times(Room(plan), buffer.Offset))}, {Rows(Room(plan), buffer.Size)});");
    }

    /// <summary>The numbers per sample, including the gradient of x.</summary>
    public static int Width(PassPlan down, PassPlan toInputs) => Math.Max(down.PerSample, toInputs.PerSample);
}
