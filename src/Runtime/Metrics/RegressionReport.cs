using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The regression metrics of a network on a data set, for each output.</summary>
/// <example>
/// <code>
/// RegressionReport report = RegressionReport.Of(net, test);
/// Console.WriteLine($"{report.Mean.R2:F3}\n{report}");
/// </code>
/// </example>
public sealed class RegressionReport
{
    private RegressionReport(RegressionScores[] outputs)
    {
        Outputs = outputs;
        Mean = new(
            outputs.Average(scores => scores.MeanSquaredError),
            outputs.Average(scores => scores.MeanAbsoluteError),
            outputs.Average(scores => scores.R2));
    }

    /// <summary>The scores of each output.</summary>
    public IReadOnlyList<RegressionScores> Outputs { get; }

    /// <summary>The mean of the outputs' scores, unweighted.</summary>
    public RegressionScores Mean { get; }

    /// <summary>
    /// Runs a network on a data set once. Every sample counts once, whatever its weight; <see cref="Trainer.Evaluate"/> uses
    /// weights.
    /// </summary>
    /// <typeparam name="T">The number type of the network.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="data">The data; class labels count as one-hot targets, or as 0 and 1 for one sigmoid output.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The data does not fit, as in <see cref="Trainer.Fit"/>, or an output is not finite.</exception>
    public static RegressionReport Of<T>(INetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        data = DatasetFit.Of(network.Info, data, nameof(data));
        double[] predictions = NetworkOutputs.Of(network, data);
        int width = network.Info.OutputSize;
        var scores = new RegressionScores[width];
        for (int output = 0; output < width; output++)
        {
            double[] y = Column(data.TargetsAsDouble, width, output), p = Column(predictions, width, output);
            scores[output] = new(RegressionMetrics.MeanSquaredError(y, p), RegressionMetrics.MeanAbsoluteError(y, p), RegressionMetrics.R2(y, p));
        }

        return new(scores);
    }

    /// <summary>A table with a line for each output, counted from 0, and a line with their means.</summary>
    /// <returns>Lines separated by line feeds, in the invariant culture.</returns>
    public override string ToString()
    {
        var table = new TextTable("output", "mean squared error", "mean absolute error", "R2");
        for (int output = 0; output < Outputs.Count; output++)
            AddLine(Invariant($"{output}"), Outputs[output]);
        AddLine("mean", Mean);
        return table.ToString();

        void AddLine(string name, RegressionScores scores) => table.Add(
            name,
            Invariant($"{scores.MeanSquaredError:G6}"),
            Invariant($"{scores.MeanAbsoluteError:G6}"),
            double.IsNaN(scores.R2) ? "-" : Invariant($"{scores.R2:F4}"));
    }

    private static double[] Column(ReadOnlySpan<double> rows, int width, int column)
    {
        var values = new double[rows.Length / width];
        for (int i = 0; i < values.Length; i++)
            values[i] = rows[i * width + column];
        return values;
    }
}
