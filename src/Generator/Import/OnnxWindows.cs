using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>Pooling, and the windows of convolutions.</summary>
internal static class OnnxWindows
{
    public static OnnxValue MaxPool(OnnxImporter importer, OnnxNode node, int index)
    {
        if (node.Integer("storage_order", 0) != 0)
            throw new UnsupportedException("it has storage_order = 1");

        (DataValue value, Window window) = Read(node, new PaddedValue(importer.DataOf(node.Input(0)), [], []));
        if (!window.Over(value.View).ReachesInput)
            throw new UnsupportedException("its padding is as large as its window, which may then see no input");

        return importer.Append(new MaxPool(ActivationSpec.Identity, RoundUp(node, window, value.View)), [importer.InShape(value, index)], index, []);
    }

    public static OnnxValue AveragePool(OnnxImporter importer, OnnxNode node, int index)
    {
        PaddedValue padded = PaddedOf(importer, node);
        (DataValue value, Window window) = Read(node, padded);
        if (window.DilationY > 1 || window.DilationX > 1)
            throw new UnsupportedException("it has dilations, where NetGen averages numbers side by side");

        bool isPadded = padded.Before.Count > 0, countsPadding = isPadded || node.Integer("count_include_pad", 0) != 0;
        if (isPadded && node.Integer("count_include_pad", 0) == 0 && node.Integers("pads") is { } own && own.Any(size => size != 0))
            throw new UnsupportedException("it counts one part of its padding, but not the other");

        // What lies behind the padding never counts.
        Window rounded = RoundUp(node, window, value.View, isPadded);
        if (rounded != window && countsPadding && window.HasPadding)
            throw new UnsupportedException("it has ceil_mode = 1 and counts its padding, but not what its last windows cover behind it");

        return importer.Append(
            new AveragePool(ActivationSpec.Identity, rounded, rounded == window && (countsPadding || !window.HasPadding)), [importer.InShape(value, index)], index, []);
    }

    public static OnnxValue GlobalAveragePool(OnnxImporter importer, OnnxNode node, int index) => Global(importer, importer.DataOf(node.Input(0)), keepsDimensions: true, index);

    /// <summary>A mean over all pixels.</summary>
    public static OnnxValue ReduceMean(OnnxImporter importer, OnnxNode node, int index)
    {
        Shape view = importer.Find(node.Input(0)) is NormalizationValue squares ? squares.Base.View : importer.DataOf(node.Input(0)).View;
        int dimensions = view.Dimensions.Count + 1;
        long[]? axes = (importer.SizesOf(node.Input(1))?.Sizes ?? node.Integers("axes"))?.Select(axis => OnnxNodes.Axis(axis, dimensions)).OrderBy(axis => axis).ToArray();
        bool isOverVector = dimensions == 2 && axes is { Length: 1 } && axes[0] == 1 && node.Integer("keepdims", 1) != 0;
        if ((isOverVector || importer.Find(node.Input(0)) is NormalizationValue) && OnnxLayerNorm.Mean(importer, node, index, isOverVector) is { } mean)
            return mean;

        DataValue value = importer.DataOf(node.Input(0));
        return dimensions > 2 && axes is not null && axes.SequenceEqual(Enumerable.Range(2, dimensions - 2).Select(axis => (long)axis))
            ? Global(importer, value, node.Integer("keepdims", 1) != 0, index)
            : throw new UnsupportedException("it is no mean over all pixels of each channel");
    }

    /// <summary>Zeros around a value, for the node that reads it.</summary>
    public static OnnxValue Pad(OnnxImporter importer, OnnxNode node, int index)
    {
        DataValue value = importer.DataOf(node.Input(0));
        IReadOnlyList<long> pads = importer.SizesOf(node.Input(1))?.Sizes ?? node.Integers("pads") ?? throw new UnsupportedException("it has no pads");
        int dimensions = value.View.Dimensions.Count + 1;
        double? filling = node.Input(2).Length == 0 ? node.Float("value", 0) : (importer.Find(node.Input(2)) as ConstantValue)?.Scalar;
        if (pads.Count != 2 * dimensions || node.Input(3).Length > 0 || node.Text("mode", "constant") != "constant" || filling != 0)
            throw new UnsupportedException("it pads with other numbers than zeros");
        if (pads[0] != 0 || pads[1] != 0 || pads[dimensions] != 0 || pads[dimensions + 1] != 0)
            throw new UnsupportedException("it pads the batch or the channels");

        int[] sizes = [.. pads.Select(size => OnnxNodes.Size(size, "a padding of", 0, Window.MostReach / 2))];
        return sizes.All(size => size == 0) ? value : new PaddedValue(value, [.. sizes.Skip(2).Take(dimensions - 2)], [.. sizes.Skip(dimensions + 2)]);
    }

    /// <summary>The input of a window, with the zeros that a node before it adds.</summary>
    public static PaddedValue PaddedOf(OnnxImporter importer, OnnxNode node) => importer.Find(node.Input(0)) as PaddedValue ?? new PaddedValue(importer.DataOf(node.Input(0)), [], []);

