using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emission;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;
using NetGen.Generator.Planning;

namespace NetGen.Generator.Layers;

/// <summary>
/// Filters that slide over channels: <c>z[o, row, col] = b[o] + sum over c, ky, kx of W[o, c, ky, kx] u[c, row + ky, col + kx]</c>. W is
/// stored in this order, as in PyTorch. A signal is treated as an image with one row.
/// </summary>
/// <param name="Rank">The number of dimensions of its input: 3 for an image, 2 for a signal.</param>
/// <param name="Filters">The number of output channels.</param>
/// <param name="Window">The kernel.</param>
/// <param name="Groups">The number of groups of channels and filters.</param>
/// <param name="Activation">The activation function g.</param>
/// <param name="Bias">Whether there is a b.</param>
/// <param name="Initializer">How W is drawn.</param>
internal sealed record Convolution(int Rank, int Filters, Window Window, int Groups, ActivationSpec Activation, bool Bias, InitializerSpec Initializer) : Layer(Activation)
{
    public override string Kind => $"Conv{Rank - 1}D";

    public override string Title => $"{Kind}({Text})";

    public override string Setting => $"kernel {Text}";

    public override bool UsesThreads => true;

    public override bool HasUniformGradient => false;

    public override InitializerSpec? WeightInitializer => Initializer;

    public static Layer? ReadImage(DeclaredAttribute attribute)
    {
        int? height = attribute.Size(attribute.IndexOf("kernel") < 0 ? "kernelHeight" : "kernel", "kernel of a convolution");
        int? width = attribute.IndexOf("kernel") < 0 ? attribute.Size("kernelWidth", "kernel of a convolution") : height;
        return Read(attribute, 3, height, width, isCausal: false);
    }

    public static Layer? ReadSignal(DeclaredAttribute attribute) =>
        Read(attribute, 2, 1, attribute.Size("kernel", "kernel of a convolution"), attribute.Flag("Causal", false));

    public override (string Needs, string Cure)? ShapeFault(IReadOnlyList<Shape> inputs)
    {
        if (ImageLayers.RankFault(inputs[0], Rank) is { } fault)
            return fault;

        int channels = inputs[0].Dimensions[0];
        return channels % Groups != 0 ? ($"a number of channels divisible by Groups = {Groups}", $"set Groups to a divisor of {channels}") : ImageLayers.WindowFault(Window, inputs[0]);
    }

    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => ImageLayers.OutputShape(Window, inputs[0], Filters);

    public override IEnumerable<TensorSpec> Tensors(IReadOnlyList<Shape> inputs)
    {
        // The fans are those of PyTorch: fan-in is the number of weights per output number, fan-out the number of filters times the kernel size.
        int channels = inputs[0].Dimensions[0] / Groups, kernel = Rank == 3 ? Saturate((long)Window.Height * Window.Width) : Window.Width;
        int fanIn = Saturate((long)channels * kernel), fanOut = Saturate((long)Filters * kernel);
        Shape shape = Rank == 3 ? Shape.Of(Filters, channels, Window.Height, Window.Width) : Shape.Of(Filters, channels, Window.Width);
        yield return TensorSpec.InOrder("W", "weight", ParameterRole.Weight, shape, Initializer.Weights, fanIn, fanOut, Initializer.Value);
        if (Bias)
            yield return TensorSpec.InOrder("b", "bias", ParameterRole.Bias, Shape.Of(Filters), Initializer.Biases, fanIn, fanOut);
    }

    public override long Work(IReadOnlyList<Shape> inputs)
    {
        SlidingPlan window = Window.Over(inputs[0]);
        long places = OutputShape(inputs).LongSize, taps = Shape.Of(window.Channels / Groups, window.KernelHeight, window.KernelWidth).LongSize;
        return places > int.MaxValue || taps > int.MaxValue ? long.MaxValue / 1024 : places * taps;
    }

    public override long MultiplyAdds(IReadOnlyList<Shape> inputs) => Work(inputs);

    public override bool ReadsLanes(IReadOnlyList<ValuePlan> inputs) => true;

    public override string Formula(NodePlan node) =>
        $"{node.Z}[o, {At}] = {(B(node) is { } b ? $"{b.Name}[o] + " : "")}sum over {(IsSingle(node) ? "" : "c, ")}{Taps} of {Weight(node)} {node.Inputs[0].Symbol}[{Channel(node)}, {Sliding(node).Reads(Rank)}]";

    public override string GradientFormula(NodePlan node) =>
        $"d{Weight(node)} += sum over {At} of {node.Delta}[o, {At}] {node.Inputs[0].Symbol}[{Channel(node)}, {Sliding(node).Reads(Rank)}]"
        + (B(node) is { } b ? $",  d{b.Name}[o] += sum over {At} of {node.Delta}[o, {At}]" : "");

