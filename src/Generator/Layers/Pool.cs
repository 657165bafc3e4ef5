using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>A window that slides over each channel separately and reduces what it covers to one number.</summary>
/// <param name="Activation">The activation function g.</param>
/// <param name="Window">The window.</param>
internal abstract record Pool(ActivationSpec Activation, Window Window) : Layer(Activation)
{
    public override string Title => $"{Kind}({Text})";

    public override string Setting => $"window {Text}";

    private string Text => Window.Text(3, Window.Height, Window.Width);

    public override bool UsesThreads => true;

    public override bool HasUniformGradient => false;

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs) =>
        ImageLayers.RankFault(inputs[0]) ?? ImageLayers.WindowFault(Window, inputs[0])
        ?? (Window.Over(inputs[0]).ReachesInput ? null : ("a window that is larger than the padding at each end", "use less padding or a larger window"));

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => ImageLayers.OutputShape(Window, inputs[0], inputs[0].Dimensions[0]);

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => true;

    public override IEnumerable<(int First, int Count)> Ranges(NodePlan node) => Enumerable.Range(0, node.Size).Select(j => (j, 1));

    // No multiplications: the cost is small compared to a convolution.
    public override long Work(IReadOnlyList<Shape> inputs) => inputs[0].LongSize;

    public override long PrintedTerms(IReadOnlyList<Shape> inputs) => OutputShape(inputs).LongSize * Math.Min(1 << 16, Window.Height) * Math.Min(1 << 16, Window.Width);

    public override void PrintConstants(CodeWriter writer, NodePlan node) =>
        writer.Lines($"private static readonly {writer.Number.Services}.SlidingWindow Window =\n    {Sliding(node).Construct(writer.Number.Services, Sliding(node).Channels, 1, withEnds: true)};");

    protected static SlidingPlan Sliding(NodePlan node) => ((Pool)node.Layer).Window.Over(node.Inputs[0].Shape);

    /// <summary>The inputs of a window in order: the position of each within the window and within the input.</summary>
    protected static (int Place, Place Input)[] Inputs(NodePlan node, int output)
    {
        SlidingPlan window = Sliding(node);
        int places = window.OutHeight * window.OutWidth, place = output % places, first = output / places * window.Height * window.Width;
        return [.. window.Taps(place / window.OutWidth, place % window.OutWidth).Select(tap => (tap.Ky * window.KernelWidth + tap.Kx, Place.Of(first + tap.Input)))];
    }

    /// <summary>The windows that cover an input: its position within each, and the index of the window.</summary>
    protected static IEnumerable<(int Place, int Output)> Readers(NodePlan node, int input)
    {
        SlidingPlan window = Sliding(node);
        int size = window.Height * window.Width, places = window.OutHeight * window.OutWidth;
        return window.Readers(input % size).Select(reader => (reader.Ky * window.KernelWidth + reader.Kx, input / size * places + reader.Output));
    }

    /// <summary>What the window covers, in the notes.</summary>
    protected static string Covered(NodePlan node)
    {
        int rank = node.Inputs[0].Shape.Dimensions.Count;
        return $"over {(rank == 3 ? "ky, kx" : "k")} of {node.Inputs[0].Symbol}[c, {Sliding(node).Reads(rank)}]";
    }
}
