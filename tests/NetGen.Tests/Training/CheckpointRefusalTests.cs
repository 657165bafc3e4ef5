using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A checkpoint that is damaged, or of another training, is refused, and nothing has changed.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private const string Name = "RmsProp, plateau";
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public CheckpointRefusalTests()
    {
        _path = _folder.File("state");
        Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options(Name, _path, epochs: 2));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_at_any_byte()
    {
        byte[] bytes = File.ReadAllBytes(_path);
        Assert.InRange(bytes.Length, 1000, 10_000);
        var network = Runs.OtherStart();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte before = bytes[i];
            bytes[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_path, bytes);
            AssertRefused(network, i < 8 ? "Expected a training checkpoint, but got another or a truncated file" : i < 12 ? "Expected a checkpoint of version 1, but got version " : "Expected a checkpoint with the checksum ");
            bytes[i] = before;
        }
    }

    [Fact]
    public void Cut_off_after_any_byte()
    {
        byte[] bytes = File.ReadAllBytes(_path);
        var network = Runs.OtherStart();
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_path, bytes[..length]);
            AssertRefused(network, length < 16 ? "Expected a training checkpoint, but got another or a truncated file" : "Expected a checkpoint with the checksum ");
        }

        File.WriteAllBytes(_path, [.. bytes, 0]);
        AssertRefused(network, "Expected a checkpoint with the checksum ");
    }

    [Fact]
    public void With_a_right_checksum_but_other_contents()
    {
        // What a program with other state of the same training would write.
        Refuses(pass => pass.Numbers("parameters", new double[42].AsSpan()), 43, "Expected a checkpoint with 43 numbers of parameters, but got 42.");
        Refuses(pass => pass.Numbers("parameters", new double[44].AsSpan()), 43, "Expected a checkpoint with 43 numbers of parameters, but got 44.");
        Refuses(pass => Write(pass, int.MaxValue), 43, "Expected a checkpoint with 43 numbers of parameters, but got 2147483647.");
        Refuses(pass => Write(pass, 43), 43, "Expected a checkpoint with 344 more bytes, but got 0.");
        Refuses(pass => pass.Identity("schedule", "none"), null, "Expected a checkpoint with its optimizer here, but got its schedule.");
        Refuses(pass => Write(pass, -1), null, "Expected a checkpoint with -1 more bytes, but got 0.");
        Refuses(
            pass =>
            {
                pass.Identity("optimizer", "Adam");
                Write(pass, 1);
            },
            null,
            "Expected a checkpoint to end after the training state, but got more data.");

        static void Write(CheckpointPass pass, int number) => pass.Number(ref number);
    }

    public static TheoryData<string, Dataset?, string> Others => new()
    {
        { "Sgd", null, "Expected a checkpoint with optimizer Sgd(learningRate: 0.1, momentum: 0, dampening: 0, nesterov: False), but got RmsProp(learningRate: 0.01, alpha: 0.99, eps: 1E-08, momentum: 0.5, centered: True)." },
        { Name, Runs.Data.Take(12), "Expected a checkpoint with training data of 9 samples, 4 inputs and 3 classes with the checksum " },
        { Name, Runs.Data.Shuffle(1), "Expected a checkpoint with training data of 10 samples, 4 inputs and 3 classes with the checksum " },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Of_another_training(string name, Dataset? data, string expected)
    {
        FakeClassifier<double> net = Runs.OtherStart();
        double[] before = net.Parameters.ToArray();
        var exception = Assert.Throws<InvalidDataException>(() => Trainer.Fit(net, data ?? Runs.Data, Runs.Options(name, _path, resume: true)));
        Assert.StartsWith(expected, exception.Message);
        Assert.EndsWith($"File: {_path}", exception.Message);
        Assert.Equal(before, net.Parameters);
    }

    [Fact]
    public void Of_other_weights()
    {
        string path = _folder.File("weighted");
        double[] weights = [.. Enumerable.Range(1, 13).Select(i => (double)i)];
        Fit(Runs.Data.WithSampleWeights(weights), [1, 2.5, 3], resume: false);

        AssertRefused(Runs.Data, [1, 2.5, 3], "the checksum [0-9A-F]{8}, no weights, but got of 13 samples, 4 inputs and 3 classes with the checksum [0-9A-F]{8}, weights with the checksum [0-9A-F]{8}\\.");
        weights[5] += 0.001;
        AssertRefused(Runs.Data.WithSampleWeights(weights), [1, 2.5, 3], "weights with the checksum ([0-9A-F]{8}), but got .*weights with the checksum (?!\\1)[0-9A-F]{8}\\.");
        weights[5] -= 0.001;
        AssertRefused(Runs.Data.WithSampleWeights(weights), [1, 2, 3], "^Expected a checkpoint with ClassWeights 1, 2, 3, but got 1, 2\\.5, 3\\.");
        AssertRefused(Runs.Data.WithSampleWeights(weights), null, "^Expected a checkpoint with ClassWeights none, but got 1, 2\\.5, 3\\.");

        void AssertRefused(Dataset data, double[]? classWeights, string expected) =>
            Assert.Matches(expected, Assert.Throws<InvalidDataException>(() => Fit(data, classWeights, resume: true)).Message);
        void Fit(Dataset data, double[]? classWeights, bool resume) =>
            Trainer.Fit(Runs.OtherStart(), data, new() { Epochs = 2, ClassWeights = classWeights, CheckpointPath = path, Resume = resume });
    }

    [Fact]
    public void Of_another_network()
    {
        var other = new FakeClassifier<double>(4, (6, Activation.Tanh), (3, Activation.Softmax));
        Assert.StartsWith(
            "Expected a checkpoint with network FakeNet (Double, CrossEntropy, 51 parameters: Dense (4) to (6) Tanh; Dense (6) to (3) Softmax), but got FakeNet (Double, CrossEntropy, 43 parameters: Dense (4) to (5) Tanh; Dense (5) to (3) Softmax).",
            Assert.Throws<InvalidDataException>(() => Trainer.Fit(other, Runs.Data, Runs.Options(Name, _path, resume: true))).Message);
    }

    [Fact]
    public void Of_more_epochs_than_are_asked_for() => Assert.StartsWith(
        "Expected a checkpoint of at most 1 epochs, but got 2.",
        Assert.Throws<InvalidDataException>(() => Trainer.Fit(Runs.OtherStart(), Runs.Data, Runs.Options(Name, _path, resume: true, epochs: 1))).Message);

    public static TheoryData<TrainingOptions, string> OtherOptions => new()
    {
        { new() { Schedule = new StepDecay(3) }, "schedule StepDecay(epochs: 3, gamma: 0.1), but got none." },
        { new() { BatchSize = 31 }, "BatchSize 31, but got 32." },
        { new() { AccumulateBatches = 2 }, "AccumulateBatches 2, but got 1." },
        { new() { L1 = 0.5 }, "L1 0.5, but got 0." },
        { new() { L2 = 0.5 }, "L2 0.5, but got 0." },
        { new() { ClipValue = 2 }, "ClipValue 2, but got none." },
        { new() { ClipNorm = 3 }, "ClipNorm 3, but got none." },
        { new() { Shuffle = false }, "Shuffle False, but got True." },
        { new() { Seed = 1 }, "Seed 1, but got 0." },
        { new() { MeasureAccuracy = true }, "MeasureAccuracy True, but got False." },
        { new() { EarlyStopping = new(4) }, "EarlyStopping EarlyStopping(patience: 4, minDelta: 0, restoreBest: True), but got none." },
        { new() { Validation = Lines.Point(1) }, "validation data of 1 samples, 1 inputs and 1 targets with the checksum " },
    };

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void Of_other_options(TrainingOptions options, string expected)
    {
        string path = _folder.File("line");
        Trainer.Fit(Lines.Line(0, 0), Lines.Steps(2), new() { Epochs = 1, CheckpointPath = path });
        var exception = Assert.Throws<InvalidDataException>(() => Trainer.Fit(Lines.Line(0, 0), Lines.Steps(2), new()
        {
            Schedule = options.Schedule,
            BatchSize = options.BatchSize,
            AccumulateBatches = options.AccumulateBatches,
            L1 = options.L1,
            L2 = options.L2,
            ClipValue = options.ClipValue,
            ClipNorm = options.ClipNorm,
            Shuffle = options.Shuffle,
            Seed = options.Seed,
            MeasureAccuracy = options.MeasureAccuracy,
            EarlyStopping = options.EarlyStopping,
            Validation = options.Validation,
            CheckpointPath = path,
            Resume = true,
        }));
        Assert.StartsWith($"Expected a checkpoint with {expected}", exception.Message);
    }

    [Fact]
    public void One_cycle_over_another_number_of_epochs()
    {
        string path = _folder.File("cycle");
        Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options("Adam, one cycle", path, epochs: 2));
        string message = Assert.Throws<InvalidDataException>(() => Trainer.Fit(Runs.Network(), Runs.Data, Runs.Options("Adam, one cycle", path, resume: true, epochs: 3))).Message;
        Assert.StartsWith("Expected a checkpoint with schedule OneCycle(maxLearningRate: 0.05, steps: 9, ", message);
        Assert.Contains("but got OneCycle(maxLearningRate: 0.05, steps: 6, ", message);
    }

    private void AssertRefused(FakeClassifier<double> network, string expected)
    {
        byte[] before = File.ReadAllBytes(_path);
        var exception = Assert.Throws<InvalidDataException>(() => Trainer.Fit(network, Runs.Data, Runs.Options(Name, _path, resume: true)));
        Assert.StartsWith(expected, exception.Message);
        Assert.All(network.Parameters.ToArray(), w => Assert.Equal(0.125, w));
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    /// <summary>Asserts that what was written is refused by a training that reads so many parameters, or else the optimizer.</summary>
    private void Refuses(Action<CheckpointPass> write, int? parameters, string expected)
    {
        CheckpointFile.Write(_path, write);
        var values = new double[parameters ?? 0];
        Array.Fill(values, 7);
        var exception = Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(_path, pass =>
        {
            if (parameters is null)
                pass.Identity("optimizer", "Adam");
            else
                pass.Numbers("parameters", values.AsSpan());
        }));
        Assert.StartsWith(expected, exception.Message);
        Assert.All(values, value => Assert.Equal(7, value));
    }
}
