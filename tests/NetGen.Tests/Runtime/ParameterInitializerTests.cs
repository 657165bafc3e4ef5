using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

public class ParameterInitializerTests
{
    [Fact]
    public void Draws_in_the_order_of_the_notes_and_stores_input_by_input()
    {
        // The draws, row by row, are sqrt(6 / (3 + 2)) (2 u - 1) with u of xoshiro256** seeded by 7.
        var parameters = new double[8];
        ParameterInitializer.Fill<double>(Net(3, 2, Initializer.GlorotUniform), parameters, seed: 7);
        double[] rows =
        [
            0.4394410551793958, -0.48473176974996995, 0.7440864880717637,
            1.0540323054203895, 1.0754209892005884, 0.8167067804030312,
        ];
        Assert.Equal([rows[0], rows[3], rows[1], rows[4], rows[2], rows[5], 0, 0], parameters);
    }

    [Fact]
    public void Normal_draws_have_the_variance_of_their_fan()
    {
        // sqrt(2 / 3) times the normals of seed 7.
        var parameters = new double[4];
        ParameterInitializer.Fill<double>(Net(3, 1, Initializer.HeNormal), parameters, seed: 7);
        double[] expected = [0.7873981555275131, -0.8685508486932316, -0.24815790697724896, 0];
        for (int i = 0; i < 4; i++)
            Assert.Equal(expected[i], parameters[i], tolerance: 1e-14);
    }

    [Fact]
    public void PyTorchs_default_draws_the_biases_after_the_weights()
    {
        // (2 u - 1) / sqrt(3), u of xoshiro256** seeded by 7: six weights row by row, then two biases.
        var parameters = new double[8];
        ParameterInitializer.Fill<double>(Net(3, 2, Initializer.PyTorchDefault, Initializer.PyTorchDefault), parameters, seed: 7);
        double[] draws =
        [
            0.23160577195910392, -0.25547607444236875, 0.39216801307708066,
            0.5555238020877786, 0.5667966282375334, 0.430442267762758,
            -0.5071998102916119, -0.4567582071248891,
        ];
        Assert.Equal([draws[0], draws[3], draws[1], draws[4], draws[2], draws[5], draws[6], draws[7]], parameters);
    }

    // Variance: gain / fan with fan = 300 + 200 (Glorot) or 300. A variance from n draws of a normal has the relative
    // standard deviation sqrt(2 / n), of a uniform less; n = 60,000, and five of them are allowed. That the largest
    // of n uniform draws is below 0.999 of the limit has the probability 0.999^n = 1e-26.
    [Theory]
    [InlineData(Initializer.GlorotUniform, 0.004)]
    [InlineData(Initializer.GlorotNormal, 0.004)]
    [InlineData(Initializer.HeUniform, 2.0 / 300)]
    [InlineData(Initializer.HeNormal, 2.0 / 300)]
    [InlineData(Initializer.LeCunUniform, 1.0 / 300)]
    [InlineData(Initializer.LeCunNormal, 1.0 / 300)]
    [InlineData(Initializer.PyTorchDefault, 1.0 / 900)]
    public void Weights_have_mean_zero_and_the_variance_of_the_formula(Initializer initializer, double variance)
    {
        const int n = 300 * 200;
        var parameters = new double[n + 200];
        ParameterInitializer.Fill<double>(Net(300, 200, initializer), parameters, seed: 11);
        bool isNormal = initializer is Initializer.GlorotNormal or Initializer.HeNormal or Initializer.LeCunNormal;
        AssertMoments(parameters.AsSpan(0, n), variance, isNormal);
    }

    [Fact]
    public void PyTorchs_default_has_the_same_spread_in_biases_as_in_weights()
    {
        const int m = 50_000;
        var parameters = new double[3 * m + m];
        ParameterInitializer.Fill<double>(Net(3, m, Initializer.PyTorchDefault, Initializer.PyTorchDefault), parameters, seed: 5);
        AssertMoments(parameters.AsSpan(3 * m), 1.0 / 9, isNormal: false);
    }

    private static void AssertMoments(ReadOnlySpan<double> draws, double variance, bool isNormal)
    {
        int n = draws.Length;
        double sum = 0, squares = 0, largest = 0;
        foreach (double w in draws)
            (sum, squares, largest) = (sum + w, squares + w * w, Math.Max(largest, Math.Abs(w)));

        Assert.InRange(sum / n, -5 * Math.Sqrt(variance / n), 5 * Math.Sqrt(variance / n));
        Assert.InRange(squares / n / variance, 1 - 5 * Math.Sqrt(2.0 / n), 1 + 5 * Math.Sqrt(2.0 / n));
        double limit = Math.Sqrt(3 * variance);
        if (isNormal)
            Assert.InRange(largest, 2 * limit, 4 * limit); // 3.5 to 6.9 standard deviations: a normal has tails
        else
            Assert.InRange(largest, 0.999 * limit, limit);
    }

    [Fact]
    public void One_seed_gives_one_network_in_both_precisions()
    {
        NetworkInfo net = Net(5, 4, Initializer.HeUniform);
        var singles = new float[24];
        var doubles = new double[24];
        ParameterInitializer.Fill<float>(net, singles, seed: -3);
        ParameterInitializer.Fill<double>(net, doubles, seed: -3);
        Assert.Equal(doubles.Select(w => (float)w), singles);
    }

    [Fact]
    public void Zeros_and_biases_overwrite_what_was_there()
    {
        float[] parameters = [1, 2, 3, 4, 5, 6];
        ParameterInitializer.Fill<float>(Net(2, 2, Initializer.Zeros), parameters, seed: 1);
        Assert.Equal(new float[6], parameters);
    }

    [Fact]
    public void Constant_sets_every_weight_and_no_bias()
    {
        var parameters = new float[6];
        ParameterInitializer.Fill<float>(Net(2, 2, Initializer.Constant, initialValue: 0.1), parameters, seed: 1);
        Assert.Equal([0.1f, 0.1f, 0.1f, 0.1f, 0, 0], parameters);
    }

    [Fact]
    public void Refuses_what_cannot_be_drawn()
    {
        var unresolved = Assert.Throws<ArgumentException>(() => ParameterInitializer.Fill<float>(Net(2, 2, Initializer.Default), new float[6], 1));
        Assert.Contains("W1", unresolved.Message);
        Assert.Contains("Default", unresolved.Message);
        var length = Assert.Throws<ArgumentException>("parameters", () => ParameterInitializer.Fill<float>(Net(2, 2, Initializer.Zeros), new float[5], 1));
        Assert.Contains("Expected 6 parameters, but got 5.", length.Message);
    }

    private static NetworkInfo Net(int k, int m, Initializer initializer, Initializer biases = Initializer.Zeros, double initialValue = 0) =>
        new("Net", Precision.Double, Loss.None,
            new LayerInfo(1, "Dense", [k], [m], Activation.Identity, 0, m,
                new ParameterInfo("W1", ParameterRole.Weight, [m, k], [1, m], 0, initializer, k, m, initialValue),
                new ParameterInfo("b1", ParameterRole.Bias, [m], [1], m * k, biases, k, m)));
}
