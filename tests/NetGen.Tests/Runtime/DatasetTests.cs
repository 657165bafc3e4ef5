using Xunit;

namespace NetGen.Tests.Runtime;

public class DatasetTests
{
    private static Dataset Numbered(int count) => Dataset.FromLabels(
        [.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 3)], inputSize: 1, classes: 3);

    [Fact]
    public void Serves_its_numbers_in_both_precisions()
    {
        var data = new Dataset([0.1, 2, 3, 4], [5, 6.5], inputSize: 2, targetSize: 1);
        Assert.Equal((2, 2, 1), (data.Count, data.InputSize, data.TargetSize));
        Assert.Equal([0.1, 2, 3, 4], data.InputsAsDouble);
        Assert.Equal([0.1f, 2, 3, 4], data.Inputs);
        Assert.Equal([5, 6.5f], data.Targets);
        Assert.Equal([5, 6.5], data.TargetsAsDouble);

        var single = new Dataset([0.1f], [1f], inputSize: 1, targetSize: 1);
        Assert.Equal([(double)0.1f], single.InputsAsDouble);
    }

    [Fact]
    public void Converts_once()
    {
        var data = new Dataset([1f, 2f], [3f, 4f], inputSize: 1, targetSize: 1);
        Assert.True(data.InputsAsDouble == data.InputsAsDouble); // the same memory
        Assert.True(data.Inputs == data.InputsOf<float>());
        Assert.True(data.TargetsAsDouble == data.TargetsOf<double>());
    }

    [Fact]
    public void Copies_what_it_is_made_from()
    {
        float[] inputs = [1, 2];
        var data = new Dataset(inputs, [3f, 4f], inputSize: 1, targetSize: 1);
        inputs[0] = 9;
        Assert.Equal([1, 2], data.Inputs);
    }

    [Fact]
    public void Labels_are_one_hot_targets()
    {
        Dataset data = Dataset.FromLabels([1.0, 2, 3, 4], [2, 0], inputSize: 2, classes: 3);
        Assert.True(data.HasLabels);
        Assert.Equal([2, 0], data.Labels);
        Assert.Equal((3, 3), (data.Classes, data.TargetSize));
        Assert.Equal([0, 0, 1, 1, 0, 0], data.Targets);
        Assert.Equal([0, 0, 1, 1, 0, 0], data.TargetsAsDouble);
    }

    [Fact]
    public void Targets_have_no_labels()
    {
        var data = new Dataset([1f], [1f], 1, 1);
        Assert.False(data.HasLabels);
        Assert.Throws<InvalidOperationException>(() => data.Labels.Length);
        Assert.Throws<InvalidOperationException>(() => data.Classes);
    }

    [Fact]
    public void Shuffle_keeps_samples_together_and_repeats_by_seed()
    {
        // xoshiro256** seeded by 1 shuffles 0..4 to 4 0 1 2 3, seeded by 0 to 1 4 0 2 3.
        Dataset shuffled = Numbered(5).Shuffle(seed: 1);
        Assert.Equal([4, 0, 1, 2, 3], shuffled.Inputs);
        Assert.Equal([1, 0, 1, 2, 0], shuffled.Labels);
        Assert.Equal([1, 4, 0, 2, 3], Numbered(5).Shuffle(seed: 0).Inputs);
    }

    [Fact]
    public void Split_deals_every_sample_out_once()
    {
        (Dataset train, Dataset test) = Numbered(5).Split(0.8, seed: 1);
        Assert.Equal([4, 0, 1, 2], train.Inputs);
        Assert.Equal([3], test.Inputs);
        Assert.Equal([0], test.Labels);
    }

    [Fact]
    public void Rows_of_targets_follow_their_inputs()
    {
        var data = new Dataset([1.0, 2, 3], [10, 11, 20, 21, 30, 31], inputSize: 1, targetSize: 2);
        Assert.Equal([20, 21, 30, 31], data.Slice(1, 2).TargetsAsDouble);
        Assert.Equal([1, 2], data.Take(2).InputsAsDouble);
    }

    [Fact]
    public void Split_deals_each_class_in_proportion()
    {
        // 50 samples of class 0, 30 of class 1 and 20 of class 2, in an order of no regularity.
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => (i * 37 % 100) switch { < 50 => 0, < 80 => 1, _ => 2 })];
        (Dataset train, Dataset test) = Dataset.FromLabels(new float[100], labels, inputSize: 1, classes: 3).Split(0.8, seed: 3);

        Assert.Equal([40, 24, 16], Enumerable.Range(0, 3).Select(c => train.Labels.Count(c)));
        Assert.Equal([10, 6, 4], Enumerable.Range(0, 3).Select(c => test.Labels.Count(c)));
    }

    [Theory]
    [InlineData(0, "between 0 and 1, but got 0.")]
    [InlineData(1, "between 0 and 1, but got 1.")]
    [InlineData(double.NaN, "between 0 and 1, but got NaN.")]
    [InlineData(0.01, "each side 1 or more of 5 samples, but 0.01 leaves 0 and 5.")]
    [InlineData(0.99, "each side 1 or more of 5 samples, but 0.99 leaves 5 and 0.")]
    public void Split_leaves_no_side_empty(double fraction, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => Numbered(5).Split(fraction, seed: 1)).Message);

    [Theory]
    [InlineData(-1, 1, "start from 0 to 4, but got -1.")]
    [InlineData(5, 1, "start from 0 to 4, but got 5.")]
    [InlineData(3, 3, "count from 1 to 2, but got 3.")]
    [InlineData(0, 0, "count from 1 to 5, but got 0.")]
    public void Slice_stays_inside(int start, int count, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(5).Slice(start, count)).Message);

    public static TheoryData<Func<Dataset>, string, string> BadData => new()
    {
        { () => new(Array.Empty<float>(), [], 2, 1), "inputs", "Expected n x 2 inputs for n samples, n at least 1, but got 0 numbers." },
        { () => new([1f, 2, 3], [1f], 2, 1), "inputs", "Expected n x 2 inputs for n samples, n at least 1, but got 3 numbers." },
        { () => new([1f, 2], [1f, 2], 2, 1), "targets", "Expected 1 x 1 = 1 targets for 1 samples, but got 2." },
        { () => new([1f], [1f], 0, 1), "inputSize", "Expected 1 or more, but got 0." },
        { () => new([1.0], [1.0], 1, -1), "targetSize", "Expected 1 or more, but got -1." },
        { () => new([1, 2, 3, float.NaN], [1f, 2], 2, 1), "inputs", "Expected finite inputs, but sample 1 has NaN in column 1 (both counted from 0)." },
        { () => new([1.0, 2], [1, 2, double.PositiveInfinity, 4], 1, 2), "targets", "Expected finite targets, but sample 1 has Infinity in column 0 (both counted from 0)." },
        { () => Dataset.FromLabels([1.0, 2], [0], 1, 2), "labels", "Expected 2 labels for 2 samples, but got 1." },
        { () => Dataset.FromLabels([1f, 2], [0, 2], 1, 2), "labels", "Expected labels from 0 to 1, but sample 1 has 2." },
        { () => Dataset.FromLabels([1f, 2], [0, -1], 1, 2), "labels", "Expected labels from 0 to 1, but sample 1 has -1." },
        { () => Dataset.FromLabels([1f], [0], 1, 0), "classes", "Expected 1 or more, but got 0." },
    };

    [Theory]
    [MemberData(nameof(BadData))]
    public void Refuses_what_is_no_data_set(Func<Dataset> create, string name, string expected)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(create);
        Assert.Equal(name, exception.ParamName);
        Assert.StartsWith(expected, exception.Message);
    }
}
