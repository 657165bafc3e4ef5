using System.Linq;
using NetGen.CompilerServices;
using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the traces of a larger network: of one sample for the user, and of a batch for a gradient check.</summary>
internal static class TiledTraceEmitter
{
    /// <summary>One sample, with every z and a in its place, and with its masks if the plan has any.</summary>
    public static void PrintOne(CodeWriter writer, NetworkPlan plan)
    {
        Number number = writer.Number;
        PassPlan trace = BatchPlanner.PlanTrace(plan);
        writer.Line();
        writer.Line($"// One sample forward{(plan.DrawsMasks ? " with its masks" : "")}. t keeps every z and a.");
        using (writer.Block($"internal static void Trace({number.ReadOnlySpan} p, {number.ReadOnlySpan} x, {number.Span} t{SmallEmitter.MasksParameter(plan, writer.Number)})"))
        {
            ScratchEmitter.Print(writer, "scratch", trace.PerSample + BufferLayout.Padding, () =>
            {
                if (trace.Steps.Any(StepEmitter.CountsOne))
                    writer.Line("const int n = 1;");

                foreach (BufferPlan buffer in trace.Buffers)
                    writer.Line($"{number.Span} {buffer.Name} = scratch.Slice({buffer.Offset}, {buffer.Size + BufferLayout.Padding});");

                foreach (Step step in trace.Steps)
                {
                    StepEmitter.PrintOne(writer, plan, step);
                    if (step is ForwardStep { Node: var node })
                    {
                        writer.Line($"{node.Z}.Slice(0, {node.Size}).CopyTo(t.Slice({node.ZOffset}));");
                        writer.Line($"{node.A}.Slice(0, {node.Size}).CopyTo(t.Slice({node.AOffset}));");
                        foreach (SavedValue saved in node.Layer.TracesSaved ? node.Layer.Saved(node) : [])
                            writer.Line($"{saved.Name}.Slice(0, {node.Size}).CopyTo(t.Slice({node.SavedOffset}));");
                    }
                }
            });
        }
    }

    /// <summary>For a gradient check: samples that are normalized together, each with its trace.</summary>
    public static void PrintBatch(CodeWriter writer, NetworkPlan plan, PassPlan trace)
    {
        writer.Line();
        writer.Line("// A batch forward as in training. Keeps every z and a of each sample. If a layer computes max(0, z) directly, its z is that value.");
        using (writer.Block($"public static void Trace(in {writer.Number.Services}.Pass<{writer.Number.Keyword}> pass)"))
        {
            writer.Line($"{writer.Number.ReadOnlySpan} p = pass.Parameters;");
            writer.Line($"{writer.Number.Span} scratch = pass.Scratch, t = pass.Outputs;");
            writer.Line("int n = pass.Count;");
            if (plan.DrawsMasks)
                writer.Line($"{writer.Number.Services}.Masks masks = pass.Masks;");

            TiledEmitter.PrintOfBatch(writer, trace);
            using (TiledEmitter.Chunks(writer, 0))
            {
                TiledEmitter.PrintChunk(writer, plan, 0, "pass.Inputs");
                TiledEmitter.PrintBuffers(writer, plan, trace.Buffers, trace.Fixed);
                foreach (Step step in trace.Steps)
                {
                    StepEmitter.Print(writer, plan, step, "i", "m", "threads: 1");
                    if (step is not ForwardStep { Node: var node })
                        continue;

                    Keep(node, node.Layer.Activates(node) ? node.A : node.Z, node.ZOffset);
                    Keep(node, node.A, node.AOffset);
                    foreach (SavedValue saved in node.Layer.TracesSaved ? node.Layer.Saved(node) : [])
                        Keep(node, saved.Name, node.SavedOffset);
                }
            }
        }

        void Keep(NodePlan node, string buffer, int offset)
        {
            string target = offset == 0 ? "t" : $"t.Slice({offset})";
            writer.Line(node.Output.InLanes
                ? $"{writer.Number.Services}.Images.ToRows({buffer}, {target}, stride: {plan.TraceSize}, size: {node.Size}, m);"
                : $"{writer.Number.Services}.Batches.Copy({buffer}, stride: {node.Stride}, {target}, {plan.TraceSize}, width: {node.Size}, m);");
        }
    }
}
