using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Poolings against plain loops over one sample, in blocks of both widths.</summary>
public sealed partial class PoolingTests
{
    private static readonly int[] _counts = [1, 3, 8, 15, 16, 17, 40];

    /// <summary>Halving with and without a rest, padding, overlap, gaps, ceiling, signals.</summary>
    private static readonly SlidingWindow[] _windows =
    [
        new(2, 6, 8, 2, 3, 4, 2, 2, 2, 2),
        new(3, 7, 9, 3, 3, 4, 2, 2, 2, 2),
        new(1, 4, 13, 1, 2, 6, 2, 2, 2, 2),
        new(2, 7, 7, 2, 4, 4, 3, 3, 2, 2, 1, 1),
        new(1, 5, 6, 1, 5, 6, 3, 3, 1, 1, 1, 1),
        new(2, 8, 7, 2, 3, 2, 2, 3, 3, 4),
        new(1, 5, 5, 1, 3, 3, 2, 2, 2, 2),
        new(2, 6, 6, 2, 4, 4, 2, 2, 2, 2, 1, 1),
        new(2, 1, 11, 2, 1, 5, 1, 3, 1, 2),
        new(1, 3, 3, 1, 1, 1, 3, 3, 3, 3),
    ];

    /// <summary>Dilations with overlap, gaps and padding, and of windows that would halve without them.</summary>
    private static readonly SlidingWindow[] _dilated =
    [
        new(2, 8, 9, 2, 8, 9, 3, 3, 1, 1, 2, 2, dilation: 2),
        new(1, 9, 7, 1, 4, 2, 2, 3, 2, 3, 1, 0, dilation: 3, dilationX: 1),
        new(2, 6, 8, 2, 3, 3, 2, 2, 2, 2, dilation: 1, dilationX: 3),
        new(2, 1, 11, 2, 1, 5, 1, 3, 1, 2, 0, 1, dilation: 2),
    ];

    public static TheoryData<int> AllWindows => [.. Enumerable.Range(0, _windows.Length + _dilated.Length)];

    public static TheoryData<int> Windows => [.. Enumerable.Range(0, _windows.Length)];

    /// <summary>Pixels of a channel: with a rest of 8, and without.</summary>
    public static TheoryData<int> Sizes => [1, 5, 8, 49, 71];

