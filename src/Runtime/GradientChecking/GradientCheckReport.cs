using static System.FormattableString;

namespace NetGen;

/// <summary>The results of <see cref="GradientCheck.Run"/>.</summary>
public sealed class GradientCheckReport
{
    /// <summary>The largest <see cref="PrecisionError"/> that passes.</summary>
    public const double PrecisionTolerance = 1e-3;

    internal GradientCheckReport(double tolerance, IReadOnlyList<TensorCheck> tensors)
    {
        Tolerance = tolerance;
        Tensors = tensors;
        Checked = tensors.Skip(1).Sum(tensor => tensor.Checked);
        Kinks = [.. tensors.SelectMany(tensor => tensor.Kinks)];
        Worst = tensors.MaxBy(tensor => tensor.Worst?.RelativeError ?? -1)?.Worst;
        PrecisionError = tensors.Max(tensor => tensor.PrecisionError);
        SuspectLayer = tensors.LastOrDefault(HasFailed)?.Layer;
    }

    /// <summary>
    /// Whether at least one parameter was checked, every relative error is within <see cref="Tolerance"/>, and
    /// the precision error is within <see cref="PrecisionTolerance"/> or cannot be computed.
    /// </summary>
    public bool Passed => Checked > 0 && SuspectLayer is null;

    /// <summary>The largest relative error that passes.</summary>
    public double Tolerance { get; }

    /// <summary>The number of parameters that were checked: all, or those of the sample, except <see cref="Kinks"/>. Inputs do not count.</summary>
    public int Checked { get; }

    /// <summary>Whether only a sample of the parameters or inputs was checked; <see cref="TensorCheck.Size"/> is the full number.</summary>
    public bool IsSample => Tensors.Any(tensor => tensor.IsSample);

    /// <summary>
    /// The parameters and inputs of the sample that were not checked, by name: every step takes a sample across a kink
    /// of an activation or of the loss, so there is no derivative to compare with.
    /// </summary>
    public IReadOnlyList<string> Kinks { get; }

    /// <summary>The parameter or input with the largest relative error, or null if none was checked.</summary>
    public ParameterCheck? Worst { get; }

    /// <summary>The largest relative error: that of <see cref="Worst"/>, or NaN if none was checked.</summary>
    public double MaxRelativeError => Worst?.RelativeError ?? double.NaN;

    /// <summary>
    /// The largest <see cref="TensorCheck.PrecisionError"/>: the distance of the network's gradients, in its own
    /// precision, from those in double precision. NaN if they cannot be compared.
    /// </summary>
    public double PrecisionError { get; }

    /// <summary>
    /// The number of the failing layer that is closest to the output, or null if none fails. A wrong delta spoils
    /// all layers before it, so look at this layer first. 0 if only the gradients of the inputs fail.
    /// </summary>
    public int? SuspectLayer { get; }

    /// <summary>The results for the inputs of all samples, <c>x</c>, and then for each parameter tensor, from the input to the output.</summary>
    public IReadOnlyList<TensorCheck> Tensors { get; }

    /// <summary>The verdict in one line, then a table of the tensors, in the invariant culture.</summary>
    /// <returns>Lines separated by line feeds.</returns>
    public override string ToString()
    {
        var table = new TextTable("layer", "tensor", "checked", "kinks", "largest error", "at", "analytic", "numeric", "precision error", "");
        foreach (TensorCheck tensor in Tensors)
        {
            table.Add(
                Invariant($"{tensor.Layer}"),
                tensor.Name,
                CheckedOf(tensor.Checked, tensor.Size, tensor.IsSample),
                Invariant($"{tensor.Kinks.Count:N0}"),
                tensor.Worst is null ? "-" : Error(tensor.Worst.RelativeError),
                tensor.Worst?.Name ?? "-",
                tensor.Worst is null ? "-" : Invariant($"{tensor.Worst.Analytic:G6}"),
                tensor.Worst is null ? "-" : Invariant($"{tensor.Worst.Numeric:G6}"),
                Error(tensor.PrecisionError),
                HasFailed(tensor) ? "failed" : "");
        }

        return $"{Verdict()}\n{table}";
    }

    private bool HasFailed(TensorCheck tensor) =>
        tensor.Worst?.RelativeError > Tolerance || tensor.PrecisionError > PrecisionTolerance;

    private string Verdict()
    {
        TensorCheck inputs = Tensors[0];
        TensorCheck[] parameters = [.. Tensors.Skip(1)];
        if (Worst is null || (Checked == 0 && SuspectLayer is null))
        {
            int looked = parameters.Sum(tensor => tensor.Kinks.Count), size = parameters.Sum(tensor => tensor.Size);
            string sample = looked < size ? Invariant($" of a sample of the {size:N0}") : "";
            return Invariant($"Gradient check undecided: all {looked:N0} parameters{sample} are at kinks. Try other samples.");
        }

        string kinks = Kinks.Count switch
        {
            0 => "",
            1 => ", 1 kink excluded",
            _ => Invariant($", {Kinks.Count:N0} kinks excluded"),
        };
        string outcome = Passed ? "passed" : "failed";
        string what = $"{CheckedOf(Checked, parameters.Sum(tensor => tensor.Size), parameters.Any(tensor => tensor.IsSample))} parameters and {CheckedOf(inputs.Checked, inputs.Size, inputs.IsSample)} inputs";
        string sampled = IsSample ? "a sample of " : "";
        string suspect = SuspectLayer switch
        {
            null => "",
            0 => " Look at the gradients of the inputs: those of all layers are correct.",
            _ => $" Look at layer {SuspectLayer} first: it is the failing layer closest to the output.",
        };
        string precision = PrecisionError > PrecisionTolerance
            ? Invariant($" In the network's own precision, the gradients are off by {Error(PrecisionError)} (tolerance {PrecisionTolerance}).")
            : "";
        return Invariant($"Gradient check {outcome}: {sampled}{what}, largest relative error {Error(Worst.RelativeError)} at {Worst.Name} (tolerance {Tolerance:0.#E+00}){kinks}.{precision}{suspect}");
    }

    private static string CheckedOf(int count, int size, bool isSample) => isSample ? Invariant($"{count:N0} of {size:N0}") : Invariant($"{count:N0}");

    private static string Error(double error) => double.IsNaN(error) ? "-" : Invariant($"{error:0.0E+00}");
}
