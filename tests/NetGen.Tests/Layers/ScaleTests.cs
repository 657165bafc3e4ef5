using System.Reflection;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>[Scale] against the same network with its weights scaled: by a power of two, so that they agree to the last bit.</summary>
public sealed class ScaleTests
{
    private const float Factor = -0.25f;

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        Scaled("SmallScaled", 3), Plain("SmallPlain", 3), Scaled("TilesScaled", 20), Plain("TilesPlain", 20)));

    [Theory]
    [InlineData("Small", false)]
    [InlineData("Tiles", true)]
    public void Is_a_layer_with_scaled_weights(string name, bool tiles)
    {
        ITrainableNetwork<float> scaled = _networks.Value.Create<float>($"{name}Scaled", seed: 3), plain = _networks.Value.Create<float>($"{name}Plain", seed: 3);
        LoadedNetworks.AssertStrategy(scaled, tiles);
        int[] own = [.. scaled.Info.Layers.Single(layer => layer.Index == 2).Parameters.SelectMany(tensor => Enumerable.Range(tensor.Offset, tensor.Length))];
        scaled.Parameters.CopyTo(plain.Parameters);
        foreach (int i in own)
            plain.Parameters[i] *= Factor;

        Dataset data = PairingTests.Data(scaled.Info, samples: 11);
        float[] inputs = data.InputsOf<float>().ToArray(), targets = data.TargetsOf<float>().ToArray(), dx = new float[inputs.Length], expectedDx = new float[inputs.Length];
        float loss = plain.Backward(inputs, targets, inputGradients: expectedDx);
        Assert.Equal(loss, scaled.Backward(inputs, targets, inputGradients: dx));
        Assert.Equal(expectedDx, dx);

        float[] expected = plain.Gradients.ToArray();
        foreach (int i in own)
            expected[i] *= Factor;
        Assert.Equal(expected, scaled.Gradients.ToArray());
        PairingTests.AssertPasses(GradientCheck.Run(scaled, data), scaled);
    }

    [Fact]
    public void The_factor_is_said()
    {
        NetworkInfo info = _networks.Value.Create<float>("SmallScaled", seed: 1).Info;
        Assert.Equal("factor -0.25", info.Layers[2].Setting);
        Assert.Contains("a3 = Scale(-0.25)(a2)", info.Graph);
    }

    private static NetworkSource Scaled(string name, int units) =>
        new(name, "3, Loss = Loss.HalfSquaredError", $"{units}, Activation.Tanh, As = \"u\"", $"{units}", "Scale(-0.25, Activation.GELU)", "Add(\"u\")", "2");

    private static NetworkSource Plain(string name, int units) =>
        new(name, "3, Loss = Loss.HalfSquaredError", $"{units}, Activation.Tanh, As = \"u\"", $"{units}, Activation.GELU", "Add(\"u\")", "2");
}
