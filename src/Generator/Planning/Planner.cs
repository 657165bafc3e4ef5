using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Planning;

/// <summary>Infers shapes, lays out buffers and chooses the strategy. It decides; the emitter only prints.</summary>
internal static class Planner
{
    /// <summary>
    /// Up to this many parameters a network becomes straight-line code, which keeps each weight and its
    /// gradient in a local: well inside the 1,024 locals that the JIT tracks.
    /// </summary>
    public const int StraightLineBudget = 160;

    /// <summary>How many numbers Forward may put on the stack: 64 KB in double precision.</summary>
    public const int StackBudget = 8192;

    /// <summary>The largest array of numbers that the runtime allocates (Array.MaxLength).</summary>
    public const int MaxArrayLength = 0x7FFFFFC7;

    /// <summary>How many samples Forward takes at a time.</summary>
    private const int ForwardChunk = 64;

    /// <summary>What kernels may read behind a buffer: Dense.Padding of the runtime.</summary>
    public const int Padding = 16;

    /// <summary>How many numbers Backward's buffers should hold, to stay in the second-level cache: 256 KB in single precision.</summary>
    private const int CacheBudget = 65536;

    /// <summary>Shards of fewer multiply-adds would not pay for a thread.</summary>
    private const int ShardWork = 1 << 20;

    /// <summary>The gradient of a network of more parameters than this is not for several copies: threads share its products instead.</summary>
    private const int ShardedParameters = 65536;

    /// <summary>Fewer samples than this at a time would not pay for the weights that each chunk reads.</summary>
    private const int MinChunk = 128;

    /// <summary>How the passes of a network of so many parameters are printed.</summary>
    public static Strategy StrategyOf(int parameterCount) => parameterCount <= StraightLineBudget ? Strategy.StraightLine : Strategy.Tiles;

    public static NetworkPlan Plan(NetworkSpec spec)
    {
        var layout = Layout.Of(spec);
        bool fused = Losses.AreFused(spec.Loss, spec.Layers[spec.Layers.Count - 1].Activation);
        var layers = new List<LayerPlan>();
        var elementwise = new List<ElementwisePlan>();
        ValuePlan input = Change(new ValuePlan("x", spec.Input, 0, IsPacked: true));
        int traceOffset = 0;
        for (int index = 1; index <= spec.Layers.Count; index++)
        {
            NeuronSpec layer = spec.Layers[index - 1];
            Shape output = layer.Kind.OutputShape(layer, input.Shape);
            bool isOutput = index == spec.Layers.Count;
            layers.Add(new LayerPlan(
                index,
                layer,
                input,
                output,
                layout.Parameters[index - 1],
                ZOffset: traceOffset,
                AOffset: traceOffset + output.Size,
                isOutput,
                KeepsZ: Activations.Of(layer.Activation).DerivativeReadsZ || (isOutput && fused)));
            traceOffset += 2 * output.Size;
            input = Change(new ValuePlan($"a{index}", output, index));
        }

        var plan = new NetworkPlan(
            spec,
            StrategyOf(layout.ParameterCount),
            layers.ToEquatableArray(),
            elementwise.ToEquatableArray(),
            layout.ParameterCount,
            Summary: "",
            Helpers: default,
            VectorHelpers: default,
            PlanBatch(layers, elementwise, layout.ParameterCount, fused && layers[layers.Count - 1].ActivationRow.Value is null));
        return plan with { Helpers = HelpersOf(plan), VectorHelpers = VectorHelpersOf(plan), Summary = SummaryTable.Of(plan) };

        // What the next layer reads, after all that changes it on its way.
        ValuePlan Change(ValuePlan value)
        {
            foreach (ElementwiseSpec layer in spec.Elementwise.Where(layer => layer.Layer == value.LayerIndex))
            {
                // Where all other passes read the old value in its place, the new one lies as it does.
                bool isPacked = value.IsPacked && layer.Kind.IsForTrainingOnly;
                var change = new ElementwisePlan(layer, value, new ValuePlan(layer.Kind.NameOf(layer), value.Shape, value.LayerIndex, isPacked), layout.Statistics[elementwise.Count]);
                elementwise.Add(change);
                value = change.Target;
            }

            return value;
        }
    }

    /// <summary>How far apart the samples of a batch lie: whole vectors of either precision.</summary>
    public static long StrideOf(Shape shape) => (shape.LongSize + 7) / 8 * 8;

