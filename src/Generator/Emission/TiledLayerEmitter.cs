using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints a class for each layer of a larger network, with its two passes beside each other.</summary>
internal static class TiledLayerEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, LayerPlan layer, Number number)
    {
        string type = number.Keyword;
        writer.Line();
        writer.Line($"// Layer {layer.Index}, {layer.Kind.Name.ToLowerInvariant()} {layer.Input.Shape} -> {layer.OutputShape}: {string.Join(", ", layer.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape} at {parameter.Offset}"))}");
        using (writer.Block($"private static class Layer{layer.Index}"))
        {
            bool isApart = plan.LossReadsZ && layer.IsOutput;
            if (isApart)
            {
                using (writer.Block($"internal static void WeightedInput({TiledEmitter.ReadOnly(type)} p, {TiledEmitter.ReadOnly(type)} x, {TiledEmitter.Writable(type)} z, int n, int threads)"))
                    PrintWeightedInput();

                writer.Line();
            }

            using (writer.Block($"internal static void Forward({TiledEmitter.ReadOnly(type)} p, {TiledEmitter.ReadOnly(type)} x, {TiledEmitter.Writable(type)} z, {TiledEmitter.Writable(type)} a, int n, int threads)"))
            {
                if (isApart)
                    writer.Line("WeightedInput(p, x, z, n, threads);");
                else
                    PrintWeightedInput();

                writer.Line();
                ActivationEmitter.PrintBatch(writer, layer, number);
            }

            if (plan.IsTrainable)
                PrintBackward(writer, plan, layer, number);
        }

        void PrintWeightedInput()
        {
            writer.Line($"// {layer.Kind.Formula(layer)}");
            layer.Kind.PrintForward(writer, layer);
        }
    }

    private static void PrintBackward(CodeWriter writer, NetworkPlan plan, LayerPlan layer, Number number)
    {
        string slope = layer.IsOutput ? "" : ActivationEmitter.Slope(layer, number.AsVector, "z_v[i]", "a_v[i]");
        string[] factors = [.. Factors(plan, layer).Select(factor => $"{factor}_v[i]")];
        string value = plan.Changes(layer.Index).Select(change => change.Target.Name).DefaultIfEmpty(layer.A).Last();
        writer.Line();
        if (!layer.IsOutput)
            writer.Line(factors.Length == 0 ? "// delta comes in as dL/da of this layer." : $"// delta comes in as dL/d{value}.");

        string parameters = string.Join(", ", BackwardParameters(plan, layer).Select(parameter =>
            $"global::System.{(parameter.IsReadOnly ? "ReadOnlySpan" : "Span")}<{number.Keyword}> {parameter.Name}"));
        using (writer.Block($"internal static void Backward({parameters}, bool isFirst, int n, int threads)"))
        {
            if (slope.Length > 0 || factors.Length > 0)
            {
                writer.Line($"// {layer.Delta} = dL/d{value}{plan.FactorsOf(layer.Index, "")} * g'({layer.Z}),  g' = {layer.SlopeFormula}");
                foreach (string name in Factors(plan, layer).Concat(SlopeReads(layer)).Append("delta"))
                    writer.Line($"{TiledEmitter.Writable(number.AsVector.Type)} {name}_v = Vectors({name}, {Expression.Times("n", layer.Stride)});");

                string product = string.Join(" * ", slope.Length == 0 ? factors : factors.Append(factors.Length == 0 ? Expression.Unwrap(slope) : slope));
                writer.Single("for (int i = 0; i < delta_v.Length; i++)", $"delta_v[i] *= {product};");
                writer.Line();
            }

            layer.Kind.PrintBackward(writer, layer);
        }
    }

    /// <summary>What Backward of a layer takes beside counts, by name.</summary>
    public static IEnumerable<(string Name, bool IsReadOnly)> BackwardParameters(NetworkPlan plan, LayerPlan layer)
    {
        string[] read = [.. Factors(plan, layer), .. SlopeReads(layer)];
        yield return ("x", true);
        foreach (string name in read)
            yield return (name, false);

        yield return ("delta", read.Length == 0);
        if (!layer.Input.IsNetworkInput)
        {
            yield return ("transposed", true);
            yield return ("dx", false);
        }

        yield return ("g", false);
    }

    /// <summary>What multiplies the gradient between this layer and the next, last one first.</summary>
    private static IEnumerable<string> Factors(NetworkPlan plan, LayerPlan layer) =>
        plan.Changes(layer.Index).Reverse().Select(change => change.Factor).OfType<string>();

    /// <summary>Which of z and a the slope of a hidden layer is computed from; none if it is always 1.</summary>
    private static IEnumerable<string> SlopeReads(LayerPlan layer) =>
        layer.IsOutput ? [] : layer.ActivationRow.DerivativeReads;
}
