using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Convolutions against their formulas, bit by bit, in blocks of both widths.</summary>
public sealed class ConvolutionTests
{
    private static readonly int[] _counts = [1, 7, 8, 16, 17, 40];

    private static readonly SlidingWindow[] _windows =
    [
        Window(1, 1, 1, 1, 1, 1),
        Window(3, 5, 6, 4, 1, 1),
        Window(5, 4, 4, 3, 1, 1, stride: 2),
        Window(2, 6, 7, 3, 3, 3, padding: 1),
        Window(4, 8, 8, 4, 3, 3, padding: 1),
        Window(6, 5, 5, 5, 3, 3, padding: 1),
        Window(1, 9, 12, 2, 5, 5),
        Window(3, 7, 9, 5, 2, 3),
        Window(1, 7, 9, 2, 3, 2, padding: 1),
        Window(9, 16, 16, 9, 3, 3, padding: 1),
        Window(3, 9, 8, 2, 3, 3, stride: 2, padding: 1),
        Window(2, 8, 11, 3, 3, 4, stride: 3),
        Window(2, 8, 9, 2, 2, 2, stride: 3, padding: 1),
        Window(2, 9, 9, 3, 3, 3, dilation: 2),
        Window(1, 11, 10, 4, 3, 3, stride: 2, padding: 2, dilation: 2),
        Window(2, 11, 12, 3, 4, 3, stride: 2, padding: 2, dilation: 3),
        Window(2, 9, 9, 3, 3, 3, stride: 4, padding: 2, dilation: 6),
        Window(4, 6, 6, 6, 3, 3, padding: 1, groups: 2),
        Window(5, 6, 5, 5, 3, 3, padding: 1, groups: 5),
        Window(3, 5, 6, 6, 3, 2, groups: 3),
        Window(2, 2, 3, 3, 5, 5, padding: 3),
        Window(1, 3, 3, 2, 7, 7, padding: 3),
        .. from width in Enumerable.Range(1, 9) select Window(2, 3, width, 3, 3, 3, padding: 1),
        .. from width in Enumerable.Range(3, 9) select Window(1, 4, width, 2, 3, 3),
        // Signals with causal padding, of which the second is shorter than its window.
        new(3, 1, 20, 5, 1, 20, 1, 3, left: 4, dilation: 2),
        new(2, 1, 3, 3, 1, 3, 1, 5, left: 4),
        // Rows and columns with strides of their own.
        new(2, 7, 10, 3, 7, 4, 3, 3, strideY: 1, strideX: 3, top: 1, left: 1),
        new(2, 9, 6, 3, 4, 6, 3, 3, strideY: 2, strideX: 1, top: 0, left: 1),
        // And with dilations of their own.
        new(2, 9, 10, 3, 9, 10, 3, 3, top: 1, left: 2, dilation: 1, dilationX: 2),
        new(1, 11, 8, 4, 5, 6, 3, 3, strideY: 2, strideX: 1, top: 2, dilation: 3, dilationX: 1),
        new(4, 7, 9, 6, 7, 5, 3, 3, strideX: 2, top: 1, left: 3, groups: 2, dilationX: 3),
    ];

    private static readonly SlidingWindow[] _pooled =
    [
        Window(1, 8, 8, 3, 5, 5),
        Window(2, 6, 8, 2, 1, 1),
        Window(2, 4, 6, 3, 3, 3, padding: 1),
        Window(3, 6, 10, 4, 3, 3, padding: 1),
        Window(1, 28, 28, 2, 5, 5),
        Window(2, 2, 2, 1, 3, 3, padding: 1),
        Window(2, 8, 12, 2, 3, 3, stride: 2, padding: 1),
        Window(9, 16, 16, 8, 3, 3, padding: 1),
        Window(4, 6, 6, 4, 3, 3, padding: 1, groups: 2),
        Window(1, 8, 8, 2, 3, 3, padding: 2, dilation: 2),
        new(1, 8, 8, 2, 4, 6, 3, 3, dilation: 2, dilationX: 1),
    ];

    public static TheoryData<int> Windows => [.. Enumerable.Range(0, _windows.Length)];

    public static TheoryData<int> Pooled => [.. Enumerable.Range(0, _pooled.Length)];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Passes_have_the_bits_of_their_formulas(int window)
    {
        foreach (int n in _counts)
        {
            Check(new ConvolutionCase<float>(_windows[window], n), _windows[window]);
            Check(new ConvolutionCase<double>(_windows[window], n), _windows[window]);
        }
    }

