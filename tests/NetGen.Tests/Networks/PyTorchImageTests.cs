using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Tests.SafeTensors;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Networks on images and signals compute and learn what PyTorch's do, from its own weights: see tests/fixtures/make_image_fixtures.py.</summary>
public sealed class PyTorchImageTests
{
    // Relative to the largest number of a tensor. Figures that are stored in single precision are rounded to 6e-8 of each number.
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;
    private const double StoredInSingle = 1e-6;

    private static readonly Dictionary<string, (Func<ITrainableNetwork<float>> Single, Func<ITrainableNetwork<double>> Double)> _networks = new()
    {
        ["conv2d_plain"] = (() => new ImagePlain(seed: 1), () => new ImagePlainInDouble(seed: 1)),
        ["conv2d_padded"] = (() => new ImagePadded(seed: 1), () => new ImagePaddedInDouble(seed: 1)),
        ["conv2d_same_rect"] = (() => new ImageSameRect(seed: 1), () => new ImageSameRectInDouble(seed: 1)),
        ["conv2d_stride"] = (() => new ImageStride(seed: 1), () => new ImageStrideInDouble(seed: 1)),
        ["conv2d_dilated"] = (() => new ImageDilated(seed: 1), () => new ImageDilatedInDouble(seed: 1)),
        ["conv2d_groups"] = (() => new ImageGroups(seed: 1), () => new ImageGroupsInDouble(seed: 1)),
        ["conv2d_depthwise"] = (() => new ImageDepthwise(seed: 1), () => new ImageDepthwiseInDouble(seed: 1)),
        ["conv1d"] = (() => new ImageSignal(seed: 1), () => new ImageSignalInDouble(seed: 1)),
        ["conv1d_causal"] = (() => new ImageCausal(seed: 1), () => new ImageCausalInDouble(seed: 1)),
        ["maxpool"] = (() => new ImageMaxPooled(seed: 1), () => new ImageMaxPooledInDouble(seed: 1)),
        ["maxpool_overlap"] = (() => new ImageMaxPooledOverlap(seed: 1), () => new ImageMaxPooledOverlapInDouble(seed: 1)),
        ["avgpool"] = (() => new ImageAveraged(seed: 1), () => new ImageAveragedInDouble(seed: 1)),
        ["avgpool_padded"] = (() => new ImageAveragedPadded(seed: 1), () => new ImageAveragedPaddedInDouble(seed: 1)),
        ["avgpool_padded_uncounted"] = (() => new ImageAveragedUncounted(seed: 1), () => new ImageAveragedUncountedInDouble(seed: 1)),
        ["globalavg"] = (() => new ImageGloballyAveraged(seed: 1), () => new ImageGloballyAveragedInDouble(seed: 1)),
        ["pool1d"] = (() => new ImagePooledSignal(seed: 1), () => new ImagePooledSignalInDouble(seed: 1)),
        ["batchnorm2d"] = (() => new ImageNormalized(seed: 1), () => new ImageNormalizedInDouble(seed: 1)),
        ["batchnorm1d_vector"] = (() => new ImageNormalizedVector(seed: 1), () => new ImageNormalizedVectorInDouble(seed: 1)),
        ["batchnorm_small_eps"] = (() => new ImageNormalizedSignal(seed: 1), () => new ImageNormalizedSignalInDouble(seed: 1)),
        ["squeeze_excitation"] = (() => new SqueezeExcitation(seed: 1), () => new SqueezeExcitationInDouble(seed: 1)),
        ["decoder"] = (() => new ImageDecoder(seed: 1), () => new ImageDecoderInDouble(seed: 1)),
        ["lenet"] = (() => new LeNet(seed: 1), () => new LeNetInDouble(seed: 1)),
        ["resnet"] = (() => new ResNet(seed: 1), () => new ResNetInDouble(seed: 1)),
    };

    private static readonly Dictionary<string, Optimizer> _rules = new()
    {
        ["momentum"] = new Sgd(0.05, momentum: 0.9),
        ["adam"] = new Adam(0.01),
    };

    public static TheoryData<string> Networks => [.. _networks.Keys];

    public static TheoryData<string, string> Trainings => [.. from network in _networks.Keys from rule in _rules.Keys select (network, rule)];

