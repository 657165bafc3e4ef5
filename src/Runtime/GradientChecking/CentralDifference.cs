namespace NetGen;

/// <summary>
/// The derivative of the loss by one parameter, without backpropagation:
/// <c>(8 (L(w+h) - L(w-h)) - (L(w+2h) - L(w-2h))) / 12h</c>, which is wrong by O(h^4). Source: Abramowitz and
/// Stegun, "Handbook of Mathematical Functions", 25.3.6.
/// </summary>
internal sealed class CentralDifference
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    private readonly ITrainableNetwork<double> _network;
    private readonly Dataset _data;
    private readonly Sides<double> _sides;
    private readonly sbyte[] _sidesAtStart;
    private readonly double _resolution;

    /// <summary>Differentiates at the network's present parameters.</summary>
    public CentralDifference(ITrainableNetwork<double> network, Dataset data)
    {
        _network = network;
        _data = data;
        _sides = new Sides<double>(network, data);
        _sidesAtStart = _sides.Record();

        // A loss may come out small and yet be the difference of terms of about 1, which rounds as they do.
        _resolution = 32 * MachineEpsilon * Math.Max(1, Math.Abs(Loss()));
    }

    /// <summary>
    /// Differentiates by the parameter at <paramref name="position"/>, and returns false if a sample crosses
    /// a kink between the four points. The parameter is put back.
    /// </summary>
    /// <param name="position">The parameter's place in the buffer.</param>
    /// <param name="relativeStep">The step h, by max(1, |w|).</param>
    /// <param name="derivative">The result.</param>
    /// <param name="noise">How far rounding in the losses may have moved it.</param>
    public bool TryCompute(int position, double relativeStep, out double derivative, out double noise)
    {
        double start = _network.Parameters[position], h = relativeStep * Math.Max(1, Math.Abs(start));
        bool isSmooth = TryLoss(position, start - h, out double minus)
            & TryLoss(position, start + h, out double plus)
            & TryLoss(position, start - 2 * h, out double minus2)
            & TryLoss(position, start + 2 * h, out double plus2);
        _network.Parameters[position] = start;
        derivative = (8 * (plus - minus) - (plus2 - minus2)) / (12 * h);
        noise = _resolution / h;
        return isSmooth;
    }

    /// <summary>The loss with another value w of a parameter, unless a sample is across a kink there.</summary>
    private bool TryLoss(int position, double w, out double loss)
    {
        _network.Parameters[position] = w;
        bool isSmooth = _sides.AreStill(_sidesAtStart);
        loss = isSmooth ? Loss() : double.NaN;
        return isSmooth;
    }

    private double Loss()
    {
        Samples<double> samples = Samples<double>.Of(_network, _data);
        return _network.Info.HasDropout ? GradientCheck.Backward(_network, samples) : samples.ComputeLoss(_network);
    }
}
