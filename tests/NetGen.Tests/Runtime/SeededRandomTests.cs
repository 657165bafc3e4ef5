using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The expected sequences are those of the reference algorithms in C, retraced by a Python program.</summary>
public class SeededRandomTests
{
    [Fact]
    public void SplitMix64_is_the_reference()
    {
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => SeededRandom.SplitMix64(ref state)));
    }

    [Fact]
    public void Xoshiro256_star_star_is_the_reference()
    {
        var random = new SeededRandom(1, 2, 3, 4);
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Theory]
    [InlineData(0, 11091344671253066420, 13793997310169335082)]
    [InlineData(42, 1546998764402558742, 6990951692964543102)]
    [InlineData(-1, 10328197420357168392, 14156678507024973869)]
    public void The_state_is_seeded_by_SplitMix64(int seed, ulong first, ulong second)
    {
        var random = new SeededRandom(seed);
        Assert.Equal((first, second), (random.NextBits(), random.NextBits()));
    }

    [Fact]
    public void A_double_is_the_upper_53_bits()
    {
        var random = new SeededRandom(42);
        double[] expected = [0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876];
        Assert.Equal(expected, expected.Select(_ => random.NextDouble()));
    }

    [Fact]
    public void Integers_normals_and_shuffles_are_the_reference()
    {
        var random = new SeededRandom(42);
        int[] integers = [0, 3, 6, 9, 9, 7, 7, 8, 7, 5];
        Assert.Equal(integers, integers.Select(_ => random.NextInt(10)));

        // Of 3 * 2^29 numbers a quarter of all draws is rejected; here the eighth.
        random = new SeededRandom(42);
        integers = [135070769, 610390418, 1095286578, 1489322234, 1597412015, 1239752178, 1158447025, 1226279274, 939549827];
        Assert.Equal(integers, integers.Select(_ => random.NextInt(3 << 29)));

        int[] items = [0, 1, 2, 3, 4, 5, 6, 7];
        new SeededRandom(42).Shuffle(items.AsSpan());
        Assert.Equal([7, 1, 6, 3, 5, 4, 2, 0], items);

        // The logarithm is the platform's, so the last digits may differ.
        random = new SeededRandom(42);
        foreach (double expected in (double[])[-0.7262191382447857, -0.21119691823195985, 0.2216227015035933, 0.5227716877560146])
            Assert.Equal(expected, random.NextNormal(), tolerance: 1e-14);
    }

    [Fact]
    public void Integers_are_uniform()
    {
        // 7 counts of mean 10,000: chi square with 6 degrees of freedom exceeds 22.5 once in a thousand seeds.
        var random = new SeededRandom(3);
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[random.NextInt(7)]++;
        Assert.InRange(counts.Sum(count => (count - 1e4) * (count - 1e4) / 1e4), 0, 22.5);
    }

    [Fact]
    public void Normals_have_mean_0_and_variance_1()
    {
        // The standard deviations of the two statistics are 1 / sqrt(n) and sqrt(2 / n); four of them are allowed.
        const int n = 100_000;
        var random = new SeededRandom(5);
        double[] draws = [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
        Assert.InRange(draws.Average(), -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(draws.Average(x => x * x), 1 - 4 * Math.Sqrt(2.0 / n), 1 + 4 * Math.Sqrt(2.0 / n));
    }

    [Fact]
    public void An_empty_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(0).NextInt(0));
}
