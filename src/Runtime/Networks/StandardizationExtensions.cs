using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Fits the mean and scale of networks with <see cref="StandardizeAttribute"/>. <see cref="Trainer.Fit"/> does so for new networks.</summary>
public static class StandardizationExtensions
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    /// <summary>
    /// Sets the mean and scale to the mean and the population standard deviation of each input. The scale of an input that is
    /// constant, up to rounding, is 1. Computed in double precision. Source: scikit-learn's <c>StandardScaler</c>.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The samples of the training set: n x InputSize numbers, n at least 1.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the mean or deviation of an input is not finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The network has no <c>[Standardize]</c>.</exception>
    public static void FitStandardization<T>(this INetwork<T> network, ReadOnlySpan<T> inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        Fit(network, inputs, nameof(inputs));
    }

    /// <summary>Sets the mean and scale like <see cref="FitStandardization{T}(INetwork{T}, ReadOnlySpan{T})"/>, from the inputs of a data set.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The training set.</param>
    /// <exception cref="ArgumentException">The data does not fit the network, or the mean or deviation of an input is not finite; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The network has no <c>[Standardize]</c>.</exception>
    public static void FitStandardization<T>(this INetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (data.InputSize != network.Info.InputSize)
            throw new ArgumentException($"Expected samples of {network.Info.InputSize} inputs for {network.Info.Name}, but got {data.InputSize}.", nameof(data));

        Fit(network, data.InputsOf<T>(), nameof(data));
    }

    /// <summary>Fits a network whose means are all 0 and scales all 1, as after construction; leaves others unchanged.</summary>
    internal static void FitStandardizationIfNew<T>(this INetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.NeedsStandardization())
            Fit(network, data.InputsOf<T>(), nameof(data));
    }

    /// <summary>Whether the means are all 0 and the scales all 1, as after construction.</summary>
    internal static bool NeedsStandardization<T>(this INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TryFind(network, out Span<T> means, out Span<T> scales) && !means.ContainsAnyExcept(T.Zero) && !scales.ContainsAnyExcept(T.One);

    private static void Fit<T>(INetwork<T> network, ReadOnlySpan<T> inputs, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = network.Info;
        if (!TryFind(network, out Span<T> means, out Span<T> scales))
            throw new InvalidOperationException($"Expected a network with [Standardize], but {info.Name} has none.");
        if (inputs.IsEmpty || inputs.Length % info.InputSize != 0)
            throw new ArgumentException($"Expected n x {info.InputSize} inputs for n samples, n at least 1, but got {inputs.Length} numbers.", argument);

        // Each input separately, or all inputs of a channel together.
        int together = info.InputSize / means.Length, count = inputs.Length / means.Length;
        double[] sums = new double[means.Length], squares = new double[means.Length], errors = new double[means.Length];
        for (int start = 0; start < inputs.Length; start += info.InputSize)
        {
            for (int k = 0; k < sums.Length; k++)
                foreach (T value in inputs.Slice(start + k * together, together))
                    sums[k] += double.CreateTruncating(value);
        }

        for (int start = 0; start < inputs.Length; start += info.InputSize)
        {
            for (int k = 0; k < sums.Length; k++)
            {
                double mean = sums[k] / count;
                foreach (T value in inputs.Slice(start + k * together, together))
                {
                    // The mean is rounded: the sum of the deviations, which should be zero, corrects for it (Chan, Golub and LeVeque, 1983).
                    double deviation = double.CreateTruncating(value) - mean;
                    errors[k] += deviation;
                    squares[k] += deviation * deviation;
                }
            }
        }

        for (int k = 0; k < sums.Length; k++)
        {
            double mean = sums[k] / count, variance = (squares[k] - errors[k] * errors[k] / count) / count;
            if (!double.IsFinite(mean) || !double.IsFinite(variance))
                throw new ArgumentException(Invariant($"Expected inputs with a finite mean and variance, but those of {(together == 1 ? "input" : "channel")} {k} are {mean} and {variance}."), argument);

            double rounding = count * mean * MachineEpsilon;
            bool isConstant = variance <= count * MachineEpsilon * variance + rounding * rounding;
            (sums[k], squares[k]) = (mean, isConstant ? 1 : Math.Sqrt(variance));
        }

        for (int k = 0; k < sums.Length; k++)
        {
            // A deviation that underflows in the network's precision counts as zero.
            T scale = T.CreateTruncating(squares[k]);
            (means[k], scales[k]) = (T.CreateTruncating(sums[k]), scale > T.Zero ? scale : T.One);
        }
    }

    internal static bool TryFind<T>(INetwork<T> network, out Span<T> means, out Span<T> scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        means = scales = default;
        foreach (ParameterInfo statistic in network.Info.Statistics)
        {
            Span<T> values = network.Statistics.Slice(statistic.Offset, statistic.Length);
            if (statistic.Role == ParameterRole.Mean)
                means = values;
            else if (statistic.Role == ParameterRole.Scale)
                scales = values;
        }

        return !means.IsEmpty;
    }
}
