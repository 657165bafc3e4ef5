using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Each kind of layer over images and signals, with each option, in both strategies, against differences of losses.</summary>
public sealed class ImageVariantTests
{
    private static readonly ImageSource[] _sources =
        [.. from pair in ImageVariant.All.Index() from tiles in new[] { false, true } where tiles || !pair.Item.OnlyTiles select pair.Item.Source(pair.Index, tiles)];

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(_sources.Select(source => source.Source)));

    public static TheoryData<string> Variants => [.. _sources.Select(source => source.Name)];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gradients_are_the_differences_of_the_losses(string name) => Find(name).AssertGradients(_networks.Value);

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_sample_is_the_same_in_any_company(string name)
    {
        if (Find(name).Precision == Precision.Double)
            ImageBits.AssertSameInAnyCompany(Find(name).Create<double>(_networks.Value));
        else
            ImageBits.AssertSameInAnyCompany(Find(name).Create<float>(_networks.Value));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void The_Jacobian_is_the_differences_of_the_outputs(string name)
    {
        ITrainableNetwork<double> network = InDouble(name);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        double[] x = PairingTests.Data(network.Info, 1).InputsAsDouble.ToArray(), a = new double[outputs], jacobian = new double[outputs * inputs];
        network.Jacobian(x, jacobian);

        // Of the first, the last and one between.
        foreach (int j in new[] { 0, outputs / 2, outputs - 1 })
            Slopes.AssertAre(jacobian.AsSpan(j * inputs, inputs), x, () => { network.Forward(x, a); return a[j]; }, $"{name}, output {j}");
    }

    /// <summary>Under weights of samples, against the loss that Backward itself returns.</summary>
    [Theory]
    [MemberData(nameof(Variants))]
    public void Input_gradients_are_the_differences_under_weights(string name)
    {
        const int N = 6;
        ITrainableNetwork<double> network = InDouble(name);
        Dataset data = PairingTests.Data(network.Info, N);
        double[] x = data.InputsAsDouble.ToArray(), y = data.TargetsAsDouble.ToArray(), w = [.. Enumerable.Range(0, N).Select(i => 0.5 * i)], dx = new double[x.Length];
        Loss();
        Slopes.AssertAre(dx.ToArray(), x, Loss, name);

        // The loss is that under the statistics of the batch and the masks of the step.
        double Loss()
        {
            network.DropoutStep = 3;
            return network.Backward(x, y, w, dx);
        }
    }

    [Fact]
    public void Both_strategies_are_among_them()
    {
        string[] strategies = [.. _sources.Select(source => LoadedNetworks.StrategyOf(Activator.CreateInstance(_networks.Value.GetType(source.Name, true)!, 1)!))];
        Assert.All(_sources.Zip(strategies).Where(pair => pair.First.Name.EndsWith("Tiles", StringComparison.Ordinal)), pair => Assert.Equal("tiles", pair.Second));

        // All small networks but a few, whose work or parameters are too many.
        Assert.InRange(strategies.Count(strategy => strategy == "straight lines"), 60, ImageVariant.All.Count);
    }

    private static ITrainableNetwork<double> InDouble(string name) => Find(name) is { Precision: Precision.Double } source
        ? source.Create<double>(_networks.Value)
        : Find(name).Create<float>(_networks.Value).ToDouble();

    private static ImageSource Find(string name) => _sources.Single(source => source.Name == name);
}
