using System.Numerics;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Values and slopes of activations are those of PyTorch: see tests/fixtures/make_activation_fixtures.py.</summary>
public sealed class ActivationFigureTests
{
    private static readonly Dictionary<string, Figures> _figures = Read();

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        from row in _figures
        from tiles in new[] { false, true }
        from precision in Enum.GetValues<Precision>()
        select Source(row.Key, row.Value.Z.Length, tiles, precision)));

    public static TheoryData<string, bool> Names => [.. from name in _figures.Keys from tiles in new[] { false, true } select (name, tiles)];

    // Beside the last digits there are some roundings of both, among them that of e^u for u of up to 30.
    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision_has_the_figures_of_PyTorch(string name, bool tiles) => AssertMatches<double>(name, tiles, Precision.Double, 1e-13);

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_has_the_figures_of_PyTorch(string name, bool tiles) => AssertMatches<float>(name, tiles, Precision.Single, 2e-6);

    [Fact]
    public void Figures_are_complete()
    {
        Assert.Equal(["ClippedReLU", "GELU", "GELUTanh", "HardSigmoid", "HardSwish", "HardTanh", "Mish", "SELU", "SiLU", "Softplus"], _figures.Keys.Order());
        Assert.All(_figures.Values, figures => Assert.True(figures.Z.Length >= 60 && figures.Z.Min() <= -1e4 && figures.Z.Max() >= 1e4));
    }

    /// <summary>
    /// A neuron for each z, which is its weight, with 1 as the input: then db is dL/dz. In straight-line code it is the
    /// output layer and computes with numbers; in tiles it is hidden below a layer that copies, and computes with vectors.
    /// </summary>
    private static void AssertMatches<T>(string name, bool tiles, Precision precision, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Figures figures = _figures[name];
        int count = figures.Z.Length;
        ITrainableNetwork<T> network = _networks.Value.Create<T>(Name(name, tiles, precision), seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles);
        network.Parameters.Clear();
        for (int j = 0; j < count; j++)
        {
            network.Weights(1)[j, 0] = T.CreateTruncating(figures.Z[j]);
            if (tiles)
                network.Weights(2)[j, j] = T.One;
        }

        var a = new T[count];
        network.Forward([T.One], a);
        AssertClose(figures.A, a, figures.Z, tolerance);

        // L = 1/2 sum (a - y)^2 with y = a - 1 has dL/da = 1.
        network.Backward([T.One], [.. a.Select(value => value - T.One)]);
        AssertClose(figures.Slope, network.BiasGradients(1), figures.Z, tolerance);
    }

    private static void AssertClose<T>(double[] expected, ReadOnlySpan<T> actual, double[] z, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int j = 0; j < expected.Length; j++)
        {
            double error = Math.Abs(expected[j] - double.CreateTruncating(actual[j]));
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected[j])), $"At {z[j]:R}: expected {expected[j]:R}, but got {actual[j]}.");
        }
    }

    private static NetworkSource Source(string activation, int count, bool tiles, Precision precision) => new(
        Name(activation, tiles, precision),
        $"1, Loss = Loss.HalfSquaredError, Precision = Precision.{precision}",
        [$"{count}, Activation.{activation}", .. tiles ? [$"{count}, Bias = false"] : Array.Empty<string>()]);

    private static string Name(string activation, bool tiles, Precision precision) => $"{activation}{(tiles ? "Tiles" : "Straight")}{precision}";

    private static Dictionary<string, Figures> Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "activations.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateArray().ToDictionary(
            fixture => fixture.GetProperty("name").GetString()!,
            fixture => new Figures(Numbers(fixture, "z"), Numbers(fixture, "a"), Numbers(fixture, "slope")));
    }

    private static double[] Numbers(JsonElement fixture, string property) =>
        [.. fixture.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];

    private sealed record Figures(double[] Z, double[] A, double[] Slope);
}
