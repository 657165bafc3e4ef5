using Xunit;

namespace NetGen.Tests.Optimizers;

/// <summary>Steps worked out by hand, with settings that make every number exact.</summary>
public sealed class OptimizerLiteralTests
{
    [Fact]
    public void Sgd_with_dampening_takes_the_whole_first_gradient()
    {
        // v = 4, w = 8 - 0.25 * 4 = 7; v = 0.5 * 4 + (1 - 0.75) * 8 = 4, w = 6.
        Check(new Sgd(0.25, momentum: 0.5, dampening: 0.75), start: 8, [(4, 7), (8, 6)], ("v", 4));
    }

    [Fact]
    public void Sgd_with_Nesterovs_momentum_looks_ahead()
    {
        // v = 4, w = 8 - 0.25 (4 + 0.5 * 4) = 6.5; v = 0.5 * 4 + 4 = 6, w = 6.5 - 0.25 (4 + 0.5 * 6) = 4.75.
        Check(new Sgd(0.25, momentum: 0.5, nesterov: true), start: 8, [(4, 6.5), (4, 4.75)], ("v", 6));
    }

    [Fact]
    public void Adagrad_divides_by_the_root_of_the_sum_of_squares()
    {
        // s = 20 + 16 = 36, w = 2 - 1.5 * 4 / (6 + 6) = 1.5; s = 36 + 64 = 100, lr = 1.5 / 2, w = 1.5 - 0.75 * 8 / (10 + 6) = 1.125.
        Check(new Adagrad(1.5, learningRateDecay: 1, initialAccumulatorValue: 20, eps: 6), start: 2, [(4, 1.5), (8, 1.125)], ("s", 100));
    }

    [Fact]
    public void RmsProp_divides_by_the_root_of_the_mean_square()
    {
        // s = 0.25 * 16 = 4, w = 2 - 0.5 * 4 / (2 + 2) = 1.5; without gradient s = 0.75 * 4 = 3, and w stays.
        Check(new RmsProp(0.5, alpha: 0.75, eps: 2), start: 2, [(4, 1.5), (0, 1.5)], ("s", 3));
    }

    [Fact]
    public void RmsProp_with_momentum_keeps_moving()
    {
        // s = 4, b = 4 / (2 + 2) = 1, w = 2 - 0.5 = 1.5; g = 0: b = 0.5, w = 1.5 - 0.25 = 1.25.
        Check(new RmsProp(0.5, alpha: 0.75, eps: 2, momentum: 0.5), start: 2, [(4, 1.5), (0, 1.25)], ("s", 3), ("b", 0.5));
    }

    [Fact]
    public void RmsProp_centered_divides_by_the_deviation()
    {
        // s = 0.5 * 16 = 8, m = 0.5 * 4 = 2, s - m^2 = 4: w = 2 - 0.5 * 4 / (2 + 2) = 1.5.
        Check(new RmsProp(0.5, alpha: 0.5, eps: 2, centered: true), start: 2, [(4, 1.5)], ("s", 8), ("m", 2));
        Check(new RmsProp(0.5, alpha: 0.5, eps: 2, momentum: 0.5, centered: true), start: 2, [(4, 1.5)], ("s", 8), ("m", 2), ("b", 1));
    }

    [Fact]
    public void Adam_corrects_the_means_for_their_start()
    {
        // m = 0.5 * 4 = 2, v = 0.25 * 16 = 4; lr / (1 - 0.5) = 1, sqrt(4) / sqrt(1 - 0.75) = 4: w = 2 - 1 * 2 / (4 + 4) = 1.75.
        Check(new Adam(0.5, beta1: 0.5, beta2: 0.75, eps: 4), start: 2, [(4, 1.75)], ("m", 2), ("v", 4));
    }

    [Fact]
    public void Amsgrad_divides_by_the_largest_root()
    {
        // Without memory: w = 2 - 0.5 * 4 / (4 + 4) = 1.75; then v = 4, but 16 was larger: w = 1.75 - 0.5 * 2 / (4 + 4) = 1.625.
        Check(new Adam(0.5, beta1: 0, beta2: 0, eps: 4, amsgrad: true), start: 2, [(4, 1.75), (2, 1.625)], ("m", 2), ("v", 4), ("max", 16));
    }

