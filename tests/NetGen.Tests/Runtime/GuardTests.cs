using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

public class GuardTests
{
    [Fact]
    public void A_batch_that_fits_gives_its_number_of_samples()
    {
        Assert.Equal(3, Guard.Batch(192, 64, 30, 10, "targets"));
        Assert.Equal(2, Guard.Labels(4, 2, [1, 0], 2));
        Guard.Trace(64, 64, 84, 84);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Inputs_that_are_not_whole_samples_are_refused(int length)
    {
        string expected = $"Expected n x 64 inputs for n samples, n at least 1, but got {length} numbers.";
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("inputs", () => Guard.Batch(length, 64, 10, 10, "outputs")).Message);
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>("inputs", () => Guard.Labels(length, 64, [1], 10)).Message);
    }

    [Fact]
    public void Targets_that_do_not_go_with_the_inputs_are_refused() => Assert.StartsWith(
        "Expected 3 x 10 = 30 targets for 3 samples, but got 29.",
        Assert.Throws<ArgumentException>("targets", () => Guard.Batch(192, 64, 29, 10, "targets")).Message);

    [Fact]
    public void Weights_are_one_for_each_sample_or_none()
    {
        Assert.Equal(3, Guard.Batch(192, 64, 30, 10, "targets", 3));
        Assert.Equal(3, Guard.Batch(192, 64, 30, 10, "targets", 0));
        Assert.StartsWith(
            "Expected 3 weights for 3 samples, or none, but got 2.",
            Assert.Throws<ArgumentException>("weights", () => Guard.Batch(192, 64, 30, 10, "targets", 2)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Weights_go_with_labels_too(int length)
    {
        Assert.Equal(2, Guard.Labels(8, 4, [1, 0], 3, weightsLength: 2));
        Assert.Equal(2, Guard.Labels(8, 4, [1, 0], 3, weightsLength: 0));
        Assert.StartsWith(
            $"Expected 2 weights for 2 samples, or none, but got {length}.",
            Assert.Throws<ArgumentException>("weights", () => Guard.Labels(8, 4, [1, 0], 3, length)).Message);
    }

    [Theory]
    [InlineData(new[] { 1 }, "Expected 2 labels for 2 samples, but got 1.")]
    [InlineData(new[] { 0, 3 }, "Expected labels from 0 to 2, but sample 1 has 3.")]
    [InlineData(new[] { -1, 3 }, "Expected labels from 0 to 2, but sample 0 has -1.")]
    public void Labels_that_do_not_fit_are_refused(int[] labels, string expected) => Assert.StartsWith(
        expected, Assert.Throws<ArgumentException>("labels", () => Guard.Labels(8, 4, labels, 3)).Message);

    [Fact]
    public void A_trace_is_of_one_sample_and_fills_its_buffer()
    {
        Assert.StartsWith("Expected 4 inputs of one sample, but got 8.", Assert.Throws<ArgumentException>("input", () => Guard.Trace(8, 4, 6, 6)).Message);
        Assert.StartsWith("Expected 6 values of a trace, but got 7.", Assert.Throws<ArgumentException>("values", () => Guard.Trace(4, 4, 7, 6)).Message);
    }
}
