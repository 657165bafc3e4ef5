using System.Numerics;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The products of a dense layer against their formulas, bit by bit, with what lies between samples not a number.</summary>
public sealed class DenseTests
{
    private const int Vector = 8;

    // The last three are packed: the first in Forward, the second in WeightGradient, the third in InputGradient.
    private static readonly (int N, int Inputs, int Outputs)[] _shapes =
    [
        .. from n in new[] { 1, 2, 3, 5, 13 }
           from inputs in new[] { 1, 2, 7, 8, 9, 33 }
           from outputs in new[] { 1, 2, 4, 5, 8, 9, 16, 17, 31, 65 }
           select (n, inputs, outputs),
        (20, 64, 256), (70, 17, 256), (20, 256, 66),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Passes_have_the_bits_of_their_formulas(bool isDouble)
    {
        foreach ((int n, int inputs, int outputs) in _shapes)
        {
            if (isDouble)
                new Layer<double>(n, inputs, outputs).Check();
            else
                new Layer<float>(n, inputs, outputs).Check();
        }
    }

    private sealed class Layer<T>(int n, int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private delegate T Summation(T start, int steps, Func<int, T> a, Func<int, T> b);

        private static readonly T _untouched = T.CreateTruncating(12345);

        private readonly int _inputStride = Whole(inputs), _outputStride = Whole(outputs);
        private readonly T[] _x = Naive.Samples<T>(n, inputs, Whole(inputs), seed: 1);
        private readonly T[] _delta = Naive.Samples<T>(n, outputs, Whole(outputs), seed: 2);
        private readonly T[] _weights = Naive.Samples<T>(inputs, outputs, outputs, seed: 3);
        private readonly T[] _b = Naive.Samples<T>(1, outputs, outputs, seed: 4);

        public void Check()
        {
            CheckForward(_b);
            CheckForward([]);
            foreach (bool isFirst in new[] { true, false })
            {
                CheckWeightGradient(isFirst);
                CheckBiasGradient(isFirst);
            }

            CheckInputGradient();
            CheckInputGradientInPlace(adds: false);
            CheckInputGradientInPlace(adds: true);
        }

        private void CheckForward(T[] b)
        {
            T[] z = Untouched(n * _outputStride);
            Dense.Forward(_x, _inputStride, _weights, b, z, _outputStride, n, inputs, outputs);
            Naive.AssertRows(
                (i, j) => (outputs == 1 && inputs % 8 == 0 ? (Summation)Naive.SumInParts : Naive.Sum)(b.Length == 0 ? T.Zero : b[j], inputs, k => _x[i * _inputStride + k], k => _weights[k * outputs + j]),
                z, _outputStride, n, outputs, _untouched);
        }

        private void CheckWeightGradient(bool isFirst)
        {
            T[] before = Naive.Numbers<T>(inputs * outputs, seed: 5), dW = Untouched(inputs * outputs);
            before.CopyTo(dW, 0);
            Dense.WeightGradient(_x, _inputStride, _delta, _outputStride, dW.AsSpan(0, inputs * outputs), isFirst, n, inputs, outputs);
            Naive.AssertRows(
                (k, j) => Naive.Sum(isFirst ? T.Zero : before[k * outputs + j], n, i => _x[i * _inputStride + k], i => _delta[i * _outputStride + j]),
                dW, outputs, inputs, outputs, _untouched);
        }

        private void CheckBiasGradient(bool isFirst)
        {
            T[] before = Naive.Numbers<T>(outputs, seed: 6), db = Untouched(outputs);
            before.CopyTo(db, 0);
            Dense.BiasGradient(_delta, _outputStride, db.AsSpan(0, outputs), isFirst, n);
            Naive.AssertRows(
                (_, j) =>
                {
                    T sum = isFirst ? T.Zero : before[j];
                    for (int i = 0; i < n; i++)
                        sum += _delta[i * _outputStride + j];
                    return sum;
                },
                db, outputs, 1, outputs, _untouched);
        }

        private void CheckInputGradient()
        {
            T[] transposed = Untouched(outputs * _inputStride), dx = Untouched(n * _inputStride);
            Dense.Transpose(_weights.AsSpan(0, inputs * outputs), transposed, _inputStride, inputs, outputs);
            Dense.InputGradient(_delta, _outputStride, transposed, dx, _inputStride, n, inputs, outputs);
            Naive.AssertRows(
                (i, k) => Naive.Sum(T.Zero, outputs, j => _delta[i * _outputStride + j], j => _weights[k * outputs + j]),
                dx, _inputStride, n, inputs, _untouched);
        }

        private void CheckInputGradientInPlace(bool adds)
        {
            T[] before = Naive.Samples<T>(n, inputs, _inputStride, seed: 7), dx = Untouched(n * _inputStride);
            before.AsSpan(0, (n - 1) * _inputStride + inputs).CopyTo(dx);
            Dense.InputGradientInPlace(_delta, _outputStride, _weights.AsSpan(0, inputs * outputs), dx, _inputStride, n, inputs, outputs, adds: adds);
            Naive.AssertRows(
                (i, k) => Naive.Sum(adds ? before[i * _inputStride + k] : T.Zero, outputs, j => _delta[i * _outputStride + j], j => _weights[k * outputs + j]),
                dx, _inputStride, n, inputs, _untouched);
        }

        private static T[] Untouched(int count) => [.. Enumerable.Repeat(_untouched, count + Dense.Padding)];
    }

    [Fact]
    public void Transposed_weights_are_the_weights()
    {
        foreach ((int inputs, int outputs) in (from i in Enumerable.Range(1, 40) from o in Enumerable.Range(1, 40) select (i, o)).Append((64, 96)).Append((96, 64)))
        {
            CheckTranspose<float>(inputs, outputs);
            CheckTranspose<double>(inputs, outputs);
        }
    }

    private static void CheckTranspose<T>(int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] W = [.. Enumerable.Range(1, inputs * outputs).Select(T.CreateChecked)];
        int stride = Whole(inputs);
        var expected = new T[outputs * stride];
        for (int j = 0; j < outputs; j++)
            for (int k = 0; k < inputs; k++)
                expected[j * stride + k] = W[k * outputs + j];

        // Zeros stay where nothing is to be written.
        var transposed = new T[outputs * stride];
        Dense.Transpose(W, transposed, stride, inputs, outputs);
        Assert.True(expected.AsSpan().SequenceEqual(transposed), $"{inputs} x {outputs}");
    }

