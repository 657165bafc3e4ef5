using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks a network's backpropagation against finite differences of its loss, which need only the forward pass.</summary>
public static class GradientCheck
{
    // Tried in turn, as multiples of max(1, |w|). The first is best for inputs of about 1: the error of the formula is
    // about 1e-12, as is that of rounding. Large inputs and close kinks need the smaller ones.
    private static ReadOnlySpan<double> RelativeSteps => [1e-3, 1e-4, 1e-5];

    // The points of a fourth-order difference quotient.
    private const int LossesPerNumber = 4;

    /// <summary>
    /// Compares the gradient of every parameter and input with a fourth-order difference quotient, both computed by
    /// <see cref="ITrainableNetwork{T}.ToDouble"/>; then compares the network's own gradients with those. A number whose
    /// step takes a sample across a kink, or whose error is too large, is tried again with smaller steps; if a
    /// kink still interferes, the number is excluded. Dropout uses the masks that the next call of Backward would draw.
    /// </summary>
    /// <remarks>
    /// <para>A number takes four losses. If the budget is too small for all numbers, a sample is checked: at least 32 numbers of
    /// the inputs and of each tensor, or all if there are fewer, and more of the larger ones. The report then gives both
    /// counts. The network's own gradients are always all compared with those in double precision.</para>
    /// <para>A wrong delta spoils whole tensors, so any sample finds it. Let c be the numbers of a tensor per number checked, rounded up. A
    /// fault in k numbers is missed with a probability of at most e^(-k/c); a single wrong gradient is found
    /// with about 1/c. A fault in all weights of one input, a column of W, is always found if the layer has 2c - 1 units or more.</para>
    /// </remarks>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network: its <see cref="ITrainableNetwork{T}.Gradients"/> are overwritten, its parameters do not change.</param>
    /// <param name="data">The samples. A few are enough, because each loss is over all of them.</param>
    /// <param name="tolerance">The largest relative error that passes: finite and greater than 0.</param>
    /// <param name="budget">
    /// The number of losses for the first step size, 1 or more. Smaller steps come on top where needed, and so does one
    /// number of each tensor if the budget does not cover it.
    /// </param>
    /// <param name="seed">The seed of the sample, if not all numbers are checked: the same seed gives the same sample.</param>
    /// <returns>The findings.</returns>
    /// <exception cref="ArgumentException">The data does not fit the network, or <paramref name="tolerance"/> or <paramref name="budget"/> is out of range.</exception>
    public static GradientCheckReport Run<T>(ITrainableNetwork<T> network, Dataset data, double tolerance = 1e-6, int budget = 40_000, int seed = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), Invariant($"Expected a finite tolerance greater than 0, but got {tolerance}."));
        if (budget < 1)
            throw new ArgumentOutOfRangeException(nameof(budget), Invariant($"Expected a budget of 1 or more losses, but got {budget}."));
        data = DatasetFit.Of(network.Info, data, nameof(data));

        ITrainableNetwork<double> twin = network.ToDouble();
        var gradients = InputAndParameterGradients.Of(twin, data);

        // If rounding puts a sample on another side of a kink, the two precisions legitimately differ.
        bool isComparable = new Sides<T>(network, data).Record().AsSpan().SequenceEqual(new Sides<double>(twin, data).Record());
        InputAndParameterGradients? own = isComparable ? InputAndParameterGradients.Of(network, data) : null;

        Differentiated[] variables =
        [
            Differentiated.Inputs(twin, data),
            .. network.Info.Layers.SelectMany(layer => layer.Parameters.Map(tensor => Differentiated.Parameters(layer, tensor))),
        ];
        int[] shares = CheckSample.Shares(data.Count, data.InputSize, variables[1..].Map(tensor => tensor.Length), budget / LossesPerNumber);
        var difference = new CentralDifference(twin, data);
        var random = new SeededRandom(seed);
        double largest = Largest(gradients.Parameters);
        return new(tolerance, [.. variables.Zip(shares, (variable, share) =>
        {
            double[] analytic = variable.PerUnit(gradients);
            double scale = variable.IsInputs ? Math.Max(largest, Largest(analytic)) : largest;
            double precisionError = own is { } computed ? PrecisionError(variable.PerUnit(computed), analytic, scale) : double.NaN;
            return Check(variable, CheckSample.Draw(variable.Length, share, random), analytic, difference, scale, tolerance, precisionError);
        })]);
    }

    private static TensorCheck Check(
        Differentiated variable, IEnumerable<int> sample, double[] analytic, CentralDifference difference, double largest, double tolerance, double precisionError)
    {
        var kinks = new List<string>();
        int worst = -1, compared = 0;
        double worstNumeric = 0, worstError = 0;
        foreach (int i in sample)
        {
            if (!TryCompare(difference, variable, i, analytic[i], 1e-5 * largest, tolerance, out double numeric, out double error))
            {
                kinks.Add(variable.NameOf(i));
                continue;
            }

            compared++;
            if (worst < 0 || error > worstError)
                (worst, worstNumeric, worstError) = (i, numeric, error);
        }

        ParameterCheck? check = null;
        if (worst >= 0)
        {
            double unit = variable.MeasureOf(worst).Unit;
            check = new(variable.Layer, variable.NameOf(worst), analytic[worst] / unit, worstNumeric / unit, worstError);
        }

        return new(variable.Layer, variable.Name, compared, variable.Length, kinks, check, precisionError);
    }

    /// <summary>Compares one gradient, or returns false if every step crosses a kink.</summary>
    private static bool TryCompare(
        CentralDifference difference, Differentiated variable, int i, double analytic, double floor, double tolerance, out double numeric, out double error)
    {
        (numeric, error) = (double.NaN, double.NaN);
        bool isSmooth = false;
        foreach (double step in RelativeSteps)
        {
            if (!difference.TryCompute(variable, i, step, out double attempt, out double noise))
                continue;

            // Thus a difference that is only noise gives an error of at most the tolerance.
            double attemptError = RelativeError(analytic, attempt, Math.Max(floor, noise / tolerance));
            if (!isSmooth || attemptError < error)
                (numeric, error) = (attempt, attemptError);
            isSmooth = true;
            if (error <= tolerance)
                break;
        }

        return isSmooth;
    }

    private static double RelativeError(double analytic, double numeric, double floor) =>
        FiniteOrInfinity(Math.Abs(analytic - numeric) / Math.Max(Math.Max(Math.Abs(analytic), Math.Abs(numeric)), floor));

    private static double PrecisionError(ReadOnlySpan<double> own, ReadOnlySpan<double> gradients, double largest)
    {
        double error = 0;
        for (int i = 0; i < own.Length; i++)
            error = Math.Max(error, FiniteOrInfinity(Math.Abs(own[i] - gradients[i])));

        // If all gradients are zero, errors are relative to 1.
        double scale = Math.Max(Largest(gradients), 1e-3 * largest);
        return error / (scale > 0 ? scale : 1);
    }

    /// <summary>
    /// Computes the loss as in training, with the same dropout masks each time, so that all differences are of one function.
    /// Running statistics do not change.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="room">The result of <see cref="StatisticsOf"/> for this network.</param>
    /// <param name="inputGradients">Receives the gradients of the inputs, unless empty.</param>
    internal static double Backward<T>(ITrainableNetwork<T> network, Samples<T> samples, T[] room, Span<T> inputGradients = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long step = network.DropoutStep;
        network.Statistics[..room.Length].CopyTo(room);
        try
        {
            return samples.Backward(network, inputGradients);
        }
        finally
        {
            network.DropoutStep = step;
            room.CopyTo(network.Statistics);
        }
    }

    /// <summary>Allocates room for the statistics that a call of Backward changes, for use in all calls.</summary>
    internal static T[] StatisticsOf<T>(ITrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => network.Info.HasRunningStatistics ? new T[network.Statistics.Length] : [];

    /// <summary>The largest finite absolute value.</summary>
    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>Makes a NaN error fail every comparison with a tolerance.</summary>
    private static double FiniteOrInfinity(double error) => double.IsNaN(error) ? double.PositiveInfinity : error;
}
