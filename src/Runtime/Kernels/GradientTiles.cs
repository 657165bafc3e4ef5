using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Tiles of the gradient of a convolution's weights: each sum, a vector over samples, goes on in the order of the pixels. The build makes
/// <c>WideGradientTiles</c> of this text, with vectors of 512 bits.
/// </summary>
internal static unsafe class GradientTiles
{
    /// <summary>Two filters times four taps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByFour<T>(in GradientTile<T> t)
        where T : unmanaged
    {
        T* x = t.X, delta = t.Delta, next = delta + t.DeltaNext, sums = t.Sums, more = sums + t.SumsNext;
        nint x1 = t.X1, x2 = t.X2, x3 = t.X3, xPixel = t.XPixel;
        nint xRest = t.XRow - t.Columns * xPixel, deltaRest = t.DeltaRow - t.Columns * Vector256<T>.Count;
        Vector256<T> s00 = Vector256.Load(sums), s01 = Vector256.Load(sums + t.Sums1), s02 = Vector256.Load(sums + t.Sums2), s03 = Vector256.Load(sums + t.Sums3);
        Vector256<T> s10 = Vector256.Load(more), s11 = Vector256.Load(more + t.Sums1), s12 = Vector256.Load(more + t.Sums2), s13 = Vector256.Load(more + t.Sums3);
        for (nint row = t.Rows; row > 0; row--)
        {
            for (nint column = t.Columns; column > 0; column--)
            {
                Vector256<T> d0 = Vector256.Load(delta), d1 = Vector256.Load(next), v = Vector256.Load(x);
                s00 = Vectors.Fma(d0, v, s00);
                s10 = Vectors.Fma(d1, v, s10);
                v = Vector256.Load(x + x1);
                s01 = Vectors.Fma(d0, v, s01);
                s11 = Vectors.Fma(d1, v, s11);
                v = Vector256.Load(x + x2);
                s02 = Vectors.Fma(d0, v, s02);
                s12 = Vectors.Fma(d1, v, s12);
                v = Vector256.Load(x + x3);
                s03 = Vectors.Fma(d0, v, s03);
                s13 = Vectors.Fma(d1, v, s13);
                x += xPixel;
                delta += Vector256<T>.Count;
                next += Vector256<T>.Count;
            }

            x += xRest;
            delta += deltaRest;
            next += deltaRest;
        }

        s00.Store(sums);
        s01.Store(sums + t.Sums1);
        s02.Store(sums + t.Sums2);
        s03.Store(sums + t.Sums3);
        s10.Store(more);
        s11.Store(more + t.Sums1);
        s12.Store(more + t.Sums2);
        s13.Store(more + t.Sums3);
    }

    /// <summary>The biases of two filters.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Biases<T>(T* delta, nint deltaNext, nint pixels, T* sums, nint sumsNext)
        where T : unmanaged
    {
        T* next = delta + deltaNext;
        Vector256<T> s0 = Vector256.Load(sums), s1 = Vector256.Load(sums + sumsNext);
        for (; pixels > 0; pixels--)
        {
            s0 += Vector256.Load(delta);
            s1 += Vector256.Load(next);
            delta += Vector256<T>.Count;
            next += Vector256<T>.Count;
        }

        s0.Store(sums);
        s1.Store(sums + sumsNext);
    }
}
