using System.Numerics;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>Weighted trainings take PyTorch's course, in both strategies and precisions: see tests/fixtures/make_weight_fixtures.py.</summary>
public sealed class PyTorchWeightTests
{
    // Those of PyTorchTrainingTests.
    private const double SingleTolerance = 1e-5;
    private const double DoubleTolerance = 1e-12;

    private static readonly JsonElement _fixtures = PyTorchRun.Read("weights.json");

    public static TheoryData<string, string> Runs =>
    [
        .. from network in _fixtures.EnumerateObject()
           from run in network.Value.GetProperty("runs").EnumerateObject()
           select (network.Name, run.Name),
    ];

    public static TheoryData<string> Classifiers => [.. _fixtures.EnumerateObject().Where(network => network.Value.TryGetProperty("scores", out _)).Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Ten_epochs(string network, string run)
    {
        AssertClose(PyTorchTrainings.Single[network](), network, run, "single", SingleTolerance);
        AssertClose(PyTorchTrainings.Double[network](), network, run, "double", DoubleTolerance);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Evaluate_gives_the_scores_of_scikit_learn(string name)
    {
        ITrainableNetwork<double> network = PyTorchTrainings.Double[name]();
        Metrics metrics = Trainer.Evaluate(network, PyTorchRun.Start(network, name).WithSampleWeights(Numbers(name, "sampleWeights")));

        JsonElement scores = _fixtures.GetProperty(name).GetProperty("scores");
        Assert.Equal(scores.GetProperty("loss").GetDouble(), metrics.Loss, 1e-13);
        Assert.Equal(scores.GetProperty("accuracy").GetDouble(), metrics.Accuracy, 1e-15);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Balanced_class_weights_are_those_of_scikit_learn(string name)
    {
        Dataset data = PyTorchRun.Start(PyTorchTrainings.Double[name](), name);
        Assert.Equal(Numbers(name, "balanced"), data.BalancedClassWeights());
    }

    private static void AssertClose<T>(ITrainableNetwork<T> network, string name, string run, string precision, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset data = PyTorchRun.Start(network, name);
        if (run != "class")
            data = data.WithSampleWeights(Numbers(name, "sampleWeights"));

        var options = new TrainingOptions
        {
            Epochs = PyTorchRun.Steps,
            BatchSize = run is "batches" or "all" ? 4 : data.Count,
            AccumulateBatches = run == "all" ? 2 : 1,
            LabelSmoothing = run == "all" ? 0.1 : 0,
            ClassWeights = run is "class" or "all" ? Numbers(name, "classWeights") : null,
            Optimizer = new Sgd(0.05, momentum: 0.9),
            Shuffle = false,
        };
        Deviation deviation = PyTorchRun.Train(network, data, options, _fixtures.GetProperty(name).GetProperty("runs").GetProperty(run), precision);
        Assert.InRange(deviation.Losses, 0, tolerance);
        Assert.InRange(deviation.Weights, 0, tolerance);
        Assert.True(deviation.Moved > 0.01);
    }

    private static double[] Numbers(string network, string property) => PyTorchRun.Numbers<double>(_fixtures.GetProperty(network).GetProperty(property));
}
