using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Schedules;

public sealed class ScheduleSettingTests
{
    private static readonly double[] _notAboveZero = [0, -0.5, double.NaN, double.PositiveInfinity];
    private static readonly double[] _notZeroOrMore = [-0.5, double.NaN, double.PositiveInfinity];
    private static readonly double[] _notFromZeroToOne = [-0.5, 1.5, double.NaN];
    private static readonly double[] _notBetweenZeroAndOne = [0, 1, double.NaN];
    private static readonly double[] _notAtLeastOne = [0, -3];

    [Fact]
    public void Refuses_settings_out_of_range()
    {
        Refuses("epochs", _notAtLeastOne, "epochs of 1 or more", value => new StepDecay((int)value));
        Refuses("gamma", _notAboveZero, "a finite gamma greater than 0", value => new StepDecay(1, value));
        Refuses("gamma", _notAboveZero, "a finite gamma greater than 0", value => new ExponentialDecay(value));
        Refuses("epochs", _notAtLeastOne, "epochs of 1 or more", value => new PolynomialDecay((int)value));
        Refuses("power", _notAboveZero, "a finite power greater than 0", value => new PolynomialDecay(1, value));
        Refuses("epochs", _notAtLeastOne, "epochs of 1 or more", value => new CosineRestarts((int)value));
        Refuses("factor", _notAtLeastOne, "factor of 1 or more", value => new CosineRestarts(1, (int)value));
        Refuses("minLearningRate", _notZeroOrMore, "a finite minLearningRate of 0 or more", value => new CosineRestarts(1, 1, value));
        Refuses("steps", _notAtLeastOne, "steps of 1 or more", value => new LinearWarmUp((int)value));
        Refuses("startFactor", _notFromZeroToOne, "startFactor from 0 to 1", value => new LinearWarmUp(1, null, value));
        Refuses("maxLearningRate", _notAboveZero, "a finite maxLearningRate greater than 0", value => new OneCycle(value));
        Refuses("steps", _notAtLeastOne, "steps of 1 or more", value => new OneCycle(1, (long)value));
        Refuses("riseShare", _notFromZeroToOne, "riseShare from 0 to 1", value => new OneCycle(1, 1, value));
        Refuses("divFactor", _notAboveZero, "a finite divFactor greater than 0", value => new OneCycle(1, divFactor: value));
        Refuses("finalDivFactor", _notAboveZero, "a finite finalDivFactor greater than 0", value => new OneCycle(1, finalDivFactor: value));
        Refuses("factor", _notBetweenZeroAndOne, "factor between 0 and 1", value => new ReduceOnPlateau(value));
        Refuses("patience", [-1], "patience of 0 or more", value => new ReduceOnPlateau(patience: (int)value));
        Refuses("threshold", _notZeroOrMore, "a finite threshold of 0 or more", value => new ReduceOnPlateau(threshold: value));
        Refuses("cooldown", [-1], "cooldown of 0 or more", value => new ReduceOnPlateau(cooldown: (int)value));
        Refuses("minLearningRate", _notZeroOrMore, "a finite minLearningRate of 0 or more", value => new ReduceOnPlateau(minLearningRate: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new ReduceOnPlateau(eps: value));
        Refuses("patience", _notAtLeastOne, "patience of 1 or more", value => new EarlyStopping((int)value));
        Refuses("minDelta", _notZeroOrMore, "a finite minDelta of 0 or more", value => new EarlyStopping(1, value));
    }

    [Fact]
    public void A_schedule_or_optimizer_is_written_with_all_its_settings_the_same_under_every_culture()
    {
        using (Culture.WithComma())
        {
            Assert.Equal("ConstantRate()", new ConstantRate().ToString());
            Assert.Equal("StepDecay(epochs: 3, gamma: 0.1)", new StepDecay(3).ToString());
            Assert.Equal("ExponentialDecay(gamma: 0.5)", new ExponentialDecay(0.5).ToString());
            Assert.Equal("PolynomialDecay(epochs: 5, power: 1)", new PolynomialDecay().ToString());
            Assert.Equal("CosineRestarts(epochs: 4, factor: 2, minLearningRate: 0.25)", new CosineRestarts(4, 2, 0.25).ToString());
            Assert.Equal("LinearWarmUp(steps: 5, then: OneCycle(maxLearningRate: 0.5, steps: all, riseShare: 0.3, divFactor: 25, finalDivFactor: 10000), startFactor: 0.25)", new LinearWarmUp(5, new OneCycle(0.5), 0.25).ToString());
            Assert.Equal("OneCycle(maxLearningRate: 0.5, steps: 7, riseShare: 0.3, divFactor: 25, finalDivFactor: 10000)", new OneCycle(0.5, 7).ToString());
            Assert.Equal("ReduceOnPlateau(factor: 0.1, patience: 10, threshold: 0.0001, isAbsolute: False, cooldown: 0, minLearningRate: 0, eps: 1E-08)", new ReduceOnPlateau().ToString());
            Assert.Equal("EarlyStopping(patience: 10, minDelta: 0.5, restoreBest: True)", new EarlyStopping(minDelta: 0.5).ToString());

            Assert.Equal("Sgd(learningRate: 0.5, momentum: 0.9, dampening: 0, nesterov: True)", new Sgd(0.5, 0.9, nesterov: true).ToString());
            Assert.Equal("Adagrad(learningRate: 0.01, learningRateDecay: 0, initialAccumulatorValue: 0, eps: 1E-10)", new Adagrad().ToString());
            Assert.Equal("RmsProp(learningRate: 0.01, alpha: 0.99, eps: 1E-08, momentum: 0, centered: False)", new RmsProp().ToString());
            Assert.Equal("Adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1E-08, amsgrad: False)", new Adam().ToString());
            Assert.Equal("AdamW(learningRate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1E-08, weightDecay: 0.01, amsgrad: False)", new AdamW().ToString());
            Assert.Equal("Lamb(learningRate: 0.001, beta1: 0.9, beta2: 0.999, eps: 1E-06, weightDecay: 0.01)", new Lamb().ToString());
        }
    }

    [Fact]
    public void A_schedule_at_work_names_what_it_took_from_the_training()
    {
        ScheduleStart start = new(0.1, 4, 25);
        Assert.Equal(
            "LinearWarmUp(steps: 5, then: OneCycle(maxLearningRate: 0.5, steps: 100, riseShare: 0.3, divFactor: 25, finalDivFactor: 10000), startFactor: 0.25)",
            new LinearWarmUp(5, new OneCycle(0.5), 0.25).Start(start).ToString());
        Assert.Equal("StepDecay(epochs: 3, gamma: 0.1)", new StepDecay(3).Start(start).ToString());
        Assert.Equal(new ReduceOnPlateau().ToString(), new ReduceOnPlateau().Start(start).ToString());
    }

    private static void Refuses(string name, double[] values, string expected, Func<double, object> create)
    {
        foreach (double value in values)
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(name, () => create(value));
            Assert.StartsWith(FormattableString.Invariant($"Expected {expected}, but got {value}."), exception.Message);
        }
    }
}
