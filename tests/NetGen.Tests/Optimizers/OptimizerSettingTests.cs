using Xunit;

namespace NetGen.Tests.Optimizers;

public sealed class OptimizerSettingTests
{
    private static readonly double[] _notAboveZero = [0, -0.5, double.NaN, double.PositiveInfinity];
    private static readonly double[] _notZeroOrMore = [-0.5, double.NaN, double.PositiveInfinity];
    private static readonly double[] _notBelowOne = [1, -0.5, double.NaN];

    [Fact]
    public void Refuses_settings_out_of_range()
    {
        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new Sgd(value));
        Refuses("momentum", _notBelowOne, "momentum from 0 to less than 1", value => new Sgd(1, momentum: value));
        Refuses("dampening", _notBelowOne, "dampening from 0 to less than 1", value => new Sgd(1, 0.5, dampening: value));

        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new Adagrad(value));
        Refuses("learningRateDecay", _notZeroOrMore, "a finite learningRateDecay of 0 or more", value => new Adagrad(learningRateDecay: value));
        Refuses("initialAccumulatorValue", _notZeroOrMore, "a finite initialAccumulatorValue of 0 or more", value => new Adagrad(initialAccumulatorValue: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new Adagrad(eps: value));

        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new RmsProp(value));
        Refuses("alpha", _notBelowOne, "alpha from 0 to less than 1", value => new RmsProp(alpha: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new RmsProp(eps: value));
        Refuses("momentum", _notBelowOne, "momentum from 0 to less than 1", value => new RmsProp(momentum: value));

        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new Adam(value));
        Refuses("beta1", _notBelowOne, "beta1 from 0 to less than 1", value => new Adam(beta1: value));
        Refuses("beta2", _notBelowOne, "beta2 from 0 to less than 1", value => new Adam(beta2: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new Adam(eps: value));

        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new AdamW(value));
        Refuses("beta1", _notBelowOne, "beta1 from 0 to less than 1", value => new AdamW(beta1: value));
        Refuses("beta2", _notBelowOne, "beta2 from 0 to less than 1", value => new AdamW(beta2: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new AdamW(eps: value));
        Refuses("weightDecay", _notZeroOrMore, "a finite weightDecay of 0 or more", value => new AdamW(weightDecay: value));

        Refuses("learningRate", _notAboveZero, "a finite learningRate greater than 0", value => new Lamb(value));
        Refuses("beta1", _notBelowOne, "beta1 from 0 to less than 1", value => new Lamb(beta1: value));
        Refuses("beta2", _notBelowOne, "beta2 from 0 to less than 1", value => new Lamb(beta2: value));
        Refuses("eps", _notZeroOrMore, "a finite eps of 0 or more", value => new Lamb(eps: value));
        Refuses("weightDecay", _notZeroOrMore, "a finite weightDecay of 0 or more", value => new Lamb(weightDecay: value));
    }

    [Theory]
    [InlineData(0, 0, "0 and 0")]
    [InlineData(0.5, 0.25, "0.5 and 0.25")]
    public void Nesterovs_momentum_needs_momentum_and_no_dampening(double momentum, double dampening, string values)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("nesterov", () => new Sgd(1, momentum, dampening, nesterov: true));
        Assert.StartsWith($"Expected nesterov with a momentum greater than 0 and a dampening of 0, but got {values}.", exception.Message);
    }

    [Fact]
    public void Settings_are_where_they_belong_and_the_smallest_are_in_range()
    {
        var sgd = new Sgd(1, 0.5, 0.25);
        Assert.Equal((1, 0.5, 0.25, false), (sgd.LearningRate, sgd.Momentum, sgd.Dampening, sgd.Nesterov));
        var adagrad = new Adagrad(1, 2, 3, 4);
        Assert.Equal((1, 2, 3, 4), (adagrad.LearningRate, adagrad.LearningRateDecay, adagrad.InitialAccumulatorValue, adagrad.Eps));
        var rmsProp = new RmsProp(1, 0.5, 3, 0.25, true);
        Assert.Equal((1, 0.5, 3, 0.25, true), (rmsProp.LearningRate, rmsProp.Alpha, rmsProp.Eps, rmsProp.Momentum, rmsProp.Centered));
        var adam = new Adam(1, 0.5, 0.25, 3, true);
        Assert.Equal((1, 0.5, 0.25, 3, true), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Eps, adam.Amsgrad));
        var adamW = new AdamW(1, 0.5, 0.25, 3, 4, true);
        Assert.Equal((1, 0.5, 0.25, 3, 4, true), (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Eps, adamW.WeightDecay, adamW.Amsgrad));
        var lamb = new Lamb(1, 0.5, 0.25, 3, 4);
        Assert.Equal((1, 0.5, 0.25, 3, 4), (lamb.LearningRate, lamb.Beta1, lamb.Beta2, lamb.Eps, lamb.WeightDecay));
        Assert.Equal((0, 0, 0), (new Adam(beta1: 0).Beta1, new RmsProp(alpha: 0).Alpha, new Adagrad(eps: 0).Eps));
    }

    [Fact]
    public void Powers_are_right_to_the_last_digits()
    {
        Assert.Equal(1, Power.Of(0.9, 0));
        Assert.Equal(0.9, Power.Of(0.9, 1));
        Assert.Equal(1.0 / 1024, Power.Of(0.5, 10));
        Assert.Equal(0, Power.Of(0, 5));
        Assert.Equal(0, Power.Of(0.9, long.MaxValue));
        foreach (int n in new[] { 3, 12, 100, 1000, 12345 })
            Assert.Equal(1, Power.Of(0.999, n) / Math.Pow(0.999, n), 1e-12);
    }

    private static void Refuses(string name, double[] values, string expected, Func<double, Optimizer> create)
    {
        foreach (double value in values)
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(name, () => create(value)).Message;
            Assert.StartsWith(FormattableString.Invariant($"Expected {expected}, but got {value}."), message);
        }
    }
}
