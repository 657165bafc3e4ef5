using static System.FormattableString;

namespace NetGen;

/// <summary>What a training came to, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochRecord> epochs) => Epochs = epochs;

    /// <summary>A record for each epoch, from the first to the last; at least one.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    /// <summary>The record of the last epoch.</summary>
    public EpochRecord Last => Epochs[^1];

    /// <summary>A table with a line for each epoch; numbers are written the same under every culture.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        var table = new TextTable("epoch", "loss", "validation loss", "validation accuracy", "seconds");
        foreach (EpochRecord epoch in Epochs)
        {
            table.Add(
                Invariant($"{epoch.Epoch}"),
                Number(epoch.Loss),
                Number(epoch.ValidationLoss),
                double.IsNaN(epoch.ValidationAccuracy) ? "-" : Invariant($"{100 * epoch.ValidationAccuracy:F2} %"),
                Invariant($"{epoch.Duration.TotalSeconds:F2}"));
        }

        return table.ToString();
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : Invariant($"{value:G6}");
}
