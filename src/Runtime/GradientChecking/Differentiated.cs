using System.Numerics;

namespace NetGen;

/// <summary>
/// What the loss is differentiated by in one row of the report: a tensor of parameters, or the inputs of all samples. Its
/// derivatives are kept for steps of one unit, and become gradients where they are told.
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

    /// <summary>The layer's number in the notes; 0 for the inputs.</summary>
    public int Layer { get; }

    /// <summary>The name in the notes.</summary>
    public string Name { get; }

    /// <summary>Where it begins in the buffer of the parameters, or of the inputs.</summary>
    public int Offset { get; }

    /// <summary>How many numbers it has.</summary>
    public int Length { get; }

    /// <summary>Whether it is the inputs.</summary>
    public bool IsInputs => Layer == 0;

    /// <summary>The inputs of all samples: <c>x[2, 5]</c> is input 5 of sample 2. With standardization the unit is the scale, counted from the mean.</summary>
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

    /// <summary>What a number is measured from, and the unit it is measured in.</summary>
    public (double Center, double Unit) MeasureOf(int i) => _measureOf(i);

    /// <summary>The derivatives of the loss, each for a step of one unit, by the gradients of all parameters or inputs.</summary>
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
    /// <summary>Computes them by Backward. Those of the parameters are as training computes them: without those of the inputs.</summary>
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
