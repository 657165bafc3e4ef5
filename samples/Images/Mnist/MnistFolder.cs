using NetGen;
using static System.FormattableString;

namespace Mnist;

/// <summary>The folder with MNIST's files, under their own names, each as it is or gzipped.</summary>
internal static class MnistFolder
{
    /// <summary>The height and the width of the pictures.</summary>
    public const int Side = 28;

    private const int Classes = 10;
    private const string Training = "train", Test = "t10k", Images = "-images-idx3-ubyte", Labels = "-labels-idx1-ubyte", Gzipped = ".gz";

    /// <summary>Loads the 60,000 digits to train on and the 10,000 to test on; or, if only the latter are there, four fifths and one fifth of them.</summary>
    /// <returns>The digits, with pixels from 0 (paper) to 1 (ink), and a few words on where they are from.</returns>
    /// <exception cref="IOException">A file is missing or cannot be read; the message says which.</exception>
    /// <exception cref="InvalidDataException">A file is not what its name says; the message says in what.</exception>
    public static (Dataset Train, Dataset Test, string Origin) Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Expected a folder with MNIST's files, but there is no folder {folder}.");

        // With one file of the training set, the other one is missed, rather than both done without.
        Dataset test = Load(folder, Test);
        if (Find(folder, Training + Images) is not null || Find(folder, Training + Labels) is not null)
            return (Load(folder, Training), test, "MNIST");

        (Dataset train, Dataset rest) = test.Split(0.8, seed: 1);
        return (train, rest, Invariant($"The {test.Count:N0} test digits of MNIST alone, shuffled and split, as {Training}{Images} is not there"));
    }

    private static Dataset Load(string folder, string part)
    {
        string imagesPath = Expect(folder, part + Images), labelsPath = Expect(folder, part + Labels);
        ReadOnlyMemory<byte> images = Read(imagesPath, (stream, name) => IdxFile.ReadImages(stream, name, Side, Side));
        ReadOnlyMemory<byte> labels = Read(labelsPath, (stream, name) => IdxFile.ReadLabels(stream, name, Classes));
        int count = images.Length / (Side * Side);
        if (labels.Length != count)
            throw new InvalidDataException(Invariant($"Expected as many labels as images, but {Path.GetFileName(imagesPath)} has {count:N0} images and {Path.GetFileName(labelsPath)} {labels.Length:N0} labels."));

        float[] pixels = Array.ConvertAll(images.ToArray(), ink => ink / 255f);
        return Dataset.FromLabels(pixels, Array.ConvertAll(labels.ToArray(), label => (int)label), Side * Side, Classes);
    }

    private static ReadOnlyMemory<byte> Read(string path, Func<Stream, string, ReadOnlyMemory<byte>> read)
    {
        using FileStream stream = File.OpenRead(path);
        return read(stream, Path.GetFileName(path));
    }

    private static string Expect(string folder, string name) => Find(folder, name)
        ?? throw new FileNotFoundException($"Expected {name} or {name}{Gzipped} in {folder}, but neither is there.");

    private static string? Find(string folder, string name) =>
        new[] { name, name + Gzipped }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