    [Theory]
    [MemberData(nameof(Pooled))]
    public void Pooled_passes_are_those_of_convolution_and_pooling(int window)
    {
        foreach (int n in _counts)
        {
            CheckPooled(new ConvolutionCase<float>(_pooled[window], n), _pooled[window]);
            CheckPooled(new ConvolutionCase<double>(_pooled[window], n), _pooled[window]);
        }
    }

    [Fact]
    public void The_first_of_equals_and_not_a_number_are_the_largest()
    {
        // One channel, one weight of 1: the windows are the inputs.
        SlidingWindow window = Window(1, 4, 8, 1, 1, 1);
        const float NaN = float.NaN, Inf = float.PositiveInfinity;
        float[] x =
        [
            1, 1, 0, 2, -1, -1, NaN, 3,
            1, 1, 2, 2, -1, -1, 1, 2,
            -Inf, -Inf, 1, NaN, NaN, 5, 5, Inf,
            -Inf, -Inf, NaN, Inf, Inf, 7, Inf, 7,
        ];
        float[] places = [0, 1, 0, 0, 0, 2, 0, 1], a = [1, 2, -1, NaN, -Inf, NaN, NaN, Inf], rectified = [1, 2, 0, NaN, 0, NaN, NaN, Inf];
        foreach (int lanes in new[] { 8, 16 })
        {
            float[] packed = ConvolutionCase<float>.Pack(x, 1, lanes, 0), max = new float[8 * lanes], which = new float[8 * lanes];
            Convolution.ForwardBlocks<float>(packed, [1], [], which, max, window, 1, 1, rectifies: false, pools: true, lanes);
            Assert.Equal(places, ConvolutionCase<float>.Unpack(which, 1, lanes));
            Assert.Equal(a, ConvolutionCase<float>.Unpack(max, 1, lanes));
            Convolution.ForwardBlocks<float>(packed, [1], [], which, max, window, 1, 1, rectifies: true, pools: true, lanes);
            Assert.Equal(places, ConvolutionCase<float>.Unpack(which, 1, lanes));
            Assert.All(ConvolutionCase<float>.Unpack(max, 1, lanes).Zip(rectified), pair => Assert.True(pair.First == pair.Second || float.IsNaN(pair.Second)));
        }

        float[] one = new float[8];
        Convolution.ForwardOnePooled<float>(x, [1], [], one, window, rectifies: false);
        Assert.Equal(a, one);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        foreach (SlidingWindow window in new[] { Window(8, 16, 16, 9, 3, 3, padding: 1), Window(6, 12, 12, 16, 5, 5), Window(8, 16, 16, 12, 3, 3, stride: 2, padding: 1, groups: 2) })
        {
            var plain = new ConvolutionCase<float>(window, 40);
            int lanes = Images.Lanes<float>(), whole = Images.Whole<float>(40);
            float[] x = ConvolutionCase<float>.Pack(plain.X, 40, lanes, 3), delta = ConvolutionCase<float>.Pack(plain.Delta, 40, lanes, 0);
            float[][]? expected = null;
            foreach (int threads in new[] { 1, 2, 3 })
            {
                float[] z = new float[whole * window.OutputSize], dx = new float[x.Length], dW = new float[plain.Weights.Length], db = new float[window.Filters];
                float[] a = new float[z.Length / 4], places = new float[a.Length], spread = new float[z.Length];
                Convolution.Forward(x, plain.Weights, plain.Biases, z, window, 40, threads);
                Convolution.ForwardPooled(x, plain.Weights, plain.Biases, places, a, window, 40, threads, rectifies: true);
                Convolution.SpreadPooled(a, a, places, spread, window, 40, threads, rectifies: true);
                Convolution.InputGradient(delta, plain.Weights, dx, window, 40, threads, adds: false);
                Convolution.WeightGradient(x, delta, dW, db, window, isFirst: true, 40, threads);
                float[][] actual = [z, a, places, spread, dx, dW, db];
                expected ??= actual;
                for (int i = 0; i < actual.Length; i++)
                    Assert.True(expected[i].AsSpan().SequenceEqual(actual[i]), $"{i} of {threads} threads");
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_call()
    {
        SlidingWindow window = Window(4, 16, 16, 6, 3, 3, padding: 1);
        float[] x = new float[32 * window.InputSize], z = new float[32 * window.OutputSize], a = new float[z.Length / 4], places = new float[a.Length];
        float[] weights = new float[6 * 36], b = new float[6];

        // Which thread has which part varies: so this one has all of them first.
        Run(threads: 1);
        Run(threads: 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(threads: 2);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run(int threads)
        {
            Convolution.Forward(x, weights, b, z, window, 32, threads);
            Convolution.ForwardPooled(x, weights, b, places, a, window, 32, threads, rectifies: true);
            Convolution.SpreadPooled(a, a, places, z, window, 32, threads, rectifies: true);
            Convolution.WeightGradient(x, z, weights, b, window, isFirst: true, 32, 2);
            Convolution.InputGradient(z, weights, x, window, 32, threads, adds: true);
            Convolution.ForwardOne(x, weights, b, z, window);
            Convolution.ForwardOnePooled(x, weights, b, a, window, rectifies: true);
        }
    }

    // Three samples, with each buffer as short as it may be, or one shorter.
    [Fact]
    public void Too_few_numbers_are_refused()
    {
        SlidingWindow window = Window(2, 4, 6, 3, 3, 3, padding: 1);
        int whole = Images.Whole<float>(3), inputs = whole * 48, outputs = whole * 72;
        Refuses([inputs, 54, 3, outputs], l => Convolution.Forward<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], window, 3, 1));
        Refuses([inputs, 54, 3, outputs / 4, outputs / 4], l => Convolution.ForwardPooled<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], new float[l[4]], window, 3, 1, true));
        Refuses([outputs / 4, outputs / 4, outputs / 4, outputs], l => Convolution.SpreadPooled<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], window, 3, 1, true));
        Refuses([outputs, 54, inputs], l => Convolution.InputGradient<float>(new float[l[0]], new float[l[1]], new float[l[2]], window, 3, 1, false));
        Refuses([inputs, outputs, 54, 3], l => Convolution.WeightGradient<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], window, true, 3, 1));
        Refuses([48, 54, 3, 72], l => Convolution.ForwardOne<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], window));
        Refuses([48, 54, 3, 18], l => Convolution.ForwardOnePooled<float>(new float[l[0]], new float[l[1]], new float[l[2]], new float[l[3]], window, true));
    }

    private static void Refuses(int[] lengths, Action<int[]> call)
    {
        call(lengths);
        for (int i = 0; i < lengths.Length; i++)
            Assert.ThrowsAny<ArgumentException>(() => call([.. lengths.Select((length, at) => at == i ? length - 1 : length)]));
    }

    private static void Check<T>(ConvolutionCase<T> plain, SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = plain.Forward(hasBias: true), unbiased = plain.Forward(hasBias: false), dx = plain.InputGradient(), dW = plain.WeightGradient(), db = plain.BiasGradient();
        foreach (int lanes in new[] { Vector256<T>.Count, Vector512<T>.Count })
        {
            int n = plain.N;
            T[] x = ConvolutionCase<T>.Pack(plain.X, n, lanes, T.CreateChecked(1000)), delta = ConvolutionCase<T>.Pack(plain.Delta, n, lanes, T.Zero);
            int outputs = x.Length / window.InputSize * window.OutputSize;
            AssertSamples(z, Into(outputs, T.NaN, to => Convolution.ForwardBlocks<T>(x, plain.Weights, plain.Biases, default, to, window, n, 1, false, false, lanes)), n, lanes, $"z of {plain}");
            AssertSamples(Rectified(unbiased), Into(outputs, T.NaN, to => Convolution.ForwardBlocks<T>(x, plain.Weights, [], default, to, window, n, 1, true, false, lanes)), n, lanes, $"rectified z of {plain}");
            AssertSamples(dx, Into(x.Length, T.NaN, to => Convolution.InputGradientBlocks<T>(delta, plain.Weights, to, window, n, 1, false, lanes)), n, lanes, $"dx of {plain}");
            AssertSamples([.. dx.Select(value => T.One + value)], Into(x.Length, T.One, to => Convolution.InputGradientBlocks<T>(delta, plain.Weights, to, window, n, 1, true, lanes)), n, lanes, $"sum of dx of {plain}");
            foreach (bool isFirst in new[] { true, false })
            {
                T[] gradient = Into(dW.Length, T.One, to => Convolution.WeightGradientBlocks<T>(x, delta, to, default, window, isFirst, n, 1, lanes));
                AssertBits([.. dW.Select(value => (isFirst ? T.Zero : T.One) + value)], gradient, $"dW of {plain}");
                gradient = Into(db.Length, T.One, to => Convolution.WeightGradientBlocks<T>(x, delta, new T[dW.Length], to, window, isFirst, n, 1, lanes));
                AssertBits([.. db.Select(value => (isFirst ? T.Zero : T.One) + value)], gradient, $"db of {plain}");
            }
        }

        T[] first = plain.X[..window.InputSize], padded = [.. first, .. Enumerable.Repeat(T.NaN, BufferLayout.Padding)];
        AssertBits(z[..window.OutputSize], Into(window.OutputSize, T.NaN, to => Convolution.ForwardOne(first, plain.Weights, plain.Biases, to, window)), $"z of one {plain}");
        AssertBits(unbiased[..window.OutputSize], Into(window.OutputSize, T.NaN, to => Convolution.ForwardOne(padded, plain.Weights, [], to, window)), $"unbiased z of one {plain}");
    }

    private static void CheckPooled<T>(ConvolutionCase<T> plain, SlidingWindow window)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = plain.N;
        foreach (bool rectifies in new[] { true, false })
        {
            (T[] a, T[] places) = plain.Pool(plain.Forward(hasBias: true), rectifies);
            T[] delta2 = Naive.Numbers<T>(a.Length, seed: 9), delta = plain.SpreadPooled(delta2, a, places, rectifies);
            foreach (int lanes in new[] { Vector256<T>.Count, Vector512<T>.Count })
            {
                T[] x = ConvolutionCase<T>.Pack(plain.X, n, lanes, T.CreateChecked(1000)), which = [];
                int outputs = x.Length / window.InputSize * window.OutputSize;
                T[] max = Into(outputs / 4, T.NaN, to => Convolution.ForwardBlocks<T>(x, plain.Weights, plain.Biases, which = new T[outputs / 4], to, window, n, 1, rectifies, true, lanes));
                AssertSamples(a, max, n, lanes, $"a of {plain}");
                AssertSamples(places, which, n, lanes, $"places of {plain}");
                AssertSamples(a, Into(outputs / 4, T.NaN, to => Convolution.ForwardBlocks<T>(x, plain.Weights, plain.Biases, default, to, window, n, 1, rectifies, true, lanes)), n, lanes, $"a alone of {plain}");
                T[] from = ConvolutionCase<T>.Pack(delta2, n, lanes, T.Zero);
                AssertSamples(delta, Into(outputs, T.NaN, to => Convolution.SpreadBlocks<T>(from, max, which, to, window, n, 1, rectifies, lanes)), n, lanes, $"delta of {plain}");
            }

            T[] one = Into(window.OutputSize / 4, T.NaN, to => Convolution.ForwardOnePooled(plain.X.AsSpan(0, window.InputSize), plain.Weights, plain.Biases, to, window, rectifies));
            AssertBits(a[..one.Length], one, $"a of one {plain}");
        }
    }

    private delegate void Writer<T>(Span<T> to);

    /// <summary>What is written, with room behind that must not be.</summary>
    private static T[] Into<T>(int length, T before, Writer<T> write)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T untouched = T.CreateChecked(12345);
        T[] room = [.. Enumerable.Repeat(before, length), .. Enumerable.Repeat(untouched, BufferLayout.Padding)];
        write(room.AsSpan(0, length));
        Assert.False(room.AsSpan(length).ContainsAnyExcept(untouched));
        return room[..length];
    }

    private static T[] Rectified<T>(T[] z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. z.Select(value => T.MaxNative(value, T.Zero))];

    private static void AssertSamples<T>(T[] expected, T[] packed, int n, int lanes, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AssertBits(expected, ConvolutionCase<T>.Unpack(packed, n, lanes), $"{what}, {lanes} lanes");

    private static void AssertBits<T>(T[] expected, T[] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Naive.AssertBits(expected[i], actual[i], $"{i} of {what}");
    }

    private static SlidingWindow Window(int channels, int height, int width, int filters, int kernelHeight, int kernelWidth, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        new(
            channels, height, width, filters, (height + 2 * padding - dilation * (kernelHeight - 1) - 1) / stride + 1, (width + 2 * padding - dilation * (kernelWidth - 1) - 1) / stride + 1,
            kernelHeight, kernelWidth, stride, stride, padding, padding, dilation, groups);
}
