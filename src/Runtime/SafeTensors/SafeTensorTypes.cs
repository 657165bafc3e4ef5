using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>What the format says of each type, and of tensors of it. Compiled into the generator as well.</summary>
internal static class SafeTensorTypes
{
    /// <summary>The types that weights can be loaded from, as messages name them.</summary>
    public const string Weights = "F64, F32, F16 or BF16";

    /// <summary>
    /// How many dimensions a tensor can have. The format has no bound, but NumPy has this one, and a shape without bound
    /// would take four times the memory of its file.
    /// </summary>
    public const int MaxDimensions = 64;

    // How many sizes of a shape a message has.
    private const int SizesInText = 8;

    // In the order of the enum. The names are written out, since those of enums cost reflection.
    private static readonly string[] _names =
    [
        "BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ",
        "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "C64", "F64", "I64", "U64",
    ];

    private static readonly byte[] _bits = [8, 4, 6, 6, 8, 8, 8, 8, 8, 8, 8, 16, 16, 16, 16, 32, 32, 32, 64, 64, 64, 64];

    /// <summary>The type that the format calls <paramref name="name"/>; null where there is none.</summary>
    public static SafeTensorType? Find(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index < 0 ? null : (SafeTensorType)index;
    }

    public static bool IsDefined(SafeTensorType type) => type >= 0 && (int)type < _names.Length;

    public static string NameOf(SafeTensorType type) => _names[(int)type];

    /// <summary>Whether weights can be loaded from the type.</summary>
    public static bool IsForWeights(SafeTensorType type) =>
        type is SafeTensorType.F64 or SafeTensorType.F32 or SafeTensorType.F16 or SafeTensorType.BF16;

    /// <summary>How many bits a tensor takes, its sizes being 0 or more; null where they are too many for 64 bits.</summary>
    public static long? Bits(SafeTensorType type, IReadOnlyList<long> shape)
    {
        long product = _bits[(int)type];
        foreach (long size in shape)
        {
            if (size > 0 && product > long.MaxValue / size)
                return null;

            product *= size;
        }

        return product;
    }

    /// <summary>A shape as the notes write it, <c>(32, 64)</c>; how it begins, if it is long.</summary>
    public static string Text<T>(IReadOnlyList<T> shape) => $"({Sizes(shape)})";

    /// <summary>Sizes with commas between; how they begin, if they are many.</summary>
    public static string Sizes<T>(IReadOnlyList<T> sizes) =>
        sizes.Count <= SizesInText ? string.Join(", ", sizes) : $"{string.Join(", ", sizes.Take(SizesInText))}, ... of {sizes.Count}";

    /// <summary>Whether a tensor of a file has the shape that a network gives it.</summary>
    public static bool AreSame(IReadOnlyList<long> actual, IReadOnlyList<int> expected)
    {
        if (actual.Count != expected.Count)
            return false;

        for (int i = 0; i < actual.Count; i++)
        {
            if (actual[i] != expected[i])
                return false;
        }

        return true;
    }
}
