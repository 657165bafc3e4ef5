using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Products and sums of a block, and what one vector holds of a sample.</summary>
public sealed class BlockLanesTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(40)]
    [InlineData(80)]
    public void Products_have_the_bits_of_eight_parts_in_rows_and_in_lanes(int size)
    {
        float[] w = Naive.Numbers<float>(size, seed: 1);
        foreach (int length in new[] { 16, 32 })
        {
            float[] rows = Naive.Numbers<float>(length * size, seed: length), lanes = new float[size * length];
            for (int s = 0; s < length; s++)
                for (int k = 0; k < size; k++)
                    lanes[k * length + s] = rows[s * size + k];

            float[] sums = new float[length + 1];
            Block.DotsInLanes(new(w, size), new(lanes, lanes.Length), length, size, new(sums, length));
            Assert.Equal(0, sums[length]);
            for (int first = 0; first < length; first += 8)
            {
                Vector256<float> ofRows = Block.Dots(new(w, size), new(rows.AsSpan(first * size), 8 * size), size);
                for (int s = 0; s < 8; s++)
                {
                    float expected = Dot(w, rows.AsSpan((first + s) * size, size));
                    Naive.AssertBits(expected, ofRows[s], $"Row {s} of {size} numbers");
                    Naive.AssertBits(expected, sums[first + s], $"Lane {first + s} of {length}, {size} numbers");
                }
            }
        }
    }

    [Fact]
    public void Sums_of_up_to_eight_vectors_have_the_bits_of_each()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Vector256<float>[] v = [.. Enumerable.Range(0, 8).Select(i => Vector256.Create(Naive.Numbers<float>(8, 8 * seed + i)))];
            Vector256<float>[] sums =
            [
                Block.Sums(v[0]),
                Block.Sums(v[0], v[1]),
                Block.Sums(v[0], v[1], v[2]),
                Block.Sums(v[0], v[1], v[2], v[3]),
                Block.Sums(v[0], v[1], v[2], v[3], v[4]),
                Block.Sums(v[0], v[1], v[2], v[3], v[4], v[5]),
                Block.Sums(v[0], v[1], v[2], v[3], v[4], v[5], v[6]),
                Block.Sums(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]),
            ];
            for (int count = 1; count <= 8; count++)
                for (int i = 0; i < count; i++)
                    Naive.AssertBits(SumOfParts(v[i]), sums[count - 1][i], $"Sum {i} of {count}");
        }
    }

    [Fact]
    public void A_label_is_1_in_the_lane_of_its_class()
    {
        Assert.Equal(Vector256<float>.Zero, Block.Label(0, size: 1));
        Assert.Equal(Vector256.CreateScalar(1f), Block.Label(1, size: 1));
        for (int size = 2; size <= 7; size++)
            for (int label = 0; label < size; label++)
                Assert.Equal(Vector256<float>.Zero.WithElement(label, 1), Block.Label(label, size));
    }

    [Theory]
    [MemberData(nameof(BlockTests.OutputSizes), MemberType = typeof(BlockTests))]
    public void Numbers_that_are_read_one_by_one_are_followed_by_zeros(int size)
    {
        float[] numbers = Naive.Numbers<float>(size, seed: 2);

        Assert.Equal([.. numbers, .. new float[8 - size]], Enumerable.Range(0, 8).Select(lane => Block.First(new(numbers, size), size)[lane]));
    }

    [Theory]
    [MemberData(nameof(BlockTests.OutputSizes), MemberType = typeof(BlockTests))]
    public void Targets_of_one_sample_are_followed_by_zeros(int size)
    {
        float[] targets = Naive.Numbers<float>(size + 3, seed: 1);
        Vector256<float> expected = Vector256<float>.Zero;
        for (int j = 0; j < size; j++)
            expected = expected.WithElement(j, targets[j]);

        Assert.Equal(expected, Block.Targets(targets, size));
        Assert.Equal(expected, Block.Targets(targets.AsSpan(0, size), size));
    }

    [Fact]
    public void The_largest_is_one_of_the_lanes_that_count()
    {
        for (int count = 1; count <= 8; count++)
        {
            foreach (float behind in new[] { 5, float.PositiveInfinity, float.NaN })
            {
                for (int largest = 0; largest < count; largest++)
                {
                    Vector256<float> values = Vector256.Create(-2f).WithElement(largest, -1);
                    for (int lane = count; lane < 8; lane++)
                        values = values.WithElement(lane, behind);

                    Assert.Equal(-1, Block.Largest(values, count));
                }
            }
        }
    }

    /// <summary>Term k goes to part k modulo 8.</summary>
    private static float Dot(ReadOnlySpan<float> w, ReadOnlySpan<float> a)
    {
        var parts = new float[8];
        for (int k = 0; k < w.Length; k++)
            parts[k % 8] = k < 8 ? w[k] * a[k] : float.MultiplyAddEstimate(w[k], a[k], parts[k % 8]);

        return SumOfParts(Vector256.Create(parts));
    }

    /// <summary>Halves first, then quarters, then eighths.</summary>
    private static float SumOfParts(Vector256<float> u) => ((u[0] + u[4]) + (u[2] + u[6])) + ((u[1] + u[5]) + (u[3] + u[7]));
}
