using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;
using NetGen.CompilerServices;
using NetGen.Tests.Kernels;
using Xunit;

namespace NetGen.Tests.Layers;

/// <summary>The masks of dropout are what their definition says: see tests/fixtures/make_dropout_fixtures.py.</summary>
public sealed class MaskTests
{
    /// <summary>MurmurHash3 of no bytes is its finalizer of the seed alone: published hashes of the empty string with the seeds 0, 1 and 2^32 - 1.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0x514E28B7)]
    [InlineData(0xFFFFFFFF, 0x81F16F39)]
    public void The_finalizer_is_that_of_MurmurHash3(uint seed, uint hash) => Assert.Equal(hash, Masks.Mix(seed));

    [Fact]
    public void Masks_are_those_of_the_definition_for_rows_and_lanes_in_either_precision()
    {
        foreach (JsonElement mask in DropoutFixture.Root.GetProperty("masks").EnumerateArray())
        {
            AssertMask<float>(mask);
            AssertMask<double>(mask);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.9999999999999999)]
    public void As_many_are_dropped_as_the_rate_says(double rate)
    {
        const int Samples = 1000, Width = 1001;
        var m = new double[Samples * Width];
        new Masks(3, 17).Apply<double>(2, rate, 0, Enumerable.Repeat(1.0, m.Length).ToArray(), m, new double[m.Length], Width, Width, Samples);

        Assert.All(m.Distinct(), value => Assert.True(value is 0 || value == 1 / (1 - rate)));
        double[] dropped = [.. m.Select(value => value == 0 ? 1.0 : 0)];
        AssertRate(dropped, rate);

        // Neither first neurons nor first samples are another's, nor do neighbours follow each other.
        AssertRate([.. Enumerable.Range(0, Samples).Select(i => dropped[i * Width])], rate);
        AssertRate(dropped[..Width], rate);
        AssertRate([.. Enumerable.Range(0, m.Length - 1).Select(i => dropped[i] * dropped[i + 1])], rate * rate);
        AssertRate([.. Enumerable.Range(0, m.Length - Width).Select(i => dropped[i] * dropped[i + Width])], rate * rate);
    }

    [Fact]
    public void A_part_of_a_batch_has_its_part_of_the_masks()
    {
        float[] whole = Apply(new Masks(5, 2), first: 0, n: 40), part = Apply(new Masks(5, 2).From(10), first: 3, n: 20);
        Assert.Equal(whole[(13 * 11)..(33 * 11)], part);

        static float[] Apply(Masks masks, int first, int n)
        {
            float[] a = [.. Enumerable.Repeat(3f, n * 11)], m = new float[a.Length], h = new float[a.Length];
            masks.Apply<float>(1, 0.25, first, a, m, h, width: 11, stride: 11, n);
            Assert.Equal(m.Select(factor => 3 * factor), h);
            return h;
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(16, 1)]
    [InlineData(3, 4)]
    [InlineData(8, 9)]
    public void Images_in_lanes_have_the_masks_of_their_samples(int channels, int pixels)
    {
        foreach (int n in new[] { 1, 3, 8, 15, 16, 17, 40 })
        {
            CheckLanes<float>(new Masks(5, 2).From(4), channels, pixels, n);
            CheckLanes<double>(new Masks(5, 2).From(4), channels, pixels, n);
            CheckLanes<float>(Masks.None, channels, pixels, n);
        }
    }

    private static void CheckLanes<T>(Masks masks, int channels, int pixels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Layer = 3, First = 2;
        int size = channels * pixels;
        T[] a = Naive.Numbers<T>(n * size, seed: 1), m = new T[a.Length], h = new T[a.Length], sample = new T[size], ofChannels = new T[channels];
        for (int i = 0; i < n; i++)
        {
            masks.Draw<T>(Layer, 0.3, First + i, ofChannels);
            masks.DrawChannels(Layer, 0.3, First + i, sample.AsSpan(), pixels);
            Assert.Equal(ofChannels.SelectMany(factor => Enumerable.Repeat(factor, pixels)), sample);
            sample.CopyTo(m, i * size);
        }

        var lanes = new Vector256<T>[size];
        masks.DrawChannels(Layer, 0.3, First, lanes.AsSpan(), pixels);
        for (int lane = 0; lane < Math.Min(n, Vector256<T>.Count); lane++)
            Assert.Equal(m[(lane * size)..((lane + 1) * size)], lanes.Select(vector => vector[lane]));

        foreach (int width in Blocked.Widths<T>())
        {
            T[] values = Blocked.ToLanes<T>(a, size, n, width, T.CreateChecked(5)), mInLanes = [.. Enumerable.Repeat(T.NaN, values.Length)], hInLanes = [.. mInLanes];
            masks.ApplyInLanes<T>(Layer, 0.3, First, values, mInLanes, hInLanes, channels, pixels, n, width);
            AssertLanes();
            if (!Blocked.IsUsual<T>(width))
                continue;

            masks.ApplyToChannelsInLanes<T>(Layer, 0.3, First, values, mInLanes, hInLanes, channels, pixels, n);
            AssertLanes();
            if (pixels == 1)
            {
                masks.ApplyInLanes<T>(Layer, 0.3, First, values, mInLanes, hInLanes, size, n);
                AssertLanes();
                masks.Apply<T>(Layer, 0.3, First, a, m, h, size, size, n);
                Assert.Equal(h, Blocked.ToRows<T>(hInLanes, size, n, width));
            }

            void AssertLanes()
            {
                Assert.Equal(m, Blocked.ToRows<T>(mInLanes, size, n, width));
                Assert.Equal(a.Zip(m, (value, factor) => value * factor), Blocked.ToRows<T>(hInLanes, size, n, width));
                Assert.All(mInLanes, factor => Assert.True(T.IsFinite(factor)));
            }
        }
    }

    private static void AssertMask<T>(JsonElement fixture)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = fixture.GetProperty("rate").GetDouble();
        int layer = fixture.GetProperty("layer").GetInt32(), sample = fixture.GetProperty("sample").GetInt32();
        var masks = new Masks(fixture.GetProperty("seed").GetInt32(), fixture.GetProperty("step").GetInt64());
        T[] expected = [.. fixture.GetProperty("kept").GetString()!.Select(kept => kept == '1' ? T.CreateTruncating(1 / (1 - rate)) : T.Zero)];

        var row = new T[expected.Length];
        masks.Draw<T>(layer, rate, sample, row);
        Assert.Equal(expected, row);

        var lanes = new Vector256<T>[expected.Length];
        for (int lane = 0; lane < Vector256<T>.Count && lane <= sample; lane++)
        {
            masks.Draw(layer, rate, sample - lane, lanes.AsSpan());
            Assert.Equal(expected, lanes.Select(vector => vector[lane]));
        }
    }

    /// <summary>Within five standard deviations of a binomial distribution.</summary>
    private static void AssertRate(double[] drops, double rate)
    {
        double deviation = Math.Sqrt(rate * (1 - rate) / drops.Length);
        Assert.InRange(drops.Average(), rate - 5 * deviation - 1e-9, rate + 5 * deviation + 1e-9);
    }
}

internal static class DropoutFixture
{
    public static JsonElement Root { get; } = Read();

    public static double[] Inputs { get; } = Numbers<double>(Root.GetProperty("inputs"));

    public static int[] Labels { get; } = [.. Root.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32())];

    public static Dataset Data { get; } = Dataset.FromLabels(Inputs, Labels, inputSize: 4, classes: 3);

    public static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. array.EnumerateArray().Select(number => T.CreateChecked(number.GetDouble()))];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "dropout.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
