namespace NetGen.Tests.Runtime;

/// <summary>Trainings of a line y = w x + b, whose steps can be worked out by hand.</summary>
internal static class Lines
{
    /// <summary>A learning rate so small that the parameters stay where they are.</summary>
    public static Sgd Still { get; } = new(1e-300);

    public static FakeNetwork<double> Line(double w, double b)
    {
        var net = new FakeNetwork<double>(Loss.HalfSquaredError, 1, (1, Activation.Identity));
        (net.Parameters[0], net.Parameters[1]) = (w, b);
        return net;
    }

    /// <summary>Targets 1, 2, ... at input 0: a line of w = b = 0 has the losses 1/2, 4/2, 9/2, ...</summary>
    public static Dataset Steps(int count) =>
        new(new double[count], [.. Enumerable.Range(1, count).Select(i => (double)i)], inputSize: 1, targetSize: 1);

    /// <summary>One sample, with the input 0.</summary>
    public static Dataset Point(double target) => new([0.0], [target], 1, 1);
}

/// <summary>Keeps what a training reports.</summary>
internal sealed class Reports(Action<TrainingProgress>? onReport = null) : List<TrainingProgress>, IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        Add(value);
        onReport?.Invoke(value);
    }
}

/// <summary>Forgets what a training reports.</summary>
internal sealed class Silent : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
    }
}
