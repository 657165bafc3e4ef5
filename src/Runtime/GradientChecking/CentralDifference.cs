namespace NetGen;

/// <summary>
/// The derivative of the loss by one parameter or input, without backpropagation:
/// <c>(8 (L(w+h) - L(w-h)) - (L(w+2h) - L(w-2h))) / 12h</c>, with an error of O(h^4). Source: Abramowitz and
/// Stegun, "Handbook of Mathematical Functions", 25.3.6.
/// </summary>
internal sealed class CentralDifference
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    private readonly ITrainableNetwork<double> _network;
    private readonly Dataset _data;
    private readonly double[] _inputs;
    private readonly double[] _statistics;
    private readonly Sides<double> _sides;
    private readonly short[] _sidesAtStart;
    private readonly double _resolution;

    /// <summary>Differentiates at the network's current parameters and the inputs of the data.</summary>
    public CentralDifference(ITrainableNetwork<double> network, Dataset data)
    {
        _network = network;
        _data = data;
        _inputs = data.InputsAsDouble.ToArray();
        _statistics = GradientCheck.StatisticsOf(network);
        _sides = new Sides<double>(network, data);
        _sidesAtStart = _sides.Record();

        // A small loss may be the difference of terms of about 1, with their rounding error.
        _resolution = 32 * MachineEpsilon * Math.Max(1, Math.Abs(Loss()));
    }

    /// <summary>
    /// Computes the derivative by one number, for a step of one unit. Returns false if a sample crosses
    /// a kink between the four points. The number is restored.
    /// </summary>
    /// <param name="variable">The tensor or inputs that the number belongs to.</param>
    /// <param name="i">The index of the number in it.</param>
    /// <param name="relativeStep">The step h as a multiple of max(1, |w|), with h and w in units.</param>
    /// <param name="derivative">The result.</param>
    /// <param name="noise">A bound on its rounding error, from the losses and the four points.</param>
    public bool TryCompute(Differentiated variable, int i, double relativeStep, out double derivative, out double noise)
    {
        ref double w = ref (variable.IsInputs ? _inputs : _network.Parameters)[variable.Offset + i];
        (double center, double unit) = variable.MeasureOf(i);
        double start = w, h = relativeStep * Math.Max(1, Math.Abs(start - center) / unit);
        bool isSmooth = TryLoss(ref w, start - h * unit, out double minus)
            & TryLoss(ref w, start + h * unit, out double plus)
            & TryLoss(ref w, start - 2 * h * unit, out double minus2)
            & TryLoss(ref w, start + 2 * h * unit, out double plus2);
        w = start;
        derivative = (8 * (plus - minus) - (plus2 - minus2)) / (12 * h);
        noise = (_resolution + 2 * MachineEpsilon * Math.Abs(start) / unit * Math.Abs(derivative)) / h;
        return isSmooth;
    }

    /// <summary>Computes the loss with another value of a number w, unless a sample crosses a kink.</summary>
    private bool TryLoss(ref double w, double value, out double loss)
    {
        w = value;
        bool isSmooth = _sides.AreStill(_sidesAtStart, _inputs);
        loss = isSmooth ? Loss() : double.NaN;
        return isSmooth;
    }

    private double Loss()
    {
        Samples<double> samples = Samples<double>.Of(_network, _data).WithInputs(_inputs);
        return _network.Info.HasDropout || _network.Info.HasRunningStatistics ? GradientCheck.Backward(_network, samples, _statistics) : samples.ComputeLoss(_network);
    }
}
