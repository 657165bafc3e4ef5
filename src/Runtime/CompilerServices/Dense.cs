using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// The products of a dense layer for a batch of n samples. Called by generated code, which has laid out every buffer:
/// weights are stored input by input, rows of a batch are a stride apart, and each span continues for <see cref="Padding"/>
/// numbers after its content, because whole vectors are read.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dense
{
    /// <summary>The number of elements that must follow a buffer whose rows are read in whole vectors.</summary>
    public const int Padding = BufferLayout.Padding;

    private const int LongestRowApart = 1024;

    /// <summary><c>z = W x + b</c> for n samples. A single neuron with whole vectors of inputs adds in the order of <see cref="Lanes.Sum"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, n x inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="W">The weights, input by input.</param>
    /// <param name="b">The biases; empty for none.</param>
    /// <param name="z">Receives the weighted inputs, n x outputs; numbers between outputs and the stride are unspecified.</param>
    /// <param name="zStride">The distance between samples of z: a multiple of a vector, at least outputs.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of neurons.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void Forward<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, int zStride, int n, int inputs, int outputs, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs == 1 && inputs % BufferLayout.Group == 0)
            ForwardToOne(x, xStride, W[..inputs], b, z, zStride, n);
        else if (n == 1 && threads == 1)
            Product.ComputeRow(x, W, outputs, b, z, inputs, WholeVectors<T>(outputs));
        else
            Product.Compute(new(x, xStride), new(W, outputs), new(b, 0), z, zStride, rows: n, steps: inputs, columns: WholeVectors<T>(outputs), threads);
    }

    /// <summary>One neuron: term k goes to lane k modulo the number of lanes, because a sum in the order of k would wait for each term.</summary>
    private static void ForwardToOne<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> W, ReadOnlySpan<T> b, Span<T> z, int zStride, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        z = z[..((n - 1) * zStride + 1)];
        T bias = b.IsEmpty ? T.Zero : b[0];
        ref T w = ref MemoryMarshal.GetReference(W);
        for (int i = 0; i < n; i++)
        {
            ref T row = ref MemoryMarshal.GetReference(x.Slice(i * xStride, W.Length));
            Vector256<T> sum = Vectors.Load(ref w, 0) * Vectors.Load(ref row, 0);
            for (nint k = Vector256<T>.Count; k < W.Length; k += Vector256<T>.Count)
                sum = Vectors.Fma(Vectors.Load(ref w, k), Vectors.Load(ref row, k), sum);

            z[i * zStride] = Lanes.Sum(sum) + bias;
        }
    }

    /// <summary><c>dW = delta^T x</c>, summed over n samples; added to dW unless they are the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The inputs, n x inputs.</param>
    /// <param name="xStride">The distance between samples of x.</param>
    /// <param name="delta">The deltas, n x outputs.</param>
    /// <param name="deltaStride">The distance between samples of delta.</param>
    /// <param name="dW">The gradient of the weights, input by input.</param>
    /// <param name="isFirst">Whether to overwrite dW rather than add to it.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of neurons.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    public static void WeightGradient<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> delta, int deltaStride, Span<T> dW, bool isFirst, int n, int inputs, int outputs, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // With fewer neurons than two vectors hold, lanes would be idle. So the inputs are in the lanes, if whole
        // vectors of x can be read.
        bool isNarrow = outputs < 2 * Vector256<T>.Count && inputs >= outputs && xStride % Vector256<T>.Count == 0;
        if (isNarrow && outputs == 1)
            Product.Compute(new(delta, 0, deltaStride), new(x, xStride), new(isFirst ? default : dW, 0), dW, inputs, rows: 1, steps: n, columns: inputs, threads);
        else if (isNarrow)
            NarrowWeightGradient(x, xStride, delta, deltaStride, dW, isFirst, n, inputs, outputs, threads);
        else
            Product.Compute(new(x, 1, xStride), new(delta, deltaStride), new(isFirst ? default : dW, outputs), dW, outputs, rows: inputs, steps: n, columns: outputs, threads);
    }

    /// <summary>Computes dW neuron by neuron in a buffer, and transposes it.</summary>
    [SkipLocalsInit]
    private static void NarrowWeightGradient<T>(ReadOnlySpan<T> x, int xStride, ReadOnlySpan<T> delta, int deltaStride, Span<T> dW, bool isFirst, int n, int inputs, int outputs, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = WholeVectors<T>(inputs), length = outputs * stride;
        T[]? rented = length > Vectors.StackLimit ? ArrayPool<T>.Shared.Rent(length) : null;
        Span<T> turned = (rented is null ? stackalloc T[length] : rented)[..length];
        if (!isFirst)
        {
            if (stride > inputs)
                turned.Clear();

            Blocks.Turn(dW, outputs, turned, stride, rows: inputs, columns: outputs);
        }

        Product.Compute(new(delta, 1, deltaStride), new(x, xStride), new(isFirst ? default : turned, stride), turned, stride, rows: outputs, steps: n, columns: stride, threads);
        Blocks.Turn(turned, stride, dW, outputs, rows: outputs, columns: inputs);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary><c>dL/dx = W^T delta</c> for n samples.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, n x outputs.</param>
    /// <param name="deltaStride">The distance between samples of delta.</param>
    /// <param name="W">The weights neuron by neuron, as <see cref="Transpose"/> makes them.</param>
    /// <param name="dx">Receives the gradient, n x inputs; numbers between inputs and the stride are unspecified.</param>
    /// <param name="dxStride">The distance between samples of dx, and between neurons of W: a multiple of a vector, at least inputs.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of neurons.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void InputGradient<T>(ReadOnlySpan<T> delta, int deltaStride, ReadOnlySpan<T> W, Span<T> dx, int dxStride, int n, int inputs, int outputs, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Product.Compute(new(delta, deltaStride), new(W, dxStride), new(adds ? dx : default, dxStride), dx, dxStride, rows: n, steps: outputs, columns: WholeVectors<T>(inputs), threads);

    /// <summary>
    /// <c>dL/dx = W^T delta</c> for n samples of a layer with so many weights that copying them neuron by neuron would cost a
    /// large part of the time of the product: samples are in the lanes, and each weight is read in place.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, n x outputs.</param>
    /// <param name="deltaStride">The distance between samples of delta.</param>
    /// <param name="W">The weights, input by input.</param>
    /// <param name="dx">Receives the gradient, n x inputs; numbers between inputs and the stride are unspecified.</param>
    /// <param name="dxStride">The distance between samples of dx.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of neurons.</param>
    /// <param name="threads">The number of threads that may share the work.</param>
    /// <param name="adds">Whether to add to dx rather than overwrite it.</param>
    public static void InputGradientInPlace<T>(ReadOnlySpan<T> delta, int deltaStride, ReadOnlySpan<T> W, Span<T> dx, int dxStride, int n, int inputs, int outputs, int threads = 1, bool adds = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = WholeVectors<T>(n);
        Span<T> turned = KeptRoom<T, TurnedSamples>.Of(checked((outputs + inputs) * lanes)), deltaByNeuron = turned[..(outputs * lanes)], dxByInput = turned[(outputs * lanes)..];
        if (n < lanes)
            deltaByNeuron.Clear();

        Blocks.Turn(delta, deltaStride, deltaByNeuron, lanes, rows: n, columns: outputs);
        if (adds)
            Blocks.Turn(dx, dxStride, dxByInput, lanes, rows: n, columns: inputs);

        Product.Compute(new(W, outputs), new(deltaByNeuron, lanes), new(adds ? dxByInput : default, lanes), dxByInput, lanes, rows: inputs, steps: outputs, columns: lanes, threads);
        Blocks.Turn(dxByInput, lanes, dx, dxStride, rows: inputs, columns: n);
    }

    /// <summary><c>db = sum over n samples of delta</c>; added to db unless they are the first.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="delta">The deltas, n x outputs.</param>
    /// <param name="deltaStride">The distance between samples of delta.</param>
    /// <param name="db">The gradient of the biases.</param>
    /// <param name="isFirst">Whether to overwrite db rather than add to it.</param>
    /// <param name="n">The number of samples.</param>
    [SkipLocalsInit]
    public static void BiasGradient<T>(ReadOnlySpan<T> delta, int deltaStride, Span<T> db, bool isFirst, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // One row of ones, all at the same address, times delta. Numbers between the outputs and the stride are added
        // too, if there are few, and then dropped: whole vectors are faster.
        ReadOnlySpan<T> one = [T.One];
        if (deltaStride == db.Length || deltaStride > LongestRowApart)
        {
            Product.Compute(new(one, 0, 0), new(delta, deltaStride), new(isFirst ? default : db, 0), db, db.Length, rows: 1, steps: n, columns: db.Length);
            return;
        }

        Span<T> sums = stackalloc T[deltaStride];
        if (!isFirst)
        {
            db.CopyTo(sums);
            sums[db.Length..].Clear();
        }

        Product.Compute(new(one, 0, 0), new(delta, deltaStride), new(isFirst ? default : sums, 0), sums, deltaStride, rows: 1, steps: n, columns: deltaStride);
        sums[..db.Length].CopyTo(db);
    }

    /// <summary>
    /// Copies the weights neuron by neuron, for <see cref="InputGradient"/>, whose inner loop runs over the inputs.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="W">The weights, input by input.</param>
    /// <param name="transposed">Receives the weights: a row of inputs for each output, a stride apart.</param>
    /// <param name="stride">The distance between neurons: a multiple of a vector, at least inputs.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of neurons.</param>
    public static void Transpose<T>(ReadOnlySpan<T> W, Span<T> transposed, int stride, int inputs, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Blocks.Turn(W, outputs, transposed, stride, rows: inputs, columns: outputs);

    private static int WholeVectors<T>(int count) => (count + Vector256<T>.Count - 1) / Vector256<T>.Count * Vector256<T>.Count;

    /// <summary>Deltas and gradients of the inputs, with samples in lanes.</summary>
    private readonly struct TurnedSamples;
}
