using System.Numerics;

namespace NetGen.CompilerServices;

/// <content>The same for blocks with any number of lanes.</content>
public static partial class Convolution
{
    internal static unsafe void ForwardBlocks<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> places, Span<T> z, in SlidingWindow window, int n, int threads, bool rectifies, bool pools, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = Blocks(n, lanes), outputs = checked(blocks * lanes * window.OutputSize / (pools ? 4 : 1));
        bool wantsPlaces = !places.IsEmpty;
        fixed (T* px = x[..checked(blocks * lanes * window.InputSize)], pw = W[..Weights(window)], pb = b.IsEmpty ? b : b[..window.Filters])
        fixed (T* pz = z[..outputs], pplaces = wantsPlaces ? places[..outputs] : places)
        {
            WindowJob<T> job = Job<T>(px, pw, pz, lanes);
            job.B = pb;
            job.Places = pplaces;
            (job.Pools, job.Rectifies) = (pools, rectifies);
            (job.Groups, job.Channels, job.ResultChannels) = (window.Groups, window.Channels / window.Groups, window.Filters / window.Groups);
            (job.KernelWidth, job.WChannel) = (window.KernelWidth, window.KernelHeight * window.KernelWidth);
            job.WResult = job.Channels * job.WChannel;
            job.WGroup = job.ResultChannels * job.WResult;
            job.Rows = WindowAxis.Forward(window.Height, window.OutHeight, window.KernelHeight, window.StrideY, window.Top, window.DilationY);
            job.Columns = WindowAxis.Forward(window.Width, window.OutWidth, window.KernelWidth, window.StrideX, window.Left, window.DilationX);
            job.RunAll(blocks, threads);
        }
    }

    internal static unsafe void SpreadBlocks<T>(
        ReadOnlySpan<T> delta2, ReadOnlySpan<T> a, ReadOnlySpan<T> places, Span<T> delta, in SlidingWindow window, int n, int threads, bool rectifies, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = Blocks(n, lanes), outputs = checked(blocks * lanes * window.OutputSize);
        fixed (T* pdelta2 = delta2[..(outputs / 4)], pa = a[..(outputs / 4)], pplaces = places[..(outputs / 4)], pdelta = delta[..outputs])
        {
            var job = new SpreadJob<T>
            {
                Delta2 = pdelta2,
                A = pa,
                Places = pplaces,
                Delta = pdelta,
                Rows = window.OutHeight / 2,
                Columns = window.OutWidth / 2,
                Lanes = lanes,
                Rectifies = rectifies,
            };
            Parts.Run(job, blocks * window.Filters, outputs, threads);
        }
    }

    internal static unsafe void InputGradientBlocks<T>(ReadOnlySpan<T> delta, ReadOnlySpan<T> W, Span<T> dx, in SlidingWindow window, int n, int threads, bool adds, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = Blocks(n, lanes);
        fixed (T* pdelta = delta[..checked(blocks * lanes * window.OutputSize)], pw = W[..Weights(window)], pdx = dx[..checked(blocks * lanes * window.InputSize)])
        {
            WindowJob<T> job = Job<T>(pdelta, pw, pdx, lanes);
            job.Adds = adds;
            (job.Groups, job.Channels, job.ResultChannels) = (window.Groups, window.Filters / window.Groups, window.Channels / window.Groups);
            (job.KernelWidth, job.WResult) = (window.KernelWidth, window.KernelHeight * window.KernelWidth);
            job.WChannel = job.ResultChannels * job.WResult;
            job.WGroup = job.Channels * job.WChannel;

            // Inputs a stride apart have the same taps, which are spaced as regularly as those of a convolution.
            for (int row = 0; row < Math.Min(window.StrideY, window.Height); row++)
            {
                job.Rows = WindowAxis.Back(row, window.Height, window.OutHeight, window.KernelHeight, window.StrideY, window.Top, window.DilationY);
                for (int column = 0; column < Math.Min(window.StrideX, window.Width); column++)
                {
                    job.Columns = WindowAxis.Back(column, window.Width, window.OutWidth, window.KernelWidth, window.StrideX, window.Left, window.DilationX);
                    job.RunAll(blocks, threads);
                }
            }
        }
    }

    internal static unsafe void WeightGradientBlocks<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> dW, Span<T> db, in SlidingWindow window, bool isFirst, int n, int threads, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = Blocks(n, lanes);
        fixed (T* px = x[..checked(blocks * lanes * window.InputSize)], pdelta = delta[..checked(blocks * lanes * window.OutputSize)])
        fixed (T* pw = dW[..Weights(window)], pb = db.IsEmpty ? db : db[..window.Filters])
        {
            var job = new GradientJob<T> { X = px, Delta = pdelta, DW = pw, DB = pb, Window = window, Blocks = blocks, Lanes = lanes, IsFirst = isFirst };
            job.RunAll(threads);
        }
    }

    private static void RunOne<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, in SlidingWindow window, bool rectifies, bool pools)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(x.Length, window.InputSize, nameof(x));
        OneImage<T>.Run(x, W[..Weights(window)], b.IsEmpty ? b : b[..window.Filters], z[..(window.OutputSize / (pools ? 4 : 1))], window, rectifies, pools);
    }

    private static unsafe WindowJob<T> Job<T>(T* x, T* w, T* z, int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new() { X = x, W = w, Z = z, Lanes = lanes };

    private static int Blocks(int n, int lanes) => (n + lanes - 1) / lanes;

    private static int Weights(in SlidingWindow window) => checked(window.Filters * (window.Channels / window.Groups) * window.KernelHeight * window.KernelWidth);
}
