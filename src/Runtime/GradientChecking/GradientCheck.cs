using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Checks a network's backpropagation against differences of its losses, which need only the forward pass.</summary>
public static class GradientCheck
{
    // Tried in turn, as parts of max(1, |w|). The first is best for inputs of about 1: the formula is wrong by
    // about 1e-12, rounding as much. Large inputs and close kinks need the smaller ones.
    private static ReadOnlySpan<double> RelativeSteps => [1e-3, 1e-4, 1e-5];

    /// <summary>
    /// Compares the gradient of every parameter with a difference quotient of fourth order, both computed by
    /// <see cref="ITrainableNetwork{T}.ToDouble"/>; then the network's own gradients with those. A parameter whose
    /// step takes a sample across a kink, or whose error is too large, is tried again with smaller steps; if a
    /// kink is still in the way, the parameter is set apart. Dropout keeps the masks that the next call of Backward would draw.
    /// </summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network: its <see cref="ITrainableNetwork{T}.Gradients"/> are overwritten, its parameters stay.</param>
    /// <param name="data">The samples: a few are enough, and the time is that of 4 n losses for every parameter.</param>
    /// <param name="tolerance">The largest relative error that passes: finite and greater than 0.</param>
    /// <returns>The findings.</returns>
    /// <exception cref="ArgumentException">The data do not fit the network, or <paramref name="tolerance"/> is out of range.</exception>
    public static GradientCheckReport Run<T>(ITrainableNetwork<T> network, Dataset data, double tolerance = 1e-6)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            throw new ArgumentOutOfRangeException(nameof(tolerance), Invariant($"Expected a finite tolerance greater than 0, but got {tolerance}."));
        data = DatasetFit.Of(network.Info, data, nameof(data));

        ITrainableNetwork<double> twin = network.ToDouble();
        double[] gradients = Gradients(twin, data);
        double largest = Largest(gradients);

        // Where rounding puts a sample on another side of a kink, the two precisions rightly differ.
        bool isComparable = new Sides<T>(network, data).Record().AsSpan().SequenceEqual(new Sides<double>(twin, data).Record());
        double[]? own = isComparable ? Gradients(network, data) : null;

        var difference = new CentralDifference(twin, data);
        var tensors = new List<TensorCheck>();
        foreach (LayerInfo layer in network.Info.Layers)
        {
            foreach (ParameterInfo tensor in layer.Parameters)
            {
                double precisionError = own is null ? double.NaN : PrecisionError(Part(own, tensor), Part(gradients, tensor), largest);
                tensors.Add(Check(layer.Index, tensor, Part(gradients, tensor), difference, largest, tolerance, precisionError));
            }
        }

        return new GradientCheckReport(tolerance, tensors);
    }

    private static TensorCheck Check(
        int layer, ParameterInfo tensor, ReadOnlySpan<double> analytic, CentralDifference difference, double largest, double tolerance, double precisionError)
    {
        var kinks = new List<string>();
        int worst = -1;
        double worstNumeric = 0, worstError = 0;
        for (int i = 0; i < analytic.Length; i++)
        {
            if (!TryCompare(difference, tensor.Offset + i, analytic[i], 1e-5 * largest, tolerance, out double numeric, out double error))
                kinks.Add(tensor.NameOf(i));
            else if (worst < 0 || error > worstError)
                (worst, worstNumeric, worstError) = (i, numeric, error);
        }

        ParameterCheck? check = worst < 0 ? null : new(layer, tensor.NameOf(worst), analytic[worst], worstNumeric, worstError);
        return new(layer, tensor.Name, analytic.Length - kinks.Count, kinks, check, precisionError);
    }

    /// <summary>Compares one gradient, or returns false if there is a kink however small the step.</summary>
    private static bool TryCompare(
        CentralDifference difference, int position, double analytic, double floor, double tolerance, out double numeric, out double error)
    {
        (numeric, error) = (double.NaN, double.NaN);
        bool isSmooth = false;
        foreach (double step in RelativeSteps)
        {
            if (!difference.TryCompute(position, step, out double attempt, out double noise))
                continue;

            // So a difference that is all noise is an error of the tolerance at most.
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

        // Of a gradient that is zero everywhere, every error is relative to 1.
        double scale = Math.Max(Largest(gradients), 1e-3 * largest);
        return error / (scale > 0 ? scale : 1);
    }

    private static double[] Gradients<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Backward(network, Samples<T>.Of(network, data));
        return Array.ConvertAll(network.Gradients.ToArray(), double.CreateTruncating);
    }

    /// <summary>The loss as training has it, under the same masks of dropout each time: the difference that is checked is one of the same function.</summary>
    internal static double Backward<T>(ITrainableNetwork<T> network, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long step = network.DropoutStep;
        double loss = samples.Backward(network);
        network.DropoutStep = step;
        return loss;
    }

    private static ReadOnlySpan<double> Part(double[] values, ParameterInfo tensor) => values.AsSpan(tensor.Offset, tensor.Length);

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

    /// <summary>Makes an error that is not a number fail every comparison with a tolerance.</summary>
    private static double FiniteOrInfinity(double error) => double.IsNaN(error) ? double.PositiveInfinity : error;
}
