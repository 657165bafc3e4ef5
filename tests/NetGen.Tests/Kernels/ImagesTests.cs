using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Samples into lanes and back, against a copy number by number.</summary>
public sealed class ImagesTests
{
    private static readonly int[] _counts = [1, 3, 8, 15, 16, 17, 40];

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 34), 100];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Samples_go_into_lanes_and_back(int size)
    {
        foreach (int n in _counts)
            foreach (int stride in new[] { size, size + 1, size + 8 })
            {
                Check<float>(size, stride, n);
                Check<double>(size, stride, n);
            }
    }

    [Fact]
    public void Three_samples_of_two_numbers_lie_as_the_layout_says()
    {
        int width = Images.Lanes<double>();
        var lanes = new double[2 * width];
        lanes.AsSpan().Fill(9);
        Images.ToLanes<double>([1, 2, 0, 3, 4, 0, 5, 6], 3, lanes, 2, 3);
        double[] rest = new double[width - 3];
        Assert.Equal([1, 3, 5, .. rest, 2, 4, 6, .. rest], lanes);
        Assert.Equal(width, Images.Whole<double>(3));
        Assert.Equal(2 * width, Images.Whole<double>(width + 1));
    }

    [Fact]
    public void Too_few_numbers_are_refused()
    {
        int lanes = 10 * Images.Whole<float>(3);
        Images.ToLanes<float>(new float[34], 12, new float[lanes], 10, 3);
        Assert.ThrowsAny<ArgumentException>(() => Images.ToLanes<float>(new float[33], 12, new float[lanes], 10, 3));
        Assert.ThrowsAny<ArgumentException>(() => Images.ToLanes<float>(new float[34], 12, new float[lanes - 1], 10, 3));
        Assert.ThrowsAny<ArgumentException>(() => Images.ToRows<float>(new float[lanes], new float[33], 12, 10, 3));
        Assert.ThrowsAny<ArgumentException>(() => Images.ToRows<float>(new float[lanes - 1], new float[34], 12, 10, 3));
        Assert.ThrowsAny<ArgumentException>(() => Images.ClearRest<float>(new float[lanes - 1], 10, 3));
        Images.ToLanes<float>([], 12, [], 10, 0);
        Images.ToRows<float>([], [], 12, 10, 0);
    }

    private static void Check<T>(int size, int stride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Rows that end with the last sample, and what lies between samples is not a number.
        T[] rows = Naive.Samples<T>(n, size, stride, seed: size, padding: 0), samples = new T[n * size];
        for (int i = 0; i < n; i++)
            rows.AsSpan(i * stride, size).CopyTo(samples.AsSpan(i * size));

        foreach (int width in Blocked.Widths<T>())
        {
            T[] expected = Blocked.ToLanes<T>(samples, size, n, width, T.Zero), lanes = new T[expected.Length];
            lanes.AsSpan().Fill(T.NaN);
            Images.ToLanes(rows, stride, lanes, size, n, adds: false, width);
            Assert.Equal(expected, lanes);
            Images.ToLanes(rows, stride, lanes, size, n, adds: true, width);
            Assert.Equal(expected.Select(value => value + value), lanes);

            T[] garbage = Blocked.ToLanes<T>(samples, size, n, width, T.CreateChecked(77)), back = new T[rows.Length + 3];
            back.AsSpan().Fill(T.NegativeOne);
            Images.ToRows(garbage, back.AsSpan(0, rows.Length), stride, size, n, adds: false, width);
            AssertRows(value => value);
            Images.ToRows(garbage, back.AsSpan(0, rows.Length), stride, size, n, adds: true, width);
            AssertRows(value => value + value);

            Images.ClearRest(garbage, size, n, width);
            Assert.Equal(expected, garbage);
            if (!Blocked.IsUsual<T>(width))
                continue;

            Images.ToLanes<T>(rows, stride, lanes, size, n);
            Assert.Equal(expected, lanes);
            Images.ToRows<T>(lanes, back.AsSpan(0, rows.Length), stride, size, n);
            AssertRows(value => value);

            void AssertRows(Func<T, T> of)
            {
                for (int at = 0; at < back.Length; at++)
                    Assert.Equal(at / stride < n && at % stride < size ? of(rows[at]) : T.NegativeOne, back[at]);
            }
        }
    }
}
