using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// Tiles of the gradient of a convolution's weights: each sum, a vector over samples, adds in the order of the pixels. The build generates
/// <c>WideGradientTiles</c> from this file, with vectors of 512 bits.
/// </summary>
internal static unsafe class GradientTiles
{
    /// <summary>Two filters times four taps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TwoByFour<T>(in GradientTile<T> t)
        where T : unmanaged
    {
        T* x = t.X, delta = t.Delta, next = delta + t.Delta1, sums = t.Sums, more = sums + t.Filter1;
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

    /// <summary>Four filters times four taps, for hardware with registers for sixteen sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void FourByFour<T>(in GradientTile<T> t)
        where T : unmanaged
    {
        T* x = t.X, delta = t.Delta, sums0 = t.Sums, sums1 = sums0 + t.Filter1, sums2 = sums0 + t.Filter2, sums3 = sums0 + t.Filter3;
        nint x1 = t.X1, x2 = t.X2, x3 = t.X3, delta1 = t.Delta1, delta2 = t.Delta2, delta3 = t.Delta3, xPixel = t.XPixel;
        nint xRest = t.XRow - t.Columns * xPixel, deltaRest = t.DeltaRow - t.Columns * Vector256<T>.Count;
        Vector256<T> s00 = Vector256.Load(sums0), s01 = Vector256.Load(sums0 + t.Sums1), s02 = Vector256.Load(sums0 + t.Sums2), s03 = Vector256.Load(sums0 + t.Sums3);
        Vector256<T> s10 = Vector256.Load(sums1), s11 = Vector256.Load(sums1 + t.Sums1), s12 = Vector256.Load(sums1 + t.Sums2), s13 = Vector256.Load(sums1 + t.Sums3);
        Vector256<T> s20 = Vector256.Load(sums2), s21 = Vector256.Load(sums2 + t.Sums1), s22 = Vector256.Load(sums2 + t.Sums2), s23 = Vector256.Load(sums2 + t.Sums3);
        Vector256<T> s30 = Vector256.Load(sums3), s31 = Vector256.Load(sums3 + t.Sums1), s32 = Vector256.Load(sums3 + t.Sums2), s33 = Vector256.Load(sums3 + t.Sums3);
        for (nint row = t.Rows; row > 0; row--)
        {
            for (nint column = t.Columns; column > 0; column--)
            {
                Vector256<T> d0 = Vector256.Load(delta), d1 = Vector256.Load(delta + delta1), d2 = Vector256.Load(delta + delta2), d3 = Vector256.Load(delta + delta3), v;
                v = Vector256.Load(x);
                s00 = Vectors.Fma(d0, v, s00);
                s10 = Vectors.Fma(d1, v, s10);
                s20 = Vectors.Fma(d2, v, s20);
                s30 = Vectors.Fma(d3, v, s30);
                v = Vector256.Load(x + x1);
                s01 = Vectors.Fma(d0, v, s01);
                s11 = Vectors.Fma(d1, v, s11);
                s21 = Vectors.Fma(d2, v, s21);
                s31 = Vectors.Fma(d3, v, s31);
                v = Vector256.Load(x + x2);
                s02 = Vectors.Fma(d0, v, s02);
                s12 = Vectors.Fma(d1, v, s12);
                s22 = Vectors.Fma(d2, v, s22);
                s32 = Vectors.Fma(d3, v, s32);
                v = Vector256.Load(x + x3);
                s03 = Vectors.Fma(d0, v, s03);
                s13 = Vectors.Fma(d1, v, s13);
                s23 = Vectors.Fma(d2, v, s23);
                s33 = Vectors.Fma(d3, v, s33);
                x += xPixel;
                delta += Vector256<T>.Count;
            }

            x += xRest;
            delta += deltaRest;
        }

        s00.Store(sums0);
        s01.Store(sums0 + t.Sums1);
        s02.Store(sums0 + t.Sums2);
        s03.Store(sums0 + t.Sums3);
        s10.Store(sums1);
        s11.Store(sums1 + t.Sums1);
        s12.Store(sums1 + t.Sums2);
        s13.Store(sums1 + t.Sums3);
        s20.Store(sums2);
        s21.Store(sums2 + t.Sums1);
        s22.Store(sums2 + t.Sums2);
        s23.Store(sums2 + t.Sums3);
        s30.Store(sums3);
        s31.Store(sums3 + t.Sums1);
        s32.Store(sums3 + t.Sums2);
        s33.Store(sums3 + t.Sums3);
    }

    /// <summary>The biases of four filters.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Biases<T>(in GradientTile<T> t, T* delta, nint pixels)
        where T : unmanaged
    {
        T* sums = t.Biases;
        nint delta1 = t.Delta1, delta2 = t.Delta2, delta3 = t.Delta3;
        Vector256<T> s0 = Vector256.Load(sums), s1 = Vector256.Load(sums + t.Bias1), s2 = Vector256.Load(sums + t.Bias2), s3 = Vector256.Load(sums + t.Bias3);
        for (; pixels > 0; pixels--)
        {
            s0 += Vector256.Load(delta);
            s1 += Vector256.Load(delta + delta1);
            s2 += Vector256.Load(delta + delta2);
            s3 += Vector256.Load(delta + delta3);
            delta += Vector256<T>.Count;
        }

        s0.Store(sums);
        s1.Store(sums + t.Bias1);
        s2.Store(sums + t.Bias2);
        s3.Store(sums + t.Bias3);
    }
}
