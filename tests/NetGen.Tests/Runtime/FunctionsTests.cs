using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The scalar functions at exactly known values, at the ends of their range and at special numbers.</summary>
public class FunctionsTests
{
    [Fact]
    public void Values_of_the_reference_table_are_met()
    {
        Assert.All(FunctionsReference.Rows, row =>
        {
            double z = row[0];
            double[] actual = [Functions.Exp(z), Functions.ExpM1(z), Functions.Tanh(z), Functions.Sigmoid(z), Functions.Softplus(z)];
            for (int i = 0; i < actual.Length; i++)
                Assert.InRange(Ulp.Distance(actual[i], row[i + 1]), 0, Ulp.Bound);
            if (z != (float)z)
                return;

            float f = (float)z;
            float[] single = [Functions.Exp(f), Functions.ExpM1(f), Functions.Tanh(f), Functions.Sigmoid(f), Functions.Softplus(f)];
            for (int i = 0; i < single.Length; i++)
                Assert.InRange(Ulp.Distance(single[i], row[i + 1]), 0, Ulp.Bound);
        });
        Assert.All(NormalTable.Rows, row =>
        {
            double z = row[0];
            float f = (float)z;
            Assert.InRange(Ulp.Distance(Functions.Phi(z), row[1]), 0, Ulp.BoundOfPhi);
            Assert.InRange(Ulp.Distance(Functions.Phi(f), row[1]), 0, Ulp.BoundOfPhi);
            Assert.InRange(Ulp.Distance(Functions.Density(z), row[2]), 0, Ulp.Bound);
            Assert.InRange(Ulp.Distance(Functions.Density(f), row[2]), 0, Ulp.Bound);
        });
        Assert.All(FunctionsReference.Logarithms, row =>
        {
            double a = row[0];
            Assert.InRange(Ulp.Distance(Functions.Log(a), row[1]), 0, Ulp.Bound);
            if (a == (float)a)
                Assert.InRange(Ulp.Distance(Functions.Log((float)a), row[1]), 0, Ulp.Bound);
        });
    }