    // 3 samples through 9 inputs and 17 neurons, with each buffer as short as it may be, or one shorter.
    [Fact]
    public void Too_few_numbers_are_refused()
    {
        Refuses([2 * 16 + 9, 8 * 17 + 24, 24, 2 * 24 + 24], l => Dense.Forward<float>(new float[l[0]], 16, new float[l[1]], new float[l[2]], new float[l[3]], 24, 3, 9, 17));
        Refuses([2 * 16 + 9, 2 * 24 + 24, 9 * 17], l => Dense.WeightGradient<float>(new float[l[0]], 16, new float[l[1]], 24, new float[l[2]], true, 3, 9, 17));
        Refuses([2 * 16 + 9, 2 * 24 + 24, 9 * 17], l => Dense.WeightGradient<float>(new float[l[0]], 16, new float[l[1]], 24, new float[l[2]], false, 3, 9, 17));
        Refuses([2 * 24 + 17, 16 * 16 + 16, 2 * 16 + 16], l => Dense.InputGradient<float>(new float[l[0]], 24, new float[l[1]], new float[l[2]], 16, 3, 9, 17));
        Refuses([2 * 24 + 17, 9 * 17, 2 * 16 + 9], l => Dense.InputGradientInPlace<float>(new float[l[0]], 24, new float[l[1]], new float[l[2]], 16, 3, 9, 17));
        Refuses([2 * 24 + 24], l => Dense.BiasGradient<float>(new float[l[0]], 24, new float[17], true, 3));
        Refuses([9 * 17, 16 * 16 + 9], l => Dense.Transpose<float>(new float[l[0]], new float[l[1]], 16, 9, 17));
        Refuses([9 * 5, 4 * 16 + 9], l => Dense.Transpose<double>(new double[l[0]], new double[l[1]], 16, 9, 5));
    }

    private static void Refuses(int[] lengths, Action<int[]> call)
    {
        call(lengths);
        for (int i = 0; i < lengths.Length; i++)
            Assert.ThrowsAny<ArgumentException>(() => call([.. lengths.Select((length, at) => at == i ? length - 1 : length)]));
    }

    private static int Whole(int count) => (count + Vector - 1) / Vector * Vector;
}
