using System.Numerics;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Optimizers;

/// <summary>Twelve steps of every rule end where PyTorch's do: see tests/fixtures/make_optimizer_fixtures.py.</summary>
public sealed class OptimizerFixtureTests
{
    private static readonly JsonElement _fixtures = Read();

    public static TheoryData<string> Names => Rules.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision(string name) => Check<float>("Single", name, tolerance: 1e-6);

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_precision(string name) => Check<double>("Double", name, tolerance: 1e-12);

    [Theory]
    [InlineData("clip to norm 2.5", 2.5)]
    [InlineData("clip to norm 1000", 1000)]
    public void Clipping_by_norm(string name, double maxNorm)
    {
        CheckClipping<float>("Single", name, g => GradientClipping.ClipNorm<float>(g, maxNorm), 1e-6);
        CheckClipping<double>("Double", name, g => GradientClipping.ClipNorm<double>(g, maxNorm), 1e-14);
    }

    [Fact]
    public void Clipping_by_value()
    {
        CheckClipping<float>("Single", "clip to value 0.75", g => GradientClipping.ClipValue<float>(g, 0.75), 0);
        CheckClipping<double>("Double", "clip to value 0.75", g => GradientClipping.ClipValue<double>(g, 0.75), 0);
    }

    private static void Check<T>(string precision, string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement fixture = _fixtures.GetProperty(precision);
        T[] start = Numbers<T>(fixture.GetProperty("start")), w = [.. start];

        // W1, b1, W2 and b2 of a 4-6-1 network.
        OptimizerState<T> state = Rules.Create<T>(Rules.Named(name), Tensors.Of(24, 6, 6, 1));
        foreach (JsonElement gradients in fixture.GetProperty("gradients").EnumerateArray())
            state.Step(w, Numbers<T>(gradients));

        T[] expected = Numbers<T>(fixture.GetProperty(name));
        Assert.Equal(12, state.StepCount);
        Assert.NotEqual(start, expected);
        AssertClose(start, expected, w, tolerance);
    }

    private static void CheckClipping<T>(string precision, string name, Action<T[]> clip, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement fixture = _fixtures.GetProperty(precision);
        T[] g = Numbers<T>(fixture.GetProperty("gradients")[1]), expected = Numbers<T>(fixture.GetProperty(name));
        clip(g);
        AssertClose(expected, expected, g, tolerance);
    }

    /// <summary>Asserts that errors are small beside where a number was or is: a way that ends near 0 has come from further away.</summary>
    private static void AssertClose<T>(T[] start, T[] expected, T[] actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double x = double.CreateTruncating(expected[i]), error = Math.Abs(x - double.CreateTruncating(actual[i]));
            Assert.True(error <= tolerance * Math.Max(Math.Abs(x), Math.Abs(double.CreateTruncating(start[i]))), $"[{i}]: expected {expected[i]}, but got {actual[i]}.");
        }
    }

    private static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. array.EnumerateArray().Select(number => typeof(T) == typeof(float) ? T.CreateChecked(number.GetSingle()) : T.CreateChecked(number.GetDouble()))];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "optimizers.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
