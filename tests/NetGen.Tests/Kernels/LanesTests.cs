using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class LanesTests
{
    [Fact]
    public void Sums_add_halves_then_quarters_then_eighths()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            float[] v = Naive.Numbers<float>(8, seed);
            double[] w = Naive.Numbers<double>(4, seed);
            Assert.Equal(((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])), Lanes.Sum(Vector256.Create(v)));
            Assert.Equal((w[0] + w[2]) + (w[1] + w[3]), Lanes.Sum(Vector256.Create(w)));
        }
    }

    [Fact]
    public void The_largest_is_found_in_every_lane()
    {
        for (int lane = 0; lane < 8; lane++)
        {
            Assert.Equal(-1, Lanes.Largest(Vector256.Create(-2f).WithElement(lane, -1)));
            Assert.Equal(-1, Lanes.Largest(Vector256.Create(-2d).WithElement(lane / 2, -1)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(11)]
    public void Samples_go_to_lanes_and_back(int size)
    {
        float[] samples = Naive.Numbers<float>(8 * size, seed: 1), back = new float[8 * size];
        var lanes = new Vector256<float>[size];

        Lanes.Gather(samples, lanes);
        Lanes.Scatter<float>(lanes, back);

        for (int lane = 0; lane < 8; lane++)
            for (int k = 0; k < size; k++)
                Assert.Equal(samples[lane * size + k], lanes[k][lane]);
        Assert.Equal(samples, back);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(19)]
    public void Sums_of_many_vectors_are_those_of_each(int count)
    {
        Vector256<float>[] v = [.. Enumerable.Range(0, count).Select(seed => Vector256.Create(Naive.Numbers<float>(8, seed)))];
        float[] numbers = Naive.Numbers<float>(count, seed: 99), expected = [.. numbers.Select((number, i) => number + Lanes.Sum(v[i]) * 0.3f)];

        Lanes.AddSums(v, 0.3f, numbers);

        Assert.Equal(expected, numbers);
    }
}
