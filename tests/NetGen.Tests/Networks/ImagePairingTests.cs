using System.Reflection;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Every two kinds of layers as neighbours on an image.</summary>
public sealed class ImagePairingTests
{
    private static readonly Dictionary<string, ImageSource> _sources = ImagePairing.All.ToDictionary(pairing => pairing.Name, pairing => pairing.Source);

    private static readonly Lazy<Assembly> _networks = new(() => NetworkSource.Load(_sources.Values.Select(source => source.Source)));

    public static TheoryData<string> Pairings => [.. _sources.Keys];

    [Theory]
    [MemberData(nameof(Pairings))]
    public void Gradients_are_the_differences_of_the_losses(string name) => _sources[name].AssertGradients(_networks.Value);

    [Theory]
    [MemberData(nameof(Pairings))]
    public void A_sample_is_the_same_in_any_company(string name)
    {
        if (_sources[name].Precision == Precision.Double)
            ImageBits.AssertSameInAnyCompany(_sources[name].Create<double>(_networks.Value));
        else
            ImageBits.AssertSameInAnyCompany(_sources[name].Create<float>(_networks.Value));
    }

    [Fact]
    public void Both_strategies_are_among_them()
    {
        string[] straight = [.. _sources.Keys.Where(name => LoadedNetworks.StrategyOf(Activator.CreateInstance(_networks.Value.GetType(name, true)!, 1)!) == "straight lines")];
        Assert.DoesNotContain(straight, name => name.EndsWith("Tiles", StringComparison.Ordinal));
        Assert.InRange(straight.Length, 25, _sources.Keys.Count(name => name.EndsWith("Small", StringComparison.Ordinal)));
    }

    /// <summary>Two dropouts in a row are refused: one of them would drop what the other has dropped already.</summary>
    [Theory]
    [InlineData("Dropout(0.25)", "Dropout(0.25, Channels = true)")]
    [InlineData("Dropout(0.25, Channels = true)", "Dropout(0.25)")]
    public void Two_dropouts_in_a_row_are_refused(string first, string second)
    {
        GeneratorRun run = Compilations.Generate($"using NetGen; [Network(2, 4, 4, Loss = Loss.CrossEntropy), {first}, {second}, Dense(3, Activation.Softmax)] partial class Net;");
        Assert.Equal("NETGEN053", Assert.Single(run.Diagnostics).Id);
    }
}