    /// <summary>The correlation with the flipped kernel: each delta goes back to the inputs that its window position has read.</summary>
    public override string InputGradientFormula(NodePlan node, int input, string gradient)
    {
        SlidingPlan window = Sliding(node);
        string across = Back("col", window.StrideX, window.DilationX, Rank == 3 ? "kx" : "k", window.Left), place = Rank == 3 ? $"{Back("row", window.StrideY, window.DilationY, "ky", window.Top)}, {across}" : across;
        return $"sum over o, {Taps} of {Weight(node)} {gradient}[o, {place}]{(window.StrideY == 1 && window.StrideX == 1 ? "" : " (whole indices only)")}";

        // The window position that reads a row or column through a given kernel element.
        string Back(string name, int stride, int dilation, string kernel, int padding)
        {
            string at = $"{name} - {(dilation == 1 ? "" : $"{dilation} ")}{kernel}{(padding == 0 ? "" : $" + {padding}")}";
            return stride == 1 ? at : $"({at}) / {stride}";
        }
    }

    public override IEnumerable<(int First, int Count)> Ranges(NodePlan node) => Sliding(node).Stretches(Filters);

    public override Onnx ToOnnx(NodePlan node, IReadOnlyList<Onnx> inputs) =>
        Window.Describe(Onnx.Of("Conv", [inputs[0], .. node.Tensors.Select(Onnx.Tensor)]), Rank).Int("group", Groups, usual: 1);

    public override IReadOnlyList<string> Terms(NodePlan node, Form form, Place j)
    {
        IEnumerable<string> terms = Reads(node, j).Select(tap => $"{form.Element(W(node), tap.Weight)} * {form.At(node.Inputs[0].Name, tap.Input)}");
        if (B(node) is { } b)
            terms = terms.Append(form.Element(b, FilterOf(node, j)));

        // With padding as wide as the kernel, a place may read nothing but padding.
        return [.. terms.DefaultIfEmpty(form.Number.Literal(0))];
    }

    public override IEnumerable<string> Gradients(NodePlan node, Form form, Place j)
    {
        foreach ((int[] weight, Place input) in Reads(node, j))
            yield return $"{form.ElementGradient(W(node), weight)} += {form.At(node.Delta, j)} * {form.At(node.Inputs[0].Name, input)};";

        if (B(node) is { } b)
            yield return $"{form.ElementGradient(b, FilterOf(node, j))} += {form.At(node.Delta, j)};";
    }

    public override string InputGradient(NodePlan node, Form form, int input, Place k, string gradient)
    {
        SlidingPlan window = Sliding(node);
        int size = window.Height * window.Width, places = window.OutHeight * window.OutWidth, channel = k.First / size;
        int channels = window.Channels / Groups, filters = Filters / Groups;
        string[] terms =
        [
            .. from filter in Enumerable.Range(channel / channels * filters, filters)
               from reader in window.Readers(k.First % size)
               select $"{form.Element(W(node), Index(filter, channel % channels, reader.Ky, reader.Kx))} * {form.At(node.Delta, Place.Of(filter * places + reader.Output))}",
        ];
        return terms.Length == 0 ? form.Number.Literal(0) : string.Join(" + ", terms);
    }

    public override void PrintConstants(CodeWriter writer, NodePlan node) =>
        writer.Lines($"private static readonly {writer.Number.Services}.SlidingWindow Window =\n    {Sliding(node).Construct(writer.Number.Services, Filters, Groups)};");

    public override void PrintBatchForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Convolution.Forward({node.Inputs[0].Name}, {Parameters(node)}, {(Activates(node) ? node.A : node.Z)}, Window, n, threads{Rectifies(node)});");

