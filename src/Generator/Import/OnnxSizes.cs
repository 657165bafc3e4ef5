using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>Nodes that only compute a shape, and nodes that only change one. No layer comes of them.</summary>
internal static class OnnxSizes
{
    private const long Batch = SizesValue.Batch;

    /// <summary>The most integers that are taken for a shape.</summary>
    private const int MostSizes = 64;

    /// <summary>The shape of a value, whose first dimension is the batch.</summary>
    public static OnnxValue Shape(OnnxImporter importer, OnnxNode node, int index)
    {
        long[] all = importer.Find(node.Input(0)) switch
        {
            ConstantValue { IsTransposed: false } constant => [.. constant.Shape],
            SizesValue sizes => sizes.IsScalar ? [] : [sizes.Sizes.Count],
            _ => [Batch, .. ViewOf(importer, node.Input(0)).Dimensions.Select(size => (long)size)],
        };
        int start = Place(node.Integer("start", 0), all.Length), end = Place(node.Integer("end", all.Length), all.Length);
        return new SizesValue([.. all.Skip(start).Take(end - start)]);
    }

    public static OnnxValue Gather(OnnxImporter importer, OnnxNode node, int index)
    {
        SizesValue from = Needed(importer, node, 0), at = Needed(importer, node, 1);
        return node.Integer("axis", 0) == 0
            ? new SizesValue([.. at.Sizes.Select(place => OnnxNodes.Axis(place, from.Sizes.Count) is var i && i >= 0 && i < from.Sizes.Count ? from.Sizes[(int)i] : throw new UnsupportedException($"it reads number {place} of {from.Sizes.Count}"))], at.IsScalar)
            : throw new UnsupportedException("it gathers along another axis than the first");
    }

    public static OnnxValue Slice(OnnxImporter importer, OnnxNode node, int index)
    {
        SizesValue from = Needed(importer, node, 0);
        IReadOnlyList<long> starts = Argument(1, "starts"), ends = Argument(2, "ends"), steps = node.Inputs.Count > 4 ? Argument(4, "steps") : [1];
        if (starts.Count != 1 || ends.Count != 1 || steps.Count != 1 || steps[0] != 1)
            throw new UnsupportedException("it takes other numbers than a range of one list");

        int start = Place(starts[0], from.Sizes.Count), end = Place(ends[0], from.Sizes.Count);
        return new SizesValue([.. from.Sizes.Skip(start).Take(end - start)]);

        IReadOnlyList<long> Argument(int input, string attribute) => importer.SizesOf(node.Input(input))?.Sizes ?? node.Integers(attribute) ?? throw new UnsupportedException($"it has no {attribute}");
    }

    /// <summary>Whether a node joins integers rather than values.</summary>
    public static bool AreSizes(OnnxImporter importer, OnnxNode node) => node.Inputs.Count > 0 && node.Inputs.All(input => importer.Find(input) is SizesValue or ConstantValue { Tensor.IsInteger: true });

    public static OnnxValue Join(OnnxImporter importer, OnnxNode node) => new SizesValue([.. node.Inputs.SelectMany(input => importer.SizesOf(input)!.Sizes)]);

    /// <summary>Arithmetic on integers that make a shape.</summary>
    public static OnnxValue Combine(OnnxImporter importer, OnnxNode node, Func<double, double, double> operation)
    {
        return Each(importer, node, 2, numbers => Of(numbers[0], numbers[1]));

        long Of(long a, long b)
        {
            double result = a == Batch || b == Batch ? double.NaN : Math.Truncate(operation(a, b));
            return Math.Abs(result) <= int.MaxValue ? (long)result : throw new UnsupportedException("it computes with the size of the batch");
        }
    }

    /// <summary>The same number several times.</summary>
    public static OnnxValue ConstantOfShape(OnnxImporter importer, OnnxNode node, int index)
    {
        IReadOnlyList<long> shape = Needed(importer, node, 0).Sizes;
        return shape.Count == 1 && shape[0] is >= 0 and <= MostSizes && node.Find("value")?.Tensor?.ToIntegers() is { Length: 1 } number
            ? new SizesValue([.. Enumerable.Repeat(number[0], (int)shape[0])])
            : throw new UnsupportedException("it makes other numbers than those of a shape");
    }

    /// <summary>Whether integers are equal. The size of the batch is that of no other dimension.</summary>
    public static OnnxValue Equal(OnnxImporter importer, OnnxNode node, int index) => Each(importer, node, 2, numbers => numbers[0] == numbers[1] ? 1 : 0);

    /// <summary>The second number where the first is not 0, otherwise the third.</summary>
    public static OnnxValue Where(OnnxImporter importer, OnnxNode node, int index) => Each(importer, node, 3, numbers => numbers[0] != 0 ? numbers[1] : numbers[2]);

