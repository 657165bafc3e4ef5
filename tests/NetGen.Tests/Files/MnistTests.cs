using Mnist;
using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Files;

/// <summary>The folder of MNIST's files of samples/Images, the shifts of its pictures, and its training.</summary>
public sealed class MnistTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte", TrainLabels = "train-labels-idx1-ubyte";
    private const string TestImages = "t10k-images-idx3-ubyte", TestLabels = "t10k-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData(".gz", "")]
    [InlineData("", ".gz")]
    public void All_four_files_are_both_sets(string training, string test)
    {
        Write(TrainImages + training, Idx.ImagesFile(30));
        Write(TrainLabels + training, Idx.LabelsFile(30));
        Write(TestImages + test, Idx.ImagesFile(20));
        Write(TestLabels + test, Idx.LabelsFile(20));
        (Dataset train, Dataset rest, string origin) = Load();
        Assert.Equal((30, 20, "MNIST"), (train.Count, rest.Count, origin));
        Assert.Equal([3, 3 / 255f], [train.Labels[3], train.Inputs[3 * 784]]);
    }

    [Fact]
    public void The_test_files_alone_are_split()
    {
        Write(TestImages, Idx.ImagesFile(50));
        Write(TestLabels, Idx.LabelsFile(50));
        (Dataset train, Dataset rest, string origin) = Load();
        Assert.Equal((40, 10), (train.Count, rest.Count));
        Assert.Equal("The 50 test digits of MNIST alone, shuffled and split, as train-images-idx3-ubyte is not there", origin);
        Assert.Equal(Enumerable.Range(0, 10), rest.Labels.ToArray().Order());

        // Each digit with its label, whatever the order.
        for (int i = 0; i < train.Count; i++)
            Assert.Equal(train.Labels[i], (int)MathF.Round(255 * train.Inputs[784 * i]) % 10);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string nowhere = _folder.File("nowhere");
        Assert.Equal($"Expected a folder with MNIST's files, but there is no folder {nowhere}.", Assert.Throws<DirectoryNotFoundException>(() => MnistFolder.Load(nowhere)).Message);
        Missing(TestImages);
        Write(TestImages + ".gz", Idx.ImagesFile(20));
        Missing(TestLabels);
        Write(TestLabels, Idx.LabelsFile(20));

        // One of two files is not taken for none.
        Write(TrainLabels, Idx.LabelsFile(20));
        Missing(TrainImages);
    }

    [Fact]
    public void There_are_as_many_labels_as_images()
    {
        Write(TestImages, Idx.ImagesFile(20));
        Write(TestLabels + ".gz", Idx.LabelsFile(19));
        Assert.Equal("Expected as many labels as images, but t10k-images-idx3-ubyte has 20 images and t10k-labels-idx1-ubyte.gz 19 labels.", Assert.Throws<InvalidDataException>(() => Load()).Message);
    }

    [Fact]
    public void A_wrong_file_is_named()
    {
        Write(TestImages, Idx.LabelsFile(20));
        Write(TestLabels, Idx.LabelsFile(20));
        Assert.StartsWith("t10k-images-idx3-ubyte: expected the magic number", Assert.Throws<InvalidDataException>(() => Load()).Message);
    }

    [Fact]
    public void Pictures_move_by_a_pixel_in_all_directions()
    {
        Dataset shifted = Shifts.AddTo(Dataset.FromLabels([1f, 2, 3, 4, 5, 6], [1], inputSize: 6, classes: 2), height: 2, width: 3);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1], shifted.Labels.ToArray());
        Assert.Equal(
            ["123 456", "560 000", "456 000", "045 000", "230 560", "012 045", "000 230", "000 123", "000 012"],
            Enumerable.Range(0, 9).Select(i => $"{string.Concat(shifted.Inputs.Slice(6 * i, 3).ToArray())} {string.Concat(shifted.Inputs.Slice(6 * i + 3, 3).ToArray())}"));
    }

    [Fact]
    public void LeNet_learns_MNIST()
    {
        string? folder = Environment.GetEnvironmentVariable("NETGEN_MNIST");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "MNIST is no part of the project: NETGEN_MNIST does not name a folder with its files.");
        (Dataset train, Dataset test, _) = MnistFolder.Load(folder!);
        var net = new LeNet(seed: 42);
        LeNetTraining.Fit(net, LeNetTraining.Enlarge(train), test, progress: null, TestContext.Current.CancellationToken);
        Assert.InRange(Trainer.Evaluate(net, test).Accuracy, 0.985, 1);
    }

    private (Dataset Train, Dataset Test, string Origin) Load() => MnistFolder.Load(_folder.File(""));

    private void Write(string name, byte[] file) => File.WriteAllBytes(_folder.File(name), name.EndsWith(".gz") ? Idx.Gzip(file) : file);

    private void Missing(string name) =>
        Assert.Equal($"Expected {name} or {name}.gz in {_folder.File("")}, but neither is there.", Assert.Throws<FileNotFoundException>(() => Load()).Message);
}
