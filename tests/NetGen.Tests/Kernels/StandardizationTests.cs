using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class StandardizationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 7)]
    [InlineData(2, 40)]
    public void Pixels_get_the_mean_and_the_scale_of_their_channel(int channels, int pixels)
    {
        Check<float>(channels, pixels);
        Check<double>(channels, pixels);
    }

    private static void Check<T>(int channels, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Samples = 3;
        int size = channels * pixels, stride = size + 2;
        T[] x = Naive.Numbers<T>(Samples * size, seed: 1), mean = Naive.Numbers<T>(channels, seed: 2), scale = Naive.Numbers<T>(channels, seed: 3), xhat = new T[(Samples - 1) * stride + size];
        Standardization.ApplyToChannels<T>(x, mean, scale, xhat, channels, pixels, stride, Samples);
        for (int at = 0; at < xhat.Length; at++)
        {
            (int i, int j) = (at / stride, at % stride);
            Naive.AssertBits(j < size ? (x[i * size + j] - mean[j / pixels]) / scale[j / pixels] : T.Zero, xhat[at], $"{j} of sample {i}");
        }

        // The same as a mean and a scale for each number.
        T[] apart = new T[xhat.Length];
        Standardization.Apply<T>(x, Spread(mean), Spread(scale), apart, stride, Samples);
        Assert.Equal(apart, xhat);

        T[] Spread(T[] values) => [.. values.SelectMany(value => Enumerable.Repeat(value, pixels))];
    }
}
