using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>A gain and a bias for each channel against plain loops.</summary>
public sealed class AffineTests
{
    private const int Samples = 5;

    public static TheoryData<int, int> Shapes => [.. from channels in new[] { 1, 3, 8, 19 } from pixels in new[] { 1, 2, 7, 16, 33 } select (channels, pixels)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Numbers_are_multiplied_then_added(int channels, int pixels)
    {
        CheckForward<float>(channels, pixels);
        CheckForward<double>(channels, pixels);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_are_sums_over_samples_and_pixels(int channels, int pixels)
    {
        CheckGradients<float>(channels, pixels, 1e-5);
        CheckGradients<double>(channels, pixels, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradients_of_the_inputs_are_multiples_of_delta(int channels, int pixels)
    {
        CheckInputGradient<float>(channels, pixels);
        CheckInputGradient<double>(channels, pixels);
    }

    /// <summary>Blocks of 256 and of 512 bits hold the same samples, and give the same bits.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Gradients_do_not_depend_on_the_width_of_a_block(int pixels)
    {
        const int Channels = 3, Lanes = 16;
        float[] delta = Naive.Numbers<float>(2 * Channels * pixels * Lanes, seed: 1), u = Naive.Numbers<float>(delta.Length, seed: 2);
        float[][] wide = Gradients(delta, u, Lanes), narrow = Gradients(Halved(delta), Halved(u), Lanes / 2);
        Assert.Equal(wide[0], narrow[0]);
        Assert.Equal(wide[1], narrow[1]);

        float[][] Gradients(float[] delta, float[] u, int lanes)
        {
            float[] dgain = new float[Channels], db = new float[Channels];
            int size = Channels * pixels * lanes;
            Affine.Gradients<float>(delta, u, size, dgain, db, isFirst: true, size, pixels * lanes, delta.Length / size, lanes);
            return [dgain, db];
        }

        // Each block becomes two: the first half of its samples, then the second.
        static float[] Halved(float[] blocks) =>
            [.. blocks.Chunk(blocks.Length / 2).SelectMany(block => new[] { 0, 1 }.SelectMany(half => block.Chunk(Lanes).SelectMany(number => number.Skip(half * Lanes / 2).Take(Lanes / 2))))];
    }

    private static void CheckForward<T>(int channels, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = channels * pixels, uStride = size + 3, stride = size + 5;
        T[] u = Naive.Samples<T>(Samples, size, uStride, seed: 1, padding: 0), gain = Naive.Numbers<T>(channels, seed: 2), b = Naive.Numbers<T>(channels, seed: 3);
        var z = new T[Samples * stride];
        z.AsSpan().Fill(T.NegativeOne);
        Affine.Forward(u, uStride, gain, b, z, stride, pixels, Samples);
        Assert.Equal(
            [.. Enumerable.Range(0, z.Length).Select(at => at % stride < size ? gain[at % stride / pixels] * u[at / stride * uStride + at % stride] + b[at % stride / pixels] : T.NegativeOne)],
            z);
    }

    private static void CheckGradients<T>(int channels, int pixels, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = channels * pixels, uStride = size + 3, stride = size + 5;
        T[] u = Naive.Samples<T>(Samples, size, uStride, seed: 1, padding: 0), delta = Naive.Samples<T>(Samples, size, stride, seed: 2, padding: 0), dgain = new T[channels], db = new T[channels];
        dgain.AsSpan().Fill(T.NaN);
        db.AsSpan().Fill(T.NaN);
        Affine.Gradients(delta, u, uStride, dgain, db, isFirst: true, stride, pixels, Samples);
        AssertSums(1);
        Affine.Gradients(delta, u, uStride, dgain, db, isFirst: false, stride, pixels, Samples);
        AssertSums(2);

        void AssertSums(int times)
        {
            for (int c = 0; c < channels; c++)
            {
                (int Sample, int Number)[] all = [.. from i in Enumerable.Range(0, Samples) from k in Enumerable.Range(c * pixels, pixels) select (i, k)];
                Assert.Equal(times * all.Sum(at => Delta(at) * double.CreateTruncating(u[at.Sample * uStride + at.Number])), double.CreateTruncating(dgain[c]), tolerance * all.Length);
                Assert.Equal(times * all.Sum(Delta), double.CreateTruncating(db[c]), tolerance * all.Length);
            }
        }

        double Delta((int Sample, int Number) at) => double.CreateTruncating(delta[at.Sample * stride + at.Number]);
    }

    private static void CheckInputGradient<T>(int channels, int pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = channels * pixels, stride = size + 5;
        T[] delta = Naive.Samples<T>(Samples, size, stride, seed: 1, padding: 0), gain = Naive.Numbers<T>(channels, seed: 2);
        foreach (bool adds in new[] { false, true })
        {
            var du = new T[Samples * stride];
            du.AsSpan().Fill(T.NegativeOne);
            Affine.InputGradient(delta, gain, du, stride, pixels, Samples, adds);
            Assert.Equal(
                [.. Enumerable.Range(0, du.Length).Select(at => at % stride < size ? (adds ? T.NegativeOne : T.Zero) + delta[at] * gain[at % stride / pixels] : T.NegativeOne)],
                du);
        }
    }
}