    /// <summary>The window of a convolution or pooling, and what it says about padding.</summary>
    public static Window Of(OnnxNode node, PaddedValue padded, IReadOnlyList<long> kernel)
    {
        DataValue value = padded.Value;
        int rank = kernel.Count;
        int[] sizes = [.. kernel.Select(size => OnnxNodes.Size(size, "a kernel of", most: Window.MostReach))];
        int[] strides = Each("strides"), dilations = Each("dilations");
        if (value.View.Dimensions.Count != rank + 1)
            throw new UnsupportedException($"it has a window of {rank} dimensions, but reads shape {value.View}");

        (int Before, int After)[] pads = [.. Enumerable.Range(0, rank).Select(i => PadsOf(node, i, rank, padded, sizes[i], strides[i], dilations[i]))];

        // A signal is an image of one row, whose window has the same settings in both dimensions where they do not matter.
        int last = rank - 1;
        (int height, int strideY, (int top, int bottom)) = rank == 2 ? (sizes[0], strides[0], pads[0]) : (1, strides[0], pads[0]);
        return new Window(height, sizes[last], strideY, strides[last], top, pads[last].Before, bottom, pads[last].After, dilations[0], dilations[last]);

        int[] Each(string attribute) => node.Integers(attribute) is { Count: > 0 } given
            ? given.Count == rank ? [.. given.Select(size => OnnxNodes.Size(size, attribute, most: Window.MostReach))] : throw new UnsupportedException($"it has {given.Count} {attribute}, where {rank} are needed")
            : [.. Enumerable.Repeat(1, rank)];
    }

    private static (int Before, int After) PadsOf(OnnxNode node, int dimension, int rank, PaddedValue padded, int kernel, int stride, int dilation)
    {
        (int before, int after) = padded.Before.Count == 0 ? (0, 0) : (padded.Before[dimension], padded.After[dimension]);
        (int first, int last) = OwnPadsOf(node, dimension, rank, padded.Value.View.Dimensions[dimension + 1] + before + after, kernel, stride, dilation);
        return (OnnxNodes.Size((long)before + first, "a padding of", 0, Window.MostReach), OnnxNodes.Size((long)after + last, "a padding of", 0, Window.MostReach));
    }

    private static (int Before, int After) OwnPadsOf(OnnxNode node, int dimension, int rank, int size, int kernel, int stride, int dilation)
    {
        string kind = node.Text("auto_pad", "NOTSET");
        if (kind is "SAME_UPPER" or "SAME_LOWER")
        {
            long places = ((long)size + stride - 1) / stride, needed = System.Math.Max(0, (places - 1) * stride + (long)(kernel - 1) * dilation + 1 - size), half = needed / 2;
            int first = OnnxNodes.Size(kind == "SAME_UPPER" ? half : needed - half, "a padding of", 0, Window.MostReach);
            return (first, (int)System.Math.Min(Window.MostReach, needed - first));
        }

        if (node.Integers("pads") is not { Count: > 0 } pads || kind == "VALID")
            return (0, 0);
        return pads.Count == 2 * rank
            ? (OnnxNodes.Size(pads[dimension], "a padding of", 0, Window.MostReach), OnnxNodes.Size(pads[rank + dimension], "a padding of", 0, Window.MostReach))
            : throw new UnsupportedException($"it has {pads.Count} pads, where {2 * rank} are needed");
    }

    private static (DataValue, Window) Read(OnnxNode node, PaddedValue padded)
    {
        DataValue value = padded.Value;
        Window window = Of(node, padded, node.Integers("kernel_shape") ?? throw new UnsupportedException("it has no kernel_shape"));

        // Pools over signals are declared by one size, like those over images.
        if (value.View.Dimensions.Count == 2)
            window = window with { Height = window.Width };

        return (value, window);
    }

    /// <summary>
    /// The window of a pooling whose number of positions may be rounded up: with as much more padding at the end as the last position needs. One that
    /// would start behind the input is left out; if nodes before have padded the input, its padding is a part of it.
    /// </summary>
    private static Window RoundUp(OnnxNode node, Window window, Shape shape, bool isPadded = false)
    {
        SlidingPlan plan = window.Over(shape);
        return node.Integer("ceil_mode", 0) == 0 ? window : window with
        {
            Bottom = window.Bottom + More(plan.Height, plan.ReachY, plan.StrideY, plan.Top, plan.Bottom),
            Right = window.Right + More(plan.Width, plan.ReachX, plan.StrideX, plan.Left, plan.Right),
        };

        int More(long size, long reach, int stride, int before, int after)
        {
            long last = size + before + after - 1 - reach, over = (last % stride + stride) % stride, next = last - over + stride;
            return over == 0 || (!isPadded && next >= size + before) ? 0 : (int)(stride - over);
        }
    }

    private static DataValue Global(OnnxImporter importer, DataValue value, bool keepsDimensions, int index)
    {
        DataValue result = importer.Append(new GlobalAveragePool(ActivationSpec.Identity), [importer.InShape(value, index)], index, []);
        return keepsDimensions ? result with { View = Shape.Of([value.View.Dimensions[0], .. Enumerable.Repeat(1, value.View.Dimensions.Count - 1)]) } : result;
    }
}
