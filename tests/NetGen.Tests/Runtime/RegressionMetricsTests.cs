using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Figures worked by hand; scikit-learn's are in <see cref="MetricsFixtureTests"/>.</summary>
public class RegressionMetricsTests
{
    private static readonly double[] _targets = [3, -0.5, 2, 7], _predictions = [2.5, 0, 2, 8];

    [Fact]
    public void Errors_are_means_over_all_numbers()
    {
        // Residuals 0.5, -0.5, 0, -1; deviations of the targets from 2.875: the sum of their squares is 29.1875.
        Assert.Equal(0.375, RegressionMetrics.MeanSquaredError(_targets, _predictions));
        Assert.Equal(0.5, RegressionMetrics.MeanAbsoluteError(_targets, _predictions));
        Assert.Equal(1 - 1.5 / 29.1875, RegressionMetrics.R2(_targets, _predictions), 1e-15);
    }

    [Fact]
    public void Single_precision_gives_the_same_of_the_same_numbers()
    {
        float[] targets = [3, -0.5f, 2, 7], predictions = [2.5f, 0, 2, 8];
        Assert.Equal(0.375, RegressionMetrics.MeanSquaredError(targets, predictions));
        Assert.Equal(0.5, RegressionMetrics.MeanAbsoluteError(targets, predictions));
        Assert.Equal(RegressionMetrics.R2(_targets, _predictions, 2), RegressionMetrics.R2(targets, predictions, 2));
    }

    [Fact]
    public void R2_of_several_outputs_is_their_mean()
    {
        // Outputs 3, 2 and -0.5, 7: residual 0.25 of 0.5, and 1.25 of 28.125.
        Assert.Equal((0.5 + (1 - 1.25 / 28.125)) / 2, RegressionMetrics.R2(_targets, _predictions, outputs: 2), 1e-15);
    }

    // scikit-learn, for which the mean of three times 0.1 is not 0.1, says -1.7e31 in place of the 0.
    [Fact]
    public void R2_of_constant_targets_is_1_if_they_are_hit_and_otherwise_0()
    {
        Assert.Equal(1, RegressionMetrics.R2([0.1, 0.1, 0.1], [0.1, 0.1, 0.1]));
        Assert.Equal(0, RegressionMetrics.R2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2]));
    }

    [Fact]
    public void R2_of_one_sample_is_not_defined()
    {
        Assert.Equal(double.NaN, RegressionMetrics.R2([1.0], [1.0]));
        Assert.Equal(double.NaN, RegressionMetrics.R2([1.0, 2.0], [1.0, 3.0], outputs: 2));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Says("targets", "Expected n x 1 targets for n samples, n at least 1, but got 0.", () => RegressionMetrics.MeanSquaredError(new double[0], new double[0]));
        Says("targets", "Expected n x 3 targets for n samples, n at least 1, but got 4.", () => RegressionMetrics.R2(_targets, _predictions, 3));
        Says("predictions", "Expected 4 predictions for 4 targets, but got 3.", () => RegressionMetrics.MeanAbsoluteError(_targets, new double[3]));
        Says("targets", "Expected finite targets, but sample 1 has NaN.", () => RegressionMetrics.R2([0, 1, 2, double.NaN], _predictions, 2));
        Says("predictions", "Expected finite predictions, but sample 0 has Infinity.", () => RegressionMetrics.MeanSquaredError([0.0], [double.PositiveInfinity]));
        Says("outputs", "Expected 1 or more, but got 0.", () => RegressionMetrics.R2(_targets, _predictions, 0));
    }

    private static void Says(string parameter, string message, Func<object> call)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, exception.ParamName);
        Assert.StartsWith(message, exception.Message);
    }
}
