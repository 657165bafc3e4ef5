using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Tests.Support;
using Xunit;
using static System.FormattableString;

namespace NetGen.Tests.Training;

/// <summary>
/// Networks are as good on rows they have not seen as scikit-learn's: see tests/fixtures/make_sklearn_scores.py. Seeds
/// mean other random numbers there, so it is the means over all seeds that are compared.
/// </summary>
public sealed class ScikitLearnTests
{
    // Beyond which 1 of 300 comparisons of equals would be. The figures are the same at every run, so there is no luck in it.
    private const double StandardErrors = 3;

    [Fact]
    public void Iris() => Compare("iris", ScikitLearnTrainings.Iris);

    [Fact]
    public void Digits() => Compare("digits", ScikitLearnTrainings.Digits);

    [Fact]
    public void Diabetes() => Compare("diabetes", ScikitLearnTrainings.Diabetes);

    private static void Compare(string name, Func<int, Dictionary<string, double>> train)
    {
        var expected = ScikitLearnTrainings.Fixtures.GetProperty(name).GetProperty("scores").EnumerateObject()
            .ToDictionary(score => score.Name, score => score.Value.EnumerateArray().Select(value => value.GetDouble()).ToArray());
        int seeds = expected.Values.First().Length;
        Dictionary<string, double>[] runs = [.. Enumerable.Range(0, seeds).Select(train)];
        Assert.Equal(expected.Keys.Order(), runs[0].Keys.Order());
        (string Score, double Distance, string[] Cells)[] rows = [.. expected.Select(pair => Row(pair.Key, [.. runs.Select(run => run[pair.Key])], pair.Value))];
        foreach ((string score, _, string[] cells) in rows)
            TestContext.Current.TestOutputHelper!.WriteLine($"| {name}, {score} | {string.Join(" | ", cells)} |");
        foreach ((string score, double distance, string[] cells) in rows)
        {
            Assert.True(Math.Abs(distance) <= StandardErrors, $"{name}, {score}: {cells[1]} is not {cells[0]}.");

            // Without fused multiply-adds the last bits differ, and so may a digit of the table.
            if (Fma.IsSupported || AdvSimd.IsSupported)
                Assert.Equal(cells, ParityTable.Row($"{name}, {score}"));
        }
    }

    /// <summary>Both means with their standard deviations, and how many of their common standard error lie between them.</summary>
    private static (string Score, double Distance, string[] Cells) Row(string score, double[] ours, double[] theirs)
    {
        double error = Math.Sqrt((Variance(ours) + Variance(theirs)) / ours.Length);
        Assert.True(error > 0, $"{score} is the same for all seeds: it measures nothing.");
        double distance = (ours.Average() - theirs.Average()) / error;
        return (score, distance, [Text(theirs), Text(ours), Invariant($"{Math.Abs(distance):F1}")]);
    }

    private static string Text(double[] values) => Invariant($"{values.Average():F4} ± {Math.Sqrt(Variance(values)):F4}");

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
