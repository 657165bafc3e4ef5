using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>
/// Prints the passes of a larger network over all of its layers (<see cref="TiledLayerEmitter"/>). Samples of a batch lie
/// a stride apart, which is the layer's width in whole vectors, so that elementwise loops have no rest.
/// </summary>
internal static class TiledEmitter
{
    private const string Batches = "global::NetGen.CompilerServices.Batches";

    /// <summary>The weights of a chunk of samples, if there are weights.</summary>
    private const string ChunkWeights = "weights.IsEmpty ? weights : weights.Slice(i, m)";

    public static void Print(CodeWriter writer, NetworkPlan plan, Number number)
    {
        NetworkPlan inference = plan.ForInference();
        PrintForward(writer, inference, number);
        PrintTrace(writer, inference, number);
        if (plan.IsTrainable)
        {
            if (plan.DrawsMasks)
                PrintTrace(writer, plan, number);

            PrintComputeLoss(writer, inference, number);
            PrintBackward(writer, plan, number);
            if (!plan.LossReadsZ)
                OutputEmitter.PrintSampleLoss(writer, plan, number);

            OutputEmitter.PrintOutputDelta(writer, plan, number);
        }

        foreach (LayerPlan layer in plan.Layers)
            TiledLayerEmitter.Print(writer, plan, layer, number);

        writer.Line();
        writer.Line($"private static {Writable(number.AsVector.Type)} Vectors({Writable(number.Keyword)} values, int count) =>");
        writer.Line($"    global::System.Runtime.InteropServices.MemoryMarshal.Cast<{number.Keyword}, {number.AsVector.Type}>(values.Slice(0, count));");
    }

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        using (writer.Block($"internal static void Forward({ReadOnly(type)} p, {ReadOnly(type)} inputs, {Writable(type)} outputs, int n)"))
        {
            PrintChunks(writer, plan, number, isForLoss: false, () =>
                writer.Line($"{Batches}.Copy({plan.Output.A}, {plan.Output.Stride}, outputs.Slice({Expression.Times("i", plan.OutputSize)}, {Expression.Times("m", plan.OutputSize)}), {plan.OutputSize});"));
        }
    }

    private static void PrintComputeLoss(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        LayerPlan output = plan.Output;
        writer.Line();
        using (writer.Block($"internal static {type} ComputeLoss({ReadOnly(type)} p, {ReadOnly(type)} inputs, {ReadOnly(type)} targets, {ReadOnly(type)} weights, int n)"))
        {
            writer.Line($"{type} L = {number.Literal(0)};");
            PrintChunks(writer, plan, number, isForLoss: true, () =>
            {
                if (plan.LossReadsZ)
                    writer.Line($"L += Output({output.Z}, targets.Slice({Expression.Times("i", plan.OutputSize)}, {Expression.Times("m", plan.OutputSize)}), {ChunkWeights}, {output.Z}, {number.Literal(1)}, m);");
                else
                    writer.Single("for (int s = 0; s < m; s++)", $"L += (weights.IsEmpty ? {number.Literal(1)} : weights[i + s]) * SampleLoss({Sample(ZBuffer(output), "s", output.Stride, plan.OutputSize)}, {Sample(output.A, "s", output.Stride, plan.OutputSize)}, {Sample("targets", "(i + s)", plan.OutputSize, plan.OutputSize)});");
            });
            writer.Line();
            writer.Line("return L / n;");
        }
    }

    /// <summary>A pass forward over chunks of samples, in which z gives way to a in the same place.</summary>
    private static void PrintChunks(CodeWriter writer, NetworkPlan plan, Number number, bool isForLoss, Action print)
    {
        string type = number.Keyword;
        bool stopsAtZ = isForLoss && plan.LossReadsZ, keepsBoth = isForLoss && !stopsAtZ && plan.Output.KeepsZ;
        int perSample = plan.Elementwise.Sum(change => change.Target.Stride) + plan.Layers.Sum(layer => layer.Stride) + (keepsBoth ? plan.Output.Stride : 0);
        ScratchEmitter.Print(writer, number, "scratch", Planner.Padding, perSample, plan.Batch.ForwardChunk, () =>
        {
            using (writer.Block($"for (int i = 0; i < n; i += {plan.Batch.ForwardChunk})"))
            {
                writer.Line($"int m = global::System.Math.Min(n - i, {plan.Batch.ForwardChunk});");
                writer.Line($"{ReadOnly(type)} x = inputs.Slice({Expression.Times("i", plan.InputSize)}, {Expression.Times("m", plan.InputSize)});");
                int offset = 0;
                foreach (ElementwisePlan change in plan.Elementwise)
                    Declare(change.Target.Name, change.Target.Stride);

                ElementwiseEmitter.PrintBatch(writer, plan, 0, "i", "m");
                foreach (LayerPlan layer in plan.Layers)
                {
                    bool isApart = keepsBoth && layer.IsOutput, isLast = stopsAtZ && layer.IsOutput;
                    if (isApart || isLast)
                        Declare(layer.Z, layer.Stride);

                    if (!isLast)
                        Declare(layer.A, layer.Stride);

                    writer.Line(isLast
                        ? WeightedInput(layer, "threads: 1")
                        : $"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {(isApart ? layer.Z : layer.A)}, {layer.A}, m, threads: 1);");
                }

                print();

                void Declare(string name, int stride)
                {
                    writer.Line($"{Writable(type)} {name} = scratch.Slice({Expression.Times("m", offset)}, {Rows("m", stride)});");
                    offset += stride;
                }
            }
        });
    }

    private static void PrintTrace(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line($"// One sample forward, with every z and a kept in t{(plan.DrawsMasks ? ", under its masks" : "")}.");
        using (writer.Block($"internal static void Trace({ReadOnly(type)} p, {ReadOnly(type)} x, {Writable(type)} t{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            ScratchEmitter.Print(writer, number, "scratch", plan.Elementwise.Sum(change => change.Target.Stride) + plan.Factors.Sum(factor => factor.Value.Stride) + 2 * plan.Layers.Sum(layer => layer.Stride) + Planner.Padding, perSample: 0, chunk: 1, () =>
            {
                int offset = 0;
                foreach (ElementwisePlan change in plan.Elementwise)
                    Declare(change.Target.Name, change.Target.Stride);

                foreach ((string factor, ValuePlan value) in plan.Factors)
                    Declare(factor, value.Stride);

                ElementwiseEmitter.PrintBatch(writer, plan, 0, "0", "1");
                foreach (LayerPlan layer in plan.Layers)
                {
                    int size = layer.OutputShape.Size;
                    Declare(layer.Z, layer.Stride);
                    Declare(layer.A, layer.Stride);

                    writer.Line($"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {layer.Z}, {layer.A}, 1, threads: 1);");
                    writer.Line($"{layer.Z}.Slice(0, {size}).CopyTo(t.Slice({layer.ZOffset}));");
                    writer.Line($"{layer.A}.Slice(0, {size}).CopyTo(t.Slice({layer.AOffset}));");
                    ElementwiseEmitter.PrintBatch(writer, plan, layer.Index, "0", "1");
                }

                void Declare(string name, int stride)
                {
                    writer.Line($"{Writable(type)} {name} = scratch.Slice({offset}, {stride + Planner.Padding});");
                    offset += stride;
                }
            });
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line("// The sum of n samples' losses, each times its weight if there are weights; g is overwritten with its gradient: by the first chunk of samples, to which the others add.");
        using (writer.Block($"public static {type} Backward({ReadOnly(type)} p, {ReadOnly(type)} inputs, {ReadOnly(type)} targets, {ReadOnly(type)} weights, {Writable(type)} g, {Writable(type)} scratch, {type} mean, int n, int threads{ElementwiseEmitter.MasksParameter(plan)})"))
        {
            int chunk = plan.Batch.Chunk;
            writer.Line($"{type} L = {number.Literal(0)};");
            PrintTransposes(writer, plan, type);
            using (writer.Block($"for (int i = 0; i < n; i += {chunk})"))
            {
                writer.Line($"int m = global::System.Math.Min(n - i, {chunk});");
                writer.Line($"{ReadOnly(type)} x = inputs.Slice({Expression.Times("i", plan.InputSize)}, {Expression.Times("m", plan.InputSize)});");
                writer.Line($"{ReadOnly(type)} y = targets.Slice({Expression.Times("i", plan.OutputSize)}, {Expression.Times("m", plan.OutputSize)});");
                foreach (BufferPlan buffer in plan.Batch.Scratch)
                    writer.Line($"{Writable(type)} {buffer.Name} = scratch.Slice({Expression.Plus(plan.Batch.Fixed, Expression.Times("m", buffer.Offset))}, {Rows("m", buffer.Size)});");

                writer.Line();
                ElementwiseEmitter.PrintBatch(writer, plan, 0, "i", "m");
                foreach (LayerPlan layer in plan.Layers)
                {
                    writer.Line(plan.LossReadsZ && layer.IsOutput
                        ? WeightedInput(layer, "threads")
                        : $"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {ZBuffer(layer)}, {layer.A}, m, threads);");
                    ElementwiseEmitter.PrintBatch(writer, plan, layer.Index, "i", "m");
                }

                LayerPlan output = plan.Output;
                writer.Line();
                string values = plan.LossReadsZ ? output.Z : $"{ZBuffer(output)}, {output.A}";
                writer.Line($"L += Output({values}, y, {ChunkWeights}, {output.Delta}, mean, m);");
                foreach (LayerPlan layer in plan.Layers.Reverse())
                    writer.Line($"Layer{layer.Index}.Backward({string.Join(", ", BackwardArguments(plan, layer))}, isFirst: i == 0, m, threads);");
            }

            writer.Line();
            writer.Line("return L;");
        }
    }

    /// <summary>Weights of layers that pass a gradient on are wanted neuron by neuron too, once a batch.</summary>
    private static void PrintTransposes(CodeWriter writer, NetworkPlan plan, string type)
    {
        int offset = 0;
        foreach (LayerPlan layer in plan.Layers.Where(layer => !layer.Input.IsNetworkInput))
        {
            writer.Line($"// The weights of layer {layer.Index} neuron by neuron, for {layer.Kind.InputGradientFormula(layer)}");
            int size = (int)layer.Kind.TransposedSize(layer.Spec, layer.Input.Shape);
            writer.Line($"{Writable(type)} {TransposedName(layer)} = scratch.Slice({offset}, {size + Planner.Padding});");
            layer.Kind.PrintTranspose(writer, layer, TransposedName(layer));
            offset += size;
        }
    }

    private static IEnumerable<string> BackwardArguments(NetworkPlan plan, LayerPlan layer) =>
        TiledLayerEmitter.BackwardParameters(plan, layer).Select(parameter => parameter.Name switch
        {
            "x" => layer.Input.Name,
            "z" => layer.Z,
            "a" => layer.A,
            "delta" => layer.Delta,
            "transposed" => TransposedName(layer),
            "dx" => plan.Layers[layer.Input.LayerIndex - 1].Delta,
            string same => same,
        });

    /// <summary>The output layer without its activation, which is part of the loss.</summary>
    private static string WeightedInput(LayerPlan layer, string threads) =>
        $"Layer{layer.Index}.WeightedInput(p, {layer.Input.Name}, {layer.Z}, m, {threads});";

    private static string TransposedName(LayerPlan layer) => $"transposed{layer.Index}";

    private static string ZBuffer(LayerPlan layer) => layer.KeepsZ ? layer.Z : layer.A;

    /// <summary>The length of a buffer of rows a stride apart, with what may be read behind it.</summary>
    private static string Rows(string count, int stride) => $"{Expression.Times(count, stride)} + {Planner.Padding}";

    private static string Sample(string name, string index, int stride, int size) => $"{name}.Slice({(stride == 1 ? index : $"{index} * {stride}")}, {size})";

    public static string ReadOnly(string type) => $"global::System.ReadOnlySpan<{type}>";

    public static string Writable(string type) => $"global::System.Span<{type}>";
}
