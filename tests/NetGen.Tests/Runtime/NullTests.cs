using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>A null where none may be is named, wherever it comes from.</summary>
public sealed class NullTests
{
    [Fact]
    public void In_a_safetensors_file()
    {
        SafeTensor tensor = SafeTensor.Create<float>("a", [1], [1]);
        Assert.StartsWith("Expected 2 tensors, but got null among them.", Assert.Throws<ArgumentException>("tensors", () => new SafeTensorsFile([tensor, null!])).Message);
        var metadata = new Dictionary<string, string> { ["format"] = "pt", ["author"] = null! };
        Assert.StartsWith("Expected a string for 'author', but got null.", Assert.Throws<ArgumentException>("metadata", () => new SafeTensorsFile([tensor], metadata)).Message);
        Assert.StartsWith("Expected a string for 'author', but got null.", Assert.Throws<ArgumentException>("metadata", () => new SmallNet(1).Save(new MemoryStream(), metadata)).Message);
    }

    [Fact]
    public void In_the_names_of_tensors()
    {
        var network = new SmallNet(1);
        float[] before = network.Parameters.ToArray();
        SafeTensorsFile file = new(new SmallNet(2).ToTensors());
        Assert.StartsWith("Expected a function as Names, but got null.", Assert.Throws<ArgumentException>("options", () => network.LoadWeights(file, new() { Names = null! })).Message);
        Assert.StartsWith("Expected Names to return a name for 'layers.0.weight', but got null.", Assert.Throws<ArgumentException>("options", () => network.LoadWeights(file, new() { Names = _ => null! })).Message);
        Assert.Equal(before, network.Parameters);
    }

    [Fact]
    public void From_a_rule_of_the_users()
    {
        Dataset data = new(new float[4], [1, 0, 0], 4, 3);
        Assert.Equal(
            "Expected NoState.CreateSingle to return a state, but got null.",
            Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new SmallNet(1), data, new() { Optimizer = new NoState() })).Message);
        Assert.Equal(
            "Expected NoState.CreateDouble to return a state, but got null.",
            Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new SmallNetInDouble(1), data, new() { Optimizer = new NoState() })).Message);
        Assert.Equal(
            "Expected NoSchedule.Start to return a state, but got null.",
            Assert.Throws<InvalidOperationException>(() => Trainer.Fit(new SmallNet(1), data, new() { Schedule = new NoSchedule() })).Message);
    }

    private sealed class NoState() : Optimizer(0.1)
    {
        public override OptimizerState<float> CreateSingle(NetworkInfo network) => null!;

        public override OptimizerState<double> CreateDouble(NetworkInfo network) => null!;
    }

    private sealed class NoSchedule : Schedule
    {
        public override ScheduleState Start(ScheduleStart start) => null!;
    }
}
