using Xunit;

namespace NetGen.Tests.Runtime;

public class ConfusionMatrixTests
{
    // Class 0: 2 of 3 found. Class 1: found, among 3 predictions. Class 2: never predicted.
    private static readonly ConfusionMatrix _worked = new([0, 0, 0, 1, 2], [0, 0, 1, 1, 1], classes: 3);

    [Fact]
    public void Counts_are_of_actual_and_predicted_classes()
    {
        Assert.Equal((2, 1, 0), (_worked[0, 0], _worked[0, 1], _worked[0, 2]));
        Assert.Equal((0, 1, 0), (_worked[2, 0], _worked[2, 1], _worked[2, 2]));
        Assert.Equal((3, 1, 1), (_worked.Support(0), _worked.Support(1), _worked.Support(2)));
        Assert.Equal((3, 5), (_worked.Classes, _worked.Count));
    }

    [Fact]
    public void Scores_of_a_class_are_worked_by_hand()
    {
        Assert.Equal((1, 1.0 / 3, 0), (_worked.Precision(0), _worked.Precision(1), _worked.Precision(2)));
        Assert.Equal((2.0 / 3, 1, 0), (_worked.Recall(0), _worked.Recall(1), _worked.Recall(2)));
        Assert.Equal((0.8, 0.5, 0), (_worked.F1(0), _worked.F1(1), _worked.F1(2)));
    }

    [Fact]
    public void Averages_are_worked_by_hand()
    {
        Assert.Equal(0.6, _worked.Accuracy);
        AssertEqual((4.0 / 9, 5.0 / 9, 1.3 / 3), _worked.Macro);
        AssertEqual((2.0 / 3, 0.6, 0.58), _worked.Weighted);
        AssertEqual((0.6, 0.6, 0.6), _worked.Micro);
    }

    [Fact]
    public void Classes_that_do_not_occur_have_no_weight()
    {
        var more = new ConfusionMatrix([0, 0, 0, 1, 2], [0, 0, 1, 1, 1], classes: 7);
        Assert.Equal((_worked.Macro, _worked.Weighted), (more.Macro, more.Weighted));
        Assert.Equal((0, 0, 0), (more.Precision(6), more.Recall(6), more.F1(6)));
    }

    [Fact]
    public void The_table_has_a_line_for_each_actual_class() => Assert.Equal(
        """
        actual \ predicted  0  1  2
                         0  2  1  0
                         1  0  1  0
                         2  0  1  0
        """.ReplaceLineEndings("\n"), _worked.ToString());

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.StartsWith("Expected 1 or more samples, but got none.", Assert.Throws<ArgumentException>("actual", () => new ConfusionMatrix([], [], 2)).Message);
        Assert.StartsWith("Expected 2 predictions for 2 samples, but got 1.", Assert.Throws<ArgumentException>("predicted", () => new ConfusionMatrix([0, 1], [0], 2)).Message);
        Assert.StartsWith("Expected labels from 0 to 1, but sample 1 has 2.", Assert.Throws<ArgumentException>("actual", () => new ConfusionMatrix([0, 2], [0, 1], 2)).Message);
        Assert.StartsWith("Expected labels from 0 to 1, but sample 0 has -1.", Assert.Throws<ArgumentException>("predicted", () => new ConfusionMatrix([0, 1], [-1, 1], 2)).Message);
        Assert.StartsWith("Expected 1 or more, but got 0.", Assert.Throws<ArgumentOutOfRangeException>("classes", () => new ConfusionMatrix([0], [0], 0)).Message);
        Assert.StartsWith("Expected a class from 0 to 2, but got 3.", Assert.Throws<ArgumentOutOfRangeException>("label", () => _worked.Precision(3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => _worked.Recall(3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => _worked.F1(3));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => _worked.Support(-1));
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => _worked[0, 3]);
    }

    private static void AssertEqual((double Precision, double Recall, double F1) expected, ClassificationScores actual)
    {
        Assert.Equal(expected.Precision, actual.Precision, 1e-15);
        Assert.Equal(expected.Recall, actual.Recall, 1e-15);
        Assert.Equal(expected.F1, actual.F1, 1e-15);
    }
}
