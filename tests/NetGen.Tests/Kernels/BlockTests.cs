using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Blocks of samples against loops over one number after the other. What becomes of them in lanes is in <see cref="BlockLanesTests"/>.</summary>
public sealed class BlockTests
{
    private const float Untouched = -7;

    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 11)];

    public static TheoryData<int> OutputSizes => [.. Enumerable.Range(1, 7)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Rows_that_fill_vectors_are_the_samples_themselves(int size)
    {
        float[] samples = Naive.Numbers<float>(43 * size, seed: 1), room = Room(32 * size);
        foreach ((int first, int expected) in new[] { (0, 32), (3, 32), (11, 32), (19, 24), (27, 16), (35, 8) })
        {
            Numbers<float> rows = Block.Rows(samples, first, size, new(room, room.Length), out int count);

            Assert.Equal(expected, count);
            Assert.True(Unsafe.AreSame(ref samples[first * size], ref rows[0]));
            AssertUntouched(room);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Of_rows_that_do_not_the_last_one_repeats(int size)
    {
        foreach (int left in Enumerable.Range(1, 31).Where(left => left % 8 != 0))
        {
            foreach (int first in new[] { 0, 1, 16 })
            {
                float[] samples = Naive.Numbers<float>((first + left) * size, seed: left), room = Room(32 * size + 9);

                Numbers<float> rows = Block.Rows(samples, first, size, new(room, 32 * size), out int count);

                Assert.Equal((left + 7) / 8 * 8, count);
                Assert.True(Unsafe.AreSame(ref room[0], ref rows[0]));
                for (int s = 0; s < count; s++)
                    for (int k = 0; k < size; k++)
                        Assert.Equal(samples[(first + Math.Min(s, left - 1)) * size + k], rows[s * size + k]);
                AssertUntouched(room.AsSpan(count * size));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Samples_are_turned_to_lanes_and_the_last_one_repeats(int size)
    {
        for (int left = 1; left <= 40; left++)
        {
            foreach (int first in new[] { 0, 1, 5, 32 })
            {
                float[] samples = Naive.Numbers<float>((first + left) * size, seed: left), lanes = Room((size + 7) * 32 + 9);

                nint length = Block.Gather(samples, first, size, new(lanes, lanes.Length));

                int count = Math.Min(left, 32);
                Assert.Equal((count + 15) / 16 * 16, length);
                for (int s = 0; s < length; s++)
                    for (int k = 0; k < size; k++)
                        Assert.Equal(samples[(first + Math.Min(s, count - 1)) * size + k], lanes[k * length + s]);
                AssertUntouched(lanes.AsSpan((size + 7) * (int)length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputSizes))]
    public void Lanes_go_back_to_samples_and_those_behind_the_last_one_are_dropped(int size)
    {
        foreach (int length in new[] { 8, 16, 24, 32 })
        {
            float[] lanes = Naive.Numbers<float>(size * length, seed: length);
            for (int left = 1; left <= length + 3; left++)
            {
                foreach (int first in new[] { 0, 1, 32 })
                {
                    // The numbers of samples that are no longer part of the batch follow.
                    float[] samples = Room((first + left + 8) * size);

                    Block.Scatter(new(lanes, lanes.Length), length, size, samples.AsSpan(0, (first + left) * size), first);

                    int count = Math.Min(left, length);
                    for (int s = 0; s < count; s++)
                        for (int k = 0; k < size; k++)
                            Assert.Equal(lanes[k * length + s], samples[(first + s) * size + k]);
                    AssertUntouched(samples.AsSpan(0, first * size));
                    AssertUntouched(samples.AsSpan((first + count) * size));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputSizes))]
    public void Targets_are_turned_and_those_of_the_last_sample_repeat(int size)
    {
        for (int left = 1; left <= 11; left++)
        {
            foreach (int first in new[] { 0, 1, 8 })
            {
                float[] targets = Naive.Numbers<float>((first + left) * size, seed: left), y = Room(8 * 8 + 9);

                Block.Targets(new Pass<float> { Targets = targets, Count = first + left }, first, size, new(y, y.Length));

                for (int s = 0; s < 8; s++)
                    for (int k = 0; k < size; k++)
                        Assert.Equal(targets[(first + Math.Min(s, left - 1)) * size + k], y[8 * k + s]);
                AssertUntouched(y.AsSpan(8 * 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputSizes))]
    public void Labels_are_targets_of_1_for_the_class_and_0_for_the_others(int size)
    {
        for (int left = 1; left <= 11; left++)
        {
            foreach (int first in new[] { 0, 1, 8 })
            {
                int[] labels = [.. Enumerable.Range(0, first + left).Select(i => 5 * i % Math.Max(2, size))];
                float[] y = Room(8 * 8 + 9);

                Block.Targets(new Pass<float> { Labels = labels, Count = first + left }, first, size, new(y, y.Length));

                for (int s = 0; s < 8; s++)
                {
                    int label = labels[first + Math.Min(s, left - 1)];
                    for (int k = 0; k < size; k++)
                        Assert.Equal(label == (size == 1 ? 1 : k) ? 1 : 0, y[8 * k + s]);
                }

                AssertUntouched(y.AsSpan(8 * size));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_there_is_no_sample_the_weight_is_0(bool weighted)
    {
        for (int count = 1; count <= 20; count++)
        {
            float[] weights = Naive.Numbers<float>(count, seed: count);
            for (int first = 0; first < count; first++)
            {
                Vector256<float> actual = Block.Weights(new Pass<float> { Weights = weighted ? weights : default, Count = count }, first);

                for (int s = 0; s < 8; s++)
                    Assert.Equal(first + s >= count ? 0 : weighted ? weights[first + s] : 1, actual[s]);
            }
        }
    }

    [Fact]
    public void Where_there_is_no_sample_the_loss_is_0_even_if_it_were_infinite()
    {
        Vector256<float> losses = Vector256.Create(1, 2, float.PositiveInfinity, 4, float.NaN, 6, 7, float.PositiveInfinity);
        for (int count = 1; count <= 20; count++)
        {
            for (int first = 0; first < count; first++)
            {
                Vector256<float> actual = Block.OfSamples(losses, new Pass<float> { Count = count }, first);

                for (int s = 0; s < 8; s++)
                    Assert.Equal(first + s < count ? losses[s] : 0, actual[s]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputSizes))]
    public void Gradients_of_outputs_are_turned_and_0_where_there_is_no_sample(int size)
    {
        for (int left = 1; left <= 11; left++)
        {
            foreach (int first in new[] { 0, 1, 8 })
            {
                float[] gradients = Naive.Numbers<float>((first + left) * size, seed: left), da = Room(8 * 8 + 9);

                Block.OutputGradients(new Pass<float> { OutputGradients = gradients, Count = first + left }, first, size, new(da, da.Length));

                for (int s = 0; s < 8; s++)
                    for (int k = 0; k < size; k++)
                        Assert.Equal(s < left ? gradients[(first + s) * size + k] : 0, da[8 * k + s]);
                AssertUntouched(da.AsSpan(8 * 8));
            }
        }
    }

    private static float[] Room(int length)
    {
        float[] room = new float[length];
        Array.Fill(room, Untouched);
        return room;
    }

    private static void AssertUntouched(ReadOnlySpan<float> numbers) => Assert.False(numbers.ContainsAnyExcept(Untouched));
}
