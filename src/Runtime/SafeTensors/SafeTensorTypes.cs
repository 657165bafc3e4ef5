using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen;

/// <summary>The names and sizes of the types in the format. Compiled into the generator too.</summary>
internal static class SafeTensorTypes
{
    /// <summary>The types that weights can be loaded from, for messages.</summary>
    public const string Weights = "F64, F32, F16 or BF16";

    /// <summary>
    /// The largest number of dimensions of a tensor. The format has no limit, but NumPy has this one, and an unlimited shape
    /// could take four times the memory of its file.
    /// </summary>
    public const int MaxDimensions = 64;

    // The number of sizes of a shape in a message.
    private const int SizesInText = 8;

    // In the order of the enum, and written out, because enum names need reflection.
    private static readonly string[] _names =
    [
        "BOOL", "F4", "F6_E2M3", "F6_E3M2", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ",
        "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "C64", "F64", "I64", "U64",
    ];

    private static readonly byte[] _bits = [8, 4, 6, 6, 8, 8, 8, 8, 8, 8, 8, 16, 16, 16, 16, 32, 32, 32, 64, 64, 64, 64];

    /// <summary>Returns the type with the name <paramref name="name"/> in the format; null if there is none.</summary>
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

    /// <summary>The number of bits of a tensor whose sizes are 0 or more; null if it exceeds 64 bits.</summary>
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

    /// <summary>A shape as text, <c>(32, 64)</c>; if it is long, only its first sizes.</summary>
    public static string Text<T>(IReadOnlyList<T> shape) => $"({Sizes(shape)})";

    /// <summary>Sizes separated by commas; if there are many, only the first.</summary>
    public static string Sizes<T>(IReadOnlyList<T> sizes) =>
        sizes.Count <= SizesInText ? string.Join(", ", sizes) : $"{string.Join(", ", sizes.Take(SizesInText))}, ... of {sizes.Count}";

    /// <summary>Whether the shape of a tensor in a file is that in a network.</summary>
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
