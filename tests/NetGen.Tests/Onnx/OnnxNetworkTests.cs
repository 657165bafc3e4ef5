using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using NetGen.Tests.Layers;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Onnx;

/// <summary>Whole networks of every strategy: ONNX Runtime computes the same outputs.</summary>
public sealed class OnnxNetworkTests
{
    public static TheoryData<Type> Single =>
    [
        typeof(SmallNet), typeof(DigitsNet), typeof(LeNet), typeof(ResNet), typeof(ImageInputs), typeof(ImageCausal), typeof(ImageNormalized), typeof(ImageDecoder), typeof(SqueezeExcitation), typeof(Expanded),
        typeof(ScaledNet), typeof(ScaledTiles), typeof(ResidualWide), typeof(ResidualDeep), typeof(ResidualSmall), typeof(ResidualForked), typeof(ResidualDropped), typeof(HardNames),
    ];

    public static TheoryData<Type> Double =>
        [typeof(SmallNetInDouble), typeof(DigitsNetInDouble), typeof(ImageNormalizedVectorInDouble), typeof(ScaledNetInDouble), typeof(ScaledTilesInDouble), typeof(ResidualDeepInDouble), typeof(ExpandedInDouble)];

    [Theory]
    [MemberData(nameof(Single))]
    public void Outputs_are_those_of_ONNX_Runtime(Type type) => OnnxRun.AssertSame(OnnxRun.Disturbed<float>(type));

    [Theory]
    [MemberData(nameof(Double))]
    public void Outputs_in_double_precision_are_those_of_ONNX_Runtime(Type type) => OnnxRun.AssertSame(OnnxRun.Disturbed<double>(type));

    /// <summary>Running statistics are those that training left.</summary>
    [Fact]
    public void A_trained_network_predicts_the_same()
    {
        var net = new ResNet(seed: 1);
        ImageSource.Disturb(net);
        Trainer.Fit(net, PairingTests.Data(ResNet.Info, 32), new TrainingOptions { Epochs = 2, BatchSize = 8, Optimizer = new Adam(0.01) });
        OnnxRun.AssertSame(net);
    }

    [Fact]
    public void The_batch_has_any_size_and_names_are_those_of_the_network()
    {
        using InferenceSession session = OnnxRun.Load(new LeNet(seed: 1).Save());
        Assert.Equal(("NetGen", "LeNet"), (session.ModelMetadata.ProducerName, session.ModelMetadata.GraphName));

        (string input, NodeMetadata x) = Assert.Single(session.InputMetadata);
        Assert.Equal("x", input);
        Assert.Equal([-1, 1, 28, 28], x.Dimensions);
        Assert.Equal(["batch", "", "", ""], x.SymbolicDimensions);

        (string output, NodeMetadata y) = Assert.Single(session.OutputMetadata);
        Assert.Equal("fc3", output);
        Assert.Equal([-1, 10], y.Dimensions);
        Assert.Equal(["batch", ""], y.SymbolicDimensions);
    }

    [Fact]
    public void An_output_without_a_name_is_y()
    {
        using InferenceSession session = OnnxRun.Load(new DigitsNet(seed: 1).Save());
        Assert.Equal(["y"], session.OutputNames);
    }

    /// <summary>The files of all networks, for the checker.</summary>
    internal static IEnumerable<(string Name, byte[] File)> Files() =>
        [.. Single.Select(row => (row.Data.Name, Save<float>(row.Data))), .. Double.Select(row => (row.Data.Name, Save<double>(row.Data)))];

    private static byte[] Save<T>(Type type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OnnxRun.Disturbed<T>(type).Save();
}