    [Theory]
    [MemberData(nameof(AllWindows))]
    public void The_largest_of_each_window_is_found_and_gets_the_gradient(int window)
    {
        SlidingWindow checking = window < _windows.Length ? _windows[window] : _dilated[window - _windows.Length];
        CheckMax<float>(checking);
        CheckMax<double>(checking);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Averages_are_those_of_the_formula(int window)
    {
        foreach (bool countsPadding in new[] { false, true })
        {
            CheckAverage<float>(_windows[window], countsPadding);
            CheckAverage<double>(_windows[window], countsPadding);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Channels_have_the_average_of_their_pixels(int size)
    {
        CheckGlobal<float>(size);
        CheckGlobal<double>(size);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_pixels_have_the_number_of_their_channel(int size)
    {
        CheckExpansion<float>(size);
        CheckExpansion<double>(size);
    }

    [Fact]
    public void The_first_of_equals_wins_and_not_a_number_wins_over_all()
    {
        double nan = double.NaN;
        var window = new SlidingWindow(1, 2, 10, 1, 1, 5, 2, 2, 2, 2);
        float[] x = [1, 1, 0, 2, -1, float.NaN, float.NaN, 3, 0, -0f, 1, 1, 2, 2, 5, 4, 9, float.NaN, 7, 7], z = new float[5], places = new float[5];
        Pooling.MaxOne<float>(x, places, z, window);
        Assert.Equal([1, 2, float.NaN, float.NaN, 7], z);
        Assert.Equal([0, 1, 1, 3, 2], places);

        double[] wide = new double[5], widePlaces = new double[5];
        Pooling.MaxOne<double>([.. x.Select(value => (double)value)], widePlaces, wide, window);
        Assert.Equal([1, 2, nan, nan, 7], wide);
        Assert.Equal([0, 1, 1, 3, 2], widePlaces);
    }

    /// <summary>Worked out by hand.</summary>
    [Fact]
    public void Windows_that_hang_over_the_edge_have_what_exists()
    {
        double[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9], z = new double[4], places = new double[4];
        var window = new SlidingWindow(1, 3, 3, 1, 2, 2, 2, 2, 2, 2, 1, 1);
        Pooling.MaxOne<double>(x, places, z, window);
        Assert.Equal([1, 3, 7, 9], z);
        Assert.Equal([3, 3, 3, 3], places);
        Pooling.AverageOne<double>(x, z, window, countsPadding: false);
        Assert.Equal([1, 2.5, 5.5, 7], z);
        Pooling.AverageOne<double>(x, z, window, countsPadding: true);
        Assert.Equal([0.25, 1.25, 2.75, 7], z);

        // A window over the edge without padding: only what is inside counts, in either way.
        window = new SlidingWindow(1, 3, 3, 1, 2, 2, 2, 2, 2, 2);
        Pooling.AverageOne<double>(x, z, window, countsPadding: true);
        Assert.Equal([3, 4.5, 7.5, 9], z);
        Pooling.MaxOne<double>(x, places, z, window);
        Assert.Equal([5, 6, 8, 9], z);
        Assert.Equal([3, 2, 1, 0], places);
    }

    [Fact]
    public void Overlapping_windows_add_up()
    {
        // The 5 in the middle is the largest of all four windows.
        double[] x = Lanes(1, 2, 3, 4, 5, 4, 3, 2, 1), places = Lanes(0, 0, 0, 0), z = Lanes(0, 0, 0, 0), dx = Lanes(0, 0, 0, 0, 0, 0, 0, 0, 0);
        var window = new SlidingWindow(1, 3, 3, 1, 2, 2, 2, 2);
        Pooling.Max<double>(x, places, z, window, 1);
        Assert.Equal([5.0, 5, 5, 5], Blocked.ToRows<double>(z, 4, 1, Images.Lanes<double>()));
        Assert.Equal([3.0, 2, 1, 0], Blocked.ToRows<double>(places, 4, 1, Images.Lanes<double>()));
        Pooling.MaxGradient<double>(Lanes(1, 10, 100, 1000), places, dx, window, 1);
        Assert.Equal(Lanes(0, 0, 0, 0, 1111, 0, 0, 0, 0), dx);
        Pooling.AverageGradient<double>(Lanes(4, 8, 12, 16), dx, window, countsPadding: false, 1);
        Assert.Equal(Lanes(1, 3, 2, 4, 10, 6, 3, 7, 4), dx);

        static double[] Lanes(params double[] sample) => Blocked.ToLanes<double>(sample, sample.Length, 1, Images.Lanes<double>(), 0);
    }

    [Fact]
    public void Threads_do_not_show()
    {
        var window = new SlidingWindow(7, 33, 32, 7, 17, 16, 3, 3, 2, 2, 1, 1);
        const int Samples = 40;
        float[] x = Blocked.ToLanes<float>(Naive.Numbers<float>(Samples * window.InputSize, seed: 1), window.InputSize, Samples, Images.Lanes<float>(), 1);
        float[] delta = Blocked.ToLanes<float>(Naive.Numbers<float>(Samples * window.OutputSize, seed: 2), window.OutputSize, Samples, Images.Lanes<float>(), 0);
        float[] rows = Naive.Numbers<float>(Samples * 7, seed: 3), channels = Blocked.ToLanes<float>(rows, 7, Samples, Images.Lanes<float>(), 0), one = Run(1);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(5));

        float[] Run(int threads)
        {
            float[] z = new float[delta.Length], places = new float[delta.Length], dx = new float[x.Length], average = new float[delta.Length], global = new float[Samples * 7], dxOfAverage = new float[x.Length], dxOfGlobal = new float[x.Length], expanded = new float[x.Length], dxOfExpanded = new float[channels.Length];
            Pooling.Max(x, places, z, window, Samples, threads);
            Pooling.MaxGradient(delta, places, dx, window, Samples, threads);
            Pooling.Average(x, average, window, countsPadding: true, Samples, threads);
            Pooling.AverageGradient(delta, dxOfAverage, window, countsPadding: false, Samples, threads);
            Pooling.GlobalAverage(x, global, 7, 7, 33 * 32, Samples, threads);
            Pooling.GlobalAverageGradient(rows, 7, dxOfGlobal, 7, 33 * 32, Samples, threads);
            Pooling.Expand(channels, expanded, 7, 33 * 32, Samples, threads);
            Pooling.ExpandGradient(x, dxOfExpanded, 7, 33 * 32, Samples, threads);
            return [.. z, .. places, .. dx, .. average, .. dxOfAverage, .. global, .. dxOfGlobal, .. expanded, .. dxOfExpanded];
        }
    }

    private static void CheckMax<T>(SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int n in _counts)
        {
            // Few different numbers, so that there are ties; some are not a number.
            T[] x = [.. Naive.Numbers<T>(n * window.InputSize, seed: n).Select((value, at) => at % 5 == 0 ? T.Round(value) : at % 61 == 60 ? T.NaN : value)];
            T[] delta = Naive.Numbers<T>(n * window.OutputSize, seed: 2), z = new T[delta.Length], places = new T[delta.Length], dx = new T[x.Length], before = Naive.Numbers<T>(x.Length, seed: 3);
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<T> sample = x.AsSpan(i * window.InputSize, window.InputSize);
                Span<T> to = z.AsSpan(i * window.OutputSize, window.OutputSize), placesTo = places.AsSpan(i * window.OutputSize, window.OutputSize);
                NaiveMax(sample, placesTo, to, delta.AsSpan(i * window.OutputSize, window.OutputSize), dx.AsSpan(i * window.InputSize, window.InputSize), window);
                T[] one = new T[to.Length], onePlaces = new T[to.Length];
                Pooling.MaxOne(sample, onePlaces, one, window);
                Assert.Equal(to, one.AsSpan());
                Assert.Equal(placesTo, onePlaces.AsSpan());
                Pooling.MaxOne(sample, default, one, window);
                Assert.Equal(to, one.AsSpan());
            }

            foreach (int width in Blocked.Widths<T>())
            {
                T[] xs = Blocked.ToLanes<T>(x, window.InputSize, n, width, T.CreateChecked(5)), zs = new T[window.OutputSize * Images.Whole(n, width)], ks = new T[zs.Length];
                Max<T>(width, xs, ks, zs, window, n);
                Assert.Equal(z, Blocked.ToRows<T>(zs, window.OutputSize, n, width));
                Assert.Equal(places, Blocked.ToRows<T>(ks, window.OutputSize, n, width));
                zs.AsSpan().Clear();
                Max<T>(width, xs, default, zs, window, n);
                Assert.Equal(z, Blocked.ToRows<T>(zs, window.OutputSize, n, width));

                T[] deltas = Blocked.ToLanes<T>(delta, window.OutputSize, n, width, T.Zero), dxs = [.. Enumerable.Repeat(T.NaN, xs.Length)], sums = Blocked.ToLanes<T>(before, window.InputSize, n, width, T.Zero);
                MaxGradient<T>(width, deltas, ks, dxs, window, n, adds: false);
                Assert.Equal(dx, Blocked.ToRows<T>(dxs, window.InputSize, n, width));
                Assert.True(Blocked.RestIsZero<T>(dxs, window.InputSize, n, width));
                MaxGradient<T>(width, deltas, ks, sums, window, n, adds: true);
                Assert.Equal(before.Zip(dx, (a, b) => a + b), Blocked.ToRows<T>(sums, window.InputSize, n, width));
                Assert.True(Blocked.RestIsZero<T>(sums, window.InputSize, n, width));
            }
        }
    }

    private static void NaiveMax<T>(ReadOnlySpan<T> x, Span<T> places, Span<T> z, ReadOnlySpan<T> delta, Span<T> dx, SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((int at, int channel, int y, int column) in Outputs(window))
        {
            (T largest, int best, int place) = (T.NegativeInfinity, -1, -1);
            foreach ((int k, int from) in Inputs(window, channel, y, column))
            {
                if (best < 0 || x[from] > largest || T.IsNaN(x[from]))
                    (largest, best, place) = (x[from], from, k);
            }

            (z[at], places[at]) = (largest, T.CreateChecked(place));
            dx[best] += delta[at];
        }
    }

    private static void Max<T>(int width, ReadOnlySpan<T> x, Span<T> places, Span<T> z, SlidingWindow window, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Blocked.IsUsual<T>(width))
            Pooling.Max(x, places, z, window, n);
        else if (width == Vector256<T>.Count)
            PoolBlocks.Max(x, places, z, window, n, 1);
        else
            WidePoolBlocks.Max(x, places, z, window, n, 1);
    }

