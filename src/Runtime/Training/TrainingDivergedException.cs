using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The loss of a batch was infinite or not a number, so training stopped, and the network has the parameters of the last step
/// before that batch; or a parameter was, at the end of an epoch or where a callback stopped, and the network has the
/// parameters of that step.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says where training stopped.</summary>
    /// <param name="epoch">The epoch's number, from 1.</param>
    /// <param name="batch">The batch's number in its epoch, from 1.</param>
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

    /// <summary>The epoch's number, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch's number in its epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The loss of the batch: infinite or NaN. If it was a parameter that was, the mean loss of the epoch so far.</summary>
    public double Loss { get; }

    /// <summary>The epochs that were trained to their end; there may be none.</summary>
    public TrainingHistory History { get; internal init; } = new([], StopReason.Diverged);
}
