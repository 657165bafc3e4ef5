using static System.FormattableString;

namespace NetGen;

/// <summary>The regression metrics of one output or their mean: see <see cref="RegressionMetrics"/>.</summary>
/// <param name="MeanSquaredError">The mean of (prediction - target)², in the square of the targets' unit.</param>
/// <param name="MeanAbsoluteError">The mean of abs(prediction - target), in the targets' unit.</param>
/// <param name="R2">The fraction of the targets' variance that is predicted: at most 1; NaN for a single sample.</param>
public readonly record struct RegressionScores(double MeanSquaredError, double MeanAbsoluteError, double R2)
{
    /// <summary><c>mean squared error 0.02, mean absolute error 0.11, R2 0.9731</c>, in the invariant culture.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        Invariant($"mean squared error {MeanSquaredError:G4}, mean absolute error {MeanAbsoluteError:G4}, R2 {R2:F4}");
}
