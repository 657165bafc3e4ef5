using Xunit;

namespace NetGen.Tests.Schedules;

/// <summary>Every schedule in every mode, under the names of tests/fixtures/make_schedule_fixtures.py, with the same settings.</summary>
internal static class AllSchedules
{
    /// <summary>The training of the fixtures.</summary>
    public static ScheduleStart Start { get; } = new(LearningRate: 0.3, Epochs: 12, StepsPerEpoch: 5);

    private static readonly Dictionary<string, Schedule> _all = new()
    {
        ["ConstantRate"] = new ConstantRate(),
        ["StepDecay"] = new StepDecay(5),
        ["StepDecay, gamma"] = new StepDecay(3, gamma: 0.7),
        ["ExponentialDecay"] = new ExponentialDecay(0.85),
        ["PolynomialDecay"] = new PolynomialDecay(),
        ["PolynomialDecay, square"] = new PolynomialDecay(20, power: 2),
        ["PolynomialDecay, power"] = new PolynomialDecay(15, power: 0.7),
        ["CosineRestarts"] = new CosineRestarts(5),
        ["CosineRestarts, factor"] = new CosineRestarts(2, factor: 2, minLearningRate: 0.05),
        ["LinearWarmUp"] = new LinearWarmUp(),
        ["LinearWarmUp, StepDecay"] = new LinearWarmUp(17, new StepDecay(2, gamma: 0.5), startFactor: 0.1),
        ["OneCycle"] = new OneCycle(0.4),
        ["OneCycle, factors"] = new OneCycle(0.9, steps: 60, riseShare: 0.6, divFactor: 10, finalDivFactor: 50),
        ["OneCycle, rise only"] = new OneCycle(0.9, riseShare: 1),
        ["OneCycle, fall only"] = new OneCycle(0.9, riseShare: 0),
        ["ReduceOnPlateau"] = new ReduceOnPlateau(),
        ["ReduceOnPlateau, patience"] = new ReduceOnPlateau(factor: 0.5, patience: 1),
        ["ReduceOnPlateau, cooldown"] = new ReduceOnPlateau(factor: 0.2, patience: 0, threshold: 0.01, cooldown: 2, minLearningRate: 0.005),
        ["ReduceOnPlateau, absolute"] = new ReduceOnPlateau(factor: 0.6, patience: 0, threshold: 0.02, isAbsolute: true, eps: 0.03),
    };

    public static TheoryData<string> Names => [.. _all.Keys];

    public static Schedule Named(string name) => _all[name];
}
