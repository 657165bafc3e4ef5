using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <content>One sample: [channel][row][column].</content>
public static partial class Pooling
{
    /// <summary>The same as <see cref="Max"/> for one sample in its natural order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="places">Receives the index of each output in its window, row by row; empty if it is not needed.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="window">The window.</param>
    public static void MaxOne<T>(ReadOnlySpan<T> x, Span<T> places, Span<T> z, in SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = window.Height * window.Width, outSize = window.OutHeight * window.OutWidth;
        bool halves = typeof(T) == typeof(float) && (Sse.IsSupported || AdvSimd.Arm64.IsSupported) && window.IsHalving && window.OutWidth >= Vector128<float>.Count;
        for (int channel = 0; channel < window.Channels; channel++)
        {
            ReadOnlySpan<T> plane = x.Slice(channel * size, size);
            Span<T> to = z.Slice(channel * outSize, outSize), placesTo = places.IsEmpty ? default : places.Slice(channel * outSize, outSize);
            if (halves)
                HalvePlane(MemoryMarshal.Cast<T, float>(plane), MemoryMarshal.Cast<T, float>(placesTo), MemoryMarshal.Cast<T, float>(to), window);
            else
                MaxPlane(plane, placesTo, to, window);
        }
    }

    /// <summary>The same as <see cref="Average"/> for one sample in its natural order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="window">The window.</param>
    /// <param name="countsPadding">Whether padding counts as zeros; otherwise only the inputs of a window count.</param>
    public static void AverageOne<T>(ReadOnlySpan<T> x, Span<T> z, in SlidingWindow window, bool countsPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = window.Height * window.Width, outSize = window.OutHeight * window.OutWidth;
        for (int channel = 0; channel < window.Channels; channel++)
            AveragePlane(x.Slice(channel * size, size), z.Slice(channel * outSize, outSize), window, countsPadding);
    }

