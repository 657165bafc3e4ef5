using Xunit;

namespace NetGen.Tests.Runtime;

public class ReportTests
{
    // z = W x with W the unit matrix and b = 0, so the predicted class is that of the larger input: 0, 1, 1, 0.
    private static readonly double[] _inputs = [2, 1, 1, 2, 0, 3, 5, 4];

    [Fact]
    public void Softmax_outputs_are_the_probabilities_of_classes()
    {
        ClassificationReport report = ClassificationReport.Of(UnitClassifier(), Dataset.FromLabels(_inputs, [0, 1, 0, 0], inputSize: 2, classes: 2));

        Assert.Equal((2, 1, 0, 1), (report.Confusion[0, 0], report.Confusion[0, 1], report.Confusion[1, 0], report.Confusion[1, 1]));
        Assert.Equal(0.75, report.Accuracy);
        Assert.Equal(1, report.TopKAccuracy(2));

        // -log a_y = log(1 + e^d), d the other input less the right one: -1, -1, 3, -1.
        Assert.Equal((3 * 0.3132616875182228 + 3.048587351573742) / 4, report.LogLoss, 1e-12);

        // z0 - z1 is 1, -3, 1 for class 0 and -1 for class 1: two of three pairs are in order.
        Assert.Equal(2.0 / 3, report.RocAuc, 1e-15);
    }

    [Fact]
    public void Log_softmax_outputs_are_the_logarithms_of_probabilities()
    {
        var data = Dataset.FromLabels(_inputs, [0, 1, 0, 0], inputSize: 2, classes: 2);
        ClassificationReport expected = ClassificationReport.Of(UnitClassifier(), data), report = ClassificationReport.Of(UnitClassifier(Activation.LogSoftmax), data);

        Assert.Equal(expected.ToString(), report.ToString());
        Assert.Equal(expected.LogLoss, report.LogLoss, 1e-15);
    }

    [Fact]
    public void Target_rows_count_as_their_largest()
    {
        var data = new Dataset(_inputs, [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 1, 0], 2, 2);
        ClassificationReport report = ClassificationReport.Of(UnitClassifier(), data);
        Assert.Equal(ClassificationReport.Of(UnitClassifier(), Dataset.FromLabels(_inputs, [0, 1, 0, 0], 2, 2)).ToString(), report.ToString());
        Assert.Equal(Trainer.Evaluate(UnitClassifier(), data).Accuracy, report.Accuracy);
    }

    [Fact]
    public void A_sigmoid_output_is_a_decision()
    {
        // a = sigmoid(x): predicted 1, 0, 1, 0.
        ClassificationReport report = ClassificationReport.Of(Decider<double>(outputs: 1), new([1.0, -1, 2, -2], [1, 0, 0, 1], 1, 1));
        Assert.Equal((1, 1, 1, 1), (report.Confusion[0, 0], report.Confusion[0, 1], report.Confusion[1, 0], report.Confusion[1, 1]));

        // log(1 + e^-1) twice and log(1 + e^2) twice; of the pairs only 1 > -1 is in order.
        Assert.Equal((0.3132616875182228 + 2.126928011042972) / 2, report.LogLoss, 1e-12);
        Assert.Equal(0.25, report.RocAuc);
        Assert.Throws<InvalidOperationException>(() => report.TopKAccuracy(1));
    }

    [Fact]
    public void Several_sigmoid_outputs_are_counted_together()
    {
        var data = new Dataset([1f, -1, 2, -2], [1f, 0, 1, 1, 0, 0, 0.2f, 0.7f], 1, 2);
        ClassificationReport report = ClassificationReport.Of(Decider<float>(outputs: 2), data);
        Assert.Equal((8, 4), (report.Confusion.Count, report.Confusion.Support(1)));
        Assert.Equal(Trainer.Evaluate(Decider<float>(outputs: 2), data).Accuracy, report.Accuracy);
    }

    [Fact]
    public void Single_precision_is_clipped_by_its_own_epsilon()
    {
        // a = sigmoid(-200) = 0 in single precision: -log 2^-23.
        ClassificationReport report = ClassificationReport.Of(Decider<float>(outputs: 1), new([-200f, -1], [1f, 0], 1, 1));
        Assert.Equal((15.942385152878742 + 0.3132616875182228) / 2, report.LogLoss, 1e-7);
    }

    [Fact]
    public void A_class_without_samples_has_no_roc_curve()
    {
        ClassificationReport report = ClassificationReport.Of(UnitClassifier(), Dataset.FromLabels(_inputs, [0, 0, 0, 0], 2, 2));
        Assert.Equal(double.NaN, report.RocAuc);

        // log(1 + e^d) with d = -1, 1, 3, -1.
        Assert.EndsWith("accuracy 50.00 %, log loss 1.247, ROC AUC -", report.ToString());
    }

