using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>How a tensor of a file, or a value with one number for each channel, is repeated over the numbers of a sample, by the rules of NumPy.</summary>
internal static class OnnxBroadcast
{
    /// <summary>
    /// Whether a tensor has one number for each channel or for all, and where it has those of a whole sample, or of each channel: the
    /// distance between neighbors in each dimension, or nothing if it has the same order. Null if it does not fit.
    /// </summary>
    public static (bool IsPerChannel, IReadOnlyList<int> Strides)? Of(ConstantValue constant, Shape view)
    {
        // Without the dimension of the batch.
        IEnumerable<long> given = constant.Shape.Count == view.Dimensions.Count + 1 && constant.Shape[0] == 1 ? constant.Shape.Skip(1) : constant.Shape;
        long[] sizes = [.. Enumerable.Repeat(1L, view.Dimensions.Count - System.Math.Min(view.Dimensions.Count, given.Count())), .. given];
        if (sizes.Length != view.Dimensions.Count || constant.IsTransposed || sizes.Zip(view.Dimensions, (size, dimension) => size != 1 && size != dimension).Any(differs => differs))
            return null;

        if (view.Dimensions.Count > 1 && sizes.Skip(1).All(size => size == 1))
            return (true, sizes[0] == view.Dimensions[0] ? [] : [0]);

        var strides = new int[sizes.Length];
        int stride = 1;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = sizes[d] == 1 ? 0 : stride;
            stride *= (int)sizes[d];
        }

        return (false, stride == view.Size ? [] : strides);
    }

    /// <summary>A value with one number for each channel, (C, 1, 1) or (C, 1), at all pixels of a larger shape. Others are returned as they are.</summary>
    public static DataValue To(OnnxImporter importer, DataValue value, Shape view, int index)
    {
        DataValue channels = OnnxNormalization.Narrow(value);
        int dimensions = view.Dimensions.Count;
        bool fits = dimensions is 2 or 3 && value.View.Dimensions.Count == dimensions && channels.View.Equals(Shape.Of(view.Dimensions[0]));
        return !fits || value.View.Equals(view)
            ? value
            : new DataValue(importer.AppendOnce(new Expand(Shape.Of([.. view.Dimensions.Skip(1)])), importer.InShape(channels, index), index), view);
    }
}
