using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>More numbers than an array can hold: 30,000 x 100,000 is more than an int, and 42,950 x 100,000 wraps to more than 0.</summary>
public sealed class LimitTests
{
    private const int Width = 100_000;

    [Theory]
    [InlineData(21_475)]
    [InlineData(30_000)]
    [InlineData(42_950)]
    public void More_outputs_than_an_array_can_hold_are_refused_by_name(int samples)
    {
        string outputs = $"Expected at most 21474 samples of 100000 outputs, as an array can hold 2147483591 numbers, but got {samples} samples.";
        var network = new FakeNetwork<float>(Loss.HalfSquaredError, 1, (Width, Activation.Identity));
        Assert.StartsWith(outputs, Assert.Throws<ArgumentException>("inputs", () => network.Predict(new float[samples])).Message);
        Assert.StartsWith(outputs, Assert.Throws<ArgumentException>("inputs", () => network.PredictClasses(new float[samples])).Message);

        Dataset data = Dataset.FromLabels(new float[samples], new int[samples], 1, Width);
        var classifier = new FakeClassifier<float>(1, (Width, Activation.Softmax));
        Assert.StartsWith(outputs, Assert.Throws<ArgumentException>("data", () => ClassificationReport.Of(classifier, data)).Message);
    }

    [Theory]
    [InlineData(30_000)]
    [InlineData(42_950)]
    public void More_sides_of_kinks_than_an_array_can_hold_are_refused_by_name(int samples)
    {
        Dataset data = Dataset.FromLabels(new float[samples], new int[samples], 1, Width);
        var network = new FakeNetwork<float>(Loss.MeanAbsoluteError, 1, (Width, Activation.Identity));
        Assert.StartsWith(
            $"Expected at most 21474 samples of 100000 sides of kinks, as an array can hold 2147483591 numbers, but got {samples} samples.",
            Assert.Throws<ArgumentException>("data", () => new Sides<float>(network, data)).Message);
        Assert.StartsWith(
            $"Expected at most 10737 samples of 200000 traced numbers, as an array can hold 2147483591 numbers, but got {samples} samples.",
            Assert.Throws<ArgumentException>("data", () => new Sides<float>(new TracedNetwork(), data)).Message);
    }

    [Theory]
    [InlineData(30_000)]
    [InlineData(42_950)]
    public void More_targets_than_an_array_can_hold_are_refused_by_name(int samples)
    {
        int[] labels = new int[samples];
        Assert.StartsWith(
            $"Expected at most 21474 samples of 100000 targets, as an array can hold 2147483591 numbers, but got {samples} samples.",
            Assert.Throws<ArgumentException>("labels", () => new LabelTargets<float>(labels, Width).Dispose()).Message);

        Dataset data = Dataset.FromLabels(new float[samples], labels, 1, Width);
        string expected = $"Expected at most 21474 samples of 100000 one-hot targets, as an array can hold 2147483591 numbers, but got {samples} samples. The labels themselves are available.";
        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => data.Targets.Length).Message);
        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => data.TargetsAsDouble.Length).Message);
        Assert.Equal(samples, data.Labels.Length);
    }

    private sealed class TracedNetwork() : FakeNetwork<float>(Loss.HalfSquaredError, 1, (Width, Activation.Identity)), IBatchTrace<float>
    {
        public void TraceBatch(ReadOnlySpan<float> inputs, Span<float> values) => throw new NotSupportedException();
    }
}
