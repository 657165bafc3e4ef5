using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class AlignedArrayTests
{
    public static TheoryData<int> Lengths => [0, 1, 65, 100_000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Zeros_begin_at_a_line_of_the_cache(int length)
    {
        // Several, as one may happen to begin there.
        for (int i = 0; i < 20; i++)
        {
            AlignedArray<float> singles = new(length);
            AlignedArray<double> doubles = new(length);

            Assert.Equal((length, length), (singles.Length, singles.Span.Length));
            Assert.Equal((length, length), (doubles.Length, doubles.Span.Length));
            Assert.Equal(0, Address(singles) % 64);
            Assert.Equal(0, Address(doubles) % 64);
            Assert.False(singles.Span.ContainsAnyExcept(0));
            Assert.False(doubles.Span.ContainsAnyExcept(0));
            singles.Span.Fill(1);
            doubles.Span.Fill(1);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Numbers_stay_where_they_are_when_memory_is_collected(int length)
    {
        for (int i = 0; i < 100; i++)
            GC.KeepAlive(new byte[1000]);

        AlignedArray<float> array = new(length);
        float[] expected = Naive.Numbers<float>(length, seed: 1);
        expected.CopyTo(array.Span);
        nint address = Address(array);

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(address, Address(array));
        Assert.Equal(expected, array.Span.ToArray());
    }

    [Fact]
    public void Lengths_that_no_array_has_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new AlignedArray<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new AlignedArray<double>(int.MinValue));
        Assert.Throws<OutOfMemoryException>(() => new AlignedArray<byte>(Array.MaxLength + 1));
        Assert.Throws<OutOfMemoryException>(() => new AlignedArray<byte>(int.MaxValue));
    }

    [Fact]
    public void A_slice_is_part_of_the_numbers()
    {
        AlignedArray<float> array = new(65);
        for (int i = 0; i < 65; i++)
            array.Span[i] = i;

        ReadOnlySpan<float> whole = array;
        Assert.Equal(array.Span.ToArray(), whole.ToArray());
        Assert.Equal([3, 4, 5], array.Slice(3, 3).ToArray());
        Assert.Equal(array.Span.ToArray(), array.Slice(0, 65).ToArray());
        Assert.True(array.Slice(65, 0).IsEmpty);
        array.Slice(64, 1)[0] = -1;
        Assert.Equal(-1, array.Span[64]);
    }

    [Theory]
    [InlineData(0, 66)]
    [InlineData(1, 65)]
    [InlineData(65, 1)]
    [InlineData(66, 0)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(2, int.MaxValue)]
    public void A_slice_that_is_not_inside_is_refused(int start, int length)
    {
        AlignedArray<float> array = new(65);
        Assert.Throws<ArgumentOutOfRangeException>(() => { array.Slice(start, length); });
    }

    [Fact]
    public void A_copy_is_independent()
    {
        AlignedArray<float> array = new(65);
        Naive.Numbers<float>(65, seed: 1).CopyTo(array.Span);
        float[] before = array.Span.ToArray();

        AlignedArray<float> copy = array.Copy();

        Assert.Equal(before, copy.Span.ToArray());
        Assert.Equal(0, Address(copy) % 64);
        array.Span.Clear();
        Assert.Equal(before, copy.Span.ToArray());
        copy.Span.Fill(2);
        Assert.False(array.Span.ContainsAnyExcept(0));
    }

    private static nint Address<T>(AlignedArray<T> array)
        where T : unmanaged => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(array.Span));
}
