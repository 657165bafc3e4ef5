using Xunit;

namespace NetGen.Tests.Searches;

public class SearchSamplerTests
{
    [Fact]
    public void Draws_are_in_their_ranges_and_reach_their_ends()
    {
        var drawn = Search.Draw(5000, seed: 4, s => (Uniform: s.Uniform(-2, 6), Log: s.LogUniform(1e-4, 1), Integer: s.Integer(-1, 2), Choice: s.Choice("a", "b", "c")));
        Assert.All(drawn, d => Assert.InRange(d.Uniform, -2, 6));
        Assert.All(drawn, d => Assert.InRange(d.Log, 0.9999e-4, 1.0001));
        Assert.Equal([-1, 0, 1, 2], drawn.Select(d => d.Integer).Distinct().Order());
        Assert.Equal(["a", "b", "c"], drawn.Select(d => d.Choice).Distinct().Order());

        // Each quarter of the range, and each order of magnitude, has a quarter of the draws: 1250, with a deviation of 31.
        for (int quarter = 0; quarter < 4; quarter++)
        {
            Assert.InRange(drawn.Count(d => Math.Floor((d.Uniform + 2) / 2) == quarter), 1100, 1400);
            Assert.InRange(drawn.Count(d => Math.Floor(Math.Log10(d.Log)) == quarter - 4), 1100, 1400);
            Assert.InRange(drawn.Count(d => d.Integer == quarter - 1), 1100, 1400);
        }
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Equal(Draw(1)[..5], Search.Draw(5, 1, s => s.LogUniform(1e-4, 1)));

        static double[] Draw(int seed) => Search.Draw(10, seed, s => s.LogUniform(1e-4, 1));
    }

    [Fact]
    public void Refuses_ranges_without_a_number()
    {
        Refuses("max", "Expected a finite max greater than 1, but got 1.", s => s.Uniform(1, 1));
        Refuses("max", "Expected a finite max greater than 1, but got Infinity.", s => s.Uniform(1, double.PositiveInfinity));
        Refuses("min", "Expected a finite min greater than 0, but got 0.", s => s.LogUniform(0, 1));
        Refuses("max", "Expected max from 3 to 2147483649, but got 2.", s => s.Integer(3, 2));
        Assert.StartsWith("Expected 1 or more values, but got 0.", Assert.Throws<ArgumentException>("values", () => Search.Draw(1, 1, s => s.Choice<int>())).Message);
        Assert.StartsWith("Expected count of 1 or more, but got 0.", Assert.Throws<ArgumentOutOfRangeException>("count", () => Search.Draw(0, 1, s => 1)).Message);

        static void Refuses(string name, string expected, Func<SearchSampler, double> draw) =>
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(name, () => Search.Draw(1, 1, draw)).Message);
    }
}