    public override void PrintOneForward(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Convolution.ForwardOne({node.Inputs[0].Name}, {Parameters(node)}, {node.Z}, Window);");

    public override void PrintBatchGradients(CodeWriter writer, NodePlan node) =>
        writer.Line($"{writer.Number.Services}.Convolution.WeightGradient({node.Inputs[0].Name}, {node.Delta}, d{W(node).Name}, {(B(node) is { } b ? $"d{b.Name}" : "db: default")}, Window, isFirst, n, threads);");

    public override void PrintBatchInputGradient(CodeWriter writer, NodePlan node, int input, string target, bool adds) =>
        writer.Line($"{writer.Number.Services}.Convolution.InputGradient({node.Delta}, {W(node).From}, {target}, Window, n, threads, adds: {adds.ToText()});");

    /// <summary>Tiles: prints a of the pooling layer that follows.</summary>
    public void PrintPooledForward(CodeWriter writer, NodePlan node, NodePlan pool) =>
        writer.Line($"{writer.Number.Services}.Convolution.ForwardPooled({node.Inputs[0].Name}, {Parameters(node)}, {MaxPool.At(pool)}, {pool.A}, Window, n, threads, {RectifiesText(node)});");

    /// <summary>Tiles: the same for one sample.</summary>
    public void PrintOnePooledForward(CodeWriter writer, NodePlan node, NodePlan pool) =>
        writer.Line($"{writer.Number.Services}.Convolution.ForwardOnePooled({node.Inputs[0].Name}, {Parameters(node)}, {pool.A}, Window, {RectifiesText(node)});");

    /// <summary>Tiles: prints delta from that of the pooling layer that follows.</summary>
    public void PrintPooledDelta(CodeWriter writer, NodePlan node, NodePlan pool) =>
        writer.Line($"{writer.Number.Services}.Convolution.SpreadPooled({pool.Delta}, {pool.A}, {MaxPool.At(pool)}, {node.Delta}, Window, n, threads, {RectifiesText(node)});");

    /// <summary>The kernels can apply ReLU to their sums themselves, which saves a separate pass.</summary>
    public override bool Activates(NodePlan node) => node.Activation.IsRectifier;

    private string Text => Window.Text(Rank, 1, 1) + (Groups == 1 ? "" : $", {Groups} groups");

    private string At => Rank == 3 ? "row, col" : "col";

    private string Taps => Rank == 3 ? "ky, kx" : "k";

    private static Layer? Read(DeclaredAttribute attribute, int rank, int? height, int? width, bool isCausal)
    {
        int? filters = attribute.Size("filters", "number of filters");
        ActivationSpec? activation = ActivationReader.Read(attribute);
        InitializerSpec? initializer = InitializerReader.Read(attribute, activation is null ? NetGen.Initializer.GlorotUniform : Activations.Of(activation).DefaultInitializer);
        int? groups = attribute.Whole("Groups", 1, 1);
        Window? window = ImageLayers.ReadWindow(attribute, height, width, isCausal);
        if (filters is null || activation is null || initializer is null || groups is null || window is null)
            return null;

        if (filters % groups == 0)
            return new Convolution(rank, filters.Value, window, groups.Value, activation, attribute.Flag("Bias", true), initializer);

        attribute.ReportNumber("Groups", "Groups", $"a divisor of {filters}, the number of filters", $"{groups}", "1");
        return null;
    }

    /// <summary>The weights that contribute to a number of z, each with the input that it multiplies.</summary>
    private IEnumerable<(int[] Weight, Place Input)> Reads(NodePlan node, Place j)
    {
        SlidingPlan window = Sliding(node);
        int places = window.OutHeight * window.OutWidth, filter = j.First / places, place = j.First % places, size = window.Height * window.Width;
        int channels = window.Channels / Groups, first = filter / (Filters / Groups) * channels;
        return from c in Enumerable.Range(0, channels)
               from tap in window.Taps(place / window.OutWidth, place % window.OutWidth)
               select (Index(filter, c, tap.Ky, tap.Kx), j.Plus((first + c) * size + tap.Input - j.First));
    }

    private int[] Index(int filter, int channel, int ky, int kx) => Rank == 3 ? [filter, channel, ky, kx] : [filter, channel, kx];

    private static int FilterOf(NodePlan node, Place j) => j.First / (node.Size / node.Output.Shape.Dimensions[0]);

    /// <summary>Whether each filter reads only one channel.</summary>
    private bool IsSingle(NodePlan node) => Sliding(node).Channels == Groups;

    private string Weight(NodePlan node) => $"{W(node).Name}[o, {(IsSingle(node) ? "0" : "c")}, {Taps}]";

    /// <summary>The channel that a weight multiplies: c, or a channel of the filter's group.</summary>
    private string Channel(NodePlan node)
    {
        if (Groups == 1)
            return IsSingle(node) ? "0" : "c";

        string group = Filters == Groups ? "o" : $"(o / {Filters / Groups})";
        return IsSingle(node) ? group : $"{Sliding(node).Channels / Groups} {group} + c";
    }

    private string RectifiesText(NodePlan node) => $"rectifies: {Activates(node).ToText()}";

    private string Rectifies(NodePlan node) => Activates(node) ? ", rectifies: true" : "";

    private SlidingPlan Sliding(NodePlan node) => Window.Over(node.Inputs[0].Shape);

    private static string Parameters(NodePlan node) => $"{W(node).From}, {B(node)?.From ?? "b: default"}";

    private static int Saturate(long size) => (int)Math.Min(int.MaxValue, size);

    private static TensorPlan W(NodePlan node) => node.Tensors[0];

    private static TensorPlan? B(NodePlan node) => node.Tensors.Count > 1 ? node.Tensors[1] : null;
}
