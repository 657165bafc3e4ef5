using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>What only large products do, sharing rows or columns among threads and streaming, does not change a bit.</summary>
public sealed class LargeProductTests
{
    // 97 x 200 x 130 multiply-adds are work for two threads, and more than 2 x 1,048,576.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_have_the_bits_of_naive_sums(int threads)
    {
        foreach ((int rows, int columns) in new[] { (97, 130), (130, 97), (10, 1300), (1300, 10) })
        {
            Check<float>(rows, steps: 200, columns, threads);
            Check<double>(rows, steps: 200, columns, threads);
        }
    }

    // Rows of b a multiple of 512 bytes apart, or a megabyte of it: panels that are copied, many at a time for up to 256 terms or more
    // rows than columns, otherwise ahead. 16 rows are two tiles of six and one of four, 17 end in a single row.
    [Theory]
    [InlineData(16, 64, 128)]
    [InlineData(50, 256, 384)]
    [InlineData(130, 300, 128)]
    [InlineData(16, 257, 128)]
    [InlineData(17, 263, 256)]
    [InlineData(22, 1000, 128)]
    [InlineData(61, 300, 640)]
    [InlineData(20, 700, 521)]
    public void Copied_panels_have_the_bits_of_naive_sums(int rows, int steps, int columns)
    {
        Check<float>(rows, steps, columns, threads: 1);
        Check<double>(rows, steps, columns, threads: 1);
    }

    // One row by 2 MB: 515 is no multiple of the four rows that are read together, 1031 none of a vector.
    [Fact]
    public void A_streamed_row_has_the_bits_of_naive_sums()
    {
        Check<float>(rows: 1, steps: 515, columns: 1031, threads: 1);
        Check<double>(rows: 1, steps: 515, columns: 1031, threads: 1);
    }

    [Fact]
    public async Task Products_of_several_callers_share_one_team()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 5; i++)
                Check<float>(rows: 97, steps: 200, columns: 130, threads: 2);
        })));
    }

    private static void Check<T>(int rows, int steps, int columns, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Naive.Numbers<T>(rows * steps, seed: 1), start = Naive.Numbers<T>(columns + Dense.Padding, seed: 3);
        T[] b = Naive.Numbers<T>(steps * columns + Dense.Padding, seed: 2);
        foreach (bool startsFromZero in new[] { true, false })
        {
            var c = new T[rows * columns];
            Product.Compute(
                new Matrix<T>(a, steps), new Matrix<T>(b, columns), startsFromZero ? default : new Matrix<T>(start, 0), c, columns, rows, steps, columns, threads);
            for (int r = 0; r < rows; r++)
                for (int j = 0; j < columns; j++)
                {
                    T sum = startsFromZero ? T.Zero : start[j];
                    for (int s = 0; s < steps; s++)
                        sum = T.MultiplyAddEstimate(a[r * steps + s], b[s * columns + j], sum);

                    Assert.Equal(sum, c[r * columns + j]);
                }
        }
    }
}