    private static BatchPlan PlanBatch(List<LayerPlan> layers, List<ElementwisePlan> elementwise, int parameterCount, bool lossReadsZ)
    {
        var scratch = new List<BufferPlan>();
        int offset = 0;
        foreach (ElementwisePlan change in elementwise)
        {
            Add(change.Target.Name, change.Target.Stride);
            if (change.Factor is { } factor)
                Add(factor, change.Target.Stride);
        }

        foreach (LayerPlan layer in layers)
        {
            if (layer.KeepsZ)
                Add(layer.Z, layer.Stride);

            if (!(layer.IsOutput && lossReadsZ))
                Add(layer.A, layer.Stride);

            Add(layer.Delta, layer.Stride);
        }

        int transposed = (int)layers.Where(layer => !layer.Input.IsNetworkInput).Sum(layer => layer.Kind.TransposedSize(layer.Spec, layer.Input.Shape));
        int forward = layers.Sum(layer => layer.Stride) + elementwise.Sum(change => change.Target.Stride);
        return new BatchPlan(
            ForwardChunk: Fitting(ForwardChunk, 2 * forward),
            Chunk: Fitting(Math.Max(MinChunk, CacheBudget / offset / 8 * 8), offset),
            LeastShard: parameterCount > ShardedParameters ? int.MaxValue : Math.Max(MinChunk, ShardWork / parameterCount),
            transposed,
            scratch.ToEquatableArray());

        // A giant network takes fewer samples at a time, so that they and their weights fit into one array.
        int Fitting(int chunk, int perSample) => Math.Max(1, Math.Min(chunk, (MaxArrayLength - Padding - transposed) / perSample));

        void Add(string name, int stride)
        {
            scratch.Add(new BufferPlan(name, offset, stride));
            offset += stride;
        }
    }

    /// <summary>What is called for single numbers: all formulas of straight-line code, and those of the loss in tiles.</summary>
    private static EquatableArray<string> HelpersOf(NetworkPlan plan)
    {
        bool isStraight = plan.Strategy == Strategy.StraightLine;
        IEnumerable<string> formulas = ActivationFormulas(plan, Number.Single, isStraight).Concat(LossFormulas(plan, Number.Single));
        return Called(formulas, SoftmaxHelpers(plan, isStraight));
    }

    /// <summary>What is called for vectors: all formulas of straight-line code, and those of activations in tiles.</summary>
    private static EquatableArray<string> VectorHelpersOf(NetworkPlan plan)
    {
        Number number = Number.Single.AsVector;
        IEnumerable<string> formulas = ActivationFormulas(plan, number, isPrinted: true);
        if (plan.Strategy == Strategy.Tiles)
            return Called(formulas, []);

        // The twin in double precision fills a vector with fewer neurons.
        bool hasRuns = plan.Layers.Any(layer => !layer.IsOutput && layer.OutputShape.Size >= Number.Double.Lanes);
        return Called(formulas.Concat(LossFormulas(plan, number)), [.. SoftmaxHelpers(plan, isStraight: true), "All", .. hasRuns ? new[] { "Load", "Store" } : []]);
    }

    private static IEnumerable<string> ActivationFormulas(NetworkPlan plan, Number number, bool isPrinted)
    {
        foreach (LayerPlan layer in plan.Layers)
        {
            var terms = new ActivationTerms(number, "z", "a", layer.Spec.Activation);
            if (isPrinted && layer.ActivationRow.Value is { } value)
                yield return value(terms);

            // In tiles the output layer's slope is printed for single numbers, with the loss.
            bool isOfNumber = layer.IsOutput && plan.Strategy == Strategy.Tiles;
            bool hasSlope = plan.IsTrainable && !(layer.IsOutput && plan.IsFused) && (isOfNumber ? !number.IsVector : isPrinted);
            if (hasSlope && layer.ActivationRow.Derivative is { } slope)
                yield return slope(terms);
        }
    }

    private static IEnumerable<string> LossFormulas(NetworkPlan plan, Number number)
    {
        if (!plan.IsTrainable)
            return [];

        if (plan.LossReadsZ && plan.Strategy == Strategy.Tiles)
            return [];

        LossRow loss = Losses.Of(plan.Spec.Loss);
        var terms = new LossTerms(number, "a", "y", "z");
        return plan.IsFused ? [loss.FusedTerm!(terms)] : [loss.Term(terms), loss.Slope(terms)];
    }

    /// <summary>Softmax is no formula of one number. Tiles leave it to a kernel, but for the loss of a sample.</summary>
    private static IEnumerable<string> SoftmaxHelpers(NetworkPlan plan, bool isStraight)
    {
        if (plan.Output.Spec.Activation.Function != Activation.Softmax)
            return [];

        IEnumerable<string> activation = isStraight ? ["Exp", "Max"] : [];
        return plan.IsFused && isStraight ? activation.Append("Log") : activation;
    }

    private static EquatableArray<string> Called(IEnumerable<string> formulas, IEnumerable<string> others) =>
        formulas.SelectMany(Functions.Helpers.CalledBy).Concat(others).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}