    [Theory]
    [InlineData(-1e4, 0, -1, 0, 0, -1)]
    [InlineData(1e4, double.PositiveInfinity, 1, 1, 1e4, double.PositiveInfinity)]
    [InlineData(float.MinValue, 0, -1, 0, 0, -1)]
    [InlineData(float.MaxValue, double.PositiveInfinity, 1, 1, float.MaxValue, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0, -1, 0, 0, -1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1, 1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(0.0, 1, 0, 0.5, 0.6931471805599453, 0)] // log 2
    [InlineData(1.401298464324817E-45, 1, 1.401298464324817E-45, 0.5, 0.6931471805599453, 1.401298464324817E-45)]
    [InlineData(-1.401298464324817E-45, 1, -1.401298464324817E-45, 0.5, 0.6931471805599453, -1.401298464324817E-45)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)]
    public void Extremes_have_their_limits(double z, double exp, double tanh, double sigmoid, double softplus, double expm1)
    {
        // The last digit of log 2 depends on fused operations; all else is exact.
        AssertSame([exp, tanh, sigmoid, expm1], [Functions.Exp(z), Functions.Tanh(z), Functions.Sigmoid(z), Functions.ExpM1(z)]);
        Assert.InRange(Ulp.Distance(Functions.Softplus(z), softplus), 0, 1);
        float f = (float)z;
        AssertSame([(float)exp, (float)tanh, (float)sigmoid, (float)expm1],
            [Functions.Exp(f), Functions.Tanh(f), Functions.Sigmoid(f), Functions.ExpM1(f)]);
        Assert.InRange(Ulp.Distance(Functions.Softplus(f), softplus), 0, 1);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0)]
    [InlineData(-1e30, 0, 0)]
    [InlineData(-40, 0, 0)]
    [InlineData(0.0, 0.5, 0.3989422804014327)] // 1 / sqrt(2 pi)
    [InlineData(9, 1, 1.0279773571668917E-18)]
    [InlineData(1e30, 1, 0)]
    [InlineData(double.PositiveInfinity, 1, 0)]
    public void Normal_distribution_has_its_limits(double z, double phi, double density)
    {
        AssertSame([phi, (float)phi], [Functions.Phi(z), Functions.Phi((float)z)]);
        Assert.InRange(Ulp.Distance(Functions.Density(z), density), 0, 1);
        Assert.InRange(Ulp.Distance(Functions.Density((float)z), density), 0, 1);
    }

    [Fact]
    public void Negative_zero_keeps_its_sign_where_the_value_is_zero()
    {
        AssertSame([-0.0, -0.0, 1, 0.5], [Functions.Tanh(-0.0), Functions.ExpM1(-0.0), Functions.Exp(-0.0), Functions.Sigmoid(-0.0)]);
        AssertSame([-0.0, -0.0, 1, 0.5], [Functions.Tanh(-0f), Functions.ExpM1(-0f), Functions.Exp(-0f), Functions.Sigmoid(-0f)]);
        AssertSame([double.NegativeInfinity, double.NegativeInfinity, -100, -100],
            [Functions.Log(-0.0), Functions.Log(-0f), Functions.ClampedLog(-0.0), Functions.ClampedLog(-0f)]);
        AssertSame([1, 1], [Functions.ExpOfNegative(-0.0), Functions.ExpOfNegative(-0f)]);
    }

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(-1.401298464324817E-45, 1)]
    [InlineData(-1e4, 0)]
    [InlineData(float.MinValue, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exponential_of_0_or_less_has_its_limits(double z, double expected) =>
        AssertSame([expected, expected], [Functions.ExpOfNegative(z), Functions.ExpOfNegative((float)z)]);

    // The smallest float is e^-103.28, the smallest double e^-744.44; what is less than half of them is 0.
    [Fact]
    public void Exponentials_of_negative_numbers_lose_digits_gradually()
    {
        for (float z = -87; z > -104.5f; z -= 0.001f)
            Assert.InRange(Ulp.Distance(Functions.ExpOfNegative(z), Math.Exp(z)), 0, 1);
        for (double z = -708; z > -746.5; z -= 0.001)
            Assert.InRange(Ulp.Distance(Functions.ExpOfNegative(z), Math.Exp(z)), 0, 1);
        AssertSame([float.Epsilon, double.Epsilon, 0, 0],
            [Functions.ExpOfNegative(-103.5f), Functions.ExpOfNegative(-744.6), Functions.ExpOfNegative(-104f), Functions.ExpOfNegative(-745.2)]);
    }

    [Fact]
    public void Logarithm_of_a_sum_is_0_at_1_and_the_logarithm_everywhere_else()
    {
        AssertSame([0, 0], [Functions.LogOfSum(1.0), Functions.LogOfSum(1f)]);
        double[] sums = [1.17549435E-38, 0.5, 1.0000001192092896, 1.5, 2, 7, 1000, float.MaxValue];
        foreach (double a in sums)
            AssertSame([Functions.Log(a), Functions.Log((float)a)], [Functions.LogOfSum(a), Functions.LogOfSum((float)a)]);
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(-3e-310)]
    public void Subnormal_doubles_are_their_own_tanh_and_expm1(double z) =>
        AssertSame([z, z, 1, 0.5], [Functions.Tanh(z), Functions.ExpM1(z), Functions.Exp(z), Functions.Sigmoid(z)]);

    [Theory]
    [InlineData(0x7FC00001)] // an integer operation on the bits of these two would make numbers of them
    [InlineData(0x7FFFFFFF)]
    [InlineData(unchecked((int)0xFFC00000))]
    public void Every_NaN_gives_NaN(int bits)
    {
        float nan = BitConverter.Int32BitsToSingle(bits);
        foreach (FunctionCase function in FunctionCase.All.Where(function => function.Domain(nan)))
            Assert.True(float.IsNaN(function.Scalar(nan)) && double.IsNaN(function.ScalarDouble(nan)), function.Name);
    }

    [Theory]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(1.0, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(-1.401298464324817E-45, double.NaN)]
    [InlineData(-1.0, double.NaN)]
    public void Log_has_its_limits(double a, double expected) =>
        AssertSame([expected, (float)expected], [Functions.Log(a), Functions.Log((float)a)]);

    [Theory]
    [InlineData(0.0, -100)]
    [InlineData(1e-45, -100)] // log 1e-45 = -103.6
    [InlineData(1, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-1e-3, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Clamped_log_is_held_at_minus_100(double a, double expected) =>
        AssertSame([expected, (float)expected], [Functions.ClampedLog(a), Functions.ClampedLog((float)a)]);

    [Fact]
    public void Tanh_is_odd_and_never_decreases_to_1()
    {
        float last = 0;
        for (float z = 8; z < 10; z = MathF.BitIncrement(z))
        {
            float a = Functions.Tanh(z);
            Assert.True(a >= last && a <= 1 && Functions.Tanh(-z) == -a, $"{z:R}");
            last = a;
        }

        Assert.Equal(1, last);
    }

    /// <summary>Equal, and of the same sign if zero.</summary>
    private static void AssertSame(double[] expected, double[] actual) => Assert.Equal(
        expected.Select(x => double.IsNaN(x) ? "NaN" : x.ToString("R")), actual.Select(x => double.IsNaN(x) ? "NaN" : x.ToString("R")));
}
