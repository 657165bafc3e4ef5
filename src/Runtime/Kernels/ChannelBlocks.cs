using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The batch normalization of images with samples in lanes, channel by channel. The build generates <c>WideChannelBlocks</c> from this
/// file, with vectors of 512 bits.
/// </summary>
/// <remarks>
/// Each part of a sum over samples consists of four, pixel p in number p modulo 4, closed as (0 + 1) + (2 + 3): additions that do not
/// wait for each other. Nothing is fused, so the bits are the same on all hardware.
/// </remarks>
internal static unsafe partial class ChannelBlocks
{
    public static void Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, double epsilon, Span<T> running, double momentum, Span<T> mean, Span<T> r, Span<T> z, int pixels, int n, int threads, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length, length = Length<T>(channels, pixels, n);
        fixed (T* px = x[..length], pgain = gain, pb = b[..channels], prunning = running.IsEmpty ? running : running[..(2 * channels)], pmean = mean[..channels], pr = r[..channels], pz = z[..length])
        {
            var job = new ForwardJob<T>
            {
                Shape = new(channels, pixels, n),
                X = px,
                Gain = pgain,
                B = pb,
                Running = prunning,
                Mean = pmean,
                R = pr,
                Z = pz,
                Statistics = new(epsilon, momentum, (long)pixels * n),
                Rectifies = rectifies,
            };
            Parts.Run(job, channels, Images.Threads(2L * length, threads));
        }
    }

    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> z, int pixels, int n, int threads, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length, length = Length<T>(channels, pixels, n);
        fixed (T* px = x[..length], pgain = gain, pb = b[..channels], pmean = mean[..channels], pr = r[..channels], pz = z[..length])
            Parts.Run(new ApplyJob<T> { Shape = new(channels, pixels, n), X = px, Gain = pgain, B = pb, Mean = pmean, R = pr, Z = pz, Rectifies = rectifies }, channels, Images.Threads(length, threads));
    }

    public static void Gradients<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dGain, Span<T> dB, bool isFirst, int pixels, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = dGain.Length, length = Length<T>(channels, pixels, n);
        fixed (T* pdelta = delta[..length], px = x[..length], pmean = mean[..channels], pr = r[..channels], pdGain = dGain, pdB = dB[..channels])
            Parts.Run(new GradientsJob<T> { Shape = new(channels, pixels, n), Delta = pdelta, X = px, Mean = pmean, R = pr, DGain = pdGain, DB = pdB, IsFirst = isFirst }, channels, Images.Threads(length, threads));
    }

    /// <summary>Also computes the gradients of gain and bias, unless empty.</summary>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> dx, bool isTraining, int pixels, int n, int threads, bool adds, Span<T> dGain = default, Span<T> dB = default, bool isFirst = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = gain.Length, length = Length<T>(channels, pixels, n);
        fixed (T* pdelta = delta[..length], px = isTraining ? x[..length] : default, pgain = gain, pmean = isTraining ? mean[..channels] : default, pr = r[..channels], pdx = dx[..length], pdGain = dGain.IsEmpty ? dGain : dGain[..channels], pdB = dGain.IsEmpty ? dGain : dB[..channels])
        {
            var job = new InputGradientJob<T>
            {
                Shape = new(channels, pixels, n),
                Delta = pdelta,
                X = px,
                Gain = pgain,
                Mean = pmean,
                R = pr,
                Dx = pdx,
                DGain = pdGain,
                DB = pdB,
                IsTraining = isTraining,
                Adds = adds,
                IsFirst = isFirst,
            };
            Parts.Run(job, channels, Images.Threads(2L * length, threads));
        }
    }

    private static int Length<T>(int channels, int pixels, int n) => checked(Images.Whole(n, Vector256<T>.Count) * channels * pixels);

    private readonly struct Shape<T>(int channels, int pixels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public int Channels { get; } = channels;

        /// <summary>The distance between a pixel of one block and that of the next.</summary>
        public nint Block { get; } = (nint)channels * pixels * Vector256<T>.Count;

        /// <summary>The numbers of one channel of a block.</summary>
        public nint Plane { get; } = (nint)pixels * Vector256<T>.Count;

        public int N { get; } = n;

        public T Count { get; } = T.CreateTruncating((long)pixels * n);
    }

    private struct ForwardJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* X, Gain, B, Running, Mean, R, Z;
        public ChannelStatistics<T> Statistics;
        public bool Rectifies;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
            {
                // A channel of a batch often fits into the cache, and is then read from memory once.
                T* x = X + c * Shape.Plane;
                Mean[c] = Statistics.MeanOf(Sum<T, Plain<T>>(x, default, Shape));
                T squares = Sum<T, Square<T>>(x, new Square<T>(Mean[c]), Shape);
                R[c] = Statistics.ScaleOf(squares);
                if (Running != null)
                    Statistics.Update(Mean[c], squares, ref Running[c], ref Running[Shape.Channels + c]);

                ChannelBlocks.Apply(x, Z + c * Shape.Plane, Gain[c], B[c], Mean[c], R[c], Shape, Rectifies);
            }
        }
    }

    private struct ApplyJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* X, Gain, B, Mean, R, Z;
        public bool Rectifies;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
                ChannelBlocks.Apply(X + c * Shape.Plane, Z + c * Shape.Plane, Gain[c], B[c], Mean[c], R[c], Shape, Rectifies);
        }
    }

    private struct GradientsJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* Delta, X, Mean, R, DGain, DB;
        public bool IsFirst;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
            {
                (T sum, T projection) = Sums(Delta + c * Shape.Plane, X + c * Shape.Plane, Mean[c], R[c], Shape);
                ChannelStatistics<T>.Put(projection, ref DGain[c], IsFirst);
                ChannelStatistics<T>.Put(sum, ref DB[c], IsFirst);
            }
        }
    }

    private struct InputGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Shape<T> Shape;
        public T* Delta, X, Gain, Mean, R, Dx, DGain, DB;
        public bool IsTraining, Adds, IsFirst;

        public readonly void Run(int first, int end)
        {
            for (int c = first; c < end; c++)
            {
                T* delta = Delta + c * Shape.Plane, x = X + c * Shape.Plane, dx = Dx + c * Shape.Plane;
                T scale = Gain[c] * R[c];
                if (IsTraining)
                {
                    (T sum, T projection) = Sums(delta, x, Mean[c], R[c], Shape);
                    if (DGain != null)
                    {
                        ChannelStatistics<T>.Put(projection, ref DGain[c], IsFirst);
                        ChannelStatistics<T>.Put(sum, ref DB[c], IsFirst);
                    }

                    Descend(delta, x, dx, scale, Mean[c], R[c], sum / Shape.Count, projection / Shape.Count, Shape, Adds);
                }
                else
                {
                    Scale(delta, dx, scale, Shape, Adds);
                }
            }
        }
    }
}
