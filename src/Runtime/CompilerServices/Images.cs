using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>
/// Batches of images with samples in lanes: in blocks of as many samples as a vector has lanes, [block][channel][row][column][lane]. Lanes
/// of the last block without a sample hold numbers that are never read; those of a gradient are 0. Called by generated code.
/// </summary>
/// <remarks>
/// A block has the lanes of the hardware's widest vectors. A sum over samples is added in 16 parts in single precision,
/// sample i in part i modulo 16, for any width, and in 8 parts in double precision; it is closed by halves.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Images
{
    /// <summary>The number of elements, read once, that is worth a thread: about 10 microseconds.</summary>
    private const int NumbersOfThread = 1 << 15;

    /// <summary>The rows and columns of a block that is transposed at once.</summary>
    private const int Square = 8;

    /// <summary>The number of parts of a sum over samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <returns>Their number.</returns>
    internal static int Parts<T>() => Vector512<T>.Count;

    /// <summary>The number of samples in a block.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <returns>Their number: the lanes of a vector.</returns>
    public static int Lanes<T>() => Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count;

    /// <summary>
    /// Whether blocks with this many lanes are vectors of 512 bits. A NativeAOT program for hardware without them knows that they never are,
    /// and has no code for them; elsewhere the blocks decide, so that tests run both.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">The lanes of a block.</param>
    /// <returns>Whether they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsWide<T>(int lanes) => (Vector512.IsHardwareAccelerated || RuntimeFeature.IsDynamicCodeSupported) && lanes == Vector512<T>.Count;

    /// <summary>The number of samples, rounded up to whole blocks.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="n">The number of samples.</param>
    /// <returns>The lanes of all blocks.</returns>
    public static int Whole<T>(int n) => Whole(n, Lanes<T>());

    /// <summary>Copies n samples to lanes. Lanes of the last block without a sample become 0, or do not change if it adds.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="rows">The samples, a stride apart.</param>
    /// <param name="stride">The distance between samples, at least the size.</param>
    /// <param name="lanes">Receives the blocks.</param>
    /// <param name="size">The numbers of one sample.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="adds">Whether to add rather than overwrite.</param>
    public static void ToLanes<T>(ReadOnlySpan<T> rows, int stride, Span<T> lanes, int size, int n, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToLanes(rows, stride, lanes, size, n, adds, Lanes<T>());

    /// <summary>Copies n samples out of lanes.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">The blocks.</param>
    /// <param name="rows">Receives the samples, a stride apart; numbers in between do not change.</param>
    /// <param name="stride">The distance between samples, at least the size.</param>
    /// <param name="size">The numbers of one sample.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="adds">Whether to add rather than overwrite.</param>
    public static void ToRows<T>(ReadOnlySpan<T> lanes, Span<T> rows, int stride, int size, int n, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToRows(lanes, rows, stride, size, n, adds, Lanes<T>());

    /// <summary>Sets lanes of the last block without a sample to 0.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="lanes">The blocks.</param>
    /// <param name="size">The numbers of one sample.</param>
    /// <param name="n">The number of samples.</param>
    public static void ClearRest<T>(Span<T> lanes, int size, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ClearRest(lanes, size, n, Lanes<T>());

    /// <summary>The number of samples, rounded up to whole blocks.</summary>
    internal static int Whole(int n, int width) => (n + width - 1) / width * width;

    /// <summary>The number of threads that this many elements are worth.</summary>
    internal static int Threads(long numbers, int threads) => (int)Math.Min(threads, numbers / NumbersOfThread);

    /// <summary>The sum of all parts, which it overwrites: halves first, then quarters, and so on.</summary>
    internal static T Close<T>(Span<T> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int half = parts.Length / 2; half > 0; half /= 2)
            for (int part = 0; part < half; part++)
                parts[part] += parts[part + half];

        return parts[0];
    }

    /// <summary>The same for blocks of a given width.</summary>
    internal static void ToLanes<T>(ReadOnlySpan<T> rows, int stride, Span<T> lanes, int size, int n, bool adds, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n == 0)
            return;

        rows = rows[..checked((n - 1) * stride + size)];
        lanes = lanes[..checked(Whole(n, width) * size)];
        for (int first = 0; first < n; first += width)
        {
            ReadOnlySpan<T> samples = rows[(first * stride)..];
            Span<T> block = lanes.Slice(first * size, size * width);
            int count = Math.Min(width, n - first);
            if (typeof(T) == typeof(float) && Avx.IsSupported && size >= Square)
                LaneSquares.ToLanes(ref As(ref MemoryMarshal.GetReference(samples)), stride, ref As(ref block[0]), size, count, adds, width);
            else
                TurnIn(samples, stride, block, size, count, adds, width);
        }
    }

    /// <summary>The same for blocks of a given width.</summary>
    internal static void ToRows<T>(ReadOnlySpan<T> lanes, Span<T> rows, int stride, int size, int n, bool adds, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n == 0)
            return;

        rows = rows[..checked((n - 1) * stride + size)];
        lanes = lanes[..checked(Whole(n, width) * size)];
        for (int first = 0; first < n; first += width)
        {
            Span<T> samples = rows[(first * stride)..];
            ReadOnlySpan<T> block = lanes.Slice(first * size, size * width);
            int count = Math.Min(width, n - first);
            if (typeof(T) == typeof(float) && Avx.IsSupported && size >= Square)
                LaneSquares.ToRows(ref As(ref MemoryMarshal.GetReference(block)), ref As(ref samples[0]), stride, size, count, adds, width);
            else
                TurnOut(block, samples, stride, size, count, adds, width);
        }
    }

    /// <summary>The same for blocks of a given width.</summary>
    internal static void ClearRest<T>(Span<T> lanes, int size, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int used = n % width;
        if (used == 0)
            return;

        lanes = lanes.Slice(n / width * width * size, width * size);
        ref T start = ref MemoryMarshal.GetReference(lanes);
        for (int first = used / Vector256<T>.Count * Vector256<T>.Count; first < width; first += Vector256<T>.Count)
        {
            Vector256<T> isUsed = Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(used - first)));
            for (nint at = first; at < lanes.Length; at += width)
                Vectors.Store(Vectors.Load(ref start, at) & isUsed, ref start, at);
        }
    }

    private static void TurnIn<T>(ReadOnlySpan<T> rows, int stride, Span<T> block, int size, int count, bool adds, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < size; j++)
        {
            Span<T> lanes = block.Slice(j * width, width);
            for (int lane = 0; lane < count; lane++)
            {
                T value = rows[lane * stride + j];
                lanes[lane] = adds ? lanes[lane] + value : value;
            }

            if (!adds)
                lanes[count..].Clear();
        }
    }

    private static void TurnOut<T>(ReadOnlySpan<T> block, Span<T> rows, int stride, int size, int count, bool adds, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int j = 0; j < size; j++)
            for (int lane = 0; lane < count; lane++)
            {
                ref T to = ref rows[lane * stride + j];
                T value = block[j * width + lane];
                to = adds ? to + value : value;
            }
    }

    private static ref float As<T>(ref T value) => ref Unsafe.As<T, float>(ref value);
}