    /// <summary>A function of numbers at the same place, where one number stands for any count of them.</summary>
    private static SizesValue Each(OnnxImporter importer, OnnxNode node, int inputs, Func<long[], long> function)
    {
        SizesValue[] values = [.. Enumerable.Range(0, inputs).Select(input => Needed(importer, node, input))];
        int count = values.Max(value => value.Sizes.Count);
        if (count > MostSizes || values.Any(value => value.Sizes.Count != count && value.Sizes.Count != 1))
            throw new UnsupportedException("it computes with constants only: simplify the model, for example with onnxsim");

        return new SizesValue([.. Enumerable.Range(0, count).Select(i => function([.. values.Select(value => value.Sizes[i % value.Sizes.Count])]))], values.All(value => value.IsScalar));
    }

    public static OnnxValue Combine(OnnxImporter importer, OnnxNode node, Func<double, double> function) =>
        throw new UnsupportedException("it computes with constants only: simplify the model, for example with onnxsim");

    /// <summary>Gives a value, a tensor or integers another shape.</summary>
    public static OnnxValue Reshape(OnnxImporter importer, OnnxNode node, int index)
    {
        IReadOnlyList<long> target = importer.SizesOf(node.Input(1))?.Sizes ?? node.Integers("shape") ?? throw new UnsupportedException("it has no shape");
        bool copiesZeros = node.Integer("allowzero", 0) == 0;
        if (importer.Find(node.Input(0)) is ConstantValue { IsTransposed: false } constant)
            return constant with { Shape = Fill(constant.Shape, target, copiesZeros) };
        if (importer.Find(node.Input(0)) is SizesValue sizes)
            return sizes with { IsScalar = target.Count == 0 };

        DataValue value = importer.DataOf(node.Input(0));
        long[] before = [Batch, .. value.View.Dimensions.Select(size => (long)size)];
        long size = value.View.Dimensions.Aggregate(1L, (product, dimension) => product * dimension);
        bool keepsBatch = target.Count > 0 && (target[0] == Batch || (target[0] == 0 && copiesZeros) || (target[0] == importer.FixedBatch && target[0] > 0)
            || (target[0] == -1 && Product(Copied(target.Skip(1), 1)) == size));
        if (!keepsBatch || target.Skip(1).Contains(Batch))
            throw new UnsupportedException($"its shape {Text(target)} does not keep the batch as the first dimension");

        return View(importer, index, value, Fill([.. before.Skip(1)], [.. Copied(target.Skip(1), 1)], copiesZeros: false));

        IEnumerable<long> Copied(IEnumerable<long> rest, int first) => rest.Select((size, i) => size == 0 && copiesZeros ? first + i < before.Length ? before[first + i] : throw new UnsupportedException("it copies a dimension that is not there") : size);
    }

    /// <summary>Repeats numbers along dimensions of size 1.</summary>
    public static OnnxValue Expand(OnnxImporter importer, OnnxNode node, int index)
    {
        DataValue value = importer.DataOf(node.Input(0));
        IReadOnlyList<long> target = Needed(importer, node, 1).Sizes;
        long[] before = [Batch, .. value.View.Dimensions.Select(size => (long)size)];
        if (target.Count > before.Length)
            throw new UnsupportedException($"its shape {Text(target)} has more dimensions than {Text(before)}");

        // A shape with fewer dimensions counts from the last.
        long[] after = [.. before.Take(before.Length - target.Count), .. target.Select((size, i) => With(before[before.Length - target.Count + i], size))];
        Shape view = new(after.Skip(1).Select(size => OnnxNodes.Size(size, "a size of")).ToEquatableArray());
        DataValue expanded = after[0] == Batch ? OnnxBroadcast.To(importer, value, view, index) : value;
        return after[0] == Batch && expanded.View.Equals(view)
            ? expanded
            : throw new UnsupportedException($"it repeats shape {Text(before)} to {Text(after)}, where NetGen repeats one number for each channel at all of its pixels");

        long With(long given, long size) => size == 1 || (given == Batch && size == importer.FixedBatch) ? given : given == 1 || given == size ? size : throw new UnsupportedException($"its shape {Text(target)} does not fit {Text(before)}");
    }

    public static OnnxValue Flatten(OnnxImporter importer, OnnxNode node, int index)
    {
        DataValue value = importer.DataOf(node.Input(0));
        return OnnxNodes.Axis(node.Integer("axis", 1), value.View.Dimensions.Count + 1) == 1
            ? View(importer, index, value, [value.View.LongSize])
            : throw new UnsupportedException($"it flattens from axis {node.Integer("axis", 1)}, where NetGen takes 1");
    }

    public static OnnxValue Squeeze(OnnxImporter importer, OnnxNode node, int index)
    {
        IReadOnlyList<long>? axes = importer.SizesOf(node.Input(1))?.Sizes ?? node.Integers("axes");
        return Change(importer, node, index, shape =>
        {
            long[] removed = axes is null ? [.. Enumerable.Range(0, shape.Count).Where(axis => shape[axis] == 1).Select(axis => (long)axis)] : [.. axes.Select(axis => OnnxNodes.Axis(axis, shape.Count))];
            return removed.All(axis => axis >= 0 && axis < shape.Count && shape[(int)axis] == 1)
                ? shape.Where((_, axis) => !removed.Contains(axis))
                : throw new UnsupportedException("it removes a dimension that is not 1");
        });
    }

