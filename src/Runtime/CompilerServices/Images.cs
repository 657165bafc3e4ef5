using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Batches of images with samples in lanes: in blocks of as many samples as a vector has lanes, [block][channel][row][column][lane]. Lanes
/// of the last block that have no sample hold numbers that nobody reads; those of a gradient are 0. Called by generated code.
/// </summary>
/// <remarks>
/// A block has the lanes of the widest vectors that the hardware has. A sum over samples is added up in 16 parts in single precision,
/// sample i in part i modulo 16, whatever the width, and in 8 parts in double precision; it is closed by halves.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Images
{
    /// <summary>How many parts a sum over samples has.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <returns>Their number.</returns>
    internal static int Parts<T>() => Vector512<T>.Count;

    /// <summary>How many samples a block has.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <returns>Their number: the lanes of a vector.</returns>
    public static int Lanes<T>() => Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count;

    /// <summary>How many samples n samples make with the rest of the last block.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="n">The number of samples.</param>
    /// <returns>The lanes of all blocks.</returns>
    public static int Whole<T>(int n) => (n + Lanes<T>() - 1) / Lanes<T>() * Lanes<T>();
}
