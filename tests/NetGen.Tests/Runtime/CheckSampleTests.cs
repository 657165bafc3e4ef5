using Xunit;

namespace NetGen.Tests.Runtime;

public sealed class CheckSampleTests
{
    // 9,871 of 102,385 numbers are left to share: x has 752 of those that are left, W1 100,320, b1 96 and W2 1,248.
    [Fact]
    public void Every_tensor_gets_32_numbers_and_the_larger_ones_more() =>
        Assert.Equal([105, 9692, 41, 152, 10], CheckSample.Shares(samples: 3, inputSize: 784, [100_352, 128, 1280, 10], numbers: 10_000));

    [Theory]
    [InlineData(22)]
    [InlineData(int.MaxValue)]
    public void All_are_looked_at_where_the_budget_reaches(int numbers) =>
        Assert.Equal([12, 8, 2], CheckSample.Shares(samples: 3, inputSize: 4, [8, 2], numbers));

    [Theory]
    [InlineData(0, new[] { 1, 1, 1 })]
    [InlineData(2, new[] { 1, 1, 1 })]
    [InlineData(7, new[] { 3, 2, 2 })]
    public void Every_tensor_gets_one_number_at_least(int numbers, int[] expected) =>
        Assert.Equal(expected, CheckSample.Shares(samples: 3, inputSize: 4, [8, 2], numbers));

    [Fact]
    public void Many_samples_do_not_crowd_out_the_parameters() =>
        Assert.Equal([7590, 2048, 32, 320, 10], CheckSample.Shares(samples: 10_000, inputSize: 64, [2048, 32, 320, 10], numbers: 10_000));

    [Fact]
    public void The_largest_tensors_are_shared_without_overflow()
    {
        int[] shares = CheckSample.Shares(samples: 1, inputSize: 1, [int.MaxValue, int.MaxValue], numbers: 1_000_001);
        Assert.Equal([1, 500_000, 500_000], shares);
        Assert.InRange(CheckSample.Draw(int.MaxValue, 500_000, new SeededRandom(1)).Last(), int.MaxValue - 4295, int.MaxValue - 1);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(100, 99)]
    [InlineData(100, 7)]
    [InlineData(100, 1)]
    [InlineData(100, 0)]
    public void No_position_comes_twice(int length, int share)
    {
        int[] positions = [.. CheckSample.Draw(length, share, new SeededRandom(3))];
        Assert.Equal(share, positions.Distinct().Count());
        Assert.Equal(positions.Order(), positions);
        Assert.All(positions, position => Assert.InRange(position, 0, length - 1));
    }

    [Fact]
    public void One_seed_gives_one_sample()
    {
        int[] first = [.. CheckSample.Draw(1000, 50, new SeededRandom(1))];
        Assert.Equal(first, CheckSample.Draw(1000, 50, new SeededRandom(1)));
        Assert.NotEqual(first, CheckSample.Draw(1000, 50, new SeededRandom(2)));
    }

    // c = 100 / 8, rounded up, is 13.
    [Fact]
    public void A_run_of_2c_less_1_is_never_missed()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            int[] gaps = [-1, .. CheckSample.Draw(100, 8, new SeededRandom(seed)), 100];
            Assert.All(gaps.Zip(gaps.Skip(1), (before, after) => after - before - 1), run => Assert.InRange(run, 0, 24));
        }
    }

    // Of 100 numbers, 8 are drawn: each with 8 %, in 4,000 samples 320 times with a deviation of 17.
    [Fact]
    public void Every_position_is_as_likely()
    {
        int[] counts = new int[100];
        for (int seed = 0; seed < 4000; seed++)
        {
            foreach (int position in CheckSample.Draw(100, 8, new SeededRandom(seed)))
                counts[position]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 320 - 5 * 17, 320 + 5 * 17));
    }
}