    [Fact]
    public void Every_fixture_has_its_network() =>
        Assert.Equal(
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fixtures"), "image_*.safetensors").Select(Path.GetFileNameWithoutExtension).Order(),
            _networks.Keys.Select(name => $"image_{name}").Order());

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs(string name)
    {
        var figures = new ImageFigures(name);
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] x = figures.Numbers<T>("x"), outputs = new T[figures.Numbers<T>("outputs").Length];
            figures.Start(create).Forward(x, outputs);
            figures.AssertClose("outputs", outputs, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_loss_in_a_training_its_gradients_and_the_running_statistics(string name)
    {
        var figures = new ImageFigures(name);
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = figures.Start(create);
            T[] x = figures.Numbers<T>("x"), dx = new T[x.Length];
            T[] parameters = network.Parameters.ToArray();
            T loss = network.Backward(x, figures.Targets<T>(network.Info.OutputSize), default, dx);
            Assert.Equal(parameters, network.Parameters);
            figures.AssertClose("loss", [loss], tolerance);
            figures.AssertClose("grad.x", dx, tolerance);
            AssertAll(figures, "after", network, tolerance, isOfStatistics: true);

            network.Gradients.CopyTo(network.Parameters);
            AssertAll(figures, "grad", network, tolerance, isOfStatistics: false);
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Ten_steps(string name, string rule)
    {
        var figures = new ImageFigures(name);

        // Adam makes whole steps of gradients of LeNet that are nearly nothing but rounding in single precision.
        if (name != "lenet" || rule != "adam")
            Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = figures.Start(create);
            (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
            var data = new Dataset(figures.Numbers<double>("x"), figures.Targets<double>(outputs), inputs, outputs);
            TrainingHistory history = Trainer.Fit(network, data, new() { Epochs = 10, BatchSize = data.Count, Shuffle = false, Optimizer = _rules[rule] });
            figures.AssertClose($"{rule}_losses", [.. history.Epochs.Select(epoch => epoch.Loss)], tolerance);
            AssertAll(figures, rule, network, tolerance, isOfStatistics: false);
            AssertAll(figures, rule, network, tolerance, isOfStatistics: true);
        }
    }

    /// <summary>Asserts that all parameters, or all running statistics, are PyTorch's, tensor by tensor in its own order.</summary>
    private static void AssertAll<T>(ImageFigures figures, string part, ITrainableNetwork<T> network, double tolerance, bool isOfStatistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HashSet<string> statistics = [.. network.Info.Statistics.Select(tensor => tensor.FileName)];
        SafeTensor[] tensors = [.. network.ToTensors().Where(tensor => statistics.Contains(tensor.Name) == isOfStatistics)];
        Assert.Equal(isOfStatistics ? statistics.Count : network.Info.Layers.Sum(layer => layer.Parameters.Count), tensors.Length);
        foreach (SafeTensor tensor in tensors)
        {
            var values = new T[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
            tensor.CopyTo<T>(values);
            figures.AssertClose($"{part}.{tensor.Name}", values, tolerance);
        }
    }

    /// <summary>PyTorch's names and shapes, and its numbers, go in without a name mapping and come out.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void A_state_dict_is_loaded_and_saved_under_its_own_names(string name)
    {
        SafeTensor[] given = [.. new ImageFigures(name).StateDict];
        using MemoryStream source = new(), target = new();
        new SafeTensorsFile([.. given, .. Counters()]).Write(source);
        source.Position = 0;
        ITrainableNetwork<float> network = _networks[name].Single();

        network.LoadWeights(source);
        network.Save(target);

        target.Position = 0;
        IReadOnlyList<SafeTensor> saved = SafeTensorsFile.Read(target).Tensors;
        Assert.Equal(Describe(given), Describe(saved));
        foreach (SafeTensor tensor in given)
            Assert.Equal(Values(tensor), Values(saved.Single(other => other.Name == tensor.Name)));

        // What state_dict() has of each batch normalization beside its weights and statistics.
        IEnumerable<SafeTensor> Counters() => from tensor in given
                                              where tensor.Name.EndsWith(".running_mean", StringComparison.Ordinal)
                                              select new SafeTensor(tensor.Name.Replace("running_mean", "num_batches_tracked"), SafeTensorType.I64, [], new byte[8]);

        static string[] Describe(IEnumerable<SafeTensor> tensors) => [.. tensors.Select(tensor => $"{tensor.Name} {string.Join(' ', tensor.Shape)}").Order(StringComparer.Ordinal)];

        static float[] Values(SafeTensor tensor)
        {
            var values = new float[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
            tensor.CopyTo<float>(values);
            return values;
        }
    }

    /// <summary>What PyTorch made of one network.</summary>
    private sealed class ImageFigures(string name)
    {
        private readonly SafeTensorsFile _file = SafeTensorsFile.Read(SafeTensorsFormatTests.Fixture($"image_{name}.safetensors"));

        /// <summary>The weights and running statistics that PyTorch begins with, as its state_dict names them.</summary>
        public IEnumerable<SafeTensor> StateDict => from tensor in _file.Tensors
                                                    where tensor.Name.StartsWith("model.", StringComparison.Ordinal)
                                                    select new SafeTensor(tensor.Name["model.".Length..], tensor.Type, tensor.Shape, tensor.Data);

        /// <summary>A network with the weights and running statistics that PyTorch begins with.</summary>
        public ITrainableNetwork<T> Start<T>(Func<ITrainableNetwork<T>> create)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = create();
            network.LoadWeights(_file, new LoadOptions { Names = tensor => $"model.{tensor}", Strict = false });
            foreach (SafeTensor tensor in network.ToTensors())
                Assert.Equal(tensor.Shape, Find($"model.{tensor.Name}").Shape);
            Assert.Equal(_file.Tensors.Count(tensor => tensor.Name.StartsWith("model.", StringComparison.Ordinal)), network.ToTensors().Count);
            return network;
        }

        public T[] Targets<T>(int outputs)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (_file.Find("labels") is not { } labels)
                return Numbers<T>("y");

            Assert.Equal(SafeTensorType.I64, labels.Type);
            return [.. MemoryMarshal.Cast<byte, long>(labels.Data.Span).ToArray().SelectMany(label => Enumerable.Range(0, outputs).Select(c => c == label ? T.One : T.Zero))];
        }

        public T[] Numbers<T>(string tensor)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            SafeTensor found = Find(tensor);
            var values = new T[found.Shape.Aggregate(1L, (product, size) => product * size)];
            found.CopyTo<T>(values);
            return values;
        }

        public void AssertClose<T>(string tensor, T[] actual, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double[] expected = Numbers<double>(tensor);
            Assert.Equal(expected.Length, actual.Length);
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 0, $"{tensor} is nothing but zeros.");
            double bound = largest * (Find(tensor).Type == SafeTensorType.F32 ? Math.Max(tolerance, StoredInSingle) : tolerance);
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - double.CreateTruncating(actual[i])) <= bound, $"{name}, {tensor}[{i}]: expected {expected[i]}, but got {actual[i]}.");
        }

        private SafeTensor Find(string tensor) => _file.Find(tensor) ?? throw new InvalidDataException($"Expected {tensor} in image_{name}.safetensors, but there is no such tensor.");
    }
}
