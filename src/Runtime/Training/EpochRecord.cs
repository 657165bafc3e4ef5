using static System.FormattableString;

namespace NetGen;

/// <summary>The results of one epoch, a pass over all training samples.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Loss">The mean loss over the samples, weighted if they or their classes have weights, each measured at its own step; without the L1 and L2 penalties.</param>
/// <param name="Accuracy">
/// The accuracy (<see cref="Metrics.Accuracy"/>) on the training data after the epoch; NaN unless
/// <see cref="TrainingOptions.MeasureAccuracy"/>.
/// </param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; NaN without validation data.</param>
/// <param name="ValidationAccuracy">The accuracy on the validation data; NaN without validation data.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="GradientNorm">
/// The mean over the epoch's steps of the gradient norm before <see cref="TrainingOptions.ClipNorm"/>; NaN without it.
/// </param>
/// <param name="Duration">The duration of the epoch, including validation.</param>
public readonly record struct EpochRecord(
    int Epoch,
    double Loss,
    double Accuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double LearningRate,
    double GradientNorm,
    TimeSpan Duration)
{
    /// <summary>The loss for early stopping and plateaus: the validation loss, or the training loss without validation data.</summary>
    /// <param name="hasValidation">Whether there is validation data.</param>
    /// <returns>The loss.</returns>
    internal double MonitoredLoss(bool hasValidation) => hasValidation ? ValidationLoss : Loss;

    /// <summary>
    /// <c>epoch 30: loss 0.0786, validation loss 0.0912, validation accuracy 97.21 %, learning rate 0.1, 0.02 seconds</c>,
    /// without what was not measured, in the invariant culture.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        EpochRecord own = this;
        EpochColumn[] measured = [.. Columns.Where(column => !double.IsNaN(column.Value(own)))];
        string[] values = measured.Map(column => $"{column.Name} {column.Text(own)}");
        return Invariant($"epoch {Epoch}: {string.Join(", ", values)}, {Duration.TotalSeconds:F2} seconds");
    }

    /// <summary>The measurements of an epoch, with their names and formats in text.</summary>
    internal static IReadOnlyList<EpochColumn> Columns { get; } =
    [
        new("loss", epoch => epoch.Loss),
        new("accuracy", epoch => epoch.Accuracy, IsPart: true),
        new("validation loss", epoch => epoch.ValidationLoss),
        new("validation accuracy", epoch => epoch.ValidationAccuracy, IsPart: true),
        new("learning rate", epoch => epoch.LearningRate),
        new("gradient norm", epoch => epoch.GradientNorm),
    ];
}

/// <summary>One measurement of an epoch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value; NaN if it was not measured.</param>
/// <param name="IsPart">Whether it is a fraction, written as a percentage.</param>
internal sealed record EpochColumn(string Name, Func<EpochRecord, double> Value, bool IsPart = false)
{
    public string Text(EpochRecord epoch) =>
        Value(epoch) is var value && double.IsNaN(value) ? "-" : IsPart ? Invariant($"{100 * value:F2} %") : Invariant($"{value:G6}");
}
