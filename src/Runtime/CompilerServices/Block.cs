using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>
/// Blocks of samples of a small network that is compiled to vectors: up to 32 as rows, or whole vectors of samples in lanes.
/// If there are fewer samples, the last one also fills the other places, where it does not count. Called by generated code, which
/// has checked every length.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Block
{
    /// <summary>The number of samples in a vector, and the largest number of samples in a block.</summary>
    private const int Size = 8, Most = 32;

    /// <summary>Returns up to 32 samples, starting at one, as rows.</summary>
    /// <param name="samples">All samples, one after another.</param>
    /// <param name="first">The first one.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="room">The buffer to which they are copied if they do not fill whole vectors: 32 x size numbers.</param>
    /// <param name="count">The number of rows: the number of samples, rounded up to whole vectors.</param>
    /// <returns>The rows: the samples themselves, or a copy in which the last one also fills the other places.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers<float> Rows(ReadOnlySpan<float> samples, int first, int size, Numbers<float> room, out int count)
    {
        int left = Math.Min(samples.Length / size - first, Most);
        count = (left + Size - 1) / Size * Size;
        samples = samples.Slice(first * size, left * size);
        return left == count ? new Numbers<float>(samples, left * size) : Repeat(samples, size, count, room);
    }

    /// <summary>Copies up to 32 samples, starting at one, with each sample in a lane.</summary>
    /// <param name="samples">All samples, one after another.</param>
    /// <param name="first">The first one.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="lanes">Receives a row for each number of a sample; has room for 7 more rows of 32 numbers.</param>
    /// <returns>The length of a row: the number of samples, rounded up to whole vectors of 512 bits.</returns>
    public static nint Gather(ReadOnlySpan<float> samples, int first, int size, Numbers<float> lanes)
    {
        const int wide = 2 * Size;
        int count = Math.Min(samples.Length / size - first, Most), length = (count + wide - 1) / wide * wide;
        for (int s = 0; s < length; s += Size)
        {
            int left = count - s;
            ReadOnlySpan<float> rows = samples.Slice((first + Math.Min(s, count - 1)) * size);
            if (left < Size || !Turn(rows, size, lanes.From(s), length))
                TurnOneByOne(rows, Math.Clamp(left, 1, Size), size, lanes.From(s), length);
        }

        return length;
    }

    /// <summary>The inverse: lanes after the last sample are dropped.</summary>
    /// <param name="lanes">A row for each number of a sample.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="samples">All samples, one after another, of which some are overwritten.</param>
    /// <param name="first">The first of these.</param>
    public static void Scatter(Numbers<float> lanes, nint length, int size, Span<float> samples, int first)
    {
        samples = samples.Slice(first * size);
        for (int s = 0; s < length && samples.Length > 0; s += Size)
        {
            int count = Math.Min(samples.Length / size, Size);
            if (size == 1 && count == Size)
                new Numbers<float>(samples, Size).Store(lanes.Load(s), 0);
            else if (size == 3 && count == Size && Avx2.IsSupported)
                StoreTriples(lanes.Load(s), lanes.Load(length + s), lanes.Load(2 * length + s), new Numbers<float>(samples, 3 * Size));
            else
                StoreOneByOne(lanes.From(s), length, samples, count, size);

            samples = samples.Slice(count * size);
        }
    }

    /// <summary>Returns the targets of one sample as lanes.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="size">Their number, up to 7.</param>
    /// <returns>The targets, and 0 in the other lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Targets(ReadOnlySpan<float> targets, int size)
    {
        if (size == 1)
            return Vector256.CreateScalar(targets[0]);

        Span<float> lanes = stackalloc float[Size];
        targets.Slice(0, size).CopyTo(lanes);
        return Vector256.Create<float>(lanes);
    }

    /// <summary>Returns the targets of a label as lanes.</summary>
    /// <param name="label">The label, already checked.</param>
    /// <param name="size">The number of outputs, up to 7: one for two classes.</param>
    /// <returns>1 in the lane of the class, and 0 in the others.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Label(int label, int size) => size == 1
        ? Vector256.CreateScalar((float)label)
        : Vector256.Equals(Vector256<int>.Indices, Vector256.Create(label)).AsSingle() & Vector256<float>.One;

    /// <summary>
    /// Returns a few numbers in the first lanes, and 0 in the others. They are read one by one: if the optimizer has just written some of
    /// them individually, a vector load would have to wait until all of them reach the cache.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="count">Their number, up to 7.</param>
    /// <returns>The numbers as lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First(Numbers<float> numbers, int count) => count == 1
        ? Vector256.CreateScalar(numbers[0])
        : Vector256.Create(
            numbers[0], numbers[1], count > 2 ? numbers[2] : 0, count > 3 ? numbers[3] : 0,
            count > 4 ? numbers[4] : 0, count > 5 ? numbers[5] : 0, count > 6 ? numbers[6] : 0, 0);

    /// <summary>Returns the largest of the first lanes.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">The number of lanes that count.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector256<float> values, int count) => Lanes.Largest(Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle(), values, Vector256.Create(float.NegativeInfinity)));

    /// <summary>Copies the targets of 8 samples, from numbers or labels, with each sample in a lane.</summary>
    /// <param name="pass">The targets or labels of all samples.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="size">The outputs of a sample, up to 7.</param>
    /// <param name="y">Receives 8 numbers for each output, and has room for 8 times 8.</param>
    public static void Targets(in Pass<float> pass, int first, int size, Numbers<float> y)
    {
        if (pass.Labels.IsEmpty)
        {
            ReadOnlySpan<float> rows = pass.Targets.Slice(first * size);
            if (rows.Length < Size * size || !Turn(rows, size, y, Size))
                TurnOneByOne(rows, Math.Min(rows.Length / size, Size), size, y, Size);
            return;
        }

        ReadOnlySpan<int> labels = pass.Labels.Slice(first);
        Vector256<int> label = labels.Length >= Size ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(labels)) : LastLabels(labels);
        for (int j = 0; j < size; j++)
        {
            // With two classes and one output, that is the probability of the second.
            Vector256<int> named = Vector256.Equals(label, Vector256.Create(size == 1 ? 1 : j));
            y.Store(named.AsSingle() & Vector256<float>.One, j * Size);
        }
    }

    /// <summary>Returns the weights of 8 samples: 0 in lanes without a sample.</summary>
    /// <param name="pass">The weights of all samples, if there are some, and their count.</param>
    /// <param name="first">The first of them.</param>
    /// <returns>A weight in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Weights(in Pass<float> pass, int first) =>
        pass.Weights.IsEmpty && pass.Count - first >= Size ? Vector256<float>.One : SomeWeights(pass, first);

    /// <summary>Returns the losses of 8 samples: 0 in lanes without a sample. A weight of 0 would not suffice for an infinite loss.</summary>
    /// <param name="losses">The losses; the last sample may also fill other lanes.</param>
    /// <param name="pass">The count of all samples.</param>
    /// <param name="first">The first of them.</param>
    /// <returns>A loss in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfSamples(Vector256<float> losses, in Pass<float> pass, int first) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(pass.Count - first)).AsSingle() & losses;

    /// <summary>Copies the gradients of the outputs of 8 samples, with each sample in a lane: 0 in lanes without a sample.</summary>
    /// <param name="pass">The gradients of all samples.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="size">The outputs of a sample, up to 7.</param>
    /// <param name="da">Receives 8 numbers for each output, and has room for 8 times 8.</param>
    public static void OutputGradients(in Pass<float> pass, int first, int size, Numbers<float> da)
    {
        int count = Math.Min(pass.Count - first, Size);
        TurnOneByOne(pass.OutputGradients.Slice(first * size), count, size, da, Size);
        for (int j = 0; j < size; j++)
            for (int s = count; s < Size; s++)
                da[j * Size + s] = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Numbers<float> Repeat(ReadOnlySpan<float> samples, int size, int count, Numbers<float> room)
    {
        samples.CopyTo(room.AsSpan(count * size));
        for (int s = samples.Length / size; s < count; s++)
            samples.Slice(samples.Length - size).CopyTo(room.From(s * size).AsSpan(size));
        return room;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<float> SomeWeights(in Pass<float> pass, int first)
    {
        Span<float> weights = stackalloc float[Size];
        for (int s = 0; s < Size; s++)
            weights[s] = first + s >= pass.Count ? 0 : pass.Weights.IsEmpty ? 1 : pass.Weights[first + s];
        return Vector256.Create<float>(weights);
    }

    private static Vector256<int> LastLabels(ReadOnlySpan<int> labels)
    {
        Span<int> last = stackalloc int[Size];
        last.Fill(labels[^1]);
        labels.CopyTo(last);
        return Vector256.Create<int>(last);
    }

    /// <summary>Transposes 8 rows at once; false if that would read past the last number, or if the hardware cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Turn(ReadOnlySpan<float> rows, int size, Numbers<float> lanes, nint length)
    {
        if (size == 1)
        {
            lanes.Store(new Numbers<float>(rows, Size).Load(0), 0);
            return true;
        }

        if (!Avx.IsSupported)
            return false;

        if (size == 2)
        {
            Numbers<float> pairs = new(rows, 2 * Size);
            Vector256<float> u = pairs.Load(0), v = pairs.Load(Size);
            Vector256<float> lower = Avx.Permute2x128(u, v, 0x20), upper = Avx.Permute2x128(u, v, 0x31);
            lanes.Store(Avx.Shuffle(lower, upper, 0x88), 0);
            lanes.Store(Avx.Shuffle(lower, upper, 0xDD), length);
            return true;
        }

        if (size == 4)
        {
            Numbers<float> quads = new(rows, 4 * Size);
            Vector256<float> r04 = Pair(quads, 0, 4), r15 = Pair(quads, 1, 5), r26 = Pair(quads, 2, 6), r37 = Pair(quads, 3, 7);
            Vector256<float> p0 = Avx.UnpackLow(r04, r15), p1 = Avx.UnpackHigh(r04, r15), p2 = Avx.UnpackLow(r26, r37), p3 = Avx.UnpackHigh(r26, r37);
            lanes.Store(Avx.Shuffle(p0, p2, 0x44), 0);
            lanes.Store(Avx.Shuffle(p0, p2, 0xEE), length);
            lanes.Store(Avx.Shuffle(p1, p3, 0x44), 2 * length);
            lanes.Store(Avx.Shuffle(p1, p3, 0xEE), 3 * length);
            return true;

            static Vector256<float> Pair(Numbers<float> quads, nint lower, nint upper) =>
                Vector256.Create(Vector128.LoadUnsafe(ref quads[4 * lower]), Vector128.LoadUnsafe(ref quads[4 * upper]));
        }

        // A block of columns may reach into the next row, but not past the last.
        int columns = (size + Size - 1) / Size * Size;
        if (rows.Length < (Size - 1) * size + columns)
            return false;

        for (int k = 0; k < size; k += Size)
            Blocks.Transpose(ref MemoryMarshal.GetReference(rows.Slice(k)), size, ref lanes[k * length], length);
        return true;
    }

    private static void TurnOneByOne(ReadOnlySpan<float> rows, int count, int size, Numbers<float> lanes, nint length)
    {
        for (int s = 0; s < Size; s++)
            for (int k = 0; k < size; k++)
                lanes[k * length + s] = rows[Math.Min(s, count - 1) * size + k];
    }

    private static void StoreOneByOne(Numbers<float> lanes, nint length, Span<float> samples, int count, int size)
    {
        for (int s = 0; s < count; s++)
            for (int k = 0; k < size; k++)
                samples[s * size + k] = lanes[k * length + s];
    }

    /// <summary>Stores three vectors interleaved: a0 b0 c0 a1 b1 c1 and so on.</summary>
    private static void StoreTriples(Vector256<float> a, Vector256<float> b, Vector256<float> c, Numbers<float> samples)
    {
        a = Avx2.PermuteVar8x32(a, Vector256.Create(0, 3, 6, 1, 4, 7, 2, 5));
        b = Avx2.PermuteVar8x32(b, Vector256.Create(5, 0, 3, 6, 1, 4, 7, 2));
        c = Avx2.PermuteVar8x32(c, Vector256.Create(2, 5, 0, 3, 6, 1, 4, 7));
        samples.Store(Avx.Blend(Avx.Blend(a, b, 0b10010010), c, 0b00100100), 0);
        samples.Store(Avx.Blend(Avx.Blend(a, b, 0b00100100), c, 0b01001001), Size);
        samples.Store(Avx.Blend(Avx.Blend(a, b, 0b01001001), c, 0b10010010), 2 * Size);
    }
}
