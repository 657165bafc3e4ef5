using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>Averages over windows and over all pixels of a channel, and one number at all of them.</content>
internal static unsafe partial class PoolBlocks
{
    public static void Average<T>(ReadOnlySpan<T> x, Span<T> z, in SlidingWindow window, bool countsPadding, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length, int outLength) = Planes<T>(window, n);
        fixed (T* px = x[..length], pz = z[..outLength])
            Parts.Run(new AverageJob<T> { X = px, Z = pz, Window = window, CountsPadding = countsPadding }, planes, Images.Threads(length, threads));
    }

    public static void AverageGradient<T>(ReadOnlySpan<T> delta, Span<T> dx, in SlidingWindow window, bool countsPadding, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length, int outLength) = Planes<T>(window, n);
        fixed (T* pdelta = delta[..outLength], pdx = dx[..length])
            Parts.Run(new AverageGradientJob<T> { Delta = pdelta, Dx = pdx, Window = window, CountsPadding = countsPadding, Adds = adds }, planes, Images.Threads(length, threads));
    }

    public static void GlobalAverage<T>(ReadOnlySpan<T> x, Span<T> z, int stride, int channels, int size, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length) = Planes<T>(channels, size, n);
        if (n == 0)
            return;

        fixed (T* px = x[..length], pz = z[..checked((n - 1) * stride + channels)])
            Parts.Run(new GlobalAverageJob<T> { X = px, Z = pz, Stride = stride, Channels = channels, Size = size, N = n }, planes, Images.Threads(length, threads));
    }

    public static void GlobalAverageGradient<T>(ReadOnlySpan<T> delta, int stride, Span<T> dx, int channels, int size, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length) = Planes<T>(channels, size, n);
        if (n == 0)
            return;

        fixed (T* pdelta = delta[..checked((n - 1) * stride + channels)], pdx = dx[..length])
            Parts.Run(new GlobalAverageGradientJob<T> { Delta = pdelta, Dx = pdx, Stride = stride, Channels = channels, Size = size, N = n, Adds = adds }, planes, Images.Threads(length, threads));
    }

    public static void Expand<T>(ReadOnlySpan<T> x, Span<T> z, int channels, int size, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length) = Planes<T>(channels, size, n);
        fixed (T* px = x[..(planes * Vector256<T>.Count)], pz = z[..length])
            Parts.Run(new ExpandJob<T> { X = px, Z = pz, Size = size }, planes, Images.Threads(length, threads));
    }

    public static void ExpandGradient<T>(ReadOnlySpan<T> delta, Span<T> dx, int channels, int size, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int planes, int length) = Planes<T>(channels, size, n);
        fixed (T* pdelta = delta[..length], pdx = dx[..(planes * Vector256<T>.Count)])
            Parts.Run(new ExpandGradientJob<T> { Delta = pdelta, Dx = pdx, Size = size, Adds = adds }, planes, Images.Threads(length, threads));
    }

    /// <summary>The number of planes, and their total length.</summary>
    private static (int Planes, int Length) Planes<T>(int channels, int size, int n)
    {
        checked
        {
            int planes = (n + Vector256<T>.Count - 1) / Vector256<T>.Count * channels;
            return (planes, planes * size * Vector256<T>.Count);
        }
    }

    private struct AverageJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Z;
        public SlidingWindow Window;
        public bool CountsPadding;

        public readonly void Run(int first, int end)
        {
            nint size = (nint)Window.Height * Window.Width * Vector256<T>.Count, outSize = (nint)Window.OutHeight * Window.OutWidth * Vector256<T>.Count;
            for (nint plane = first; plane < end; plane++)
                AveragePlane(X + plane * size, Z + plane * outSize, Window, CountsPadding);
        }
    }

    private struct AverageGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, Dx;
        public SlidingWindow Window;
        public bool CountsPadding, Adds;

        public readonly void Run(int first, int end)
        {
            nint size = (nint)Window.Height * Window.Width * Vector256<T>.Count, outSize = (nint)Window.OutHeight * Window.OutWidth * Vector256<T>.Count;
            fixed (T* shares = KeptRoom<T, Shares>.Of((int)outSize))
            {
                for (nint plane = first; plane < end; plane++)
                {
                    SharePlane(Delta + plane * outSize, shares, Window, CountsPadding);
                    SpreadPlane(shares, Dx + plane * size, Window, Adds);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AveragePlane<T>(T* x, T* z, in SlidingWindow window, bool countsPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Vector256<T>.Count, down = window.Width * width;
        for (int y = 0; y < window.OutHeight; y++)
        {
            int startY = y * window.StrideY - window.Top;
            (int firstY, int endY) = Reach.OfWindow(startY, window.KernelHeight, window.Height);
            int rows = countsPadding ? window.PaddedRows(y) : endY - firstY;
            for (int column = 0; column < window.OutWidth; column++, z += width)
            {
                int startX = column * window.StrideX - window.Left;
                (int firstX, int endX) = Reach.OfWindow(startX, window.KernelWidth, window.Width);
                int columns = countsPadding ? window.PaddedColumns(column) : endX - firstX;
                T* row = x + ((nint)startY * window.Width + startX) * width + firstY * down + firstX * width;
                Vector256<T> sum = Vector256<T>.Zero;
                for (int ky = firstY; ky < endY; ky++, row += down)
                {
                    T* value = row;
                    for (int kx = firstX; kx < endX; kx++, value += width)
                        sum += Vector256.Load(value);
                }

                (sum / Vector256.Create(T.CreateTruncating(rows * columns))).Store(z);
            }
        }
    }

    /// <summary>Computes the share of the gradient that each window gives to each of its inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SharePlane<T>(T* delta, T* shares, in SlidingWindow window, bool countsPadding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int y = 0; y < window.OutHeight; y++)
        {
            int rows = countsPadding ? window.PaddedRows(y) : window.ExistingRows(y);
            for (int x = 0; x < window.OutWidth; x++, delta += Vector256<T>.Count, shares += Vector256<T>.Count)
            {
                int count = rows * (countsPadding ? window.PaddedColumns(x) : window.ExistingColumns(x));
                (Vector256.Load(delta) / Vector256.Create(T.CreateTruncating(count))).Store(shares);
            }
        }
    }

    /// <summary>Adds, input by input, the shares of the windows that contain it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadPlane<T>(T* shares, T* dx, in SlidingWindow window, bool adds)
        where T : unmanaged
    {
        int reachY = window.KernelHeight - 1, reachX = window.KernelWidth - 1;
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
                    T* share = shares + ((nint)y * window.OutWidth + firstX) * Vector256<T>.Count;
                    for (int x = firstX; x < endX; x++, share += Vector256<T>.Count)
                        sum += Vector256.Load(share);
                }

                Put(sum, dx, adds);
            }
        }
    }

    private struct GlobalAverageJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Z;
        public int Stride, Channels, Size, N;

        public readonly void Run(int first, int end)
        {
            Vector256<T> count = Vector256.Create(T.CreateTruncating(Size));
            for (nint plane = first; plane < end; plane++)
            {
                nint sample = plane / Channels * Vector256<T>.Count;
                Vector256<T> average = SumOfPixels(X + plane * Size * Vector256<T>.Count, Size) / count;
                T* z = Z + sample * Stride + plane % Channels;
                for (int lane = 0; lane < Math.Min(Vector256<T>.Count, N - sample); lane++, z += Stride)
                    *z = average[lane];
            }
        }
    }

    private struct GlobalAverageGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, Dx;
        public int Stride, Channels, Size, N;
        public bool Adds;

        public readonly void Run(int first, int end)
        {
            T* lanes = stackalloc T[Vector256<T>.Count];
            Vector256<T> count = Vector256.Create(T.CreateTruncating(Size));
            for (nint plane = first; plane < end; plane++)
            {
                nint sample = plane / Channels * Vector256<T>.Count;
                T* delta = Delta + sample * Stride + plane % Channels, dx = Dx + plane * Size * Vector256<T>.Count;
                Vector256<T>.Zero.Store(lanes);
                for (int lane = 0; lane < Math.Min(Vector256<T>.Count, N - sample); lane++, delta += Stride)
                    lanes[lane] = *delta;

                Fill(Vector256.Load(lanes) / count, dx, Size, Adds);
            }
        }
    }

    private struct ExpandJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Z;
        public int Size;

        public readonly void Run(int first, int end)
        {
            for (nint plane = first; plane < end; plane++)
                Fill(Vector256.Load(X + plane * Vector256<T>.Count), Z + plane * Size * Vector256<T>.Count, Size, adds: false);
        }
    }

    private struct ExpandGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, Dx;
        public int Size;
        public bool Adds;

        public readonly void Run(int first, int end)
        {
            for (nint plane = first; plane < end; plane++)
                Put(SumOfPixels(Delta + plane * Size * Vector256<T>.Count, Size), Dx + plane * Vector256<T>.Count, Adds);
        }
    }

    /// <summary>The same vector at all pixels of a plane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<T>(Vector256<T> value, T* plane, int pixels, bool adds)
        where T : unmanaged
    {
        for (int p = 0; p < pixels; p++, plane += Vector256<T>.Count)
            Put(value, plane, adds);
    }

    /// <summary>Pixel p in part p modulo 8, closed by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<T> SumOfPixels<T>(T* x, int pixels)
        where T : unmanaged
    {
        nint width = Vector256<T>.Count;
        Vector256<T> s0 = Vector256<T>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (; pixels >= 8; pixels -= 8, x += 8 * width)
        {
            s0 += Vector256.Load(x);
            s1 += Vector256.Load(x + width);
            s2 += Vector256.Load(x + 2 * width);
            s3 += Vector256.Load(x + 3 * width);
            s4 += Vector256.Load(x + 4 * width);
            s5 += Vector256.Load(x + 5 * width);
            s6 += Vector256.Load(x + 6 * width);
            s7 += Vector256.Load(x + 7 * width);
        }

        s0 += pixels > 0 ? Vector256.Load(x) : Vector256<T>.Zero;
        s1 += pixels > 1 ? Vector256.Load(x + width) : Vector256<T>.Zero;
        s2 += pixels > 2 ? Vector256.Load(x + 2 * width) : Vector256<T>.Zero;
        s3 += pixels > 3 ? Vector256.Load(x + 3 * width) : Vector256<T>.Zero;
        s4 += pixels > 4 ? Vector256.Load(x + 4 * width) : Vector256<T>.Zero;
        s5 += pixels > 5 ? Vector256.Load(x + 5 * width) : Vector256<T>.Zero;
        s6 += pixels > 6 ? Vector256.Load(x + 6 * width) : Vector256<T>.Zero;
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    /// <summary>The share that each window of a plane gives to each of its inputs.</summary>
    private readonly struct Shares;
}
