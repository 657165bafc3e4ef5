using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The loss of a batch was infinite or not a number, so training stopped. The network has the parameters of
/// the last step before that batch.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says where training stopped.</summary>
    /// <param name="epoch">The epoch's number, from 1.</param>
    /// <param name="batch">The batch's number in its epoch, from 1.</param>
    /// <param name="loss">The loss: infinite or NaN.</param>
    public TrainingDivergedException(int epoch, int batch, double loss)
        : base(Invariant($"Expected a finite loss, but got {loss} in epoch {epoch}, batch {batch}. A lower learning rate often helps; so do inputs scaled to about -1 to 1."))
    {
        Epoch = epoch;
        Batch = batch;
        Loss = loss;
    }

    /// <summary>The epoch's number, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch's number in its epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The loss: infinite or NaN.</summary>
    public double Loss { get; }

    /// <summary>The epochs that were trained to their end; there may be none.</summary>
    public TrainingHistory History { get; internal init; } = new([], StopReason.Diverged);
}
