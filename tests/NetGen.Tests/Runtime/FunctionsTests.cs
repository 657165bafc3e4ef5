using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>
/// The expected values are Python's, with 200 bits: <c>import mpmath as mp; mp.mp.prec = 200;
/// float(mp.expm1(mp.mpf(z)))</c>. Every z is a float exactly, so a value rounded to float is that of the float function.
/// </summary>
public class FunctionsTests
{
    [Theory]
    [InlineData(-40.0, 4.248354255291589e-18)]
    [InlineData(-3.5, 0.0301973834223185)]
    [InlineData(-1.0, 0.36787944117144233)]
    [InlineData(-0.5, 0.6065306597126334)]
    [InlineData(-0.015625, 0.9844964370054085)]
    [InlineData(9.5367431640625e-07, 1.0000009536747712)]
    [InlineData(0.25, 1.2840254166877414)]
    [InlineData(1.0, 2.718281828459045)]
    [InlineData(2.75, 15.642631884188171)]
    [InlineData(30.0, 10686474581524.463)]
    public void Exp_is_within_two_ulp(double z, double expected) =>
        AssertNear(expected, Functions.Exp(z), Functions.Exp((float)z));

    [Theory]
    [InlineData(-19.0, -0.9999999999999999)]
    [InlineData(-3.5, -0.9981778976111987)]
    [InlineData(-0.5, -0.46211715726000974)]
    [InlineData(-0.015625, -0.015623728558408866)]
    [InlineData(9.5367431640625e-07, 9.536743164059608e-07)]
    [InlineData(0.25, 0.24491866240370913)]
    [InlineData(1.0, 0.7615941559557649)]
    [InlineData(2.75, 0.9918597245682077)]
    public void Tanh_is_within_two_ulp(double z, double expected) =>
        AssertNear(expected, Functions.Tanh(z), Functions.Tanh((float)z));

    [Theory]
    [InlineData(9.5367431640625e-07, -13.862943611198906)]
    [InlineData(0.25, -1.3862943611198906)]
    [InlineData(0.9375, -0.06453852113757118)]
    [InlineData(1.0, 0.0)]
    [InlineData(1.125, 0.11778303565638346)]
    [InlineData(3.0, 1.0986122886681098)]
    [InlineData(1000000.0, 13.815510557964274)]
    public void Log_is_within_two_ulp(double a, double expected) =>
        AssertNear(expected, Functions.Log(a), Functions.Log((float)a));

    [Theory]
    [InlineData(-40.0, 4.248354255291589e-18)]
    [InlineData(-3.5, 0.02931223075135632)]
    [InlineData(-1.0, 0.2689414213699951)]
    [InlineData(-0.5, 0.37754066879814546)]
    [InlineData(-0.015625, 0.4960938294709195)]
    [InlineData(9.5367431640625e-07, 0.5000002384185791)]
    [InlineData(0.25, 0.5621765008857981)]
    [InlineData(1.0, 0.7310585786300049)]
    [InlineData(2.75, 0.9399133498259924)]
    [InlineData(30.0, 0.9999999999999064)]
    public void Sigmoid_is_within_two_ulp(double z, double expected) =>
        AssertNear(expected, Functions.Sigmoid(z), Functions.Sigmoid((float)z));

    [Theory]
    [InlineData(-40.0, -1.0)]
    [InlineData(-3.5, -0.9698026165776815)]
    [InlineData(-1.0, -0.6321205588285577)]
    [InlineData(-0.5, -0.3934693402873666)]
    [InlineData(-0.015625, -0.015503562994591593)]
    [InlineData(9.5367431640625e-07, 9.536747711537455e-07)]
    [InlineData(0.25, 0.2840254166877415)]
    [InlineData(1.0, 1.7182818284590453)]
    [InlineData(2.75, 14.642631884188171)]
    [InlineData(30.0, 10686474581523.463)]
    public void ExpM1_is_within_two_ulp(double z, double expected) =>
        AssertNear(expected, Functions.ExpM1(z), Functions.ExpM1((float)z));

    [Theory]
    [InlineData(-40.0, 4.248354255291589e-18)]
    [InlineData(-3.5, 0.029750418272620566)]
    [InlineData(-1.0, 0.3132616875182228)]
    [InlineData(-0.5, 0.4740769841801067)]
    [InlineData(-0.015625, 0.6853651978276345)]
    [InlineData(9.5367431640625e-07, 0.6931476573972172)]
    [InlineData(0.25, 0.8259394198788436)]
    [InlineData(1.0, 1.3132616875182228)]
    [InlineData(2.75, 2.8119675890031988)]
    [InlineData(30.0, 30.000000000000092)]
    public void Softplus_is_within_two_ulp(double z, double expected) =>
        AssertNear(expected, Functions.Softplus(z), Functions.Softplus((float)z));

    [Theory]
    [InlineData(-1e4, 0, -1, 0, 0, -1)]
    [InlineData(1e4, double.PositiveInfinity, 1, 1, 1e4, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0, -1, 0, 0, -1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1, 1, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(0.0, 1, 0, 0.5, 0.6931471805599453, 0)] // log 2
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN)]
    public void Extremes_have_their_limits(double z, double exp, double tanh, double sigmoid, double softplus, double expm1)
    {
        Assert.Equal([exp, tanh, sigmoid, softplus, expm1],
            new[] { Functions.Exp(z), Functions.Tanh(z), Functions.Sigmoid(z), Functions.Softplus(z), Functions.ExpM1(z) });
        float f = (float)z;
        Assert.Equal([(float)exp, (float)tanh, (float)sigmoid, (float)softplus, (float)expm1],
            new[] { Functions.Exp(f), Functions.Tanh(f), Functions.Sigmoid(f), Functions.Softplus(f), Functions.ExpM1(f) });
    }

    [Theory]
    [InlineData(0.0, -100)]
    [InlineData(1e-45, -100)] // log 1e-45 = -103.6
    [InlineData(1, 0)]
    [InlineData(-1e-3, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Clamped_log_is_held_at_minus_100(double a, double expected)
    {
        Assert.Equal(expected, Functions.ClampedLog(a));
        Assert.Equal((float)expected, Functions.ClampedLog((float)a));
    }

    private static void AssertNear(double expected, double actual, float single)
    {
        Assert.InRange(Math.Abs(actual - expected), 0, 2 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)));
        float rounded = (float)expected;
        Assert.InRange(Math.Abs(single - rounded), 0, 1 * (MathF.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded)));
    }
}
