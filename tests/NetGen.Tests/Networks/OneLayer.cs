using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// One sample through one layer of two neurons with W = I and b = 0, so that z is the input: then a, the loss
/// and delta can be written down, db is delta and dW is delta x^T.
/// </summary>
internal sealed record OneLayer(Activation Activation, Loss Loss, double[] Z, double[] Y, double[] A, double L, double[] Delta)
{
    /// <summary>What the declaration sets of the activation: <c>Min = -5</c>.</summary>
    public string Parameters { get; init; } = "";

    private const int Outputs = 2;

    // 80 inputs of which 78 are zero make 162 parameters, which are too many for straight-line code.
    private const int InputsForTiles = 80;

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(
        from row in LiteralTests.Cases.Values.Concat(StabilityTests.Cases.Values).DistinctBy(row => (row.Activation, row.Loss, row.Parameters))
        from tiles in new[] { false, true }
        from precision in Enum.GetValues<Precision>()
        select row.Source(tiles, precision)));

    /// <summary>Asserts the values in both strategies and both precisions.</summary>
    /// <param name="tolerance">The largest error in double precision, relative to max(1, |expected|).</param>
    /// <param name="toleranceInSingle">The same in single precision.</param>
    /// <param name="lossScale">For losses far below 1: by what the tolerance of the loss is smaller.</param>
    public void AssertHolds(double tolerance, double toleranceInSingle, double lossScale = 1)
    {
        foreach (bool tiles in new[] { false, true })
        {
            AssertHolds<double>(tiles, Precision.Double, tolerance, lossScale);
            AssertHolds<float>(tiles, Precision.Single, toleranceInSingle, lossScale);
        }
    }

    private void AssertHolds<T>(bool tiles, Precision precision, double tolerance, double lossScale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = _networks.Value.Create<T>(Name(tiles, precision), seed: 1);
        LoadedNetworks.AssertStrategy(network, tiles);
        network.Parameters.Clear();
        for (int j = 0; j < Outputs; j++)
            network.Weights(1)[j, j] = T.One;

        int inputs = network.Info.InputSize;
        T[] x = [.. Z.Select(T.CreateTruncating), .. new T[inputs - Outputs]], y = [.. Y.Select(T.CreateTruncating)];
        var a = new T[Outputs];
        network.Forward(x, a);
        AssertEqual(A, a, tolerance);
        AssertEqual([L], [network.ComputeLoss(x, y)], tolerance * lossScale);
        AssertEqual([L], [network.Backward(x, y)], tolerance * lossScale);
        AssertEqual(Delta, network.BiasGradients(1), tolerance);
        for (int j = 0; j < Outputs; j++)
            for (int k = 0; k < inputs; k++)
                AssertEqual([k < Outputs ? Delta[j] * Z[k] : 0], [network.WeightGradients(1)[j, k]], tolerance);
    }

    private static void AssertEqual<T>(double[] expected, ReadOnlySpan<T> actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int j = 0; j < expected.Length; j++)
            Assert.Equal(expected[j], double.CreateTruncating(actual[j]), tolerance * Math.Max(1, Math.Abs(expected[j])));
    }

    private NetworkSource Source(bool tiles, Precision precision) => new(
        Name(tiles, precision),
        $"{(tiles ? InputsForTiles : Outputs)}, Loss = Loss.{Loss}, Precision = Precision.{precision}",
        $"{Outputs}, Activation.{Activation}{(Parameters.Length == 0 ? "" : $", {Parameters}")}");

    private string Name(bool tiles, Precision precision) => $"{Activation}{string.Concat(Parameters.Select(c => char.IsLetterOrDigit(c) ? c : '_'))}{Loss}{(tiles ? "Tiles" : "Straight")}{precision}";
}
