using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(9, 10)]
    [InlineData(9, int.MaxValue)]
    public void A_buffer_that_is_too_short_is_refused(int length, int wanted)
    {
        float[] buffer = new float[length];
        double[] doubles = new double[length];
        string expected = $"Expected at least {wanted} numbers, but got {length}.";
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => { _ = new Numbers<float>(buffer, wanted); }).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => { _ = new Numbers<double>(doubles, wanted); }).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_buffer_that_is_long_enough_is_used_as_it_is(int length)
    {
        float[] buffer = new float[10];
        Assert.True(Unsafe.AreSame(ref buffer[0], ref new Numbers<float>(buffer, length)[0]));
        Assert.True(Unsafe.AreSame(ref buffer[3], ref new Numbers<float>(buffer.AsSpan(3), 7)[0]));
        Assert.True(new Numbers<float>([], 0).AsSpan(0).IsEmpty);
    }

    [Fact]
    public void All_ways_lead_to_the_same_numbers()
    {
        CheckPlaces<float>();
        CheckPlaces<double>();
    }

    private static void CheckPlaces<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = Naive.Numbers<T>(40, seed: 1), buffer = [.. expected];
        Numbers<T> numbers = new(buffer, 40);
        Assert.Equal(expected, numbers.AsSpan(40).ToArray());
        for (int at = 0; at <= 40 - Vector256<T>.Count; at++)
        {
            Assert.Equal(expected[at], numbers[at]);
            Assert.Equal(Vector256.Create(expected, at), numbers.Load(at));
            Assert.Equal(Vector256.Create(expected, at), numbers.From(at).Load(0));
            Assert.Equal(Vector256.Create(expected, at), numbers.From(at / 2).Load(at - at / 2));
            Assert.Equal(expected[at..], numbers.From(at).AsSpan(40 - at).ToArray());
        }

        numbers[2] = expected[2] = T.One;
        numbers.From(30)[1] = expected[31] = -T.One;
        Vector256<T> lanes = Vector256.Create(T.CreateChecked(3));
        numbers.Store(lanes, 5);
        numbers.From(10).Store(lanes, 6);
        lanes.CopyTo(expected, 5);
        lanes.CopyTo(expected, 16);
        Assert.Equal(expected, buffer);
    }
}
