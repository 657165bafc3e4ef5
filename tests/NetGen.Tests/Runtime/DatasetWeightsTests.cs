using Xunit;

namespace NetGen.Tests.Runtime;

public class DatasetWeightsTests
{
    [Fact]
    public void Weights_stay_with_their_samples()
    {
        // A sample is known by its input, and has it as its weight.
        double[] numbers = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        foreach (Dataset all in new[] { new Dataset(numbers, numbers, 1, 1), Dataset.FromLabels(numbers, [.. numbers.Select(x => (int)x % 3)], 1, 3) })
        {
            Dataset data = all.WithSampleWeights(numbers);
            Assert.True(all.SampleWeights.IsEmpty);
            (Dataset first, Dataset second) = data.Split(0.7, seed: 1);
            Dataset[] parts = [data, first, second, data.Take(5), data.Slice(3, 4), data.Shuffle(2), .. data.KFold(3, seed: 1).SelectMany(fold => new[] { fold.Train, fold.Test })];
            foreach (Dataset part in parts)
            {
                Assert.Equal(part.Count, part.SampleWeights.Length);
                Assert.Equal(part.InputsAsDouble, part.SampleWeights);
            }
        }
    }

    [Fact]
    public void New_weights_take_the_place_of_the_old_and_are_a_copy()
    {
        double[] weights = [1, 2];
        Dataset data = new Dataset([1.0, 2], [1, 2], 1, 1).WithSampleWeights([5f, 6]).WithSampleWeights(weights);
        weights[0] = 7;
        Assert.Equal([1.0, 2], data.SampleWeights);
        Assert.Equal([0.5, 0.25], data.WithSampleWeights([0.5f, 0.25f]).SampleWeights);
    }

    [Fact]
    public void Only_ratios_count_however_large_or_small()
    {
        foreach (double scale in new[] { 1, 1e-320, 0.5e308 })
        {
            ReadOnlySpan<double> relative = new Dataset([0.0, 0, 0], [1, 2, 3], 1, 1).WithSampleWeights([scale, 2 * scale, 3 * scale]).RelativeWeightsOf<double>();
            Assert.Equal(0.5, relative[0], 1e-3);
            Assert.Equal(1, relative[1], 1e-3);
            Assert.Equal(1.5, relative[2], 1e-3);
        }
    }

    public static TheoryData<double[], string> Bad => new()
    {
        { [1, 2], "Expected 3 weights for 3 samples, but got 2." },
        { [1, -0.5, 2], "Expected finite weights of 0 or more, but sample 1 has -0.5." },
        { [1, 2, double.NaN], "Expected finite weights of 0 or more, but sample 2 has NaN." },
        { [double.PositiveInfinity, 2, 3], "Expected finite weights of 0 or more, but sample 0 has Infinity." },
        { [0, 0, 0], "Expected weights that are not all 0, but those of all 3 samples are." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Refuses_what_are_no_weights(double[] weights, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("weights", () => Lines.Steps(3).WithSampleWeights(weights)).Message);

    [Fact]
    public void Balanced_class_weights()
    {
        // n / (K n_c) = 6 / (2 * 4) and 6 / (2 * 2)
        Assert.Equal([0.75, 1.5], Dataset.FromLabels(new double[6], [0, 0, 1, 0, 1, 0], 1, 2).BalancedClassWeights());

        Assert.Equal(
            "Expected samples of all 3 classes to balance them, but class 1 has none.",
            Assert.Throws<InvalidOperationException>(() => Dataset.FromLabels(new double[2], [0, 2], 1, 3).BalancedClassWeights()).Message);
        Assert.Throws<InvalidOperationException>(() => Lines.Steps(2).BalancedClassWeights());
    }
}
