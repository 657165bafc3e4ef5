using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class BatchesTests
{
    [Theory]
    [InlineData(3, 3, 4)]
    [InlineData(8, 3, 4)]
    [InlineData(8, 8, 1)]
    [InlineData(16, 10, 7)]
    public void Samples_are_copied_without_what_lies_between(int stride, int width, int n)
    {
        int[] source = [.. Enumerable.Range(0, n * stride)];
        var destination = new int[n * width];
        Batches.Copy<int>(source, stride, destination, width);
        Assert.Equal(source.Where(i => i % stride < width), destination);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void Too_few_numbers_are_refused(int stride)
    {
        Assert.ThrowsAny<ArgumentException>(() => Batches.Copy<float>(new float[2 * stride + 2], stride, new float[9], 3));
        Assert.ThrowsAny<ArgumentException>(() => Batches.Copy<float>(new float[3 * stride], stride, new float[10], 3));
    }
}