    private static void MaxGradient<T>(int width, ReadOnlySpan<T> delta, ReadOnlySpan<T> places, Span<T> dx, SlidingWindow window, int n, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Blocked.IsUsual<T>(width))
            Pooling.MaxGradient(delta, places, dx, window, n, 1, adds);
        else if (width == Vector256<T>.Count)
            PoolBlocks.MaxGradient(delta, places, dx, window, n, 1, adds);
        else
            WidePoolBlocks.MaxGradient(delta, places, dx, window, n, 1, adds);
    }

    private static IEnumerable<(int At, int Channel, int Y, int X)> Outputs(SlidingWindow window) =>
        from at in Enumerable.Range(0, window.OutputSize)
        let plane = window.OutHeight * window.OutWidth
        select (at, at / plane, at % plane / window.OutWidth, at % window.OutWidth);

    private static IEnumerable<(int K, int From)> Inputs(SlidingWindow window, int channel, int y, int x) =>
        from k in Enumerable.Range(0, window.KernelHeight * window.KernelWidth)
        let row = y * window.StrideY - window.Top + window.DilationY * (k / window.KernelWidth)
        let column = x * window.StrideX - window.Left + window.DilationX * (k % window.KernelWidth)
        where row >= 0 && row < window.Height && column >= 0 && column < window.Width
        select (k, (channel * window.Height + row) * window.Width + column);

    /// <summary>How much of a window is inside the padded image.</summary>
    private static int Padded(SlidingWindow window, int y, int x) =>
        Enumerable.Range(0, window.KernelHeight).Count(ky => y * window.StrideY + ky < window.Height + 2 * window.Top)
        * Enumerable.Range(0, window.KernelWidth).Count(kx => x * window.StrideX + kx < window.Width + 2 * window.Left);
}
