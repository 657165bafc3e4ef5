using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>The parts of a normalization over several shards, between which the sums of all shards are added.</content>
internal static unsafe partial class ChannelBlocks
{
    /// <summary>The mean of each channel, and the sum of the squared deviations from it.</summary>
    public static void Measure<T>(ReadOnlySpan<T> x, Span<T> mean, Span<T> squares, int pixels, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = mean.Length, length = Length<T>(channels, pixels, n);
        fixed (T* px = x[..length], pmean = mean, psquares = squares[..channels])
            Parts.Run(new MeasureJob<T> { Shape = new(channels, pixels, n), X = px, Mean = pmean, Squares = psquares }, channels, Images.Threads(2L * length, threads));
    }

    /// <summary><c>dx = gain r (delta - sum / m - xhat projection / m)</c> with given sums of delta and of delta xhat, and the m numbers of a channel here.</summary>
    public static void Descend<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, ReadOnlySpan<T> projections, ReadOnlySpan<T> sums, Span<T> dx, int pixels, int n, int threads, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length, length = Length<T>(channels, pixels, n);
        fixed (T* pdelta = delta[..length], px = x[..length], pgain = gain, pmean = mean[..channels], pr = r[..channels], pprojections = projections[..channels], psums = sums[..channels], pdx = dx[..length])
            Parts.Run(new DescendJob<T> { Shape = new(channels, pixels, n), Delta = pdelta, X = px, Gain = pgain, Mean = pmean, R = pr, Projections = pprojections, Sums = psums, Dx = pdx, Adds = adds }, channels, Images.Threads(length, threads));
    }

    private struct MeasureJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* X, Mean, Squares;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
            {
                T* x = X + c * Shape.Plane;
                Mean[c] = Sum<T, Plain<T>>(x, default, Shape) / Shape.Count;
                Squares[c] = Sum<T, Square<T>>(x, new Square<T>(Mean[c]), Shape);
            }
        }
    }

    private struct DescendJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* Delta, X, Gain, Mean, R, Projections, Sums, Dx;
        public bool Adds;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
                ChannelBlocks.Descend(Delta + c * Shape.Plane, X + c * Shape.Plane, Dx + c * Shape.Plane, Gain[c] * R[c], Mean[c], R[c], Sums[c] / Shape.Count, Projections[c] / Shape.Count, Shape, Adds);
        }
    }
}
