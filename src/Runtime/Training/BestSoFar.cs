using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary><see cref="EarlyStopping"/> at work: the best loss so far, and its parameters.</summary>
internal sealed class BestSoFar<T>(EarlyStopping rule, NetworkInfo network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _parameters = new T[rule.RestoreBest ? network.ParameterCount : 0];

    // Statistics that are fitted before the first step stay as they are.
    private readonly T[] _statistics = new T[rule.RestoreBest && network.HasRunningStatistics ? network.Statistics.Sum(tensor => tensor.Length) : 0];

    // The best loss, and how many epochs ago it occurred; -1 before the first epoch.
    private readonly double[] _memory = [double.PositiveInfinity, -1];

    /// <summary>The state other than the parameters, for a checkpoint.</summary>
    public Span<double> Memory => _memory;

    /// <summary>The best parameters, for a checkpoint; empty if they are not restored.</summary>
    public Span<T> Parameters => _parameters;

    /// <summary>The statistics that belong to them, for a checkpoint; empty if training keeps none.</summary>
    public Span<T> Statistics => _statistics;

    /// <summary>Whether patience has run out.</summary>
    public bool IsExhausted => _memory[1] >= rule.Patience;

    /// <summary>Describes the first value of a checkpoint that <see cref="Memory"/> cannot have after so many epochs; null if all are valid.</summary>
    public string? FaultOf(ReadOnlySpan<double> memory, int epochs)
    {
        if (double.IsNaN(memory[0]))
            return "Expected a checkpoint with a best loss for early stopping, but got NaN.";

        double ago = memory[1];
        return ago >= 0 && ago < epochs && double.IsInteger(ago)
            ? null
            : Invariant($"Expected a checkpoint with a best epoch that is an integer from 0 to {epochs - 1} epochs ago, but got {ago}.");
    }

    /// <summary>Records the end of an epoch.</summary>
    public void CompleteEpoch(double loss, INetwork<T> network)
    {
        // The first epoch is the best so far even if its loss is NaN.
        bool isBetter = _memory[1] < 0 || loss < _memory[0] - rule.MinDelta;
        _memory[1] = isBetter ? 0 : _memory[1] + 1;
        if (!isBetter)
            return;

        _memory[0] = double.IsNaN(loss) ? double.PositiveInfinity : loss;
        if (!rule.RestoreBest)
            return;

        network.Parameters.CopyTo(_parameters);
        if (_statistics.Length > 0)
            network.Statistics.CopyTo(_statistics);
    }

    /// <summary>Restores the best parameters and running statistics, if requested and if there was an epoch.</summary>
    public void Restore(INetwork<T> network)
    {
        if (!rule.RestoreBest || _memory[1] < 0)
            return;

        _parameters.CopyTo(network.Parameters);
        _statistics.CopyTo(network.Statistics);
    }
}
