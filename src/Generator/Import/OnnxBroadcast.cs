using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Import;

/// <summary>How a tensor of a file is repeated over the numbers of a sample, by the rules of NumPy.</summary>
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
}
