using Xunit;

namespace NetGen.Tests.Schedules;

/// <summary>Learning rates worked out by hand, and what PyTorch leaves undefined.</summary>
public sealed class ScheduleLiteralTests
{
    [Fact]
    public void A_straight_way_to_zero_stays_there()
    {
        var schedule = new PolynomialDecay(4);
        Assert.Equal([8, 6, 4, 2, 0, 0], Enumerable.Range(0, 6).Select(epoch => schedule.LearningRateAt(8, epoch)));
    }

    [Fact]
    public void A_cosine_is_half_way_down_in_the_middle_and_starts_again()
    {
        // Periods of 2, 6 and 18 epochs, from 9 to 1. At a third of the way it is cos(pi / 3) = 1/2: 1 + 8 * 3/4.
        var schedule = new CosineRestarts(2, factor: 3, minLearningRate: 1);
        Assert.Equal((9, 9, 9), (schedule.LearningRateAt(9, 0), schedule.LearningRateAt(9, 2), schedule.LearningRateAt(9, 8)));
        Assert.Equal(5, schedule.LearningRateAt(9, 1), 1e-14);
        Assert.Equal(7, schedule.LearningRateAt(9, 4), 1e-14);
        Assert.Equal(5, schedule.LearningRateAt(9, 5), 1e-14);
        Assert.Equal(3, schedule.LearningRateAt(9, 6), 1e-14);
    }

    [Fact]
    public void A_cosine_of_many_periods_does_not_take_long()
    {
        // 2^31 - 1 is odd: one epoch after a restart.
        Assert.Equal(2, new CosineRestarts(2).LearningRateAt(4, int.MaxValue), 1e-14);
        Assert.Equal(4, new CosineRestarts(1, factor: int.MaxValue).LearningRateAt(4, 1), 1e-14);
        Assert.InRange(new CosineRestarts(1, factor: int.MaxValue).LearningRateAt(4, int.MaxValue), 0, 1e-15);
    }

    [Fact]
    public void A_warm_up_rises_by_the_step_in_front_of_what_falls_by_the_epoch()
    {
        // Two steps an epoch: factors 1/4, 1/2, 3/4, 1, 1, 1 by rates 8, 8, 4, 4, 2, 2.
        ScheduleState state = new LinearWarmUp(3, new ExponentialDecay(0.5), startFactor: 0.25).Start(new(8, 3, 2));
        Assert.Equal([2, 4, 3, 4, 2, 2], Enumerable.Range(0, 6).Select(step => state.LearningRateAt(step / 2, step)));
    }

    [Fact]
    public void A_warm_up_passes_losses_and_memory_on()
    {
        ScheduleState state = new LinearWarmUp(2, new ReduceOnPlateau(0.5, patience: 0), startFactor: 0).Start(new(8, 3, 1));
        Assert.Equal((0, 4, 8), (state.LearningRateAt(0, 0), state.LearningRateAt(1, 1), state.LearningRateAt(2, 2)));
        state.CompleteEpoch(1);
        state.CompleteEpoch(1);
        Assert.Equal((2, 4), (state.LearningRateAt(1, 1), state.LearningRateAt(2, 2)));
        Assert.Equal([4, 1, 0, 0], state.Memory); // rate, best loss, bad epochs, epochs of cooldown
    }

    [Fact]
    public void One_cycle_of_a_training_takes_all_its_steps()
    {
        // 2 epochs of 5 steps, a rise of 0.5 * 10 - 1 = 4 steps from 2 to 8, a fall of 5 from there to 1/2.
        ScheduleState state = new OneCycle(8, riseShare: 0.5, divFactor: 4, finalDivFactor: 4).Start(new(100, 2, 5));
        Assert.Equal((2, 8, 0.5), (state.LearningRateAt(0, 0), state.LearningRateAt(0, 4), state.LearningRateAt(1, 9)));
        Assert.Equal(5, state.LearningRateAt(0, 2), 1e-14);
        Assert.Equal(0.5, state.LearningRateAt(7, 1000));
    }

    [Theory]
    [InlineData(1, 0.3, new[] { 0.5 })]
    [InlineData(4, 0.25, new[] { 8.0, 6.125, 2.375, 0.5 })] // a rise of no step: at the top at once
    [InlineData(3, 1, new[] { 2.0, 5, 8, 8 })]
    [InlineData(1, 1, new[] { 8.0, 8 })]
    public void One_cycle_is_defined_for_the_fewest_steps(int steps, double riseShare, double[] expected)
    {
        ScheduleState state = new OneCycle(8, steps, riseShare, divFactor: 4, finalDivFactor: 4).Start(new(100, 1, 1));
        for (int step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], state.LearningRateAt(0, step), 1e-14);
    }

    [Fact]
    public void Cosines_and_powers_are_those_of_the_system_to_the_last_digits()
    {
        for (int i = 0; i <= 1000; i++)
        {
            double x = i / 1000.0, expected = (1 + Math.Cos(Math.PI * x)) / 2;
            Assert.Equal(expected, Cosine.Anneal(1, 0, x), 4e-16);
            Assert.Equal(2 + 3 * expected, Cosine.Anneal(5, 2, x), 2e-15);
            double power = Math.Pow(x + 0.001, 0.7);
            Assert.Equal(power, Power.Of(x + 0.001, 0.7), power * 5e-15);
        }

        Assert.Equal(0.125, Power.Of(0.5, 3.0));
    }
}
