using static System.FormattableString;

namespace NetGen;

/// <summary>What one epoch, a pass over all training samples, came to.</summary>
/// <param name="Epoch">The epoch's number, from 1.</param>
/// <param name="Loss">The mean loss over the samples, weighted if they or their classes have weights, each at the step that it was trained on; without the L2 penalty.</param>
/// <param name="Accuracy">
/// The accuracy (<see cref="Metrics.Accuracy"/>) on the training data after the epoch; NaN unless
/// <see cref="TrainingOptions.MeasureAccuracy"/>.
/// </param>
/// <param name="ValidationLoss">The loss on the validation data after the epoch; NaN without such data.</param>
/// <param name="ValidationAccuracy">The accuracy on it; NaN without such data.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="GradientNorm">
/// The mean over the epoch's steps of the gradients' norm before <see cref="TrainingOptions.ClipNorm"/>; NaN without it.
/// </param>
/// <param name="Duration">How long the epoch took, validation included.</param>
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
    /// <summary>What early stopping and plateaus look at: the loss on the validation data, or on the training data if there is none.</summary>
    /// <param name="hasValidation">Whether there is validation data.</param>
    /// <returns>The loss.</returns>
    internal double MonitoredLoss(bool hasValidation) => hasValidation ? ValidationLoss : Loss;

    /// <summary>
    /// <c>epoch 30: loss 0.0786, validation loss 0.0912, validation accuracy 97.21 %, learning rate 0.1, 0.02 seconds</c>, with
    /// what was measured, the same under every culture.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        EpochRecord own = this;
        EpochColumn[] measured = [.. Columns.Where(column => !double.IsNaN(column.Value(own)))];
        string[] values = measured.Map(column => $"{column.Name} {column.Text(own)}");
        return Invariant($"epoch {Epoch}: {string.Join(", ", values)}, {Duration.TotalSeconds:F2} seconds");
    }

    /// <summary>All that is measured in an epoch, as text names and writes it.</summary>
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

/// <summary>One of the numbers of an epoch.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The number; NaN if it was not measured.</param>
/// <param name="IsPart">Whether it is a part of a whole, written in percent.</param>
internal sealed record EpochColumn(string Name, Func<EpochRecord, double> Value, bool IsPart = false)
{
    public string Text(EpochRecord epoch) =>
        Value(epoch) is var value && double.IsNaN(value) ? "-" : IsPart ? Invariant($"{100 * value:F2} %") : Invariant($"{value:G6}");
}
