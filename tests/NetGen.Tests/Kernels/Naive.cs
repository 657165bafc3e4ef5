using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Every kernel in its plainest form: one number after the other, in the order of the sum.</summary>
internal static class Naive
{
    public delegate T Element<T>(int row, int column);

    /// <summary>start + sum_s a(s) b(s), each term in one multiply-add.</summary>
    public static T Sum<T>(T start, int steps, Func<int, T> a, Func<int, T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int s = 0; s < steps; s++)
            start = T.MultiplyAddEstimate(a(s), b(s), start);

        return start;
    }

    /// <summary>The same in as many parts as a vector has lanes, term s in part s modulo their number, closed by halves down to one; the start comes last.</summary>
    public static T SumInParts<T>(T start, int steps, Func<int, T> a, Func<int, T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parts = new T[Vector256<T>.Count];
        for (int s = 0; s < steps; s++)
            parts[s % parts.Length] = s < parts.Length ? a(s) * b(s) : T.MultiplyAddEstimate(a(s), b(s), parts[s % parts.Length]);

        for (int half = parts.Length / 2; half > 0; half /= 2)
            for (int part = 0; part < half; part++)
                parts[part] += parts[part + half];

        return parts[0] + start;
    }

    /// <summary>Numbers between -1 and 1, of which hardly a sum is exact.</summary>
    public static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(2 * random.NextDouble() - 1))];
    }

    /// <summary>The same, in samples that lie a stride apart: what lies between is not a number, nor is what follows.</summary>
    public static T[] Samples<T>(int n, int width, int stride, int seed, int padding = CompilerServices.Dense.Padding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = Numbers<T>((n - 1) * stride + width + padding, seed);
        for (int i = 0; i < values.Length; i++)
            values[i] = i % stride < width && i / stride < n ? values[i] : T.NaN;

        return values;
    }

    /// <summary>Asserts the bits, and that not a number behind has been written.</summary>
    public static void AssertRows<T>(Element<T> expected, ReadOnlySpan<T> actual, int stride, int rows, int columns, T untouched)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
            for (int j = 0; j < columns; j++)
                AssertBits(expected(r, j), actual[r * stride + j], $"[{r}, {j}] of {rows} x {columns}");

        Assert.False(actual[((rows - 1) * stride + Math.Max(columns, stride))..].ContainsAnyExcept(untouched));
    }

    public static void AssertBits<T>(T expected, T actual, string place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Bytes(ref expected).SequenceEqual(Bytes(ref actual)))
            Assert.Fail($"{place}: {actual:R} instead of {expected:R}.");

        static Span<byte> Bytes(ref T value) => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1));
    }
}
