using Xunit;

namespace NetGen.Tests.Optimizers;

public class SgdTests
{
    [Fact]
    public void Without_momentum_a_step_is_the_scaled_gradient()
    {
        // 1 - 0.5 * 4 = -1 and 2 - 0.5 * -2 = 3, each time anew.
        double[] w = [1, 2];
        OptimizerState<double> state = new Sgd(0.5).CreateDouble(Tensors.Of(2));
        state.Step(w, [4, -2]);
        Assert.Equal([-1, 3], w);
        state.Step(w, [4, -2]);
        Assert.Equal([-3, 4], w);
    }

    [Fact]
    public void With_momentum_the_velocity_adds_up_as_in_PyTorch()
    {
        // lr 0.25, momentum 0.5, g = 4, 4, 0: v = 4, 6, 3; w = 8 - 1 = 7, 7 - 1.5 = 5.5, 5.5 - 0.75 = 4.75.
        float[] w = [8];
        OptimizerState<float> state = new Sgd(learningRate: 0.25f, momentum: 0.5f).CreateSingle(Tensors.Of(1));
        var path = new List<float>();
        foreach (float g in (float[])[4, 4, 0])
        {
            state.Step(w, [g]);
            path.Add(w[0]);
        }

        Assert.Equal([7, 5.5f, 4.75f], path);
    }

    [Fact]
    public void The_result_does_not_depend_on_where_a_parameter_lies_in_a_vector()
    {
        // 37 equal parameters: those in vectors and those left over must agree to the last bit.
        float[] w = [.. Enumerable.Repeat(0.7f, 37)], g = [.. Enumerable.Repeat(0.3f, 37)];
        OptimizerState<float> state = new Sgd(0.1f, 0.9f).CreateSingle(Tensors.Of(37));
        for (int step = 0; step < 5; step++)
            state.Step(w, g);

        Assert.Single(w.Distinct());
        Assert.NotEqual(0.7f, w[0]);
    }

    [Fact]
    public void Each_state_has_its_own_velocity()
    {
        var rule = new Sgd(1, 0.5);
        double[] w = [0];
        rule.CreateDouble(Tensors.Of(1)).Step(w, [1]);
        rule.CreateDouble(Tensors.Of(1)).Step(w, [1]);
        Assert.Equal([-2], w); // -2.5 if the second had seen the first one's velocity
    }
}
