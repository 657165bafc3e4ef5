using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Figures worked by hand; scikit-learn's are in <see cref="MetricsFixtureTests"/>.</summary>
public class ClassificationMetricsTests
{
    private static readonly double[] _scores = [0.5, 0.2, 0.2, 0.3, 0.4, 0.2, 0.2, 0.4, 0.3, 0.7, 0.2, 0.1];

    [Fact]
    public void Accuracy_is_the_part_that_is_right() =>
        Assert.Equal(0.75, ClassificationMetrics.Accuracy([7, 1, 2, 0], [7, 1, 2, 3]));

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(3, 1)]
    public void Top_k_counts_classes_before(int k, double expected)
    {
        Assert.Equal(expected, ClassificationMetrics.TopKAccuracy([0, 1, 2, 2], _scores, k));
        Assert.Equal(expected, ClassificationMetrics.TopKAccuracy([0, 1, 2, 2], Array.ConvertAll(_scores, score => (float)score), k));
    }

    // scikit-learn sorts stably and reverses: the order is 2, 1, 0.
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Of_equal_scores_the_larger_class_comes_first(int label, int rank)
    {
        for (int k = 1; k <= 3; k++)
            Assert.Equal(k >= rank ? 1 : 0, ClassificationMetrics.TopKAccuracy([label], [0.25, 0.25, 0.25], k));
    }

    [Fact]
    public void Log_loss_is_the_mean_of_minus_log_p()
    {
        // -(log 0.9 + log 0.9 + log 0.8 + log 0.65) / 4
        Assert.Equal(0.21616187468057912, ClassificationMetrics.LogLoss([1, 0, 0, 1], [0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65]), 1e-15);
        Assert.Equal(0.21616187468057912, ClassificationMetrics.LogLoss([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]), 1e-15);
    }

    [Fact]
    public void Log_loss_clips_by_the_precision_of_the_probabilities()
    {
        // -log 2^-52 = 52 log 2 and 23 log 2.
        Assert.Equal(36.04365338911715, ClassificationMetrics.LogLoss([1], new double[] { 0 }), 1e-13);
        Assert.Equal(36.04365338911715, ClassificationMetrics.LogLoss([0], new double[] { 1 }), 1e-13);
        Assert.Equal(15.942385152878742, ClassificationMetrics.LogLoss([1], new float[] { 0 }), 1e-13);
        Assert.Equal(36.04365338911715, ClassificationMetrics.LogLoss([1], [1.0, 0.0]), 1e-13);
    }

    [Fact]
    public void Roc_auc_counts_pairs_and_halves_of_ties()
    {
        Assert.Equal(0.75, ClassificationMetrics.RocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]));
        Assert.Equal(0.875, ClassificationMetrics.RocAuc([0, 1, 0, 1], [0.5, 0.5, 0.2, 0.8]));
        Assert.Equal(0.875, ClassificationMetrics.RocAuc([0, 1, 0, 1], [0.5f, 0.5f, 0.2f, 0.8f]));
        Assert.Equal(0, ClassificationMetrics.RocAuc([1, 0], [-3.0, 4.0]));
    }

    [Fact]
    public void Roc_auc_of_several_classes_is_the_mean_of_each_against_the_rest()
    {
        // Columns: 0.9 | 0.2 0.9 -> 3/4; 0.7 | 0.1 0.3 -> 1; 0.1 | 0.2 0.1 -> 1/4.
        double[] scores = [0.9, 0.1, 0.2, 0.2, 0.7, 0.1, 0.9, 0.3, 0.1];
        Assert.Equal(2.0 / 3, ClassificationMetrics.RocAuc([0, 1, 2], scores), 1e-15);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Says<ArgumentException>("labels", "Expected 1 or more samples, but got none.", () => ClassificationMetrics.LogLoss([], new double[2]));
        Says<ArgumentException>("probabilities", "Expected 2 x classes probabilities for 2 labels, but got 3.", () => ClassificationMetrics.LogLoss([0, 1], new double[3]));
        Says<ArgumentException>("scores", "Expected 2 x classes scores for 2 labels, but got 0.", () => ClassificationMetrics.RocAuc([0, 1], new double[0]));
        Says<ArgumentException>("scores", "Expected finite scores, but sample 1 has NaN.", () => ClassificationMetrics.RocAuc([0, 1], [0.5, double.NaN]));
        Says<ArgumentException>("labels", "Expected samples of each of the 2 classes, but of 2 none is of class 0.", () => ClassificationMetrics.RocAuc([1, 1], [0.5, 0.1]));
        Says<ArgumentException>("labels", "Expected samples of each of the 3 classes, but of 2 none is of class 2.", () => ClassificationMetrics.RocAuc([0, 1], new double[6]));
        Says<ArgumentException>("labels", "Expected labels from 0 to 1, but sample 1 has 2.", () => ClassificationMetrics.RocAuc([0, 2], [0.5, 0.1]));
        Says<ArgumentException>("probabilities", "Expected probabilities from 0 to 1, but sample 1 has 1.5.", () => ClassificationMetrics.LogLoss([0, 1], [0.5, 1.5]));
        Says<ArgumentException>("probabilities", "Expected probabilities from 0 to 1, but sample 0 has -0.5.", () => ClassificationMetrics.LogLoss([0, 1], [-0.5, 1.5, 0, 1]));
        Says<ArgumentOutOfRangeException>("k", "Expected k from 1 to 3, the number of classes, but got 4.", () => ClassificationMetrics.TopKAccuracy([0, 1, 2, 2], _scores, 4));
        Says<ArgumentOutOfRangeException>("k", "Expected k from 1 to 3, the number of classes, but got 0.", () => ClassificationMetrics.TopKAccuracy([0, 1, 2, 2], _scores, 0));
        Says<ArgumentException>("scores", "Expected scores of 2 or more classes for each of 2 labels, but got 2.", () => ClassificationMetrics.TopKAccuracy([0, 1], [0.5, 0.5], 1));
        Says<ArgumentException>("predicted", "Expected 2 predictions for 2 samples, but got 3.", () => ClassificationMetrics.Accuracy([0, 1], [0, 1, 2]));
    }

    private static void Says<TException>(string parameter, string message, Func<object> call)
        where TException : ArgumentException =>
        Assert.StartsWith(message, Assert.Throws<TException>(parameter, call).Message);
}
