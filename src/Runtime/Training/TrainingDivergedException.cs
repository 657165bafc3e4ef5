using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Training stopped because a number was infinite or NaN. If it was the loss of a batch, the network has the parameters of the
/// last step before that batch. If it was a parameter, at the end of an epoch or where a callback stopped, the network has
/// that parameter.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates the exception for a loss.</summary>
    /// <param name="epoch">The number of the epoch, from 1.</param>
    /// <param name="batch">The number of the batch in its epoch, from 1.</param>
    /// <param name="loss">The loss: infinite or NaN.</param>
    public TrainingDivergedException(int epoch, int batch, double loss)
        : this(Invariant($"Expected a finite loss, but got {loss} in epoch {epoch}, batch {batch}."), epoch, batch, loss)
    {
    }

    internal TrainingDivergedException(int epoch, int batch, double loss, string parameter, double value)
        : this(Invariant($"Expected finite parameters, but {parameter} is {value} after epoch {epoch}, batch {batch}."), epoch, batch, loss)
    {
    }

    private TrainingDivergedException(string fault, int epoch, int batch, double loss)
        : base($"{fault} A lower learning rate often helps; so do inputs scaled to about -1 to 1.")
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
    }

    /// <summary>The number of the epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The number of the batch in its epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The loss of the batch: infinite or NaN. If a parameter diverged instead, the mean loss of the epoch so far.</summary>
    public double Loss { get; }

    /// <summary>The completed epochs; possibly none.</summary>
    public TrainingHistory History { get; internal init; } = new([], StopReason.Diverged);
}
