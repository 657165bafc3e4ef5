using System.Numerics;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <content>The definition.</content>
public sealed partial class BatchNormalizationTests
{
    /// <summary>The definition, number by number.</summary>
    private sealed class Definition<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly int _channels, _pixels, _n;
        private readonly T[] _x, _gain, _b;

        public Definition(int channels, int pixels, int n, T[] x, T[] gain, T[] b)
        {
            (_channels, _pixels, _n, _x, _gain, _b) = (channels, pixels, n, x, gain, b);
            (Mean, R, Z, Running) = (new T[channels], new T[channels], new T[x.Length], RunningBefore);
            T weight = T.CreateTruncating(Momentum), rest = T.CreateTruncating(1 - Momentum);
            for (int c = 0; c < channels; c++)
            {
                T mean = Mean[c] = Sum(c, at => x[at]) / Count;
                T variance = Sum(c, at => (x[at] - mean) * (x[at] - mean)) / Count;
                R[c] = T.One / T.Sqrt(variance + T.CreateTruncating(Epsilon));
                Running[c] = rest * Running[c] + weight * mean;
                Running[channels + c] = rest * Running[channels + c] + weight * (variance * Count / (Count - T.One));
                foreach (int at in Places(c))
                    Z[at] = gain[c] * Normal(c, at) + b[c];
            }
        }

        public T[] Mean { get; }

        public T[] R { get; }

        public T[] Running { get; }

        public T[] Z { get; }

        public T[] RunningBefore => Naive.Numbers<T>(2 * _channels, seed: 99);

        private T Count => T.CreateChecked(_n * _pixels);

        public void Gradients(T[] delta, T[] dGain, T[] dB)
        {
            for (int c = 0; c < _channels; c++)
            {
                dGain[c] += Sum(c, at => delta[at] * Normal(c, at));
                dB[c] += Sum(c, at => delta[at]);
            }
        }

        public void InputGradient(T[] delta, T[] dx, bool isTraining)
        {
            for (int c = 0; c < _channels; c++)
            {
                T mean = Sum(c, at => delta[at]) / Count, projection = Sum(c, at => delta[at] * Normal(c, at)) / Count;
                foreach (int at in Places(c))
                    dx[at] = isTraining ? (delta[at] - mean - Normal(c, at) * projection) * (_gain[c] * R[c]) : delta[at] * (_gain[c] * R[c]);
            }
        }

        public void AssertNearFormula()
        {
            double tolerance = typeof(T) == typeof(float) ? 1e-3 : 1e-11;
            for (int c = 0; c < _channels; c++)
            {
                double[] x = [.. Places(c).Select(at => double.CreateChecked(_x[at]))];
                double mean = x.Average(), r = 1 / Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + Epsilon);
                Assert.Equal(x.Select(value => double.CreateChecked(_gain[c]) * (value - mean) * r + double.CreateChecked(_b[c])), Places(c).Select(at => double.CreateChecked(Z[at])), (expected, actual) => Math.Abs(expected - actual) < tolerance);
            }
        }

        private T Normal(int c, int at) => (_x[at] - Mean[c]) * R[c];

        private IEnumerable<int> Places(int c) =>
            from i in Enumerable.Range(0, _n)
            from p in Enumerable.Range(0, _pixels)
            select (i * _channels + c) * _pixels + p;

        /// <summary>Sample i in part i modulo 16, or 8, and pixel p in a quarter of it.</summary>
        private T Sum(int c, Func<int, T> term)
        {
            int parts = typeof(T) == typeof(float) ? 16 : 8;
            var quarters = new T[parts, 4];
            for (int i = 0; i < _n; i++)
                for (int p = 0; p < _pixels; p++)
                    quarters[i % parts, p % 4] += term((i * _channels + c) * _pixels + p);

            T[] sums = [.. Enumerable.Range(0, parts).Select(part => quarters[part, 0] + quarters[part, 1] + (quarters[part, 2] + quarters[part, 3]))];
            for (; parts > 1; parts /= 2)
                for (int part = 0; part < parts / 2; part++)
                    sums[part] += sums[part + parts / 2];

            return sums[0];
        }
    }
}
