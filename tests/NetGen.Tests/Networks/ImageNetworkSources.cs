using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>A network on images or signals that a test declares itself.</summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Shape">The arguments of [Network] that are the shape of a sample.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Precision">The precision.</param>
/// <param name="Layers">The attributes of its layers, without brackets.</param>
internal sealed record ImageSource(string Name, string Shape, Loss Loss, Precision Precision, string[] Layers)
{
    // Vectors of samples and a rest, in either precision.
    private const int Samples = 9;

    public NetworkSource Source => new(Name, $"{Shape}, Loss = Loss.{Loss}, Precision = Precision.{Precision}", Layers);

    public override string ToString() => Source.ToString();

    /// <summary>The network in its own precision, with biases and gains of no particular value, and under running statistics that are off 0 and 1.</summary>
    public ITrainableNetwork<T> Create<T>(Assembly assembly)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = assembly.Create<T>(Name, seed: 1);
        Disturb(network);
        return network;
    }

    /// <summary>Moves parameters and statistics off what they begin with.</summary>
    public static void Disturb<T>(INetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        foreach (ref T parameter in network.Parameters)
            parameter += T.CreateTruncating(0.5 * random.NextDouble() - 0.25);
        foreach (ref T statistic in network.Statistics)
            statistic += T.CreateTruncating(0.5 * random.NextDouble());
    }

    /// <summary>Asserts that the gradients are the differences of the losses, and in single precision those of the twin.</summary>
    public void AssertGradients(Assembly assembly)
    {
        if (Precision == Precision.Double)
            Check<double>();
        else
            Assert.InRange(Check<float>().PrecisionError, 0, 2e-5);

        GradientCheckReport Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = Create<T>(assembly);
            Dataset data = PairingTests.Data(network.Info, Samples);
            T[] statistics = network.Statistics.ToArray();
            GradientCheckReport report = GradientCheck.Run(network, data, 1e-6, budget: 2_000);
            Assert.True(report.Passed, $"{this}{report}");

            // Few numbers are so close to a kink that they are set apart, and every tensor has a gradient.
            Assert.True(report.Checked >= 9 * report.Kinks.Count, $"{this}{report}");
            Assert.Equal(statistics, network.Statistics);
            foreach (ParameterInfo tensor in network.Info.Layers.SelectMany(layer => layer.Parameters))
                Assert.True(network.Gradients.Slice(tensor.Offset, tensor.Length).ContainsAnyExcept(T.Zero), $"{tensor.Name} of\n{this} has no gradient at all.");
            return report;
        }
    }
}
