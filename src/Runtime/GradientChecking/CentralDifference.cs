namespace NetGen;

/// <summary>
/// The derivative of the loss by one parameter or input, without backpropagation:
/// <c>(8 (L(w+h) - L(w-h)) - (L(w+2h) - L(w-2h))) / 12h</c>, which is wrong by O(h^4). Source: Abramowitz and
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

    /// <summary>Differentiates at the network's present parameters and the inputs of the data.</summary>
    public CentralDifference(ITrainableNetwork<double> network, Dataset data)
    {
        _network = network;
        _data = data;
        _inputs = data.InputsAsDouble.ToArray();
        _statistics = GradientCheck.StatisticsOf(network);
        _sides = new Sides<double>(network, data);
        _sidesAtStart = _sides.Record();

        // A loss may come out small and yet be the difference of terms of about 1, which rounds as they do.
        _resolution = 32 * MachineEpsilon * Math.Max(1, Math.Abs(Loss()));
    }

    /// <summary>
    /// Differentiates by one number, for a step of one unit, and returns false if a sample crosses
    /// a kink between the four points. The number is put back.
    /// </summary>
    /// <param name="variable">What the number belongs to.</param>
    /// <param name="i">The number's place in it.</param>
    /// <param name="relativeStep">The step h in units, by max(1, |w|) with w in units, too.</param>
    /// <param name="derivative">The result.</param>
    /// <param name="noise">How far rounding in the losses, and of the four points, may have moved it.</param>
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

    /// <summary>The loss with another value of a number w, unless a sample is across a kink there.</summary>
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
