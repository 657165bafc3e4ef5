using NetGen.Generator.Functions;
using NetGen.Generator.Layers;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Emission;

/// <summary>Prints the methods of a convolution that is fused with the max pooling after it.</summary>
internal static class PooledEmitter
{
    public static void Print(CodeWriter writer, NetworkPlan plan, NodePlan node, NodePlan pool)
    {
        Number number = writer.Number;
        (string x, string places) = (node.Inputs[0].Name, MaxPool.At(pool));
        var convolution = (Convolution)node.Layer;
        writer.Line($"// {node.Layer.Formula(node)},  {node.ActivationFormula}");
        writer.Line($"// {pool.Layer.Formula(pool)}");
        writer.Line($"// In one pass, which keeps only {pool.A}.");
        using (writer.Block($"internal static void ForwardPooled({number.ReadOnlySpan} p, {number.ReadOnlySpan} {x}, {number.Span} {places}, {number.Span} {pool.A}, int n, int threads)"))
            convolution.PrintPooledForward(writer, node, pool);

        writer.Line();
        using (writer.Block($"internal static void ForwardOnePooled({number.ReadOnlySpan} p, {number.ReadOnlySpan} {x}, {number.Span} {pool.A})"))
            convolution.PrintOnePooledForward(writer, node, pool);

        if (!plan.IsTrainable)
            return;

        writer.Line();
        writer.Line($"// {GradientPull.DeltaFormula(plan, node)}");
        using (writer.Block($"internal static void Delta({number.ReadOnlySpan} {places}, {number.ReadOnlySpan} {pool.A}, {number.ReadOnlySpan} {pool.Delta}, {number.Span} {node.Delta}, int n, int threads)"))
            convolution.PrintPooledDelta(writer, node, pool);
    }
}
