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
    public void Refuses_a_length_that_does_not_fit() => Assert.StartsWith(
        "Expected 2 x 3 = 6 targets, but got 5.",
        Assert.Throws<ArgumentException>("targets", () => OneHot.Write([2, 0], new double[5].AsSpan(), classes: 3)).Message);
}
