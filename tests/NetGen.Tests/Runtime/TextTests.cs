using NetGen.Tests.Networks;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>What is printed says what it is, the same under every culture.</summary>
public sealed class TextTests
{
    public static TheoryData<object, string> Cases => new()
    {
        { Dataset.FromLabels(new float[6], [0, 1, 2], 2, 3), "3 samples of 2 inputs, with labels of 3 classes" },
        { new Dataset([1.0], [2], 1, 1), "1 sample of 1 input and 1 target" },
        { new Dataset(new double[4], new double[6], 2, 3).WithSampleWeights([1.0, 2]), "2 samples of 2 inputs and 3 targets, weighted" },
        { new EpochRecord(7, 0.5, double.NaN, double.NaN, double.NaN, 0.1, double.NaN, TimeSpan.FromSeconds(0.25)), "epoch 7: loss 0.5, learning rate 0.1, 0.25 seconds" },
        {
            new EpochRecord(1, 2.302585, 0.875, 1234.5, 0.9625, 0.005, 12.5, TimeSpan.FromSeconds(3)),
            "epoch 1: loss 2.30259, accuracy 87.50 %, validation loss 1234.5, validation accuracy 96.25 %, learning rate 0.005, gradient norm 12.5, 3.00 seconds"
        },
        {
            new TrainingProgress(3, 30, 4, 45, 0.125, 0.5, TimeSpan.FromSeconds(1.25), TimeSpan.FromSeconds(11.5), null),
            "epoch 3 of 30, batch 4 of 45, loss 0.125, learning rate 0.5, 1.25 seconds, 11.50 left"
        },
        { new SearchProgress(3, 12, TimeSpan.FromSeconds(1.25), TimeSpan.FromSeconds(3.75)), "3 of 12 configurations, 1.25 seconds, 3.75 left" },
        { new SearchRow<double>(0.5, 0, [1, 2], 1.5, 0.5, null, default), "0.5: 1.5 +- 0.5" },
        { new SearchRow<double>(0.5, 0, [], double.NaN, double.NaN, new InvalidOperationException("No."), default), "0.5 failed: No." },
        { new ClassificationScores(0.5, 0.25, 0.125), "precision 0.5000, recall 0.2500, F1 0.1250" },
        { SmallNet.Info, "SmallNet: 4 inputs, 3 outputs, 131 parameters, Single, CrossEntropy" },
        { SmallNet.Info.Layers[0], "layer 1: Dense, (4) -> (16), Tanh" },
        { SmallNet.Info.Layers[0].Parameters[0], "W1 (16, 4)" },
        { new SmallNet(1), SmallNet.Summary },
        { new TrainingOptions(), "the defaults" },
        { new TrainingOptions { Epochs = 5, L2 = 0.5, ClassWeights = [1, 2.5], Schedule = new ConstantRate() }, "Epochs = 5, L2 = 0.5, ClassWeights = (1, 2.5), Schedule = ConstantRate()" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Is_worth_reading(object value, string expected)
    {
        using (Culture.WithComma())
            Assert.Equal(expected, value.ToString());
    }
}
