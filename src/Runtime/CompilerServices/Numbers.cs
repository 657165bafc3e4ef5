using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Numbers in a buffer whose length has been checked once, so that each access is one instruction. Created and read by generated
/// code, in which every index is known at compile time.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Numbers<T>
    where T : unmanaged
{
    private readonly ref T _first;

    /// <summary>Creates a view of the first numbers of a buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="length">The number of elements that may be read and written.</param>
    /// <exception cref="ArgumentException">The buffer is shorter; the message names the expected and the actual length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers(ReadOnlySpan<T> buffer, int length)
    {
        if (buffer.Length < length)
            Throw(length, buffer.Length);
        _first = ref MemoryMarshal.GetReference(buffer);
    }

    private Numbers(ref T first) => _first = ref first;

    /// <summary>A number.</summary>
    /// <param name="at">The index, which is not checked.</param>
    public ref T this[nint at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref _first, at);
    }

    /// <summary>The numbers from an index on.</summary>
    /// <param name="at">The index, which is not checked.</param>
    /// <returns>The numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Numbers<T> From(nint at) => new(ref Unsafe.Add(ref _first, at));

    /// <summary>Loads consecutive numbers, one into each lane.</summary>
    /// <param name="at">The index of the first, which is not checked.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<T> Load(nint at) => Vector256.LoadUnsafe(ref _first, (nuint)at);

    /// <summary>Loads twice as many, into a wide vector.</summary>
    /// <param name="at">The index of the first, which is not checked.</param>
    /// <returns>The vector.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> LoadWide(nint at) => Vector512.LoadUnsafe(ref _first, (nuint)at);

    /// <inheritdoc cref="Store(Vector256{T}, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<T> lanes, nint at) => lanes.StoreUnsafe(ref _first, (nuint)at);

    /// <summary>Stores consecutive numbers, one from each lane.</summary>
    /// <param name="lanes">The vector.</param>
    /// <param name="at">The index of the first number, which is not checked.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector256<T> lanes, nint at) => lanes.StoreUnsafe(ref _first, (nuint)at);

    /// <summary>Returns the numbers as a span.</summary>
    /// <param name="length">Their count, which is not checked.</param>
    /// <returns>The span.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> AsSpan(int length) => MemoryMarshal.CreateSpan(ref _first, length);

    [DoesNotReturn]
    private static void Throw(int expected, int actual) =>
        throw new ArgumentException($"Expected at least {expected} numbers, but got {actual}.");
}
