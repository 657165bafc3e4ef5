using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen.Tests.Kernels;

/// <summary>A convolution of n samples in its plainest form: each sample in its natural order, each sum in the order of its formula.</summary>
internal sealed class ConvolutionCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SlidingWindow _window;

    public ConvolutionCase(SlidingWindow window, int n, int seed = 1)
    {
        (_window, N) = (window, n);
        X = Naive.Numbers<T>(n * window.InputSize, seed);
        Delta = Naive.Numbers<T>(n * window.OutputSize, seed + 1);
        Weights = Naive.Numbers<T>(window.Filters * Channels * window.KernelHeight * window.KernelWidth, seed + 2);
        Biases = Naive.Numbers<T>(window.Filters, seed + 3);
    }

    public int N { get; }

    public T[] X { get; }

    public T[] Delta { get; }

    public T[] Weights { get; }

    public T[] Biases { get; }

    private int Channels => _window.Channels / _window.Groups;

    private int Filters => _window.Filters / _window.Groups;

    public override string ToString() =>
        $"{typeof(T).Name} {N} x ({_window.Channels} x {_window.Height} x {_window.Width} -> {_window.Filters} x {_window.OutHeight} x {_window.OutWidth}), "
        + $"{_window.KernelHeight} x {_window.KernelWidth}, stride {_window.StrideY} {_window.StrideX}, padding {_window.Top} {_window.Left}, dilation {_window.DilationY} {_window.DilationX}, groups {_window.Groups}";

    public T[] Forward(bool hasBias)
    {
        var z = new T[N * _window.OutputSize];
        for (int i = 0; i < N; i++)
        {
            Array.Fill(z, T.Zero, i * _window.OutputSize, _window.OutputSize);
            for (int f = 0; f < _window.Filters; f++)
                Array.Fill(z, hasBias ? Biases[f] : T.Zero, Output(i, f, 0, 0), _window.OutHeight * _window.OutWidth);
        }

        ForEachTap((x, w, at) => z[at] = T.MultiplyAddEstimate(Weights[w], X[x], z[at]));
        return z;
    }

    /// <summary>The largest of each 2 x 2 numbers, and which it is.</summary>
    public (T[] A, T[] Places) Pool(T[] z, bool rectifies)
    {
        T[] a = new T[z.Length / 4], places = new T[a.Length];
        int width = _window.OutWidth / 2;
        for (int at = 0; at < a.Length; at++)
        {
            int first = at / width * 4 * width + at % width * 2, place = 0;
            T[] numbers = [z[first], z[first + 1], z[first + 2 * width], z[first + 2 * width + 1]];
            for (int k = 1; k < 4; k++)
                if (numbers[k] > numbers[place] || T.IsNaN(numbers[k]))
                    place = k;

            a[at] = rectifies ? T.MaxNative(numbers[place], T.Zero) : numbers[place];
            places[at] = T.CreateChecked(place);
        }

        return (a, places);
    }

    public T[] SpreadPooled(T[] delta2, T[] a, T[] places, bool rectifies)
    {
        var delta = new T[4 * a.Length];
        int width = _window.OutWidth / 2;
        for (int at = 0; at < a.Length; at++)
        {
            int place = int.CreateChecked(places[at]);
            if (!rectifies || a[at] > T.Zero)
                delta[at / width * 4 * width + at % width * 2 + place / 2 * 2 * width + place % 2] = delta2[at];
        }

        return delta;
    }

    public T[] InputGradient()
    {
        var dx = new T[N * _window.InputSize];
        for (int i = 0; i < N; i++)
            for (int f = 0; f < _window.Filters; f++)
                for (int c = 0; c < Channels; c++)
                    for (int ky = 0; ky < _window.KernelHeight; ky++)
                        for (int kx = 0; kx < _window.KernelWidth; kx++)
                            for (int y = 0; y < _window.OutHeight; y++)
                                for (int x = 0; x < _window.OutWidth; x++)
                                    if (Input(i, f, c, y, x, ky, kx) is { } at)
                                        dx[at] = T.MultiplyAddEstimate(Weights[Weight(f, c, ky, kx)], Delta[Output(i, f, y, x)], dx[at]);

        return dx;
    }

    public T[] WeightGradient()
    {
        int count = Vector512<T>.Count;
        var parts = new T[Weights.Length * count];
        ForEachTap((x, w, at) =>
        {
            int part = w * count + at / _window.OutputSize % count;
            parts[part] = T.MultiplyAddEstimate(Delta[at], X[x], parts[part]);
        });
        return Close(parts, count);
    }

    public T[] BiasGradient()
    {
        int count = Vector512<T>.Count, plane = _window.OutHeight * _window.OutWidth;
        var parts = new T[_window.Filters * count];
        for (int at = 0; at < Delta.Length; at++)
            parts[at / plane % _window.Filters * count + at / _window.OutputSize % count] += Delta[at];

        return Close(parts, count);
    }

    /// <summary>Samples in blocks; lanes without a sample hold a number.</summary>
    public static T[] Pack(T[] samples, int n, int lanes, T rest)
    {
        int size = samples.Length / n, blocks = (n + lanes - 1) / lanes;
        var packed = new T[blocks * lanes * size];
        for (int block = 0; block < blocks; block++)
            for (int k = 0; k < size; k++)
                for (int lane = 0; lane < lanes; lane++)
                    packed[(block * size + k) * lanes + lane] = block * lanes + lane < n ? samples[(block * lanes + lane) * size + k] : rest;

        return packed;
    }

    public static T[] Unpack(ReadOnlySpan<T> packed, int n, int lanes)
    {
        int size = packed.Length / ((n + lanes - 1) / lanes * lanes);
        var samples = new T[n * size];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < size; k++)
                samples[i * size + k] = packed[(i / lanes * size + k) * lanes + i % lanes];

        return samples;
    }

    private static T[] Close(T[] parts, int count)
    {
        for (int half = count / 2; half > 0; half /= 2)
            for (int at = 0; at < parts.Length; at++)
                if (at % count < half)
                    parts[at] += parts[at + half];

        return [.. Enumerable.Range(0, parts.Length / count).Select(i => parts[i * count])];
    }

    /// <summary>Each input, weight and output that meet: outputs in order, and of each the taps in order.</summary>
    private void ForEachTap(Action<int, int, int> action)
    {
        for (int i = 0; i < N; i++)
            for (int f = 0; f < _window.Filters; f++)
                for (int y = 0; y < _window.OutHeight; y++)
                    for (int x = 0; x < _window.OutWidth; x++)
                        for (int c = 0; c < Channels; c++)
                            for (int ky = 0; ky < _window.KernelHeight; ky++)
                                for (int kx = 0; kx < _window.KernelWidth; kx++)
                                    if (Input(i, f, c, y, x, ky, kx) is { } at)
                                        action(at, Weight(f, c, ky, kx), Output(i, f, y, x));
    }

    private int? Input(int i, int f, int c, int y, int x, int ky, int kx)
    {
        int row = _window.StrideY * y + _window.DilationY * ky - _window.Top, column = _window.StrideX * x + _window.DilationX * kx - _window.Left;
        return row >= 0 && row < _window.Height && column >= 0 && column < _window.Width
            ? ((i * _window.Channels + f / Filters * Channels + c) * _window.Height + row) * _window.Width + column
            : null;
    }

    private int Weight(int f, int c, int ky, int kx) => ((f * Channels + c) * _window.KernelHeight + ky) * _window.KernelWidth + kx;

    private int Output(int i, int f, int y, int x) => ((i * _window.Filters + f) * _window.OutHeight + y) * _window.OutWidth + x;
}
