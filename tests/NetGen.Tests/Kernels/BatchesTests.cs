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

    [Theory]
    [InlineData(3, 3, 3, 4)]
    [InlineData(3, 8, 3, 4)]
    [InlineData(8, 3, 3, 4)]
    [InlineData(24, 16, 10, 7)]
    [InlineData(16, 40, 16, 1)]
    [InlineData(9, 5, 5, 0)]
    public void Samples_are_copied_and_added_where_they_lie_another_stride_apart(int stride, int otherStride, int width, int n)
    {
        double[] source = n == 0 ? [] : Naive.Samples<double>(n, width, stride, seed: 1, padding: 0), before = Naive.Numbers<double>(n * otherStride + 3, seed: 2);
        double[] copy = [.. before], sum = [.. before];
        Batches.Copy<double>(source, stride, copy, otherStride, width, n);
        Batches.Add<double>(source, stride, sum, otherStride, width, n);
        for (int place = 0; place < before.Length; place++)
        {
            (int i, int j) = (place / otherStride, place % otherStride);
            bool isOfSample = i < n && j < width;
            Assert.Equal(isOfSample ? source[i * stride + j] : before[place], copy[place]);
            Assert.Equal(isOfSample ? before[place] + source[i * stride + j] : before[place], sum[place]);
        }
    }

    [Fact]
    public void Too_few_numbers_at_another_stride_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Batches.Copy<float>(new float[18], 8, new float[13], 5, 3, 3));
        Assert.ThrowsAny<ArgumentException>(() => Batches.Copy<float>(new float[19], 8, new float[12], 5, 3, 3));
        Assert.ThrowsAny<ArgumentException>(() => Batches.Add<float>(new float[18], 8, new float[13], 5, 3, 3));
        Assert.ThrowsAny<ArgumentException>(() => Batches.Add<float>(new float[19], 8, new float[12], 5, 3, 3));
    }
}
