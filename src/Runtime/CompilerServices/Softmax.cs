using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Softmax over the outputs of each sample, and its cross-entropy. As many samples as there are lanes are transposed, so
/// that each is in a lane and sums over outputs run in their order. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Softmax
{
    /// <summary><c>a_j = e^(z_j - max z) / sum_k e^(z_k - max z)</c> for n samples; a may be z.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The weighted inputs; numbers between width and the stride are ignored.</param>
    /// <param name="a">Receives the probabilities, and zeros between width and the stride.</param>
    /// <param name="stride">The distance between samples: a multiple of a vector, at least width.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    public static void Activate<T>(ReadOnlySpan<T> z, Span<T> a, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        z = z[..(n * stride)];
        a = a[..(n * stride)];
        int inBlocks = n / Vector256<T>.Count * Vector256<T>.Count;
        if (inBlocks > 0)
            ActivateBlocks(z, a, stride, inBlocks, width, isLog: false);

        for (int i = inBlocks; i < n; i++)
            ActivateOne(z.Slice(i * stride, stride), a.Slice(i * stride, stride), width);
    }

    /// <summary>
    /// Computes, for softmax with cross-entropy, <c>L = sum_j y_j (max z - z_j + log sum_k e^(z_k - max z))</c> and
    /// <c>delta = w (a - y)</c>, where w is the weight of the sample.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">The weighted inputs of n samples, a stride apart.</param>
    /// <param name="targets">The targets, n x width, contiguous; empty if there are labels.</param>
    /// <param name="labels">The classes instead of targets, n numbers, already checked; otherwise empty.</param>
    /// <param name="weights">The n weights; empty if all are 1.</param>
    /// <param name="delta">Receives the deltas, times <paramref name="mean"/>, a stride apart. It may be z.</param>
    /// <param name="mean">One over the size of the batch.</param>
    /// <param name="stride">The distance between samples: a multiple of a vector, at least width.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    /// <returns>The sum of the losses, each times its weight.</returns>
    [SkipLocalsInit]
    public static T CrossEntropy<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> targets, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, Span<T> delta, T mean, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        z = z[..(n * stride)];
        targets = labels.IsEmpty ? targets[..(n * width)] : default;
        delta = delta[..(n * stride)];
        int lanes = Vector256<T>.Count, wideLanes = Vector512<T>.Count, turnedLength = 2 * stride * wideLanes, length = turnedLength + stride * lanes;
        T[]? rented = length > Vectors.StackLimit ? ArrayPool<T>.Shared.Rent(length + Scratch.Slack<T>()) : null;
        Span<T> room = Scratch.Align(rented is null ? stackalloc T[length + Scratch.Slack<T>()] : rented, length);
        Vector256<T> w = Vector256<T>.One, factor = Vector256.Create(mean), loss = Vector256<T>.Zero;
        int i = 0;
        if (Vector512.IsHardwareAccelerated && n >= wideLanes)
        {
            Span<Vector512<T>> wide = MemoryMarshal.Cast<T, Vector512<T>>(room[..turnedLength]), wideY = wide[stride..];
            wide = wide[..stride];
            Vector512<T> wideW = Vector512<T>.One, wideFactor = Vector512.Create(mean);
            for (; i <= n - wideLanes; i += wideLanes)
            {
                Blocks.Load(z[(i * stride)..], stride, wide, width);
                if (labels.IsEmpty)
                    Blocks.Load(targets[(i * width)..], width, wideY, width);
                else
                    LoadLabels(labels.Slice(i, wideLanes), wideY[..width]);

                if (!weights.IsEmpty)
                    wideW = Vector512.Create<T>(weights.Slice(i, wideLanes));

                // The losses are added in groups of 8 samples, on all hardware.
                Vector512<T> losses = wideW * WideSoftmaxBlocks.CrossEntropy(wide, wideY[..width], wideW * wideFactor);
                loss = loss + losses.GetLower() + losses.GetUpper();
                Blocks.Store(wide, delta[(i * stride)..], stride);
            }
        }

        Span<Vector256<T>> turned = MemoryMarshal.Cast<T, Vector256<T>>(room[..turnedLength]);
        Span<Vector256<T>> e = turned[..stride], y = turned[stride..];
        for (; i <= n - lanes; i += lanes)
        {
            Blocks.Load(z[(i * stride)..], stride, e, width);
            if (labels.IsEmpty)
                Blocks.Load(targets[(i * width)..], width, y, width);
            else
                LoadLabels(labels.Slice(i, lanes), y[..width]);

            if (!weights.IsEmpty)
                w = Lanes.Gather(weights, i, 1);
            loss += w * SoftmaxBlocks.CrossEntropy(e, y[..width], w * factor);
            Blocks.Store(e, delta[(i * stride)..], stride);
        }

        int rest = n - i;
        if (rest > 0)
        {
            // A block in which some samples are missing: with targets of 0, their loss is 0.
            Span<T> apart = room[turnedLength..];
            apart.Clear();
            z[(i * stride)..].CopyTo(apart);
            Blocks.Load(apart, stride, e, width);
            apart.Clear();
            if (labels.IsEmpty)
            {
                targets[(i * width)..].CopyTo(apart);
                Blocks.Load(apart, width, y, width);
            }
            else
            {
                LoadLabels(labels[i..], y[..width]);
            }

            if (!weights.IsEmpty)
            {
                weights[i..].CopyTo(apart);
                w = Lanes.Gather<T>(apart, 0, 1);
            }

            loss += w * SoftmaxBlocks.CrossEntropy(e, y[..width], w * factor);
            Blocks.Store(e, apart, stride);
            apart[..(rest * stride)].CopyTo(delta[(i * stride)..]);
        }

        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);

        return Lanes.Sum(loss);
    }

    /// <summary><c>delta = J^T dL/da</c> with <c>J = diag(a) - a a^T</c>, for n samples: <c>delta_j = a_j (da_j - sum_k da_k a_k)</c>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="a">The probabilities, a stride apart.</param>
    /// <param name="da">dL/da, n x width, contiguous.</param>
    /// <param name="delta">Receives the deltas, a stride apart, with zeros in between. It may be a.</param>
    /// <param name="stride">The distance between samples of a and delta.</param>
    /// <param name="n">The number of samples.</param>
    /// <param name="width">The number of outputs.</param>
    public static void OutputDelta<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> da, Span<T> delta, int stride, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<T> probabilities = a.Slice(i * stride, width), slopes = da.Slice(i * width, width);
            Span<T> row = delta.Slice(i * stride, stride);
            T dot = T.Zero;
            for (int j = 0; j < width; j++)
                dot += slopes[j] * probabilities[j];
            for (int j = 0; j < width; j++)
                row[j] = probabilities[j] * (slopes[j] - dot);
            row[width..].Clear();
        }
    }

    /// <summary>Loads targets: 1 for the class of each sample, and 0 for other classes and in lanes without a sample.</summary>
    private static void LoadLabels<T>(ReadOnlySpan<int> labels, Span<Vector256<T>> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> label = ToNumbers<T>(labels), j = Vector256<T>.Zero;
        for (int k = 0; k < y.Length; k++, j += Vector256<T>.One)
            y[k] = Vector256.Equals(label, j) & Vector256<T>.One;
    }

    /// <summary>The same for as many samples as a wide vector has lanes.</summary>
    private static void LoadLabels<T>(ReadOnlySpan<int> labels, Span<Vector512<T>> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int half = Vector256<T>.Count;
        Vector512<T> label = Vector512.Create(ToNumbers<T>(labels[..half]), ToNumbers<T>(labels[half..])), j = Vector512<T>.Zero;
        for (int k = 0; k < y.Length; k++, j += Vector512<T>.One)
            y[k] = Vector512.Equals(label, j) & Vector512<T>.One;
    }

    /// <summary>Returns labels as numbers, and -1 in the lanes after the last.</summary>
    private static Vector256<T> ToNumbers<T>(ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float) && labels.Length == Vector256<int>.Count)
            return Vector256.ConvertToSingle(Vector256.Create(labels)).As<float, T>();

        Span<T> numbers = stackalloc T[Vector256<T>.Count];
        numbers.Fill(T.NegativeOne);
        for (int i = 0; i < labels.Length; i++)
            numbers[i] = T.CreateTruncating(labels[i]);

        return Vector256.Create<T>(numbers);
    }

    [SkipLocalsInit]
    private static void ActivateBlocks<T>(ReadOnlySpan<T> z, Span<T> a, int stride, int n, int width, bool isLog)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector256<T>.Count, wideLanes = Vector512<T>.Count, length = stride * wideLanes;
        T[]? rented = length > Vectors.StackLimit ? ArrayPool<T>.Shared.Rent(length + Scratch.Slack<T>()) : null;
        Span<T> room = Scratch.Align(rented is null ? stackalloc T[length + Scratch.Slack<T>()] : rented, length);
        Span<Vector512<T>> wide = MemoryMarshal.Cast<T, Vector512<T>>(room);
        int i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= n - wideLanes; i += wideLanes)
        {
            Blocks.Load(z[(i * stride)..], stride, wide, width);
            WideSoftmaxBlocks.Activate(wide, width, isLog);
            Blocks.Store(wide, a[(i * stride)..], stride);
        }

        Span<Vector256<T>> e = MemoryMarshal.Cast<T, Vector256<T>>(room)[..stride];
        for (; i < n; i += lanes)
        {
            Blocks.Load(z[(i * stride)..], stride, e, width);
            SoftmaxBlocks.Activate(e, width, isLog);
            Blocks.Store(e, a[(i * stride)..], stride);
        }

        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>One sample, with outputs in the lanes and the same order of the sum.</summary>
    private static void ActivateOne<T>(ReadOnlySpan<T> z, Span<T> a, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> inputs = MemoryMarshal.Cast<T, Vector256<T>>(z);
        Span<Vector256<T>> outputs = MemoryMarshal.Cast<T, Vector256<T>>(a);
        Vector256<T> max = Largest(inputs, width);
        for (int v = 0; v < inputs.Length; v++)
            outputs[v] = SoftmaxBlocks.ExpOfNegative(inputs[v] - max) & IsOutput<T>(v, width);

        T sum = T.Zero;
        for (int j = 0; j < width; j++)
            sum += a[j];

        Vector256<T> share = Vector256.Create(T.One / sum);
        for (int v = 0; v < outputs.Length; v++)
            outputs[v] = outputs[v] * share & IsOutput<T>(v, width);
    }

    /// <summary>The largest z of a sample, in all lanes.</summary>
    private static Vector256<T> Largest<T>(ReadOnlySpan<Vector256<T>> z, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> lowest = Vector256.Create(T.NegativeInfinity), largest = lowest;
        for (int v = 0; v < z.Length; v++)
            largest = Vector256.MaxNative(largest, Vector256.ConditionalSelect(IsOutput<T>(v, width), z[v], lowest));

        return Vector256.Create(Lanes.Largest(largest));
    }

    /// <summary>All bits set in lanes with an output, and none after the last.</summary>
    private static Vector256<T> IsOutput<T>(int v, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(width - v * Vector256<T>.Count)));
}
