using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.CompilerServices;

/// <summary>
/// Blocks of samples of a small network that is compiled to vectors: 8 of them as rows, or whole vectors of samples in lanes.
/// Where fewer are left, the last one stands in the other places too, and counts nothing there. Called by generated code, which
/// has checked every length.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Block
{
    /// <summary>The samples of a vector, and the most that go at a time.</summary>
    private const int Size = 8, Most = 32;

    /// <summary>Samples from one on, up to 32, as rows.</summary>
    /// <param name="samples">All samples, one after the other.</param>
    /// <param name="first">The first one wanted.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="room">Where they are copied if they do not fill whole vectors: 32 x size numbers.</param>
    /// <param name="count">The number of rows: that of the samples, rounded up to whole vectors.</param>
    /// <returns>The rows: the samples themselves, or their copy, in which the last one stands in the other places too.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Numbers<float> Rows(ReadOnlySpan<float> samples, int first, int size, Numbers<float> room, out int count)
    {
        int left = Math.Min(samples.Length / size - first, Most);
        count = (left + Size - 1) / Size * Size;
        samples = samples.Slice(first * size, left * size);
        return left == count ? new Numbers<float>(samples, left * size) : Repeat(samples, size, count, room);
    }

    /// <summary>Samples from one on, up to 32, turned so that each is in a lane.</summary>
    /// <param name="samples">All samples, one after the other.</param>
    /// <param name="first">The first one wanted.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="lanes">Receives a row for each number of a sample, and room for 7 more of 32 numbers.</param>
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

    /// <summary>The same the other way: lanes behind the last sample are dropped.</summary>
    /// <param name="lanes">A row for each number of a sample.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="size">The numbers of a sample.</param>
    /// <param name="samples">All samples, one after the other, of which some are overwritten.</param>
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

    /// <summary>The targets of one sample as lanes.</summary>
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

    /// <summary>The targets that a label stands for, as lanes.</summary>
    /// <param name="label">The label, already checked.</param>
    /// <param name="size">The number of outputs, up to 7: one for two classes.</param>
    /// <returns>1 in the lane of the class, and 0 in the others.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Label(int label, int size) => size == 1
        ? Vector256.CreateScalar((float)label)
        : Vector256.Equals(Vector256<int>.Indices, Vector256.Create(label)).AsSingle() & Vector256<float>.One;

    /// <summary>
    /// A few numbers in the first lanes, and 0 in the others. They are read one by one: where the optimizer has just written some of them
    /// by themselves, a vector would have to wait for all of these to reach the cache.
    /// </summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="count">How many: up to 7.</param>
    /// <returns>The numbers as lanes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First(Numbers<float> numbers, int count) => count == 1
        ? Vector256.CreateScalar(numbers[0])
        : Vector256.Create(
            numbers[0], numbers[1], count > 2 ? numbers[2] : 0, count > 3 ? numbers[3] : 0,
            count > 4 ? numbers[4] : 0, count > 5 ? numbers[5] : 0, count > 6 ? numbers[6] : 0, 0);

    /// <summary>The largest of the first lanes.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many lanes count.</param>
    /// <returns>The largest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector256<float> values, int count) => Lanes.Largest(Vector256.ConditionalSelect(
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle(), values, Vector256.Create(float.NegativeInfinity)));

    /// <summary>The targets of 8 samples, turned, from numbers or from labels.</summary>
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
            // The one output of two classes is the probability of the second.
            Vector256<int> named = Vector256.Equals(label, Vector256.Create(size == 1 ? 1 : j));
            y.Store(named.AsSingle() & Vector256<float>.One, j * Size);
        }
    }

    /// <summary>The weights of 8 samples: 0 where there is none.</summary>
    /// <param name="pass">The weights of all samples, if there are some, and their count.</param>
    /// <param name="first">The first of them.</param>
    /// <returns>A weight in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Weights(in Pass<float> pass, int first) =>
        pass.Weights.IsEmpty && pass.Count - first >= Size ? Vector256<float>.One : SomeWeights(pass, first);

    /// <summary>The losses of 8 samples: 0 where there is none, which a weight of 0 would not make of an infinite one.</summary>
    /// <param name="losses">The losses, where the last sample may stand in other lanes too.</param>
    /// <param name="pass">The count of all samples.</param>
    /// <param name="first">The first of them.</param>
    /// <returns>A loss in each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfSamples(Vector256<float> losses, in Pass<float> pass, int first) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(pass.Count - first)).AsSingle() & losses;

    /// <summary>Gradients of the outputs of 8 samples, turned: 0 where there is no sample.</summary>
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

    /// <summary>
    /// The products of one row of weights with 8 rows of activations, each added up in 8 parts, term k to part k modulo 8, and then
    /// by halves, quarters and eighths.
    /// </summary>
    /// <param name="w">The weights.</param>
    /// <param name="rows">8 rows, one after the other.</param>
    /// <param name="size">Their length: a multiple of 8.</param>
    /// <returns>A sum for each row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Dots(Numbers<float> w, Numbers<float> rows, int size) => Sums(
        Parts(w, rows, size), Parts(w, rows.From(size), size), Parts(w, rows.From(2 * size), size), Parts(w, rows.From(3 * size), size),
        Parts(w, rows.From(4 * size), size), Parts(w, rows.From(5 * size), size), Parts(w, rows.From(6 * size), size), Parts(w, rows.From(7 * size), size));

    /// <summary>The same sums where samples are in lanes.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="lanes">The activations, a row for each.</param>
    /// <param name="length">The length of a row: a multiple of 16.</param>
    /// <param name="size">The number of rows: a multiple of 8.</param>
    /// <param name="sums">Receives the sums, a row.</param>
    public static void DotsInLanes(Numbers<float> w, Numbers<float> lanes, nint length, int size, Numbers<float> sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (nint s = 0; s < length; s += 2 * Size)
                sums.Store(WideDotInLanes(w, lanes.From(s), length, size), s);
        }
        else
        {
            for (nint s = 0; s < length; s += Size)
                sums.Store(DotInLanes(w, lanes.From(s), length, size), s);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> DotInLanes(Numbers<float> w, Numbers<float> lanes, nint length, int size)
    {
        Vector256<float> u0 = Term(w, lanes, 0, length), u1 = Term(w, lanes, 1, length), u2 = Term(w, lanes, 2, length), u3 = Term(w, lanes, 3, length);
        Vector256<float> u4 = Term(w, lanes, 4, length), u5 = Term(w, lanes, 5, length), u6 = Term(w, lanes, 6, length), u7 = Term(w, lanes, 7, length);
        for (nint k = Size; k < size; k += Size)
        {
            w = w.From(Size);
            lanes = lanes.From(Size * length);
            u0 = Term(w, lanes, 0, length, u0);
            u1 = Term(w, lanes, 1, length, u1);
            u2 = Term(w, lanes, 2, length, u2);
            u3 = Term(w, lanes, 3, length, u3);
            u4 = Term(w, lanes, 4, length, u4);
            u5 = Term(w, lanes, 5, length, u5);
            u6 = Term(w, lanes, 6, length, u6);
            u7 = Term(w, lanes, 7, length, u7);
        }

        return u0 + u4 + (u2 + u6) + (u1 + u5 + (u3 + u7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WideDotInLanes(Numbers<float> w, Numbers<float> lanes, nint length, int size)
    {
        Vector512<float> u0 = WideTerm(w, lanes, 0, length), u1 = WideTerm(w, lanes, 1, length), u2 = WideTerm(w, lanes, 2, length), u3 = WideTerm(w, lanes, 3, length);
        Vector512<float> u4 = WideTerm(w, lanes, 4, length), u5 = WideTerm(w, lanes, 5, length), u6 = WideTerm(w, lanes, 6, length), u7 = WideTerm(w, lanes, 7, length);
        for (nint k = Size; k < size; k += Size)
        {
            w = w.From(Size);
            lanes = lanes.From(Size * length);
            u0 = WideTerm(w, lanes, 0, length, u0);
            u1 = WideTerm(w, lanes, 1, length, u1);
            u2 = WideTerm(w, lanes, 2, length, u2);
            u3 = WideTerm(w, lanes, 3, length, u3);
            u4 = WideTerm(w, lanes, 4, length, u4);
            u5 = WideTerm(w, lanes, 5, length, u5);
            u6 = WideTerm(w, lanes, 6, length, u6);
            u7 = WideTerm(w, lanes, 7, length, u7);
        }

        return u0 + u4 + (u2 + u6) + (u1 + u5 + (u3 + u7));
    }

    /// <summary>The sum of a vector in the first lane.</summary>
    /// <param name="v0">The vector.</param>
    /// <returns>The sum, with numbers in other lanes that mean nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(Vector256<float> v0) => Vector256.CreateScalar(Lanes.Sum(v0));

    /// <summary>The sums of up to four vectors, each in a lane.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The second one.</param>
    /// <param name="v2">The third one, if there is one.</param>
    /// <param name="v3">The fourth one, if there is one.</param>
    /// <returns>The sums, with numbers in the last four lanes that mean nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(Vector256<float> v0, Vector256<float> v1, Vector256<float> v2 = default, Vector256<float> v3 = default)
    {
        Vector128<float> h0 = v0.GetLower() + v0.GetUpper(), h1 = v1.GetLower() + v1.GetUpper();
        Vector128<float> h2 = v2.GetLower() + v2.GetUpper(), h3 = v3.GetLower() + v3.GetUpper();
        if (!Sse.IsSupported)
            return Vector256.Create(Quarters(h0), Quarters(h1), Quarters(h2), Quarters(h3), 0, 0, 0, 0);

        Vector128<float> q01 = Sse.MoveLowToHigh(h0, h1) + Sse.MoveHighToLow(h1, h0), q23 = Sse.MoveLowToHigh(h2, h3) + Sse.MoveHighToLow(h3, h2);
        return (Sse.Shuffle(q01, q23, 0x88) + Sse.Shuffle(q01, q23, 0xDD)).ToVector256();

        static float Quarters(Vector128<float> half) => half[0] + half[2] + (half[1] + half[3]);
    }

    /// <summary>The sums of five to eight vectors, each in a lane.</summary>
    /// <param name="v0">The first vector.</param>
    /// <param name="v1">The second one.</param>
    /// <param name="v2">The third one.</param>
    /// <param name="v3">The fourth one.</param>
    /// <param name="v4">The fifth one.</param>
    /// <param name="v5">The sixth one, if there is one.</param>
    /// <param name="v6">The seventh one, if there is one.</param>
    /// <param name="v7">The eighth one, if there is one.</param>
    /// <returns>The sums.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sums(
        Vector256<float> v0, Vector256<float> v1, Vector256<float> v2, Vector256<float> v3,
        Vector256<float> v4, Vector256<float> v5 = default, Vector256<float> v6 = default, Vector256<float> v7 = default)
    {
        if (!Avx.IsSupported)
            return Vector256.Create(Lanes.Sum(v0), Lanes.Sum(v1), Lanes.Sum(v2), Lanes.Sum(v3), Lanes.Sum(v4), Lanes.Sum(v5), Lanes.Sum(v6), Lanes.Sum(v7));

        Vector256<float> h04 = Halves(v0, v4), h15 = Halves(v1, v5), q0145 = Avx.Shuffle(h04, h15, 0x44) + Avx.Shuffle(h04, h15, 0xEE);
        Vector256<float> h26 = Halves(v2, v6), h37 = Halves(v3, v7), q2367 = Avx.Shuffle(h26, h37, 0x44) + Avx.Shuffle(h26, h37, 0xEE);
        return Avx.Shuffle(q0145, q2367, 0x88) + Avx.Shuffle(q0145, q2367, 0xDD);

        static Vector256<float> Halves(Vector256<float> u, Vector256<float> v) => Avx.Permute2x128(u, v, 0x20) + Avx.Permute2x128(u, v, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Term(Numbers<float> w, Numbers<float> lanes, nint k, nint length) =>
        Vector256.Create(w[k]) * lanes.Load(k * length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Term(Numbers<float> w, Numbers<float> lanes, nint k, nint length, Vector256<float> sum) =>
        VectorFunctions.Fma(Vector256.Create(w[k]), lanes.Load(k * length), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WideTerm(Numbers<float> w, Numbers<float> lanes, nint k, nint length) =>
        Vector512.Create(w[k]) * lanes.LoadWide(k * length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> WideTerm(Numbers<float> w, Numbers<float> lanes, nint k, nint length, Vector512<float> sum) =>
        WideFunctions.Fma(Vector512.Create(w[k]), lanes.LoadWide(k * length), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Parts(Numbers<float> w, Numbers<float> row, int size)
    {
        Vector256<float> parts = w.Load(0) * row.Load(0);
        for (nint k = Size; k < size; k += Size)
            parts = VectorFunctions.Fma(w.Load(k), row.Load(k), parts);
        return parts;
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

    /// <summary>Turns 8 rows at once; false where that would read behind the last of all, or the hardware cannot.</summary>
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

        // A block of columns may reach into the next row, but not behind the last.
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

    /// <summary>Three vectors number by number: a0 b0 c0 a1 b1 c1 and so on.</summary>
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
