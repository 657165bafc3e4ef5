using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the passes of a larger network: a class for each layer, with its two passes beside each other.</summary>
internal static class LoopEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, Number number)
    {
        PrintForward(writer, plan, number);
        PrintTrace(writer, plan, number);
        if (plan.IsTrainable)
        {
            OutputEmitter.PrintComputeLoss(writer, plan, number);
            PrintBackward(writer, plan, number);
            OutputEmitter.PrintSampleLoss(writer, plan, number);
            OutputEmitter.PrintOutputDelta(writer, plan, number);
        }

        foreach (LayerPlan layer in plan.Layers)
            PrintLayer(writer, plan, layer, number);
    }

    private static void PrintForward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        int chunk = System.Math.Max(1, plan.Batch.ForwardChunk);
        using (writer.Block($"internal static void Forward(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> inputs, global::System.Span<{type}> outputs, int n)"))
        {
            writer.Line($"// {(chunk == 1 ? "One sample" : $"Up to {chunk} samples")} at a time; z gives way to a in the same place.");
            ScratchEmitter.Print(writer, number, "scratch", chunk * plan.Batch.ForwardPerSample, Expression.Times(Min("n", chunk), plan.Batch.ForwardPerSample), () =>
            {
                using (writer.Block($"for (int i = 0; i < n; i += {chunk})"))
                {
                    writer.Line($"int m = {Min("n - i", chunk)};");
                    writer.Line($"global::System.ReadOnlySpan<{type}> x = inputs.Slice({Expression.Times("i", plan.InputSize)}, {Expression.Times("m", plan.InputSize)});");
                    int offset = 0;
                    foreach (LayerPlan layer in plan.Layers)
                    {
                        int size = layer.OutputShape.Size;
                        writer.Line(layer.IsOutput
                            ? $"global::System.Span<{type}> {layer.A} = outputs.Slice({Expression.Times("i", size)}, {Expression.Times("m", size)});"
                            : $"global::System.Span<{type}> {layer.A} = scratch.Slice({Expression.Times("m", offset)}, {Expression.Times("m", size)});");
                        writer.Line($"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {layer.A}, {layer.A}, m);");
                        offset += size;
                    }
                }
            });
        }
    }

    private static void PrintTrace(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line("// One sample forward, with every z and a kept in t.");
        using (writer.Block($"internal static void Trace(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> x, global::System.Span<{type}> t)"))
        {
            foreach (LayerPlan layer in plan.Layers)
            {
                int size = layer.OutputShape.Size;
                writer.Line($"global::System.Span<{type}> {layer.Z} = t.Slice({layer.ZOffset}, {size}), {layer.A} = t.Slice({layer.AOffset}, {size});");
                writer.Line($"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {layer.Z}, {layer.A}, 1);");
            }
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line("// The mean loss of n samples; g is overwritten with its gradient.");
        using (writer.Block($"internal static {type} Backward(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> x, global::System.ReadOnlySpan<{type}> y, global::System.Span<{type}> g, global::System.Span<{type}> scratch, int n)"))
        {
            foreach (BufferPlan buffer in plan.Batch.Scratch)
                writer.Line($"global::System.Span<{type}> {buffer.Name} = scratch.Slice({Expression.Times("n", buffer.Offset)}, {Expression.Times("n", buffer.Size)});");

            writer.Line();
            foreach (LayerPlan layer in plan.Layers)
                writer.Line($"Layer{layer.Index}.Forward(p, {layer.Input.Name}, {ZBuffer(layer)}, {layer.A}, n);");

            LayerPlan output = plan.Output;
            writer.Line();
            writer.Line($"{type} L = Output({ZBuffer(output)}, {output.A}, y, {output.Delta}, n);");
            writer.Line("g.Clear();");
            foreach (LayerPlan layer in plan.Layers.Reverse())
                writer.Line($"Layer{layer.Index}.Backward({string.Join(", ", BackwardArguments(plan, layer))}, n);");

            writer.Line("return L;");
        }
    }

    private static void PrintLayer(CodeWriter writer, NetworkPlan plan, LayerPlan layer, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line($"// Layer {layer.Index}, {layer.Kind.Name.ToLowerInvariant()} {layer.Input.Shape} -> {layer.OutputShape}: {string.Join(", ", layer.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape} at {parameter.Offset}"))}");
        using (writer.Block($"private static class Layer{layer.Index}"))
        {
            using (writer.Block($"internal static void Forward(global::System.ReadOnlySpan<{type}> p, global::System.ReadOnlySpan<{type}> x, global::System.Span<{type}> z, global::System.Span<{type}> a, int n)"))
            using (writer.Block("for (int i = 0; i < n; i++)"))
            {
                PrintSample(writer, type, "x", layer.Input.Shape.Size, isReadOnly: true);
                PrintSample(writer, type, "z", layer.OutputShape.Size, isReadOnly: false);
                PrintSample(writer, type, "a", layer.OutputShape.Size, isReadOnly: false);
                writer.Line();
                layer.Kind.PrintForward(writer, layer, number);
                if (!layer.ActivationRow.IsIdentity)
                {
                    writer.Line();
                    ActivationEmitter.PrintLoop(writer, layer, number);
                }
                else
                {
                    writer.Line();
                    writer.Line($"// {layer.ActivationFormula}");
                    writer.Line("z_i.CopyTo(a_i);");
                }
            }

            if (plan.IsTrainable)
                PrintLayerBackward(writer, layer, number);
        }
    }

    private static void PrintLayerBackward(CodeWriter writer, LayerPlan layer, Number number)
    {
        string type = number.Keyword;
        string slope = layer.IsOutput ? "" : ActivationEmitter.Slope(layer, number, "z_i[j]", "a_i[j]");
        writer.Line();
        if (!layer.IsOutput)
            writer.Line("// delta comes in as dL/da of this layer.");

        string parameters = string.Join(", ", BackwardParameters(layer).Select(parameter =>
            $"global::System.{(parameter.IsReadOnly ? "ReadOnlySpan" : "Span")}<{type}> {parameter.Name}"));
        using (writer.Block($"internal static void Backward({parameters}, int n)"))
        using (writer.Block("for (int i = 0; i < n; i++)"))
        {
            foreach ((string name, bool isReadOnly) in BackwardParameters(layer).Where(parameter => parameter.Name is not ("p" or "g")))
                PrintSample(writer, type, name, name is "x" or "dx" ? layer.Input.Shape.Size : layer.OutputShape.Size, isReadOnly);

            writer.Line();
            if (slope.Length > 0)
            {
                writer.Line($"// {layer.Delta} = dL/d{layer.A} * g'({layer.Z}),  g' = {layer.SlopeFormula}");
                writer.Single($"for (int j = 0; j < {layer.OutputShape.Size}; j++)", $"delta_i[j] *= {Expression.Unwrap(slope)};");
                writer.Line();
            }

            layer.Kind.PrintBackward(writer, layer, number);
        }
    }

    private static IEnumerable<(string Name, bool IsReadOnly)> BackwardParameters(LayerPlan layer)
    {
        if (!layer.Input.IsNetworkInput)
            yield return ("p", true);

        yield return ("x", true);
        if (!layer.IsOutput && layer.ActivationRow.DerivativeReadsZ)
            yield return ("z", true);

        if (ReadsA(layer))
            yield return ("a", true);

        yield return ("delta", ReadsOnlyDelta(layer));
        if (!layer.Input.IsNetworkInput)
            yield return ("dx", false);

        yield return ("g", false);
    }

    private static IEnumerable<string> BackwardArguments(NetworkPlan plan, LayerPlan layer) =>
        BackwardParameters(layer).Select(parameter => parameter.Name switch
        {
            "x" => layer.Input.Name,
            "z" => layer.Z,
            "a" => layer.A,
            "delta" => layer.Delta,
            "dx" => plan.Layers[layer.Input.LayerIndex - 1].Delta,
            string same => same,
        });

    private static bool ReadsA(LayerPlan layer) => !ReadsOnlyDelta(layer) && !layer.ActivationRow.DerivativeReadsZ;

    /// <summary>The output's delta is final, and where g' is 1 it is dL/da itself.</summary>
    private static bool ReadsOnlyDelta(LayerPlan layer) => layer.IsOutput || layer.ActivationRow.Derivative is null;

    private static string ZBuffer(LayerPlan layer) => layer.KeepsZ ? layer.Z : layer.A;

    private static void PrintSample(CodeWriter writer, string type, string name, int size, bool isReadOnly) =>
        writer.Line($"global::System.{(isReadOnly ? "ReadOnlySpan" : "Span")}<{type}> {name}_i = {name}.Slice({Expression.Times("i", size)}, {size});");

    private static string Min(string count, int chunk) => chunk == 1 ? "1" : $"global::System.Math.Min({count}, {chunk})";
}
