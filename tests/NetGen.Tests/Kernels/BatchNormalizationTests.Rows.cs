using System.Numerics;
using NetGen.CompilerServices;

namespace NetGen.Tests.Kernels;

/// <content>Vectors.</content>
public sealed partial class BatchNormalizationTests
{
    private static void CheckRows<T>(int channels, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int xStride = channels + 2, stride = channels + 3;
        T[] x = Naive.Numbers<T>(n * channels, seed: n), delta = Naive.Numbers<T>(n * channels, seed: 2), gain = Naive.Numbers<T>(channels, seed: 3), b = Naive.Numbers<T>(channels, seed: 4), before = Naive.Numbers<T>(n * channels, seed: 5);
        var definition = new Definition<T>(channels, 1, n, x, gain, b);
        T[] xs = Rows(x, xStride), deltas = Rows(delta, stride), zs = Rows(before, stride), mean = new T[channels], r = new T[channels], running = definition.RunningBefore;
        BatchNormalization.ForwardRows<T>(xs, xStride, gain, b, Epsilon, running, Momentum, mean, r, zs, stride, n);
        AssertSame(definition.Mean, mean, "mean");
        AssertSame(definition.R, r, "r");
        AssertSame(definition.Running, running, "running");
        AssertSame(Rows(definition.Z, stride), zs, "z");
        foreach (bool rectifies in new[] { false, true })
        {
            BatchNormalization.ApplyRows<T>(xs, xStride, gain, b, mean, r, zs, stride, n, rectifies);
            AssertSame(Rows([.. definition.Z.Select(value => rectifies && value < T.Zero ? T.Zero : value)], stride), zs, "z again");
        }

        foreach (bool isFirst in new[] { true, false })
        {
            T[] dGain = Naive.Numbers<T>(channels, seed: 6), dB = Naive.Numbers<T>(channels, seed: 7), ofGain = isFirst ? new T[channels] : [.. dGain], ofB = isFirst ? new T[channels] : [.. dB];
            definition.Gradients(delta, ofGain, ofB);
            BatchNormalization.GradientsRows<T>(deltas, stride, xs, xStride, mean, r, dGain, dB, isFirst, n);
            AssertSame(ofGain, dGain, "dGain");
            AssertSame(ofB, dB, "dB");
        }

        foreach ((bool isTraining, bool adds) in new[] { (true, false), (true, true), (false, false), (false, true) })
        {
            T[] dxs = Rows(before, stride), dx = new T[x.Length];
            definition.InputGradient(delta, dx, isTraining);
            BatchNormalization.InputGradientRows<T>(deltas, isTraining ? xs : default, xStride, gain, isTraining ? mean : default, r, dxs, stride, isTraining, n, 1, adds);
            AssertSame(Rows([.. dx.Zip(before, (gradient, start) => adds ? start + gradient : gradient)], stride), dxs, "dx");
            if (!isTraining)
                continue;

            T[] together = Rows(before, stride), dGain = Naive.Numbers<T>(channels, seed: 6), dB = Naive.Numbers<T>(channels, seed: 7), ofGain = [.. dGain], ofB = [.. dB];
            BatchNormalization.GradientsRows<T>(deltas, stride, xs, xStride, mean, r, ofGain, ofB, isFirst: !adds, n);
            BatchNormalization.BackwardRows<T>(deltas, xs, xStride, gain, mean, r, dGain, dB, isFirst: !adds, together, stride, n, 1, adds);
            AssertSame(dxs, together, "dx at once");
            AssertSame(ofGain, dGain, "dGain at once");
            AssertSame(ofB, dB, "dB at once");
        }

        // Nothing behind the last sample, and -2 between them.
        T[] Rows(T[] samples, int apart)
        {
            T[] rows = [.. Enumerable.Repeat(T.CreateChecked(-2), (n - 1) * apart + channels)];
            for (int i = 0; i < n; i++)
                samples.AsSpan(i * channels, channels).CopyTo(rows.AsSpan(i * apart));

            return rows;
        }
    }
}
