using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Metrics of the distance between predictions and targets. Formulas and edge cases are those of scikit-learn 1.2, averaged
/// uniformly over several outputs.
/// </summary>
public static class RegressionMetrics
{
    /// <inheritdoc cref="MeanSquaredError(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double MeanSquaredError(ReadOnlySpan<float> targets, ReadOnlySpan<float> predictions) =>
        MeanSquaredError(MetricChecks.Widened(targets), MetricChecks.Widened(predictions));

    /// <summary>
    /// The mean of (prediction - target)² over all samples and outputs. scikit-learn: <c>mean_squared_error</c>.
    /// </summary>
    /// <param name="targets">The targets: n x outputs finite numbers, 1 or more.</param>
    /// <param name="predictions">The predictions, in the same order.</param>
    /// <returns>0 or more, in the square of the targets' unit.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite; the message says which.</exception>
    public static double MeanSquaredError(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        Check(targets, predictions, outputs: 1);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
            sum += (predictions[i] - targets[i]) * (predictions[i] - targets[i]);
        return sum / targets.Length;
    }

    /// <inheritdoc cref="MeanAbsoluteError(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double MeanAbsoluteError(ReadOnlySpan<float> targets, ReadOnlySpan<float> predictions) =>
        MeanAbsoluteError(MetricChecks.Widened(targets), MetricChecks.Widened(predictions));

    /// <summary>
    /// The mean of abs(prediction - target) over all samples and outputs. scikit-learn: <c>mean_absolute_error</c>.
    /// </summary>
    /// <param name="targets">The targets: n x outputs finite numbers, 1 or more.</param>
    /// <param name="predictions">The predictions, in the same order.</param>
    /// <returns>0 or more, in the targets' unit.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite; the message says which.</exception>
    public static double MeanAbsoluteError(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        Check(targets, predictions, outputs: 1);
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
            sum += Math.Abs(predictions[i] - targets[i]);
        return sum / targets.Length;
    }

    /// <inheritdoc cref="R2(ReadOnlySpan{double}, ReadOnlySpan{double}, int)"/>
    public static double R2(ReadOnlySpan<float> targets, ReadOnlySpan<float> predictions, int outputs = 1) =>
        R2(MetricChecks.Widened(targets), MetricChecks.Widened(predictions), outputs);

    /// <summary>
    /// The coefficient of determination, <c>1 - sum (y - p)² / sum (y - mean y)²</c>, averaged over the outputs:
    /// 1 for perfect predictions, 0 for always predicting the mean, below 0 for worse than that. If all targets of
    /// an output are the same, it is 1 for perfect predictions and 0 otherwise. scikit-learn: <c>r2_score</c>.
    /// </summary>
    /// <param name="targets">The targets y, sample by sample: n x <paramref name="outputs"/> finite numbers, 1 or more.</param>
    /// <param name="predictions">The predictions p, in the same order.</param>
    /// <param name="outputs">The number of outputs of one sample, 1 or more.</param>
    /// <returns>At most 1; NaN for fewer than two samples, where it is undefined.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a number is not finite; the message says which.</exception>
    public static double R2(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, int outputs = 1)
    {
        Check(targets, predictions, outputs);
        if (targets.Length / outputs < 2)
            return double.NaN;

        double sum = 0;
        for (int output = 0; output < outputs; output++)
            sum += R2OfOne(targets[output..], predictions[output..], outputs);
        return sum / outputs;
    }

    private static double R2OfOne(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, int stride)
    {
        // Relative to the first target, so that the variance of equal targets is exactly 0.
        int count = (targets.Length - 1) / stride + 1;
        double mean = 0, residual = 0, total = 0;
        for (int i = 0; i < targets.Length; i += stride)
            mean += (targets[i] - targets[0]) / count;
        for (int i = 0; i < targets.Length; i += stride)
        {
            double error = targets[i] - predictions[i], deviation = targets[i] - targets[0] - mean;
            residual += error * error;
            total += deviation * deviation;
        }

        return residual == 0 ? 1 : total == 0 ? 0 : 1 - residual / total;
    }

    private static void Check(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, int outputs)
    {
        if (outputs < 1)
            throw new ArgumentOutOfRangeException(nameof(outputs), Invariant($"Expected 1 or more, but got {outputs}."));
        if (targets.IsEmpty || targets.Length % outputs != 0)
            throw new ArgumentException($"Expected n x {outputs} targets for n samples, n at least 1, but got {targets.Length}.", nameof(targets));
        MetricChecks.SameLength(targets.Length, predictions.Length, $"predictions for {targets.Length} targets", nameof(predictions));
        MetricChecks.Finite(targets, outputs, nameof(targets));
        MetricChecks.Finite(predictions, outputs, nameof(predictions));
    }
}
