using System.Numerics;
using Xunit;

namespace NetGen.Tests.Optimizers;

public sealed class GradientClippingTests
{
    [Fact]
    public void A_norm_above_the_bound_is_scaled_down_to_it()
    {
        // 3-4-5: the factor is 2.5 / (5 + 1e-6).
        double[] g = [3, -4];
        Assert.Equal(5, GradientClipping.ClipNorm<double>(g, 2.5));
        Assert.Equal([3 * (2.5 / 5.000001), -4 * (2.5 / 5.000001)], g);
    }

    [Fact]
    public void A_norm_within_the_bound_is_only_told()
    {
        float[] g = [3, -4, 0];
        Assert.Equal(5, GradientClipping.ClipNorm<float>(g, 5.5));
        Assert.Equal([3, -4, 0], g);
        Assert.Equal(0, GradientClipping.ClipNorm<float>(new float[40], 1e-9));
        Assert.Equal(0, GradientClipping.ClipNorm<float>([], 1));
    }

    [Fact]
    public void The_norm_is_summed_in_one_order_in_double_precision()
    {
        foreach (int count in new[] { 1, 15, 16, 17, 37, 5000 })
        {
            CheckNorm(Rules.Numbers<float>(count, seed: count));
            CheckNorm(Rules.Numbers<double>(count, seed: count));
        }

        // Squares of single precision that single precision cannot hold.
        Assert.Equal(5e30, GradientClipping.ClipNorm<float>([3e30f, 4e30f], 1), 1e24);
    }

    [Fact]
    public void Gradients_that_are_not_finite_show_in_the_norm()
    {
        Assert.Equal(double.PositiveInfinity, GradientClipping.ClipNorm<float>([1, float.NegativeInfinity], 1));
        float[] g = [1, float.NaN];
        Assert.Equal(double.NaN, GradientClipping.ClipNorm<float>(g, 1));
        Assert.Equal([float.NaN, float.NaN], g);
    }

    [Fact]
    public void Values_beyond_the_bound_are_moved_to_it()
    {
        float[] g = [2, -2, 0.5f, -0.5f, 0, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1, -1, 1.5f];
        GradientClipping.ClipValue<float>(g, 1);
        Assert.Equal([1, -1, 0.5f, -0.5f, 0, 1, -1, float.NaN, 1, -1, 1], g);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_bounds_out_of_range(double bound)
    {
        string got = FormattableString.Invariant($"greater than 0, but got {bound}.");
        Assert.Contains("Expected a finite maxNorm " + got, Assert.Throws<ArgumentOutOfRangeException>("maxNorm", () => GradientClipping.ClipNorm<float>(new float[1], bound)).Message);
        Assert.Contains("Expected a finite maxValue " + got, Assert.Throws<ArgumentOutOfRangeException>("maxValue", () => GradientClipping.ClipValue<float>(new float[1], bound)).Message);
    }

    private static void CheckNorm<T>(T[] g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Assert.Equal(Math.Sqrt(NaiveSquareSum.Of<T>(g)), GradientClipping.ClipNorm<T>(g, 1e9));
}
