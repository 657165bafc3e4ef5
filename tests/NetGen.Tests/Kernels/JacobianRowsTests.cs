using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The batches of a Jacobian: however many outputs there are, each takes a bounded room.</summary>
public sealed class JacobianRowsTests
{
    [Theory]
    [InlineData(3, 2, 2)]
    [InlineData(1, 1, 1)]
    [InlineData(100, 50_000, 20)]
    [InlineData(2_000_000, 10, 1)]
    public void Rows_are_those_of_the_identity(int inputs, int outputs, int most)
    {
        float[] input = [.. Enumerable.Range(0, inputs).Select(k => (float)k)];
        using var rows = new JacobianRows<float>(input, outputs);
        Assert.Equal(most, rows.Most);

        int count = Math.Min(most, 2), first = outputs - count;
        Assert.True(rows.Inputs(count)[..inputs].SequenceEqual(input));
        Assert.True(rows.Inputs(count)[^inputs..].SequenceEqual(input));
        Assert.Equal(count * inputs, rows.Inputs(count).Length);

        // Twice, since a batch must not see what the one before has left.
        rows.OutputGradients(0, count);
        ReadOnlySpan<float> gradients = rows.OutputGradients(first, count);
        Assert.Equal(count * outputs, gradients.Length);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> own = gradients.Slice(row * outputs, outputs);
            Assert.Equal(1, own[first + row]);
            Assert.Equal(outputs - 1, own.Count(0f));
        }
    }
}
