using NetGen.Tests.SafeTensors;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Weights of networks on images in files, under PyTorch's names.</summary>
public sealed class ImageFileTests
{
    [Fact]
    public void A_LeNet_of_PyTorch_is_loaded_without_a_mapping_and_saved_as_it_was()
    {
        string path = SafeTensorsFormatTests.Fixture("lenet_float32.safetensors");
        LeNet network = LeNet.Load(path);
        SafeTensorsFile given = SafeTensorsFile.Read(path), saved = Saved(network);
        Assert.Equal(10, given.Tensors.Count);
        Assert.Equal(Describe(given), Describe(saved));

        // What the network computes, in another precision too, is what PyTorch's figures for these weights say.
        var figures = SafeTensorsFile.Read(SafeTensorsFormatTests.Fixture("image_lenet.safetensors"));
        float[] x = Numbers(figures, "x"), expected = Numbers(figures, "outputs"), outputs = new float[expected.Length];
        network.Forward(x, outputs);
        Assert.All(outputs.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        Assert.Equal(network.Parameters.ToArray().Select(parameter => (double)parameter), LeNetInDouble.Load(path).Parameters.ToArray());
    }

    [Fact]
    public void Weights_of_a_convolution_lie_in_PyTorchs_order()
    {
        var network = new ImagePlain(seed: 1);
        ParameterInfo weights = ImagePlain.Info.Layers[0].Parameters[0], biases = ImagePlain.Info.Layers[0].Parameters[1];
        Assert.Equal(("W1", "layers.0.weight", ParameterRole.Weight), (weights.Name, weights.FileName, weights.Role));
        Assert.Equal([2, 1, 3, 3], weights.Shape);
        Assert.Equal(("b1", "layers.0.bias"), (biases.Name, biases.FileName));
        Assert.Equal((9, 18), (weights.FanIn, weights.FanOut));

        float[] values = Numbers(Saved(network), "layers.0.weight");
        for (int position = 0; position < weights.Length; position++)
        {
            int[] index = [.. weights.NameOf(position)["W1[".Length..^1].Split(", ").Select(int.Parse)];
            Assert.Equal(network.Parameters[weights.Offset + position], values[((index[0] * 1 + index[1]) * 3 + index[2]) * 3 + index[3]]);
        }
    }

    [Fact]
    public void A_count_of_batches_is_read_over_beside_its_statistics_alone()
    {
        ImageNormalized network = new(seed: 1), other = new(seed: 2);
        ImageSource.Disturb(network);
        SafeTensor[] tensors = [.. network.ToTensors()];
        Assert.Equal(
            ["layers.0.weight", "layers.1.bias", "layers.1.running_mean", "layers.1.running_var", "layers.1.weight", "layers.2.weight", "layers.3.bias", "layers.3.running_mean", "layers.3.running_var", "layers.3.weight", "layers.4.bias", "layers.4.weight"],
            tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));

        other.LoadWeights(new SafeTensorsFile([.. tensors, Counter("layers.1"), Counter("layers.3")]));
        Assert.Equal(network.Parameters, other.Parameters);
        Assert.Equal(network.Statistics, other.Statistics);

        SafeTensorsException elsewhere = Assert.Throws<SafeTensorsException>(() => other.LoadWeights(new SafeTensorsFile([.. tensors, Counter("layers.0")])));
        Assert.Equal(["Expected only the tensors of ImageNormalized, but got 'layers.0.num_batches_tracked' of shape ()."], elsewhere.Faults);
    }

    [Theory]
    [InlineData("running_mean", "runningMean2")]
    [InlineData("running_var", "runningVar2")]
    public void A_file_without_running_statistics_is_refused_and_nothing_changes(string tensor, string name)
    {
        ImageNormalized network = new(seed: 1), other = new(seed: 2);
        float[] parameters = other.Parameters.ToArray(), statistics = other.Statistics.ToArray();
        ImageSource.Disturb(network);
        SafeTensor[] all = [.. network.ToTensors()], some = [.. all.Where(given => given.Name != $"layers.1.{tensor}")];
        Assert.Equal(all.Length - 1, some.Length);

        SafeTensorsException refused = Assert.Throws<SafeTensorsException>(() => other.LoadWeights(new SafeTensorsFile(some)));
        Assert.Equal([$"Expected 'layers.1.{tensor}' of shape (4) for {name}, but there is no such tensor."], refused.Faults);
        Assert.Equal(parameters, other.Parameters);
        Assert.Equal(statistics, other.Statistics);
    }

    [Fact]
    public void The_twin_in_double_precision_has_the_running_statistics()
    {
        ITrainableNetwork<float> network = new ResNet(seed: 1);
        ImageSource.Disturb(network);
        Assert.Equal(network.Statistics.ToArray().Select(statistic => (double)statistic), network.ToDouble().Statistics.ToArray());
    }

    private static SafeTensor Counter(string layer) => new($"{layer}.num_batches_tracked", SafeTensorType.I64, [], BitConverter.GetBytes(7L));

    private static SafeTensorsFile Saved(INetwork<float> network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        return SafeTensorsFile.Read(stream);
    }

    private static string[] Describe(SafeTensorsFile file) =>
        [.. file.Tensors.Select(tensor => $"{tensor.Name} {string.Join(' ', tensor.Shape)} {Convert.ToHexString(tensor.Data.Span)}").Order(StringComparer.Ordinal)];

    private static float[] Numbers(SafeTensorsFile file, string name)
    {
        SafeTensor tensor = file.Find(name)!;
        var values = new float[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
        tensor.CopyTo<float>(values);
        return values;
    }
}
