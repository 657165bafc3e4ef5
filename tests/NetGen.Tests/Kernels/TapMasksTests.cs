using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Which pixels have which taps, against the definition.</summary>
public sealed class TapMasksTests
{
    public static TheoryData<int, int, int, int> Axes =>
    [
        .. from size in new[] { 1, 2, 3, 7, 12, 13 }
           from kernel in new[] { 1, 2, 3, 5, 13 }
           from stride in new[] { 1, 2, 3 }
           from dilation in new[] { 1, 2, 3 }
           select (size, kernel, stride, dilation),
    ];

    [Theory]
    [MemberData(nameof(Axes))]
    public void Each_tile_has_the_taps_of_the_definition(int size, int kernel, int stride, int dilation)
    {
        int reach = dilation * (kernel - 1);
        foreach (int before in new[] { 0, 1, reach / 2, reach })
        {
            int room = size + 2 * before - reach - 1;
            if (room < 0)
                continue;

            int outSize = room / stride + 1;
            Check(WindowAxis.Forward(size, outSize, kernel, stride, before, dilation));
            for (int phase = 0; phase < Math.Min(stride, size); phase++)
                Check(WindowAxis.Back(phase, size, outSize, kernel, stride, before, dilation));
        }
    }

    [Fact]
    public void Tiles_with_all_taps_take_no_room()
    {
        var masks = new TapMasks(WindowAxis.Forward(1_000_000_000, 1_000_000_000, 3, 1, 1, 1), 4);
        Assert.Equal((1, 249_999_999), (masks.FirstFull, masks.EndFull));
        Assert.Equal(9, masks.Length);

        // More than an int, rather than what is left of it.
        Assert.Equal(100_000L * 25_001, new TapMasks(WindowAxis.Forward(99_999, 99_999, 100_000, 1, 50_000, 1), 4).Length);
    }

    private static void Check(WindowAxis axis)
    {
        foreach ((int together, int bits, int shift) in new[] { (1, 15, 0), (4, 1, 1), (2, 5, 1), (2, 3, 2) })
        {
            var masks = new TapMasks(axis, together);
            byte[] written = new byte[masks.Length];
            masks.Write(written, bits, shift);
            for (int tile = 0; tile < axis.Tiles(together); tile++)
            {
                var expected = new byte[axis.Taps];
                for (int p = 0; p < together && tile * together + p < axis.Pixels; p++)
                    for (int tap = 0; tap < axis.Taps; tap++)
                    {
                        int at = axis.First + axis.Step * (tile * together + p) + axis.TapStep * tap;
                        expected[tap] |= (byte)(at >= 0 && at < axis.Size ? bits << (p * shift) : 0);
                    }

                Assert.Equal(expected, written.AsSpan((int)masks.At(tile), axis.Taps));
                if (axis.Taps > 0)
                    Assert.Equal(expected.All(mask => mask == 15), tile >= masks.FirstFull && tile < masks.EndFull);
            }
        }
    }
}