    [Fact]
    public void AdamW_shrinks_parameters_by_themselves()
    {
        // As Adam above, after w = (1 - 0.5 * 0.5) 2 = 1.5. The running means know nothing of the decay.
        Check(new AdamW(0.5, beta1: 0.5, beta2: 0.75, eps: 4, weightDecay: 0.5), start: 2, [(4, 1.25)], ("m", 2), ("v", 4));
    }

    [Fact]
    public void Lamb_scales_a_step_to_the_size_of_its_tensor()
    {
        // m / 0.5 = 4, sqrt(v / 0.25) = 4: u = 4 / (4 + 4) + 0.25 * 2 = 1, and |w| / |u| = 2: w = 2 - 0.25 * 2 * 1 = 1.5.
        Check(new Lamb(0.25, beta1: 0.5, beta2: 0.75, eps: 4, weightDecay: 0.25), start: 2, [(4, 1.5)], ("m", 2), ("v", 4));
    }

    [Fact]
    public void Lamb_takes_the_norm_of_each_tensor_by_itself_and_1_for_a_ratio_with_0()
    {
        // Without gradient u = 0.5 w: the first tensor has |w| = 5, |u| = 2.5, and moves by 0.25 * 2 * (1.5, 2).
        // The second has |w| = 0: u = 4 / (4 + 4) = 0.5, ratio 1. The third has |u| = 0, too.
        double[] w = [3, 4, 0, 0];
        OptimizerState<double> state = new Lamb(0.25, beta1: 0.5, beta2: 0.75, eps: 4, weightDecay: 0.5).CreateDouble(Tensors.Of(2, 1, 1));
        state.Step(w, [0, 0, 4, 0]);
        Assert.Equal([2.25, 3, -0.125, 0], w);
    }

    [Fact]
    public void Lamb_without_decay_and_gradient_stays()
    {
        double[] w = [3, 4];
        new Lamb(weightDecay: 0).CreateDouble(Tensors.Of(2)).Step(w, [0, 0]);
        Assert.Equal([3, 4], w);
    }

    // In single precision a constant gradient makes the mean square less than the squared mean.
    [Fact]
    public void RmsProp_centered_survives_a_constant_gradient()
    {
        float[] w = [.. Enumerable.Repeat(1f, 64)], g = [.. Enumerable.Range(1, 64).Select(i => i * 0.0137f)];
        OptimizerState<float> state = new RmsProp(1e-6, centered: true).CreateSingle(Tensors.Of(64));
        bool isNegative = false;
        for (int step = 0; step < 3000; step++)
        {
            state.Step(w, g);
            isNegative |= Enumerable.Range(0, 64).Any(i => state.Slots[0].Values[i] < state.Slots[1].Values[i] * state.Slots[1].Values[i]);
        }

        Assert.True(isNegative);
        Assert.All(w, value => Assert.True(float.IsFinite(value)));
    }

    private static void Check(Optimizer rule, double start, (double G, double W)[] path, params (string Name, double Value)[] slots)
    {
        // Both precisions, and 11 times: in a vector and left over.
        OptimizerState<float> single = rule.CreateSingle(Tensors.Of(11));
        OptimizerState<double> inDouble = rule.CreateDouble(Tensors.Of(11));
        float[] w = [.. Enumerable.Repeat((float)start, 11)];
        double[] wInDouble = [.. Enumerable.Repeat(start, 11)];
        foreach ((double g, double expected) in path)
        {
            single.Step(w, [.. Enumerable.Repeat((float)g, 11)]);
            inDouble.Step(wInDouble, [.. Enumerable.Repeat(g, 11)]);
            Assert.Equal(Enumerable.Repeat((float)expected, 11), w);
            Assert.Equal(Enumerable.Repeat(expected, 11), wInDouble);
        }

        Assert.Equal(slots.Select(slot => slot.Name), single.Slots.Select(slot => slot.Name));
        Assert.Equal(slots.Select(slot => slot.Name), inDouble.Slots.Select(slot => slot.Name));
        for (int i = 0; i < slots.Length; i++)
        {
            Assert.Equal([.. Enumerable.Repeat((float)slots[i].Value, 11)], single.Slots[i].Values);
            Assert.Equal([.. Enumerable.Repeat(slots[i].Value, 11)], inDouble.Slots[i].Values);
        }
    }
}
