using Xunit;

namespace NetGen.Tests.Training;

/// <summary>A checkpoint with a right checksum whose contents no training writes: it is refused, and nothing has changed.</summary>
public sealed partial class CheckpointContentsTests : IDisposable
{
    private const int Epochs = 2;
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly byte[] _file;
    private readonly CheckpointFields _fields;

    public CheckpointContentsTests()
    {
        _path = _folder.File("state");
        var net = new RestartedNet(seed: 3);
        Trainer.Fit(net, Runs.Data, Options(Epochs, resume: false));
        _file = File.ReadAllBytes(_path);
        _fields = new(
            _file, identities: 17, ("m", 8), ("v", 8), ("schedule", 8), ("random", 8), ("order", 4), ("best", 8), ("best parameters", 8));
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, object, string> Faults => new()
    {
        { "epochs", 0, -1, "at least 1 epoch, but got -1." },
        { "epochs", 0, 0, "at least 1 epoch, but got 0." },
        { "epochs", 0, 4, "at most 3 epochs, but got 4." },
        { "epochs", 0, int.MaxValue, "at most 3 epochs, but got 2147483647." },
        { "epochs", 0, 3, "6 numbers of an epoch, but got 43." },
        { "epoch 1", -1, 5, "6 numbers of an epoch, but got 5." },
        { "epoch 1", 4, double.NaN, "a finite learning rate of 0 or more, but got NaN." },
        { "epoch 2", 4, -0.5, "a finite learning rate of 0 or more, but got -0.5." },
        { "epoch 2", 4, double.PositiveInfinity, "a finite learning rate of 0 or more, but got Infinity." },
        { "duration 2", 0, -10_000_000L, "a duration of 0 or more for epoch 2, but got -00:00:01." },
        { "parameters", -1, 42, "43 numbers of parameters, but got 42." },
        { "parameters", -1, -1, "43 numbers of parameters, but got -1." },
        { "statistics", -1, 9, "8 numbers of statistics, but got 9." },
        { "steps", 0, -1L, "6 steps in 2 epochs, but got -1." },
        { "steps", 0, 7L, "6 steps in 2 epochs, but got 7." },
        { "steps", 0, long.MaxValue, "6 steps in 2 epochs, but got 9223372036854775807." },
        { "learning rate", 0, double.NaN, "a finite learning rate of 0 or more, but got NaN." },
        { "learning rate", 0, -1e-9, "a finite learning rate of 0 or more, but got -1E-09." },
        { "learning rate", 0, double.PositiveInfinity, "a finite learning rate of 0 or more, but got Infinity." },
        { "m", -1, 0, "43 numbers of the optimizer's m, but got 0." },
        { "v", -1, int.MinValue, "43 numbers of the optimizer's v, but got -2147483648." },
        { "schedule", -1, 3, "4 numbers of the schedule, but got 3." },
        { "schedule", 0, double.NaN, "a finite learning rate of 0 or more on the plateau, but got NaN." },
        { "schedule", 0, -1.0, "a finite learning rate of 0 or more on the plateau, but got -1." },
        { "schedule", 1, double.NaN, "a best loss on the plateau, but got NaN." },
        { "schedule", 2, 0.5, "0 to 3 bad epochs on the plateau, an integer, but got 0.5." },
        { "schedule", 2, 4.0, "0 to 3 bad epochs on the plateau, an integer, but got 4." },
        { "schedule", 3, -1.0, "0 to 1 cooldown epochs on the plateau, an integer, but got -1." },
        { "random", -1, 5, "4 numbers of the random generator, but got 5." },
        { "random", 0, new byte[32], "a random generator whose numbers are not all 0, but they are." },
        { "order", -1, 12, "10 numbers of the order of samples, but got 12." },
        { "order", 0, -1, "each sample from 0 to 9 once in the order of samples, but got -1 at 0." },
        { "order", 9, 10, "each sample from 0 to 9 once in the order of samples, but got 10 at 9." },
        { "order", 3, int.MinValue, "each sample from 0 to 9 once in the order of samples, but got -2147483648 at 3." },
        { "order", 0, new byte[8], "each sample from 0 to 9 once in the order of samples, but got 0 again at 1." },
        { "best", 0, double.NaN, "a best loss for early stopping, but got NaN." },
        { "best", 1, -1.0, "a best epoch that is an integer from 0 to 1 epochs ago, but got -1." },
        { "best", 1, 2.0, "a best epoch that is an integer from 0 to 1 epochs ago, but got 2." },
        { "best", 1, double.NaN, "a best epoch that is an integer from 0 to 1 epochs ago, but got NaN." },
        { "best parameters", -1, 44, "43 numbers of the best parameters, but got 44." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void In_a_number(string field, int index, object value, string expected)
    {
        byte[] bytes = value switch
        {
            int number => BitConverter.GetBytes(number),
            long number => BitConverter.GetBytes(number),
            double number => BitConverter.GetBytes(number),
            _ => (byte[])value,
        };
        string? message = Resume(_fields.With(field, index, bytes));
        Assert.Matches("^Expected a checkpoint (of|with|whose) ", message);
        Assert.Contains(expected, message);
        Assert.EndsWith($"File: {_path}", message);
    }

    [Fact]
    public void In_a_text()
    {
        foreach (string name in _fields.Names.TakeWhile(name => name != "epochs"))
        {
            string message = Resume(_fields.With(name, 0, "?"u8.ToArray()))!;
            Assert.Contains("but got", message);
            Assert.Contains("?", message);
            foreach (int length in new[] { -1, int.MinValue, int.MaxValue, _fields.LengthOf(name) + 1 })
                Assert.StartsWith("Expected a checkpoint with ", Resume(_fields.With(name, -1, BitConverter.GetBytes(length))));
        }
    }

    [Fact]
    public void A_message_does_not_grow_with_the_file()
    {
        CheckpointFile.Write(_path, pass => pass.Identity("network", new string('x', 1_000_000)));
        string message = Resume(CheckpointFields.Signed(File.ReadAllBytes(_path)))!;
        Assert.Contains("... (1000000 characters).", message);
        Assert.InRange(message.Length, 10_000, 12_000);
    }

    /// <summary>Wherever eight bytes are changed: refused with nothing changed, or a state from which a step can be taken.</summary>
    [Theory]
    [InlineData(0x00)]
    [InlineData(0x7F)]
    [InlineData(0xFF)]
    public void Anywhere(byte value)
    {
        int refused = 0;
        for (int at = 12; at < _file.Length - 4; at++)
        {
            byte[] file = [.. _file];
            file.AsSpan(at, Math.Min(8, file.Length - 4 - at)).Fill(value);
            if (Resume(CheckpointFields.Signed(file)) is not null)
                refused++;
        }

        // Most bytes are of texts and of lengths, or of parameters, which can have any value.
        Assert.InRange(refused, 500, _file.Length - 500);
    }

    [Fact]
    public void Of_a_schedule_that_is_not_ours()
    {
        // Its memory is any number: the next learning rate shows whether it is a right one.
        string path = _folder.File("own");
        TrainingOptions OptionsOf(int epochs) => new() { Epochs = epochs, Schedule = new Remembering(), CheckpointPath = path, Resume = true, OnBatch = _ => TrainingSignal.Stop };
        Trainer.Fit(Net(), Runs.Data, new() { Epochs = 1, Schedule = new Remembering(), CheckpointPath = path });
        byte[] file = File.ReadAllBytes(path);
        byte[] memory = [1, 0, 0, 0, .. BitConverter.GetBytes(0.25)];
        int at = file.AsSpan().IndexOf(memory);
        BitConverter.GetBytes(double.NaN).CopyTo(file, at + 4);
        File.WriteAllBytes(path, CheckpointFields.Signed(file));

        RestartedNet net = Net();
        double[] before = [.. net.Parameters, .. net.Statistics];
        string message = Assert.Throws<InvalidDataException>(() => Trainer.Fit(net, Runs.Data, OptionsOf(2))).Message;
        Assert.StartsWith("Expected a checkpoint whose schedule has a finite learning rate of 0 or more, but got NaN.", message);
        double[] after = [.. net.Parameters, .. net.Statistics];
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_resume_that_is_refused_for_an_option_leaves_the_settings_of_the_network()
    {
        RestartedNet net = Net();
        Assert.Throws<InvalidDataException>(() => Trainer.Fit(net, Runs.Data, new() { Seed = 99, Threads = 7, CheckpointPath = _path, Resume = true }));
        Assert.Equal((1234, 77L, 5), (net.DropoutSeed, net.DropoutStep, net.Threads));

        Assert.Null(Resume(_file, net));
        Assert.Equal((5, 2), (net.DropoutSeed, net.Threads));
    }

    /// <summary>Goes on from a file by one step: null, or the message of its refusal, after which all is as it was.</summary>
    private string? Resume(byte[] file, RestartedNet? network = null)
    {
        RestartedNet net = network ?? Net();
        File.WriteAllBytes(_path, file);
        long[] before = Bits(net);
        try
        {
            Trainer.Fit(net, Runs.Data, Options(Epochs + 1, resume: true));
            return null;
        }
        catch (TrainingDivergedException)
        {
            // Any parameters are a state, even those with which no step can be taken.
            return null;
        }
        catch (InvalidDataException exception)
        {
            Assert.Equal(before, Bits(net));
            Assert.Equal(file, File.ReadAllBytes(_path));
            Assert.Equal(["state"], _folder.Names);
            return exception.Message;
        }
    }

    private static RestartedNet Net()
    {
        var net = new RestartedNet(seed: 8) { DropoutSeed = 1234, DropoutStep = 77, Threads = 5 };
        net.Gradients.Fill(0.5);
        return net;
    }

    /// <summary>Everything of a network that a training changes.</summary>
    private static long[] Bits(RestartedNet net) =>
    [
        .. net.Parameters.ToArray().Select(BitConverter.DoubleToInt64Bits), .. net.Statistics.ToArray().Select(BitConverter.DoubleToInt64Bits),
        .. net.Gradients.ToArray().Select(BitConverter.DoubleToInt64Bits), net.DropoutSeed, net.DropoutStep, net.Threads,
    ];

    /// <summary>Everything that a state can have; three steps in an epoch. A resumed training stops at its first batch.</summary>
    private TrainingOptions Options(int epochs, bool resume) => new()
    {
        Epochs = epochs,
        BatchSize = 2,
        AccumulateBatches = 2,
        Optimizer = new Adam(0.01),
        Schedule = new LinearWarmUp(5, new ReduceOnPlateau(0.5, patience: 3, cooldown: 1)),
        ValidationFraction = 0.25,
        EarlyStopping = new(100),
        Seed = 5,
        Threads = 2,
        CheckpointPath = _path,
        Resume = resume,
        OnBatch = resume ? _ => TrainingSignal.Stop : null,
    };

    private sealed class Remembering : Schedule
    {
        public override ScheduleState Start(ScheduleStart start) => new State();

        public override string ToString() => nameof(Remembering);

        private sealed class State : ScheduleState
        {
            private readonly double[] _rate = [0.25];

            public override Span<double> Memory => _rate;

            public override double LearningRateAt(int epoch, long step) => _rate[0];

            public override string ToString() => nameof(Remembering);
        }
    }
}

/// <summary>43 parameters and 8 statistics.</summary>
[Network(4, Loss = Loss.CrossEntropy, Precision = Precision.Double)]
[Standardize]
[Dense(5, Activation.Tanh)]
[Dropout(0.25)]
[Dense(3, Activation.Softmax)]
internal sealed partial class RestartedNet;
