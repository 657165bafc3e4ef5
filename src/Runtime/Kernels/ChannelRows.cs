using System.Numerics;
using System.Runtime.InteropServices;

namespace NetGen.CompilerServices;

/// <summary>
/// The batch normalization of vectors, row by row. Each part of a sum is a row of its own. The sums are those of a batch normalization of
/// images with one pixel.
/// </summary>
internal static unsafe partial class ChannelRows
{
    /// <summary>Threads share channels by cache lines.</summary>
    private const int Group = 16;

    public static int Groups(int channels) => (channels + Group - 1) / Group;

    public struct ForwardJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X, Gain, B, Running, Mean, R, Z;
        public int XStride, Stride, Channels, N;
        public ChannelStatistics<T> Statistics;
        public bool Rectifies;

        public readonly void Run(int first, int end)
        {
            int c = first * Group, count = Math.Min(end * Group, Channels) - c;
            Span<T> mean = new(Mean + c, count), r = new(R + c, count), sums = Measure(X + c, XStride, mean, N, Statistics);
            for (int j = 0; j < count; j++)
            {
                r[j] = Statistics.ScaleOf(sums[j]);
                if (Running != null)
                    Statistics.Update(mean[j], sums[j], ref Running[c + j], ref Running[Channels + c + j]);
            }

            for (int i = 0; i < N; i++)
                Apply(Row(X, c, XStride, i, count), new(Gain + c, count), new(B + c, count), mean, r, Row(Z, c, Stride, i, count), Rectifies);
        }
    }

    public struct GradientsJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, X, Mean, R, DGain, DB;
        public int Stride, XStride, Channels, N;
        public bool IsFirst;

        public readonly void Run(int first, int end)
        {
            int c = first * Group, count = Math.Min(end * Group, Channels) - c;
            Sum(Delta + c, Stride, X + c, XStride, new(Mean + c, count), new(R + c, count), N, out Span<T> sums, out Span<T> projections);
            Put(sums, projections, DGain + c, DB + c, IsFirst);
        }
    }

    public struct InputGradientJob<T> : IJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Delta, X, Gain, Mean, R, Dx, DGain, DB;
        public int Stride, XStride, Channels, N;
        public bool IsTraining, Adds, IsFirst;

        public readonly void Run(int first, int end)
        {
            int c = first * Group, count = Math.Min(end * Group, Channels) - c;
            Span<T> factors = KeptRoom<T, Factors>.Of(count);
            for (int j = 0; j < count; j++)
                factors[j] = Gain[c + j] * R[c + j];

            if (!IsTraining)
            {
                for (int i = 0; i < N; i++)
                    Scale(Row(Delta, c, Stride, i, count), factors, Row(Dx, c, Stride, i, count), Adds);

                return;
            }

            ReadOnlySpan<T> mean = new(Mean + c, count), r = new(R + c, count);
            Sum(Delta + c, Stride, X + c, XStride, mean, r, N, out Span<T> sums, out Span<T> projections);
            if (DGain != null)
                Put(sums, projections, DGain + c, DB + c, IsFirst);

            T number = T.CreateTruncating(N);
            for (int j = 0; j < count; j++)
                (sums[j], projections[j]) = (sums[j] / number, projections[j] / number);
            for (int i = 0; i < N; i++)
                Descend(Row(Delta, c, Stride, i, count), Row(X, c, XStride, i, count), mean, r, factors, sums, projections, Row(Dx, c, Stride, i, count), Adds);
        }
    }

    /// <summary><c>z = gain ((x - mean) r) + b</c>, number by number.</summary>
    public static void Apply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> gain, ReadOnlySpan<T> b, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> z, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T least = rectifies ? T.Zero : T.NegativeInfinity;
        Vector<T> leasts = Vector.Create(least);
        ReadOnlySpan<Vector<T>> xs = Vectors(x), gains = Vectors(gain), bs = Vectors(b), means = Vectors(mean), rs = Vectors(r);
        Span<Vector<T>> zs = MemoryMarshal.Cast<T, Vector<T>>(z);
        for (int v = 0; v < zs.Length; v++)
            zs[v] = Vector.MaxNative(leasts, gains[v] * ((xs[v] - means[v]) * rs[v]) + bs[v]);
        for (int j = zs.Length * Vector<T>.Count; j < z.Length; j++)
            z[j] = T.MaxNative(least, gain[j] * ((x[j] - mean[j]) * r[j]) + b[j]);
    }

    /// <summary>Sets the means over n rows. Returns the sums of the squared deviations from them, in a buffer that is valid until the next call on this thread.</summary>
    private static Span<T> Measure<T>(T* x, int stride, Span<T> mean, int n, in ChannelStatistics<T> statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = mean.Length;
        Span<T> sums = KeptRoom<T, SumsOfRows>.Of(checked(Images.Parts<T>() * count));
        sums.Clear();
        for (int i = 0; i < n; i++)
            Elementwise.AddScaled(Row(x, 0, stride, i, count), T.One, Part(sums, i, count));

        Close(sums, count);
        for (int j = 0; j < count; j++)
            mean[j] = statistics.MeanOf(sums[j]);

        sums.Clear();
        for (int i = 0; i < n; i++)
            AddSquares(Row(x, 0, stride, i, count), mean, Part(sums, i, count));

        Close(sums, count);
        return sums[..count];
    }

    /// <summary>The sums over n rows of delta and of delta xhat, in a buffer that is valid until the next call on this thread.</summary>
    private static void Sum<T>(T* delta, int stride, T* x, int xStride, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, int n, out Span<T> sums, out Span<T> projections)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = mean.Length, length = checked(Images.Parts<T>() * count);
        Span<T> room = KeptRoom<T, SumsOfRows>.Of(checked(2 * length));
        room.Clear();
        sums = room[..length];
        projections = room[length..];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> row = Row(delta, 0, stride, i, count);
            Elementwise.AddScaled(row, T.One, Part(sums, i, count));
            AddProjections(row, Row(x, 0, xStride, i, count), mean, r, Part(projections, i, count));
        }

        Close(sums, count);
        Close(projections, count);
    }

    private static void Put<T>(ReadOnlySpan<T> sums, ReadOnlySpan<T> projections, T* dGain, T* dB, bool isFirst)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = sums.Length / Images.Parts<T>();
        for (int j = 0; j < count; j++)
        {
            ChannelStatistics<T>.Put(projections[j], ref dGain[j], isFirst);
            ChannelStatistics<T>.Put(sums[j], ref dB[j], isFirst);
        }
    }

    private static void AddSquares<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> mean, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> xs = Vectors(x), means = Vectors(mean);
        Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (int v = 0; v < sums.Length; v++)
            sums[v] += (xs[v] - means[v]) * (xs[v] - means[v]);
        for (int j = sums.Length * Vector<T>.Count; j < sum.Length; j++)
            sum[j] += (x[j] - mean[j]) * (x[j] - mean[j]);
    }

    private static void AddProjections<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> deltas = Vectors(delta), xs = Vectors(x), means = Vectors(mean), rs = Vectors(r);
        Span<Vector<T>> sums = MemoryMarshal.Cast<T, Vector<T>>(sum);
        for (int v = 0; v < sums.Length; v++)
            sums[v] += deltas[v] * ((xs[v] - means[v]) * rs[v]);
        for (int j = sums.Length * Vector<T>.Count; j < sum.Length; j++)
            sum[j] += delta[j] * ((x[j] - mean[j]) * r[j]);
    }

    private static void Descend<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> r, ReadOnlySpan<T> factor, ReadOnlySpan<T> sum, ReadOnlySpan<T> projection, Span<T> dx, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> deltas = Vectors(delta), xs = Vectors(x), means = Vectors(mean), rs = Vectors(r), factors = Vectors(factor), sums = Vectors(sum), projections = Vectors(projection);
        Span<Vector<T>> dxs = MemoryMarshal.Cast<T, Vector<T>>(dx);
        for (int v = 0; v < dxs.Length; v++)
        {
            Vector<T> gradient = (deltas[v] - sums[v] - (xs[v] - means[v]) * rs[v] * projections[v]) * factors[v];
            dxs[v] = adds ? dxs[v] + gradient : gradient;
        }

        for (int j = dxs.Length * Vector<T>.Count; j < dx.Length; j++)
        {
            T gradient = (delta[j] - sum[j] - (x[j] - mean[j]) * r[j] * projection[j]) * factor[j];
            dx[j] = adds ? dx[j] + gradient : gradient;
        }
    }

    private static void Scale<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> factor, Span<T> dx, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (adds)
            Elementwise.AddProduct(delta, factor, dx);
        else
            Elementwise.Multiply(delta, factor, dx);
    }

    /// <summary>Closes sums by halves, into the first part.</summary>
    private static void Close<T>(Span<T> sums, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int half = Images.Parts<T>() / 2 * count; half >= count; half /= 2)
            Elementwise.AddScaled(sums.Slice(half, half), T.One, sums[..half]);
    }

    private static Span<T> Part<T>(Span<T> sums, int i, int count) => sums.Slice(i % Images.Parts<T>() * count, count);

    private static Span<T> Row<T>(T* rows, int c, int stride, int i, int count)
        where T : unmanaged => new(rows + c + (nint)i * stride, count);

    private static ReadOnlySpan<Vector<T>> Vectors<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.Cast<T, Vector<T>>(values);

    /// <summary>The parts of the sums over rows.</summary>
    private readonly struct SumsOfRows;

    /// <summary>Gain times r.</summary>
    private readonly struct Factors;
}