    [Fact]
    public void The_report_is_a_table_of_classes_and_averages() => Assert.Equal(
        """
           class  precision  recall      F1  support
               0     1.0000  0.6667  0.8000        3
               1     0.5000  1.0000  0.6667        1
           macro     0.7500  0.8333  0.7333        4
        weighted     0.8750  0.7500  0.7667        4
        accuracy 75.00 %, log loss 0.9971, ROC AUC 0.6667
        """.ReplaceLineEndings("\n"), ClassificationReport.Of(UnitClassifier(), Dataset.FromLabels(_inputs, [0, 1, 0, 0], 2, 2)).ToString());

    [Fact]
    public void Networks_without_probabilities_are_refused()
    {
        var line = new FakeNetwork<float>(Loss.MeanSquaredError, 1, (1, Activation.Identity));
        Assert.Contains("but FakeNet has 1 Identity output and Loss.MeanSquaredError.", Assert.Throws<ArgumentException>("network", () => ClassificationReport.Of(line, new([1f], [1f], 1, 1))).Message);

        // Their accuracy is counted otherwise by Trainer.Evaluate.
        var sides = new FakeNetwork<float>(Loss.BinaryCrossEntropy, 1, (2, Activation.Softmax));
        Assert.Throws<ArgumentException>("network", () => ClassificationReport.Of(sides, new([1f], [1f, 0], 1, 2)));
        var classes = new FakeNetwork<float>(Loss.CrossEntropy, 1, (2, Activation.Sigmoid));
        Assert.Throws<ArgumentException>("network", () => ClassificationReport.Of(classes, new([1f], [1f, 0], 1, 2)));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>("data", () => ClassificationReport.Of(UnitClassifier(), Dataset.FromLabels([1.0, 2], [0], 2, 3)));
        Assert.Throws<ArgumentException>("data", () => RegressionReport.Of(UnitClassifier(), Dataset.FromLabels([1.0], [0], 1, 2)));

        FakeClassifier<double> broken = UnitClassifier();
        broken.Parameters[0] = double.NaN;
        string message = Assert.Throws<ArgumentException>("network", () => ClassificationReport.Of(broken, Dataset.FromLabels(_inputs, [0, 1, 0, 0], 2, 2))).Message;
        Assert.StartsWith("Expected a network with finite outputs, but FakeNet computes NaN for sample 0.", message);
    }

    [Fact]
    public void Regression_is_reported_output_by_output()
    {
        // a = (x, 2 x + 1): the first is right; the second is 1, 3, 5 for 1, 3, 6, whose squared deviations sum to 114 / 9.
        var net = new FakeNetwork<double>(Loss.MeanSquaredError, 1, (2, Activation.Identity));
        new double[] { 1, 2, 0, 1 }.CopyTo(net.Parameters);
        RegressionReport report = RegressionReport.Of(net, new([0.0, 1, 2], [0.0, 1, 1, 3, 2, 6], 1, 2));

        Assert.Equal([new(0, 0, 1), new(1.0 / 3, 1.0 / 3, 1 - 9.0 / 114)], report.Outputs);
        Assert.Equal((1.0 / 6, 1.0 / 6), (report.Mean.MeanSquaredError, report.Mean.MeanAbsoluteError));
        Assert.Equal(1 - 4.5 / 114, report.Mean.R2, 1e-15);
        Assert.Equal(
            """
            output  mean squared error  mean absolute error      R2
                 0                   0                    0  1.0000
                 1            0.333333             0.333333  0.9211
              mean            0.166667             0.166667  0.9605
            """.ReplaceLineEndings("\n"), report.ToString());
        Assert.Equal("mean squared error 0.3333, mean absolute error 0.3333, R2 0.9211", report.Outputs[1].ToString());
    }

    [Fact]
    public void One_sample_has_no_R2()
    {
        var net = new FakeNetwork<float>(Loss.MeanSquaredError, 1, (1, Activation.Identity));
        Assert.EndsWith("-", RegressionReport.Of(net, new([1f], [1f], 1, 1)).ToString());
    }

    private static FakeClassifier<double> UnitClassifier(Activation output = Activation.Softmax)
    {
        var net = new FakeClassifier<double>(2, (2, output));
        new double[] { 1, 0, 0, 1, 0, 0 }.CopyTo(net.Parameters);
        return net;
    }

    /// <summary>Every output is sigmoid(x).</summary>
    private static FakeNetwork<T> Decider<T>(int outputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var net = new FakeNetwork<T>(Loss.BinaryCrossEntropy, 1, (outputs, Activation.Sigmoid));
        net.Parameters[..outputs].Fill(T.One);
        net.Parameters[outputs..].Clear();
        return net;
    }
}
