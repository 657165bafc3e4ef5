using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Poolings of images with samples in lanes, plane by plane: a plane is one channel of one block. The build generates <c>WidePoolBlocks</c>
/// from this file, with vectors of 512 bits.
/// </summary>
internal static unsafe partial class PoolBlocks
{
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> places, Span<T> z, in SlidingWindow window, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length, int outLength) = Planes<T>(window, n);
        fixed (T* px = x[..length], pplaces = places.IsEmpty ? places : places[..outLength], pz = z[..outLength])
            Parts.Run(new MaxJob<T> { X = px, Places = pplaces, Z = pz, Window = window }, planes, Images.Threads(length, threads));
    }

    public static void MaxGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> places, Span<T> dx, in SlidingWindow window, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length, int outLength) = Planes<T>(window, n);
        fixed (T* pdelta = delta[..outLength], pplaces = places[..outLength], pdx = dx[..length])
            Parts.Run(new MaxGradientJob<T> { Delta = pdelta, Places = pplaces, Dx = pdx, Window = window, Adds = adds }, planes, Images.Threads(length, threads));
    }

    /// <summary>The number of planes, and their total lengths, on which code without bounds checks relies.</summary>
    private static (int Planes, int Length, int OutLength) Planes<T>(in SlidingWindow window, int n)
    {
        checked
        {
            int planes = (n + Vector256<T>.Count - 1) / Vector256<T>.Count * window.Channels;
            return (planes, planes * window.Height * window.Width * Vector256<T>.Count, planes * window.OutHeight * window.OutWidth * Vector256<T>.Count);
        }
    }

    private struct MaxJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Places, Z;
        public SlidingWindow Window;

        public readonly void Run(int first, int end)
        {
            nint size = (nint)Window.Height * Window.Width * Vector256<T>.Count, outSize = (nint)Window.OutHeight * Window.OutWidth * Vector256<T>.Count;
            for (nint plane = first; plane < end; plane++)
            {
                T* x = X + plane * size, z = Z + plane * outSize, places = Places == null ? null : Places + plane * outSize;
                if (!Window.IsHalving)
                    MaxPlane(x, places, z, Window);
                else if (places == null)
                    HalvePlane(x, z, Window.Width, Window.OutHeight, Window.OutWidth);
                else
                    HalvePlane(x, places, z, Window.Width, Window.OutHeight, Window.OutWidth);
            }
        }
    }

    private struct MaxGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, Places, Dx;
        public SlidingWindow Window;
        public bool Adds;

        public readonly void Run(int first, int end)
        {
            nint size = (nint)Window.Height * Window.Width * Vector256<T>.Count, outSize = (nint)Window.OutHeight * Window.OutWidth * Vector256<T>.Count;
            for (nint plane = first; plane < end; plane++)
            {
                T* delta = Delta + plane * outSize, places = Places + plane * outSize, dx = Dx + plane * size;
                if (Window.IsHalving)
                    HalvePlaneGradient(delta, places, dx, Window, Adds);
                else
                    MaxPlaneGradient(delta, places, dx, Window, Adds);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPlane<T>(T* x, T* places, T* z, in SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Vector256<T>.Count, down = window.DilationY * window.Width * width, across = window.DilationX * width, at = 0;
        for (int y = 0; y < window.OutHeight; y++)
        {
            int startY = y * window.StrideY - window.Top;
            (int firstY, int endY) = Reach.OfWindow(startY, window.KernelHeight, window.Height, window.DilationY);
            for (int column = 0; column < window.OutWidth; column++, at += width)
            {
                int startX = column * window.StrideX - window.Left;
                (int firstX, int endX) = Reach.OfWindow(startX, window.KernelWidth, window.Width, window.DilationX);
                T* row = x + ((nint)startY * window.Width + startX) * width + firstY * down + firstX * across;
                Vector256<T> largest = Vector256.Load(row), place = Vector256.Create(T.CreateTruncating(firstY * window.KernelWidth + firstX));
                for (int ky = firstY; ky < endY; ky++, row += down)
                {
                    T* value = row;
                    Vector256<T> k = Vector256.Create(T.CreateTruncating(ky * window.KernelWidth + firstX));
                    for (int kx = firstX; kx < endX; kx++, value += across, k += Vector256<T>.One)
                        LargestSoFar.Take(Vector256.Load(value), k, ref largest, ref place);
                }

                largest.Store(z + at);
                if (places != null)
                    place.Store(places + at);
            }
        }
    }

    /// <summary>The largest numbers of adjacent windows of 2 x 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalvePlane<T>(T* x, T* z, int columns, int outRows, int outColumns)
        where T : unmanaged
    {
        nint width = Vector256<T>.Count, down = columns * width;
        for (int y = 0; y < outRows; y++, x += 2 * down)
        {
            T* top = x;
            for (int column = 0; column < outColumns; column++, top += 2 * width, z += width)
            {
                Vector256<T> largest = Vector256.Load(top);
                largest = LargestSoFar.With(largest, Vector256.Load(top + width));
                largest = LargestSoFar.With(largest, Vector256.Load(top + down));
                LargestSoFar.With(largest, Vector256.Load(top + down + width)).Store(z);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalvePlane<T>(T* x, T* places, T* z, int columns, int outRows, int outColumns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Vector256<T>.Count, down = columns * width;
        Vector256<T> one = Vector256<T>.One, two = one + one, three = two + one;
        for (int y = 0; y < outRows; y++, x += 2 * down)
        {
            T* top = x;
            for (int column = 0; column < outColumns; column++, top += 2 * width, z += width, places += width)
            {
                Vector256<T> largest = Vector256.Load(top), place = Vector256<T>.Zero;
                LargestSoFar.Take(Vector256.Load(top + width), one, ref largest, ref place);
                LargestSoFar.Take(Vector256.Load(top + down), two, ref largest, ref place);
                LargestSoFar.Take(Vector256.Load(top + down + width), three, ref largest, ref place);
                largest.Store(z);
                place.Store(places);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HalvePlaneGradient<T>(T* delta, T* places, T* dx, in SlidingWindow window, bool adds)
        where T : unmanaged
    {
        nint width = Vector256<T>.Count, down = window.Width * width, rest = window.Width - 2 * window.OutWidth;
        Vector256<T> one = Vector256<T>.One, two = one + one, three = two + one;
        for (int y = 0; y < window.OutHeight; y++, dx += down)
        {
            for (int column = 0; column < window.OutWidth; column++, dx += 2 * width, delta += width, places += width)
            {
                Vector256<T> d = Vector256.Load(delta), place = Vector256.Load(places);
                Put(d & Vector256.Equals(place, Vector256<T>.Zero), dx, adds);
                Put(d & Vector256.Equals(place, one), dx + width, adds);
                Put(d & Vector256.Equals(place, two), dx + down, adds);
                Put(d & Vector256.Equals(place, three), dx + down + width, adds);
            }

            // Columns that no window reaches.
            for (nint column = 0; column < rest; column++, dx += width)
            {
                Put(Vector256<T>.Zero, dx, adds);
                Put(Vector256<T>.Zero, dx + down, adds);
            }
        }

        for (nint left = (window.Height - 2 * window.OutHeight) * (nint)window.Width; left > 0; left--, dx += width)
            Put(Vector256<T>.Zero, dx, adds);
    }

    /// <summary>Input by input, because each lane of a window has its own place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxPlaneGradient<T>(T* delta, T* places, T* dx, in SlidingWindow window, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int reachY = window.DilationY * (window.KernelHeight - 1), reachX = window.DilationX * (window.KernelWidth - 1);
        for (int row = window.Top; row < window.Top + window.Height; row++)
        {
            (int firstY, int endY) = Reach.OfPlace(row, reachY, window.StrideY, window.OutHeight);
            int firstX = 0, endX = 0;
            for (int column = window.Left; column < window.Left + window.Width; column++, dx += Vector256<T>.Count)
            {
                Reach.Advance(column, reachX, window.StrideX, window.OutWidth, ref firstX, ref endX);
                Vector256<T> sum = Vector256<T>.Zero;
                for (int y = firstY; y < endY; y++)
                {
                    int ky = Reach.NumberAt(row - y * window.StrideY, window.DilationY);
                    if (ky < 0)
                        continue;

                    nint at = ((nint)y * window.OutWidth + firstX) * Vector256<T>.Count;
                    for (int x = firstX; x < endX; x++, at += Vector256<T>.Count)
                    {
                        int kx = Reach.NumberAt(column - x * window.StrideX, window.DilationX);
                        if (kx < 0)
                            continue;

                        Vector256<T> place = Vector256.Create(T.CreateTruncating(ky * window.KernelWidth + kx));
                        sum += Vector256.Load(delta + at) & Vector256.Equals(Vector256.Load(places + at), place);
                    }
                }

                Put(sum, dx, adds);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(Vector256<T> value, T* to, bool adds)
        where T : unmanaged =>
        (adds ? Vector256.Load(to) + value : value).Store(to);
}
