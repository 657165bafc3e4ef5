using System.Numerics;

namespace NetGen;

/// <summary>
/// The variables of one row of the report: a tensor of parameters, or the inputs of all samples. Derivatives
/// are for steps of one unit, and are converted to gradients for the report.
/// </summary>
internal sealed class Differentiated
{
    private readonly Func<int, string> _nameOf;
    private readonly Func<int, (double Center, double Unit)> _measureOf;

    private Differentiated(int layer, string name, int offset, int length, Func<int, string> nameOf, Func<int, (double Center, double Unit)> measureOf)
    {
        (Layer, Name, Offset, Length) = (layer, name, offset, length);
        (_nameOf, _measureOf) = (nameOf, measureOf);
    }

    /// <summary>The number of the layer; 0 for the inputs.</summary>
    public int Layer { get; }

    /// <summary>The name in formulas.</summary>
    public string Name { get; }

    /// <summary>The offset in the buffer of the parameters or inputs.</summary>
    public int Offset { get; }

    /// <summary>The number of its elements.</summary>
    public int Length { get; }

    /// <summary>Whether these are the inputs.</summary>
    public bool IsInputs => Layer == 0;

    /// <summary>The inputs of all samples: <c>x[2, 5]</c> is input 5 of sample 2. With standardization, they are measured from the mean in units of the scale.</summary>
    public static Differentiated Inputs(ITrainableNetwork<double> network, Dataset data)
    {
        int size = data.InputSize;
        bool isStandardized = StandardizationExtensions.TryFind(network, out Span<double> means, out Span<double> scales);
        double[] centers = means.ToArray(), units = scales.ToArray();
        int together = isStandardized ? size / units.Length : 1;
        return new(0, "x", 0, data.Count * size, i => $"x[{i / size}, {i % size}]", i => isStandardized ? (centers[i % size / together], units[i % size / together]) : (0, 1));
    }

    /// <summary>A tensor of parameters.</summary>
    public static Differentiated Parameters(LayerInfo layer, ParameterInfo tensor) =>
        new(layer.Index, tensor.Name, tensor.Offset, tensor.Length, tensor.NameOf, _ => (0, 1));

    /// <summary>The name and index of a number.</summary>
    public string NameOf(int i) => _nameOf(i);

    /// <summary>The origin and the unit of a number.</summary>
    public (double Center, double Unit) MeasureOf(int i) => _measureOf(i);

    /// <summary>Converts the gradients to derivatives for steps of one unit.</summary>
    public double[] PerUnit(InputAndParameterGradients gradients)
    {
        double[] derivatives = (IsInputs ? gradients.Inputs : gradients.Parameters).AsSpan(Offset, Length).ToArray();
        for (int i = 0; i < derivatives.Length; i++)
            derivatives[i] *= MeasureOf(i).Unit;
        return derivatives;
    }
}

/// <summary>The gradients of the mean loss of a data set, as doubles.</summary>
internal readonly record struct InputAndParameterGradients(double[] Inputs, double[] Parameters)
{
    /// <summary>Computes them by Backward. Those of the parameters come from a call without input gradients, as in training.</summary>
    public static InputAndParameterGradients Of<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Samples<T> samples = Samples<T>.Of(network, data);
        T[] statistics = GradientCheck.StatisticsOf(network);
        GradientCheck.Backward(network, samples, statistics);
        double[] parameters = Array.ConvertAll(network.Gradients.ToArray(), double.CreateTruncating);
        var inputs = new T[samples.Inputs.Length];
        GradientCheck.Backward(network, samples, statistics, inputs);
        return new(Array.ConvertAll(inputs, double.CreateTruncating), parameters);
    }
}
