using System.Numerics;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Freezing;

/// <summary>A network with [Freeze] computes what it computes without, except for gradients of frozen parameters.</summary>
public sealed class FreezeTests
{
    // Vectors of samples and a rest, in either precision.
    private const int Samples = 21;

    public static TheoryData<string> Names => FrozenCase.Names;

    public static TheoryData<string> Plain => FrozenCase.Plain;

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_have_the_strategy_that_the_case_is_for(string name)
    {
        FrozenCase network = FrozenCase.Of(name);
        Assert.Equal(network.Strategy, LoadedNetworks.StrategyOf(network.New<float>(isFrozen: true)));
        Assert.Equal(network.Strategy, LoadedNetworks.StrategyOf(network.New<float>(isFrozen: false)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_the_head_and_of_x_are_the_differences_of_the_losses(string name)
    {
        Check<double>();
        Check<float>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = FrozenCase.Of(name).Create<T>(isFrozen: true);
            GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(network.Info, 9), budget: 2_000);
            Assert.True(report.Passed, report.ToString());
            Assert.Equal(network.Info.ParameterCount, report.Tensors.Where(tensor => tensor.Layer > 0).Sum(tensor => tensor.Size));
            Assert.True(report.Checked >= 9 * report.Kinks.Count, report.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void Passes_have_the_bits_of_the_network_without_Freeze(string name)
    {
        Check<double>();
        Check<float>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = FrozenCase.Of(name).Create<T>(isFrozen: true), whole = FrozenCase.Of(name).Create<T>(isFrozen: false);
            AssertSame(whole, network, Samples);
            AssertSame(whole, network, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_and_gradients_do_not_depend_on_what_else_is_requested(string name)
    {
        if (FrozenCase.Of(name).New<double>(isFrozen: true).Info is { HasDropout: false, HasRunningStatistics: false })
        {
            ImageBits.AssertSameLosses(FrozenCase.Of(name).Create<double>(isFrozen: true));
            ImageBits.AssertSameLosses(FrozenCase.Of(name).Create<float>(isFrozen: true));
        }

        ImageBits.AssertSameOnThreads(() => FrozenCase.Of(name).Create<float>(isFrozen: true), 70);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_Jacobian_is_the_differences_of_the_outputs(string name)
    {
        ITrainableNetwork<double> network = FrozenCase.Of(name).Create<double>(isFrozen: true);
        (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
        double[] x = PairingTests.Data(network.Info, 1).InputsAsDouble.ToArray(), a = new double[outputs], jacobian = new double[outputs * inputs];
        network.Jacobian(x, jacobian);
        for (int j = 0; j < outputs; j++)
        {
            int output = j;
            Slopes.AssertAre(jacobian.AsSpan(j * inputs, inputs), x, () => { network.Forward(x, a); return a[output]; }, $"{name}, output {j}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string name)
    {
        ITrainableNetwork<float> network = FrozenCase.Of(name).Create<float>(isFrozen: true);
        Dataset data = PairingTests.Data(network.Info, Samples);
        float[] x = data.InputsOf<float>().ToArray(), y = data.TargetsOf<float>().ToArray(), dx = new float[x.Length];
        Assert.Equal(network.Info.ParameterCount, network.Gradients.Length);
        Call();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);

        void Call()
        {
            network.Backward(x, y);
            network.Backward(x, y, default, dx);
            network.BackwardFrom(x, y, dx);
        }
    }

    /// <summary>Asserts that all passes of a network whose nodes are partly frozen have the bits of one whose nodes are not.</summary>
    internal static void AssertSame<T>(ITrainableNetwork<T> whole, ITrainableNetwork<T> network, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset data = PairingTests.Data(network.Info, samples);
        T[] x = data.InputsOf<T>().ToArray(), y = data.TargetsOf<T>().ToArray(), jacobian = new T[network.Info.OutputSize * network.Info.InputSize], own = new T[jacobian.Length];
        T[] outputs = new T[y.Length], ownOutputs = new T[y.Length], dx = new T[x.Length], ownDx = new T[x.Length];
        whole.Forward(x, outputs);
        network.Forward(x, ownOutputs);
        Assert.Equal(outputs, ownOutputs);
        Assert.Equal(whole.ComputeLoss(x, y), network.ComputeLoss(x, y));

        Assert.Equal(whole.Backward(x, y), network.Backward(x, y));
        AssertSameGradients(whole, network);
        Assert.Equal(whole.Backward(x, y, default, dx), network.Backward(x, y, default, ownDx));
        AssertSameGradients(whole, network);
        Assert.Equal(dx, ownDx);

        whole.BackwardFrom(x, y, dx);
        network.BackwardFrom(x, y, ownDx);
        AssertSameGradients(whole, network);
        Assert.Equal(dx, ownDx);
        whole.BackwardFrom(x, y);
        network.BackwardFrom(x, y);
        AssertSameGradients(whole, network);

        whole.Jacobian(x.AsSpan(0, network.Info.InputSize), jacobian);
        network.Jacobian(x.AsSpan(0, network.Info.InputSize), own);
        Assert.Equal(jacobian, own);
    }

    private static void AssertSameGradients<T>(ITrainableNetwork<T> whole, ITrainableNetwork<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dictionary<string, ParameterInfo> all = whole.Info.Layers.SelectMany(layer => layer.Parameters).ToDictionary(tensor => tensor.Name);
        Assert.Equal(network.Info.ParameterCount, network.Info.Layers.Sum(layer => layer.Parameters.Sum(tensor => tensor.Length)));
        foreach (ParameterInfo tensor in network.Info.Layers.SelectMany(layer => layer.Parameters))
        {
            T[] expected = whole.Gradients.Slice(all[tensor.Name].Offset, tensor.Length).ToArray();
            Assert.Contains(expected, gradient => gradient != T.Zero);
            Assert.Equal(expected, network.Gradients.Slice(tensor.Offset, tensor.Length).ToArray());
        }
    }
}
