using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The functions over their whole range: accuracy, lanes against scalars, and the very bits.</summary>
public class VectorFunctionsTests
{
    public static TheoryData<string> Names => [.. FunctionCase.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Floats_of_all_sizes_are_within_the_bound(string name)
    {
        FunctionCase function = FunctionCase.Of(name);
        const int stride = 1021;
        double worst = 0;
        float at = 0;
        Span<float> z = stackalloc float[8];
        for (long first = 0; first < 1L << 32; first += 8 * stride)
        {
            for (int i = 0; i < 8; i++)
                z[i] = BitConverter.UInt32BitsToSingle((uint)(first + i * stride));
            Vector256<float> actual = function.Vector(Vector256.Create<float>(z));
            for (int i = 0; i < 8; i++)
            {
                double error = function.Domain(z[i]) ? Ulp.Distance(actual[i], function.Reference(z[i])) : 0;
                if (error > worst)
                    (worst, at) = (error, z[i]);
            }
        }

        Assert.True(worst <= function.Bound, $"{worst} at {at:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Doubles_of_all_sizes_are_within_the_bound_of_the_platforms(string name)
    {
        FunctionCase function = FunctionCase.Of(name);
        double worst = 0, at = 0;
        foreach (Vector256<double> z in Doubles(250_000))
        {
            Vector256<double> actual = function.VectorDouble(z);
            for (int i = 0; i < 4; i++)
            {
                double error = function.DomainDouble(z[i]) ? Ulp.Distance(actual[i], function.Reference(z[i])) : 0;
                if (error > worst)
                    (worst, at) = (error, z[i]);
            }
        }

        Assert.True(worst <= function.Bound + function.ReferenceError, $"{worst} at {at:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scalar_has_the_bits_of_a_lane(string name)
    {
        FunctionCase function = FunctionCase.Of(name);
        foreach (Vector256<double> z in Doubles(250_000))
        {
            Vector256<double> actual = function.VectorDouble(z);
            Vector256<float> singles = Singles(z);
            Vector256<float> actualSingles = function.Vector(singles);
            for (int i = 0; i < 4; i++)
                AssertBits(actual[i], function.ScalarDouble(z[i]), z[i]);
            for (int i = 0; i < 8; i++)
                AssertBits(actualSingles[i], function.Scalar(singles[i]), singles[i]);
        }

        static void AssertBits(double lane, double scalar, double z)
        {
            if (BitConverter.DoubleToInt64Bits(lane) != BitConverter.DoubleToInt64Bits(scalar) && !(double.IsNaN(lane) && double.IsNaN(scalar)))
                Assert.Fail($"{lane:R} and {scalar:R} at {z:R}");
        }
    }

    // Of whole vectors where the hardware has 512 bits, otherwise of halves. Which of two NaNs a sum passes on is up to the JIT, which
    // may swap its operands.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_wide_vector_has_the_bits_of_its_halves(string name)
    {
        FunctionCase function = FunctionCase.Of(name);
        foreach (Vector256<double>[] halves in Doubles(100_000).Chunk(2))
        {
            Vector256<float> lower = Singles(halves[0]), upper = Singles(halves[1]);
            Vector512<float> singles = function.Wide(Vector512.Create(lower, upper));
            AssertBits(function.Vector(lower), singles.GetLower(), lower);
            AssertBits(function.Vector(upper), singles.GetUpper(), upper);

            Vector512<double> doubles = function.WideDouble(Vector512.Create(halves[0], halves[1]));
            AssertBits(function.VectorDouble(halves[0]), doubles.GetLower(), halves[0]);
            AssertBits(function.VectorDouble(halves[1]), doubles.GetUpper(), halves[1]);
        }

        static void AssertBits<T>(Vector256<T> expected, Vector256<T> actual, Vector256<T> z)
        {
            Vector256<byte> areNaN = ~(Vector256.Equals(expected, expected) | Vector256.Equals(actual, actual)).AsByte();
            Assert.True((expected.AsByte() | areNaN) == (actual.AsByte() | areNaN), $"{expected} and {actual} at {z}");
        }
    }

    [Theory]
    [InlineData("Exp", 0x4AE265686512D482, 0x8964E54E9AEE272B)]
    [InlineData("ExpOfNegative", 0x6C308D9C2C681CC3, 0x9E963BF1D0212149)]
    [InlineData("LogOfSum", 0x07D136924DE658F8, 0xB6BC74AB5FD1F210)]
    [InlineData("ExpM1", 0x3FEC57214BEBC8A3, 0x51C5F6A53D8BF2E4)]
    [InlineData("Log", 0x405A7A31573AFB46, 0x6908476803F91E4D)]
    [InlineData("ClampedLog", 0xFBED3382693BCBFA, 0x96EA1BE2EE4AE7E2)]
    [InlineData("Tanh", 0xACE447D3FB06CD6F, 0x63D9649489B3AF28)]
    [InlineData("Sigmoid", 0xEAA2768059BFFB3D, 0x5B0CD8CF4EF28198)]
    [InlineData("Softplus", 0xA2FDD9D2141F6837, 0x078BA5D09AC01D25)]
    [InlineData("Phi", 0xF0EEFB9F610F3D37, 0xA2A2BC12BC4FB95C)]
    [InlineData("Density", 0x62E84F0FDD6EE5DE, 0xE523D6FCDA66AE0A)]
    public void The_bits_are_the_same_everywhere(string name, ulong single, ulong doubles)
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "Without fused multiply-adds the last bits differ.");
        FunctionCase function = FunctionCase.Of(name);
        ulong hash = Fnv1aStart, doubleHash = Fnv1aStart;
        foreach (Vector256<double> z in Doubles(50_000))
        {
            Vector256<double> values = function.VectorDouble(z);
            Vector256<float> singles = Singles(z), singleValues = function.Vector(singles);
            for (int i = 0; i < 4; i++)
                Fnv1a(ref doubleHash, BitConverter.DoubleToUInt64Bits(double.IsNaN(values[i]) || !function.DomainDouble(z[i]) ? double.NaN : values[i]));
            for (int i = 0; i < 8; i++)
                Fnv1a(ref hash, BitConverter.SingleToUInt32Bits(float.IsNaN(singleValues[i]) || !function.Domain(singles[i]) ? float.NaN : singleValues[i]));
        }

        Assert.Equal($"0x{single:X16}, 0x{doubles:X16}", $"0x{hash:X16}, 0x{doubleHash:X16}");
    }

    /// <summary>Four numbers rounded, and the bits of two of them as four more.</summary>
    private static Vector256<float> Singles(Vector256<double> z) =>
        Vector256.Create(Vector128.Create((float)z[0], (float)z[1], (float)z[2], (float)z[3]), z.AsSingle().GetUpper());

    private const ulong Fnv1aStart = 0xCBF29CE484222325;

    private static void Fnv1a(ref ulong hash, ulong bits)
    {
        for (int i = 0; i < 8; i++, bits >>= 8)
            hash = (hash ^ (bits & 0xFF)) * 0x100000001B3;
    }

    /// <summary>Fixed numbers: by turns of any bits, and uniform to 1, 10, 100 and 1000 on both sides of 0.</summary>
    private static IEnumerable<Vector256<double>> Doubles(int count)
    {
        double[] limits = [1, 10, 100, 1000];
        var random = new SeededRandom(1);
        for (int i = 0; i < count; i++)
        {
            int turn = i % 5;
            yield return turn == 4
                ? Vector256.Create(random.NextBits(), random.NextBits(), random.NextBits(), random.NextBits()).AsDouble()
                : Vector256.Create(Uniform(), Uniform(), Uniform(), Uniform());

            double Uniform() => limits[turn] * (2 * random.NextDouble() - 1);
        }
    }
}