    /// <summary>The same as <see cref="GlobalAverage"/> for one sample in its natural order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="z">Receives the averages.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    public static void GlobalAverageOne<T>(ReadOnlySpan<T> x, Span<T> z, int channels, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T count = T.CreateTruncating(size);
        for (int channel = 0; channel < channels; channel++)
            z[channel] = SumOfPixels(x.Slice(channel * size, size)) / count;
    }

    /// <summary>The same as <see cref="Expand"/> for one sample in its natural order.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, one number for each channel.</param>
    /// <param name="z">Receives the outputs.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="size">The pixels of a channel.</param>
    public static void ExpandOne<T>(ReadOnlySpan<T> x, Span<T> z, int channels, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int channel = 0; channel < channels; channel++)
            z.Slice(channel * size, size).Fill(x[channel]);
    }

    private static void MaxPlane<T>(ReadOnlySpan<T> x, Span<T> places, Span<T> z, in SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        for (int y = 0; y < window.OutHeight; y++)
        {
            int startY = y * window.StrideY - window.Top;
            (int firstY, int endY) = Reach.OfWindow(startY, window.KernelHeight, window.Height, window.DilationY);
            for (int column = 0; column < window.OutWidth; column++, at++)
            {
                int startX = column * window.StrideX - window.Left;
                (int firstX, int endX) = Reach.OfWindow(startX, window.KernelWidth, window.Width, window.DilationX);
                int place = firstY * window.KernelWidth + firstX;
                T largest = x[(startY + window.DilationY * firstY) * window.Width + startX + window.DilationX * firstX];
                for (int ky = firstY; ky < endY; ky++)
                {
                    int from = (startY + window.DilationY * ky) * window.Width + startX + window.DilationX * firstX;
                    for (int kx = firstX; kx < endX; kx++, from += window.DilationX)
                    {
                        T value = x[from];
                        if (value > largest || T.IsNaN(value))
                            (largest, place) = (value, ky * window.KernelWidth + kx);
                    }
                }

                z[at] = largest;
                if (!places.IsEmpty)
                    places[at] = T.CreateTruncating(place);
            }
        }
    }

    /// <summary>Adjacent windows of 2 x 2, four at a time; the last four may overlap those before.</summary>
    private static void HalvePlane(ReadOnlySpan<float> x, Span<float> places, Span<float> z, in SlidingWindow window)
    {
        const int Count = 4;
        Vector128<float> one = Vector128<float>.One, two = one + one, three = two + one;
        for (int y = 0; y < window.OutHeight; y++)
        {
            ref float top = ref MemoryMarshal.GetReference(x.Slice(2 * y * window.Width, 2 * window.OutWidth)), bottom = ref MemoryMarshal.GetReference(x.Slice((2 * y + 1) * window.Width, 2 * window.OutWidth));
            Span<float> to = z.Slice(y * window.OutWidth, window.OutWidth), placesTo = places.IsEmpty ? default : places.Slice(y * window.OutWidth, window.OutWidth);
            for (int next = 0; next < to.Length; next += Count)
            {
                int column = Math.Min(next, to.Length - Count);
                (Vector128<float> largest, Vector128<float> second) = Pairs(ref Unsafe.Add(ref top, 2 * column));
                (Vector128<float> third, Vector128<float> fourth) = Pairs(ref Unsafe.Add(ref bottom, 2 * column));
                Vector128<float> place = Vector128<float>.Zero;
                NarrowLargestSoFar.Take(second, one, ref largest, ref place);
                NarrowLargestSoFar.Take(third, two, ref largest, ref place);
                NarrowLargestSoFar.Take(fourth, three, ref largest, ref place);
                largest.CopyTo(to[column..]);
                if (!placesTo.IsEmpty)
                    place.CopyTo(placesTo[column..]);
            }
        }
    }

    /// <summary>The first and the second numbers of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Second) Pairs(ref float pairs)
    {
        Vector128<float> left = Vector128.LoadUnsafe(ref pairs), right = Vector128.LoadUnsafe(ref pairs, 4);
        return Sse.IsSupported
            ? (Sse.Shuffle(left, right, 0x88), Sse.Shuffle(left, right, 0xDD))
            : (AdvSimd.Arm64.UnzipEven(left, right), AdvSimd.Arm64.UnzipOdd(left, right));
    }

    private static void AveragePlane<T>(ReadOnlySpan<T> x, Span<T> z, in SlidingWindow window, bool countsPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = 0;
        for (int y = 0; y < window.OutHeight; y++)
        {
            int startY = y * window.StrideY - window.Top;
            (int firstY, int endY) = Reach.OfWindow(startY, window.KernelHeight, window.Height);
            int rows = countsPadding ? window.PaddedRows(y) : endY - firstY;
            for (int column = 0; column < window.OutWidth; column++, at++)
            {
                int startX = column * window.StrideX - window.Left;
                (int firstX, int endX) = Reach.OfWindow(startX, window.KernelWidth, window.Width);
                int columns = countsPadding ? window.PaddedColumns(column) : endX - firstX;
                T sum = T.Zero;
                for (int ky = firstY; ky < endY; ky++)
                {
                    int from = (startY + ky) * window.Width + startX + firstX;
                    for (int kx = firstX; kx < endX; kx++, from++)
                        sum += x[from];
                }

                z[at] = sum / T.CreateTruncating(rows * columns);
            }
        }
    }

    /// <summary>Pixel p in part p modulo 8, closed by halves: a vector in single precision, and two in double precision.</summary>
    private static T SumOfPixels<T>(ReadOnlySpan<T> pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int SumParts = 8;
        Span<T> rest = stackalloc T[SumParts];
        int whole = pixels.Length / SumParts * SumParts;
        rest.Clear();
        pixels[whole..].CopyTo(rest);
        ref T first = ref MemoryMarshal.GetReference(pixels), last = ref MemoryMarshal.GetReference(rest);
        Vector256<T> lower = Vector256<T>.Zero, upper = lower;
        for (nint p = 0; p < whole; p += SumParts)
        {
            lower += Vectors.Load(ref first, p);
            if (typeof(T) == typeof(double))
                upper += Vectors.Load(ref first, p + Vector256<T>.Count);
        }

        lower += Vectors.Load(ref last, 0);
        if (typeof(T) == typeof(double))
            lower += upper + Vectors.Load(ref last, Vector256<T>.Count);

        return Lanes.Sum(lower);
    }
}
