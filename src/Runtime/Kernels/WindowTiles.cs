using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Tiles of a convolution, and of its backward pass to the inputs: each sum is one chain of multiply-adds over channels, rows and columns of
/// taps. The build generates <c>WideWindowTiles</c> from this file, with vectors of 512 bits.
/// </summary>
internal static unsafe partial class WindowTiles
{
    /// <summary>The mask of a tap that every pixel has.</summary>
    public const byte AllPixels = 15;

    /// <summary>Tiles side by side in which every pixel has every tap.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Full<T>(in WindowTile<T> t, int tiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* start = t.X, z = t.Z, places = t.Places;
        nint pixel1 = t.Pixel1, pixel2 = t.Pixel2, pixel3 = t.Pixel3, wNext = t.WNext;
        nint channels = t.Channels, rows = t.Rows, columns = t.Columns, xColumn = t.XColumn, wColumn = t.WColumn;
        if (rows * columns == 1)
            (channels, columns, xColumn, wColumn) = (1, channels, t.XChannel, t.WChannel);

        nint xRowRest = t.XRow - columns * xColumn, wRowRest = t.WRow - columns * wColumn;
        nint xChannelRest = t.XChannel - rows * t.XRow, wChannelRest = t.WChannel - rows * t.WRow;
        for (; tiles > 0; tiles--)
        {
            T* x = start, w = t.W;
            Vector256<T> s00 = Bias(t.B, 0), s10 = Bias(t.B, t.BNext);
            Vector256<T> s01 = s00, s02 = s00, s03 = s00, s11 = s10, s12 = s10, s13 = s10;
            for (nint c = channels; c > 0; c--)
            {
                for (nint ky = rows; ky > 0; ky--)
                {
                    for (nint kx = columns; kx > 0; kx--)
                    {
                        Vector256<T> w0 = Vector256.Create(*w), w1 = Vector256.Create(w[wNext]), v = Vector256.Load(x);
                        s00 = Vectors.Fma(w0, v, s00);
                        s10 = Vectors.Fma(w1, v, s10);
                        v = Vector256.Load(x + pixel1);
                        s01 = Vectors.Fma(w0, v, s01);
                        s11 = Vectors.Fma(w1, v, s11);
                        v = Vector256.Load(x + pixel2);
                        s02 = Vectors.Fma(w0, v, s02);
                        s12 = Vectors.Fma(w1, v, s12);
                        v = Vector256.Load(x + pixel3);
                        s03 = Vectors.Fma(w0, v, s03);
                        s13 = Vectors.Fma(w1, v, s13);
                        x += xColumn;
                        w += wColumn;
                    }

                    x += xRowRest;
                    w += wRowRest;
                }

                x += xChannelRest;
                w += wChannelRest;
            }

            Finish(t, z, places, s00, s01, s02, s03);
            if (t.IsPair)
                Finish(t, z + t.ZNext, places is null ? null : places + t.ZNext, s10, s11, s12, s13);

            start += t.XTile;
            z += t.ZTile;
            places += places is null ? 0 : t.ZTile;
        }
    }

    /// <summary>One tile at a border, or with fewer than four pixels: a tap is added to the pixels that have it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Edge<T>(in WindowTile<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* xs = t.X, ws = t.W;
        nint pixel1 = t.Pixel1, pixel2 = t.Pixel2, pixel3 = t.Pixel3, wNext = t.WNext, xColumn = t.XColumn, wColumn = t.WColumn, columns = t.Columns;
        byte* columnMasks = t.ColumnMasks;
        Vector256<T> s00 = Bias(t.B, 0), s10 = Bias(t.B, t.BNext);
        Vector256<T> s01 = s00, s02 = s00, s03 = s00, s11 = s10, s12 = s10, s13 = s10;
        for (nint c = t.Channels; c > 0; c--, xs += t.XChannel, ws += t.WChannel)
        {
            for (nint ky = 0; ky < t.Rows; ky++)
            {
                T* x = xs + ky * t.XRow, w = ws + ky * t.WRow;
                int rowMask = t.RowMasks[ky];
                for (nint kx = 0; kx < columns; kx++, x += xColumn, w += wColumn)
                {
                    int mask = rowMask & columnMasks[kx];
                    Vector256<T> w0 = Vector256.Create(*w), w1 = Vector256.Create(w[wNext]);
                    if (mask == AllPixels)
                    {
                        Vector256<T> v = Vector256.Load(x);
                        s00 = Vectors.Fma(w0, v, s00);
                        s10 = Vectors.Fma(w1, v, s10);
                        v = Vector256.Load(x + pixel1);
                        s01 = Vectors.Fma(w0, v, s01);
                        s11 = Vectors.Fma(w1, v, s11);
                        v = Vector256.Load(x + pixel2);
                        s02 = Vectors.Fma(w0, v, s02);
                        s12 = Vectors.Fma(w1, v, s12);
                        v = Vector256.Load(x + pixel3);
                        s03 = Vectors.Fma(w0, v, s03);
                        s13 = Vectors.Fma(w1, v, s13);
                        continue;
                    }

                    if ((mask & 1) != 0)
                    {
                        Vector256<T> v = Vector256.Load(x);
                        s00 = Vectors.Fma(w0, v, s00);
                        s10 = Vectors.Fma(w1, v, s10);
                    }

                    if ((mask & 2) != 0)
                    {
                        Vector256<T> v = Vector256.Load(x + pixel1);
                        s01 = Vectors.Fma(w0, v, s01);
                        s11 = Vectors.Fma(w1, v, s11);
                    }

                    if ((mask & 4) != 0)
                    {
                        Vector256<T> v = Vector256.Load(x + pixel2);
                        s02 = Vectors.Fma(w0, v, s02);
                        s12 = Vectors.Fma(w1, v, s12);
                    }

                    if ((mask & 8) != 0)
                    {
                        Vector256<T> v = Vector256.Load(x + pixel3);
                        s03 = Vectors.Fma(w0, v, s03);
                        s13 = Vectors.Fma(w1, v, s13);
                    }
                }
            }
        }

        Finish(t, t.Z, t.Places, s00, s01, s02, s03);
        if (t.IsPair)
            Finish(t, t.Z + t.ZNext, t.Places is null ? null : t.Places + t.ZNext, s10, s11, s12, s13);
    }

    /// <summary>Whether every pixel has all of these taps.</summary>
    public static bool IsFull(ReadOnlySpan<byte> masks) => !masks.ContainsAnyExcept(AllPixels);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Bias<T>(T* b, nint at)
        where T : unmanaged => b is null ? Vector256<T>.Zero : Vector256.Create(b[at]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<T>(in WindowTile<T> t, T* z, T* places, Vector256<T> s0, Vector256<T> s1, Vector256<T> s2, Vector256<T> s3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (t.Pools)
        {
            Pool(t.Rectifies, z, places, s0, s1, s2, s3);
            return;
        }

        if (t.Rectifies)
        {
            // In this order, NaN stays NaN on x64 too.
            s0 = Vector256.MaxNative(Vector256<T>.Zero, s0);
            s1 = Vector256.MaxNative(Vector256<T>.Zero, s1);
            s2 = Vector256.MaxNative(Vector256<T>.Zero, s2);
            s3 = Vector256.MaxNative(Vector256<T>.Zero, s3);
        }

        Put(s0, z, t.Adds);
        if (t.Pixels > 1)
            Put(s1, z + t.ZPixel, t.Adds);

        if (t.Pixels > 2)
            Put(s2, z + 2 * t.ZPixel, t.Adds);

        if (t.Pixels > 3)
            Put(s3, z + 3 * t.ZPixel, t.Adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(Vector256<T> sum, T* z, bool adds)
        where T : unmanaged
    {
        if (adds)
            sum += Vector256.Load(z);

        sum.Store(z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pool<T>(bool rectifies, T* a, T* places, Vector256<T> s0, Vector256<T> s1, Vector256<T> s2, Vector256<T> s3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> max = s0, place = Vector256<T>.Zero;
        LargestSoFar.Take(s1, Vector256.Create(T.One), ref max, ref place);
        LargestSoFar.Take(s2, Vector256.Create(T.One + T.One), ref max, ref place);
        LargestSoFar.Take(s3, Vector256.Create(T.One + T.One + T.One), ref max, ref place);
        if (rectifies)
            max = Vector256.MaxNative(Vector256<T>.Zero, max);

        max.Store(a);
        if (places is not null)
            place.Store(places);
    }

    /// <summary>The backward pass through pooling and rectification: each number of delta2 goes to the largest pixel of its window.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Spread<T>(T* delta2, T* a, T* places, T* delta, int rows, int columns, bool rectifies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> one = Vector256<T>.One, two = one + one, three = two + one;
        for (; rows > 0; rows--)
        {
            T* below = delta + 2 * columns * Vector256<T>.Count;
            for (int u = columns; u > 0; u--)
            {
                Vector256<T> d = Vector256.Load(delta2), place = Vector256.Load(places);
                if (rectifies)
                    d &= Vector256.GreaterThan(Vector256.Load(a), Vector256<T>.Zero);

                (d & Vector256.Equals(place, Vector256<T>.Zero)).Store(delta);
                (d & Vector256.Equals(place, one)).Store(delta + Vector256<T>.Count);
                (d & Vector256.Equals(place, two)).Store(below);
                (d & Vector256.Equals(place, three)).Store(below + Vector256<T>.Count);
                delta2 += Vector256<T>.Count;
                a += Vector256<T>.Count;
                places += Vector256<T>.Count;
                delta += 2 * Vector256<T>.Count;
                below += 2 * Vector256<T>.Count;
            }

            delta = below;
        }
    }
}
