using System.Numerics;
using NetGen.Tests.SafeTensors;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Networks with skip connections compute and learn what PyTorch's do, from its own files: see tests/fixtures/make_residual_fixtures.py.</summary>
public sealed class PyTorchResidualTests
{
    // Those of PyTorchTests, relative to the largest number of a tensor.
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    private static readonly SafeTensorsFile _figures = SafeTensorsFile.Read(SafeTensorsFormatTests.Fixture("residual.safetensors"));

    private static readonly Dictionary<string, (Func<ITrainableNetwork<float>> Single, Func<ITrainableNetwork<double>> Double)> _networks = new()
    {
        ["Wide"] = (() => new ResidualWide(seed: 1), () => new ResidualWideInDouble(seed: 1)),
        ["Deep"] = (() => new ResidualDeep(seed: 1), () => new ResidualDeepInDouble(seed: 1)),
        ["Small"] = (() => new ResidualSmall(seed: 1), () => new ResidualSmallInDouble(seed: 1)),
        ["Forked"] = (() => new ResidualForked(seed: 1), () => new ResidualForkedInDouble(seed: 1)),
        ["Gated"] = (() => new ResidualGated(seed: 1), () => new ResidualGatedInDouble(seed: 1)),
        ["Dropped"] = (() => new ResidualDropped(seed: 1), () => new ResidualDroppedInDouble(seed: 1)),
    };

    private static readonly Dictionary<string, Optimizer> _rules = new()
    {
        ["Momentum"] = new Sgd(0.05, momentum: 0.9),
        ["Adam"] = new Adam(0.01),
    };

    public static TheoryData<string> Networks => [.. _networks.Keys];

    public static TheoryData<string, string> Trainings => [.. from network in _networks.Keys.Except(["Wide"]) from rule in _rules.Keys select (network, rule)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_and_the_Jacobian(string name)
    {
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = Load(create, name);
            LoadedNetworks.AssertStrategy(network, tiles: name != "Small");
            T[] x = Numbers<T>($"{name}/inputs"), outputs = new T[Figures($"{name}/outputs").Length];
            network.Forward(x, outputs);
            AssertClose($"{name}/outputs", outputs, tolerance);

            var jacobian = new T[network.Info.OutputSize * network.Info.InputSize];
            network.Jacobian(x.AsSpan(0, network.Info.InputSize), jacobian);
            AssertClose($"{name}/jacobian", jacobian, tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_loss_and_its_gradients(string name)
    {
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = Load(create, name);
            T[] x = Numbers<T>($"{name}/inputs"), dx = new T[x.Length];
            AssertClose($"{name}/loss", [network.Backward(x, Targets<T>(name, network.Info.OutputSize), default, dx)], tolerance);
            AssertClose($"{name}/gradients/x", dx, tolerance);
            AssertClose($"{name}/gradients", network.Gradients, create(), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_vector_Jacobian_product(string name)
    {
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = Load(create, name);
            T[] x = Numbers<T>($"{name}/inputs"), dx = new T[x.Length];
            network.BackwardFrom(x, Numbers<T>($"{name}/v"), dx);
            AssertClose($"{name}/products/x", dx, tolerance);
            if (name != "Wide")
                AssertClose($"{name}/products", network.Gradients, create(), tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Ten_steps(string name, string rule)
    {
        Check(_networks[name].Single, SingleTolerance);
        Check(_networks[name].Double, DoubleTolerance);

        void Check<T>(Func<ITrainableNetwork<T>> create, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ITrainableNetwork<T> network = Load(create, name);
            (int inputs, int outputs) = (network.Info.InputSize, network.Info.OutputSize);
            var data = new Dataset(Figures($"{name}/inputs"), Targets<double>(name, outputs), inputs, outputs);
            TrainingHistory history = Trainer.Fit(network, data, new() { Epochs = 10, BatchSize = data.Count, Shuffle = false, Seed = -7, Optimizer = _rules[rule] });
            AssertClose($"{name}/{rule}/losses", [.. history.Epochs.Select(epoch => epoch.Loss)], tolerance);
            AssertClose($"{name}/{rule}", network.Parameters, create(), tolerance);
        }
    }

    /// <summary>PyTorch's names and shapes, and its numbers, go in and come out.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void A_state_dict_is_loaded_and_saved_under_its_own_names(string name)
    {
        Check(_networks[name].Single);
        Check(_networks[name].Double);

        void Check<T>(Func<ITrainableNetwork<T>> create)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var stream = new MemoryStream();
            Load(create, name).Save(stream);
            stream.Position = 0;
            SafeTensorsFile saved = SafeTensorsFile.Read(stream), given = SafeTensorsFile.Read(StateDict(name));
            Assert.Equal(Describe(given), Describe(saved));
            foreach (SafeTensor tensor in given.Tensors)
                Assert.Equal(Values(tensor), Values(saved.Find(tensor.Name)!));
        }

        static string[] Describe(SafeTensorsFile file) => [.. file.Tensors.Select(tensor => $"{tensor.Name} {string.Join(' ', tensor.Shape)}").Order(StringComparer.Ordinal)];
    }

    private static ITrainableNetwork<T> Load<T>(Func<ITrainableNetwork<T>> create, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ITrainableNetwork<T> network = create();
        network.LoadWeights(StateDict(name));
        network.DropoutSeed = -7;
        return network;
    }

    private static string StateDict(string name) => SafeTensorsFormatTests.Fixture($"residual_{name.ToLowerInvariant()}.safetensors");

    /// <summary>Asserts that numbers in the order of the parameters are PyTorch's, tensor by tensor in its own order.</summary>
    /// <param name="figures">Where PyTorch's are.</param>
    /// <param name="actual">The numbers.</param>
    /// <param name="carrier">A network whose parameters they become, to be named and ordered as weights are in files.</param>
    private static void AssertClose<T>(string figures, ReadOnlySpan<T> actual, ITrainableNetwork<T> carrier, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        actual.CopyTo(carrier.Parameters);
        foreach (SafeTensor tensor in carrier.ToTensors())
            AssertClose($"{figures}/{tensor.Name}", Values(tensor), tolerance);
    }

    private static void AssertClose<T>(string figures, T[] actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] expected = Figures(figures);
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Max(Math.Abs);
        Assert.True(largest > 0, $"{figures} is nothing but zeros.");
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - double.CreateTruncating(actual[i])) <= tolerance * largest, $"{figures}[{i}]: expected {expected[i]}, but got {actual[i]}.");
    }

    private static T[] Targets<T>(string name, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _figures.Find($"{name}/labels") is { } labels
            ? [.. Values(labels).SelectMany(label => Enumerable.Range(0, outputs).Select(c => c == label ? T.One : T.Zero))]
            : Numbers<T>($"{name}/targets");

    private static T[] Numbers<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Figures(name).Select(T.CreateTruncating)];

    private static double[] Figures(string name) => Values(_figures.Find(name) ?? throw new InvalidDataException($"Expected {name} in residual.safetensors, but there is no such tensor."));

    private static double[] Values(SafeTensor tensor)
    {
        var values = new double[tensor.Shape.Aggregate(1L, (product, size) => product * size)];
        tensor.CopyTo<double>(values);
        return values;
    }
}
