using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

public class OneHotTests
{
    [Fact]
    public void Writes_a_row_for_each_label_over_what_was_there()
    {
        float[] targets = [7, 7, 7, 7, 7, 7];
        OneHot.Write([2, 0], targets.AsSpan(), classes: 3);
        Assert.Equal([0, 0, 1, 1, 0, 0], targets);
    }

    [Fact]
    public void Two_classes_may_be_one_column()
    {
        float[] column = [7, 7, 7], rows = [7, 7, 7, 7], one = [7, 7];
        OneHot.Write([1, 0, 1], column.AsSpan(), classes: 2);
        OneHot.Write([1, 0], rows.AsSpan(), classes: 2);
        OneHot.Write([0, 0], one.AsSpan(), classes: 1);
        Assert.Equal([1, 0, 1], column);
        Assert.Equal([0, 1, 1, 0], rows);
        Assert.Equal([1, 1], one);
        Assert.Throws<IndexOutOfRangeException>(() => OneHot.Write([2], one.AsSpan(0, 1), classes: 2));
    }

    [Fact]
    public void Targets_of_labels_have_a_row_for_each_sample()
    {
        using LabelTargets<float> three = new([1, 0, 2], outputSize: 3), two = new([1, 0], outputSize: 2), column = new([1, 0, 1], outputSize: 1);
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 0, 1], three.Values.ToArray());
        Assert.Equal([0, 1, 1, 0], two.Values.ToArray());
        Assert.Equal([1, 0, 1], column.Values.ToArray());
    }

    [Fact]
    public void Refuses_a_length_that_does_not_fit() => Assert.StartsWith(
        "Expected 2 x 3 = 6 targets, but got 5.",
        Assert.Throws<ArgumentException>("targets", () => OneHot.Write([2, 0], new double[5].AsSpan(), classes: 3)).Message);
}
