using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.CompilerServices;

/// <summary>
/// Numbers that start at a cache line and do not move: a vector never spans two lines, as it might in
/// an array. Created by generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _room;
    private readonly int _first;

    /// <summary>An array of zeros.</summary>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    public unsafe AlignedArray(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);

        // The largest arrays have no room for another start.
        int slack = Math.Clamp(Array.MaxLength - length, 0, Line / sizeof(T));
        _room = GC.AllocateArray<T>(length + slack, pinned: true);
        nint at = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_room));
        _first = Math.Min((int)(-at & (Line - 1)) / sizeof(T), slack);
        Length = length;
    }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The numbers.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_room), _first), Length);

    /// <summary>The numbers.</summary>
    /// <param name="array">The array.</param>
    public static implicit operator ReadOnlySpan<T>(AlignedArray<T> array) => array.Span;

    /// <summary>Some of the numbers.</summary>
    /// <param name="start">The place of the first.</param>
    /// <param name="length">Their count.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <summary>Copies the array.</summary>
    /// <returns>The copy.</returns>
    public AlignedArray<T> Copy()
    {
        var copy = new AlignedArray<T>(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }
}
