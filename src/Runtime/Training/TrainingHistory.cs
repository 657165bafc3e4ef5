using static System.FormattableString;

namespace NetGen;

/// <summary>The results of training, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochRecord> epochs, StopReason stopReason) => (Epochs, StopReason) = (epochs, stopReason);

    /// <summary>
    /// A record of each completed epoch, from the first to the last, including those before the checkpoint from which
    /// training resumed.
    /// </summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; }

    /// <summary>The record of the last epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch was completed.</exception>
    public EpochRecord Last => Epochs.Count > 0 ? Epochs[^1] : throw WithoutEpochs();

    /// <summary>The record of the epoch with the lowest validation loss or, without validation data, training loss; the first one in case of a tie.</summary>
    /// <exception cref="InvalidOperationException">No epoch was completed.</exception>
    public EpochRecord Best
    {
        get
        {
            if (Epochs.Count == 0)
                throw WithoutEpochs();

            bool hasValidation = Epochs.Any(epoch => !double.IsNaN(epoch.ValidationLoss));
            return Epochs.MinBy(epoch => Rank(epoch.MonitoredLoss(hasValidation)));
        }
    }

    /// <summary>A table with a line for each epoch and a column for each measurement, in the invariant culture.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        EpochColumn[] columns = [.. EpochRecord.Columns.Where(column => Epochs.Any(epoch => !double.IsNaN(column.Value(epoch))))];
        var table = new TextTable(["epoch", .. columns.Map(column => column.Name), "seconds"]);
        foreach (EpochRecord epoch in Epochs)
        {
            table.Add(
            [
                Invariant($"{epoch.Epoch}"),
                .. columns.Map(column => column.Text(epoch)),
                Invariant($"{epoch.Duration.TotalSeconds:F2}"),
            ]);
        }

        return table.ToString();
    }

    // NaN, which .NET orders before all numbers, is the worst loss.
    private static double Rank(double loss) => double.IsNaN(loss) ? double.PositiveInfinity : loss;

    private static InvalidOperationException WithoutEpochs() => new("Expected at least one completed epoch, but there is none.");
}
