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

    [Fact]
    public void The_first_numbers_are_loaded_and_zeros_for_those_missing()
    {
        float[] values = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (int count = 0; count <= values.Length; count++)
        {
            Vector256<float> loaded = Lanes.LoadFirst<float>(values.AsSpan(0, count));
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(lane < count ? values[lane] : 0, loaded[lane]);
        }
    }
}
