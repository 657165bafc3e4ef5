using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;
using NetGen.Generator.Parsing;

namespace NetGen.Generator.Layers;

/// <summary>What layers over images and signals share: how to read a window, and which shapes fit it.</summary>
internal static class ImageLayers
{
    private static readonly string[] _shapes = ["a signal of shape (channels, length)", "an image of shape (channels, height, width)"];

    private static readonly string[] _cures = ["[Network(channels, length)]", "[Network(channels, height, width)]"];

    /// <summary>The sizes of an image or a signal, or of its channels, and others that the constructor takes. Reports an invalid one and returns null.</summary>
    public static int[]? ReadSizes(DeclaredAttribute attribute, params (string Parameter, string What)[] others)
    {
        (string Parameter, string What)[] sizes = [("channels", "number of channels"), ("height", "height of an image"), ("width", "width of an image"), ("length", "length of a signal"), .. others];
        int?[] read = [.. sizes.Where(size => attribute.IndexOf(size.Parameter) >= 0).Select(size => attribute.Size(size.Parameter, size.What))];
        return read.Length > 0 && read.All(size => size is not null) ? [.. read.Select(size => size!.Value)] : null;
    }

    /// <summary>The window of a convolution. Reports an invalid one and returns null.</summary>
    public static Window? ReadWindow(DeclaredAttribute attribute, int? height, int? width, bool isCausal)
    {
        int? stride = attribute.Whole("Stride", 1, 1), padding = attribute.Whole("Padding", 0, 0), dilation = attribute.Whole("Dilation", 1, 1);
        bool isSame = attribute.Flag("Same", false);
        if (height is null || width is null || stride is null || padding is null || dilation is null)
            return null;

        string pads = isCausal ? "Causal" : "Same";
        string? conflict = !isCausal && !isSame ? null : stride > 1 ? "Stride" : padding > 0 ? "Padding" : isCausal && isSame ? "Same" : null;
        if (conflict is null)
            return new Window(height.Value, width.Value, stride.Value, padding.Value, dilation.Value, isCausal ? PaddingKind.Causal : isSame ? PaddingKind.Same : PaddingKind.Given);

        attribute.Report(Descriptors.PaddingConflict, conflict, [attribute.Drop(pads), attribute.Drop(conflict)], pads, conflict == "Stride" ? $"Stride = {stride}" : conflict == "Padding" ? $"Padding = {padding}" : "Same = true", conflict);
        return null;
    }

    /// <summary>The window of a pooling layer. Reports an invalid one and returns null.</summary>
    public static Window? ReadPool(DeclaredAttribute attribute)
    {
        if (attribute.Size("window", "window of a pooling layer") is not { } size
            || attribute.Whole("Stride", 1, size) is not { } stride
            || attribute.Whole("Padding", 0, 0) is not { } padding)
        {
            return null;
        }

        if (padding <= size / 2)
            return new Window(size, size, stride, padding);

        attribute.ReportNumber("Padding", "Padding", $"from 0 to {size / 2}, half the window", $"{padding}", "0");
        return null;
    }

    /// <summary>What is wrong with the number of dimensions of a value; null if it fits. Rank 0 accepts both images and signals.</summary>
    public static (string Needs, string Cure)? RankFault(Shape shape, int rank = 0)
    {
        if (rank == 0 ? shape.Dimensions.Count > 1 : shape.Dimensions.Count == rank)
            return null;

        (string needs, string network) = rank == 0 ? (string.Join(" or ", _shapes.Reverse()), string.Join(" or ", _cures.Reverse())) : (_shapes[rank - 2], _cures[rank - 2]);
        string other = rank == 2 && shape.Dimensions.Count == 3 ? ", or use Conv2D" : rank == 3 && shape.Dimensions.Count == 2 ? ", or use Conv1D" : ", and do not flatten it above this layer";
        return (needs, $"declare the input as {network}{other}");
    }

    /// <summary>What is wrong with the size of a value for a window; null if the window fits.</summary>
    public static (string Needs, string Cure)? WindowFault(Window window, Shape shape)
    {
        if (window.ReachesTooFar)
            return ("a window that covers at most 536,870,912 numbers including padding", "use a smaller window, dilation or padding");

        SlidingPlan sliding = window.Over(shape);
        if (sliding.Fits)
            return null;

        // The size that the kernel covers, minus the padding.
        long rows = 1 + sliding.ReachY - sliding.Top - sliding.Bottom, columns = 1 + sliding.ReachX - sliding.Left - sliding.Right;
        string needs = shape.Dimensions.Count == 2 ? $"a length of {columns} or more" : $"{rows} or more rows and {columns} or more columns";
        return (needs, "use a smaller window, more padding, or smaller strides above");
    }

    /// <summary>The output shape of a window for an input shape.</summary>
    public static Shape OutputShape(Window window, Shape input, int channels)
    {
        SlidingPlan sliding = window.Over(input);
        return input.Dimensions.Count == 3 ? Shape.Of(channels, sliding.OutHeight, sliding.OutWidth) : Shape.Of(channels, sliding.OutWidth);
    }

    /// <summary>The numbers per channel: 1 for a vector, in which each number is a channel.</summary>
    public static int Pixels(Shape shape) => shape.Dimensions.Skip(1).Aggregate(1, (product, size) => product * size);

    /// <summary>The channel of a number.</summary>
    public static Emission.Place ChannelOf(Shape shape, Emission.Place j) => j.IsVariable ? j with { Text = $"{j} / {Pixels(shape)}" } : Emission.Place.Of(j.First / Pixels(shape));

    /// <summary>The indices of a value in the notes: <c>c, row, col</c>.</summary>
    public static string Place(Shape shape, string row = "row", string col = "col") =>
        string.Join(", ", (string[])["c", .. shape.Dimensions.Count == 3 ? new[] { row, col } : shape.Dimensions.Count == 2 ? [col] : []]);
}