    public static OnnxValue Unsqueeze(OnnxImporter importer, OnnxNode node, int index)
    {
        IReadOnlyList<long> axes = importer.SizesOf(node.Input(1))?.Sizes ?? node.Integers("axes") ?? throw new UnsupportedException("it has no axes");
        return Change(importer, node, index, shape =>
        {
            var result = new List<long>(shape);
            foreach (long axis in axes.Select(axis => OnnxNodes.Axis(axis, shape.Count + axes.Count)).OrderBy(axis => axis))
                result.Insert(axis >= 0 && axis <= result.Count ? (int)axis : throw new UnsupportedException($"it inserts a dimension at {axis}"), 1);
            return result;
        });
    }

    /// <summary>Turns a matrix of the file around, as exporters do with weights.</summary>
    public static OnnxValue Transpose(OnnxImporter importer, OnnxNode node, int index)
    {
        IReadOnlyList<long>? order = node.Integers("perm");
        if (importer.Find(node.Input(0)) is ConstantValue { Shape.Count: 2 } matrix)
            return order is null || order.SequenceEqual([1L, 0L]) ? matrix with { IsTransposed = !matrix.IsTransposed } : matrix;

        if (order is not null && order.SequenceEqual(Enumerable.Range(0, order.Count).Select(axis => (long)axis)))
            return importer.DataOf(node.Input(0));
        throw new UnsupportedException($"NetGen does not reorder dimensions{(order is { Count: 4 } && order[1] == 3 ? ": export the model with channels first, for example with tf2onnx --inputs-as-nchw" : "")}");
    }

    private static OnnxValue Change(OnnxImporter importer, OnnxNode node, int index, Func<IReadOnlyList<long>, IEnumerable<long>> change)
    {
        switch (importer.Find(node.Input(0)))
        {
            case ConstantValue { IsTransposed: false } constant:
                return constant.Tensor.ToIntegers() is { Length: <= MostSizes } integers ? new SizesValue(integers, !change(constant.Shape).Any()) : constant with { Shape = [.. change(constant.Shape)] };
            case SizesValue sizes:
                return sizes with { IsScalar = !change(sizes.IsScalar ? [] : [sizes.Sizes.Count]).Any() };
            default:
                DataValue value = importer.DataOf(node.Input(0));

                // The batch is no 1 here, so that it stays.
                long[] shape = [.. change([Batch, .. value.View.Dimensions.Select(size => (long)size)])];
                return shape.Length > 0 && shape[0] == Batch ? View(importer, index, value, [.. shape.Skip(1)]) : throw new UnsupportedException("it moves the batch from the first dimension");
        }
    }

    private static DataValue View(OnnxImporter importer, int index, DataValue value, IReadOnlyList<long> shape) =>
        importer.Viewed(value, new Shape((shape.Count == 0 ? [1] : shape.Select(size => (int)size)).ToEquatableArray()), index);

    /// <summary>A shape with the size that -1 stands for.</summary>
    private static IReadOnlyList<long> Fill(IReadOnlyList<long> before, IReadOnlyList<long> target, bool copiesZeros)
    {
        long[] shape = [.. target.Select((size, i) => size == 0 && copiesZeros && i < before.Count ? before[i] : size)];
        long whole = Product(before), known = Product(shape);
        int open = Array.IndexOf(shape, -1L);
        if (open >= 0 && known > 0 && whole % known == 0)
            shape[open] = whole / known;
        return shape.All(size => size > 0 && size <= int.MaxValue) && Product(shape) == whole ? shape : throw new UnsupportedException($"its shape {Text(target)} does not have the {whole:N0} numbers of {OnnxNodes.Text(before)}");
    }

    /// <summary>The product without -1. It saturates, so that it cannot overflow.</summary>
    private static long Product(IEnumerable<long> sizes) => sizes.Where(size => size != -1).Aggregate(1L, (product, size) => product is < 0 or > int.MaxValue || size is < 0 or > int.MaxValue ? long.MaxValue : product * size);

    private static Shape ViewOf(OnnxImporter importer, string name) => importer.Find(name) is PointwiseValue pending ? pending.Base.View : importer.DataOf(name).View;

    private static SizesValue Needed(OnnxImporter importer, OnnxNode node, int input) => importer.SizesOf(node.Input(input)) ?? throw new UnsupportedException($"its input {input + 1} is missing");

    private static int Place(long place, int count) => (int)Math.Max(0, Math.Min(count, OnnxNodes.Axis(place, count)));

    private static string Text(IEnumerable<long> sizes) => $"({string.Join(", ", sizes.Take(8).Select(size => size == Batch ? "batch" : size.ToString(System.Globalization.CultureInfo.InvariantCulture)))})";
}
