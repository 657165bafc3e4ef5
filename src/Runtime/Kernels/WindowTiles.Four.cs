using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <content>Tiles of four channels of the result, for hardware with registers for sixteen sums.</content>
internal static unsafe partial class WindowTiles
{
    /// <summary>One tile of four channels: a tap is added to the pixels that have it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Four<T>(in WindowTile<T> t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* x = t.X, w = t.W, third = w + 2 * t.WNext;
        nint pixel1 = t.Pixel1, pixel2 = t.Pixel2, pixel3 = t.Pixel3, wNext = t.WNext, xColumn = t.XColumn, wColumn = t.WColumn, columns = t.Columns;
        nint xRowRest = t.XRow - columns * xColumn, wRowRest = t.WRow - columns * wColumn;
        nint xChannelRest = t.XChannel - t.Rows * t.XRow, wChannelRest = t.WChannel - t.Rows * t.WRow;
        byte* columnMasks = t.ColumnMasks;
        Vector256<T> s00 = Bias(t.B, 0), s10 = Bias(t.B, 1), s20 = Bias(t.B, 2), s30 = Bias(t.B, 3);
        Vector256<T> s01 = s00, s02 = s00, s03 = s00, s11 = s10, s12 = s10, s13 = s10;
        Vector256<T> s21 = s20, s22 = s20, s23 = s20, s31 = s30, s32 = s30, s33 = s30;
        for (nint c = t.Channels; c > 0; c--)
        {
            for (nint ky = 0; ky < t.Rows; ky++)
            {
                int rowMask = t.RowMasks[ky];
                for (nint kx = 0; kx < columns; kx++)
                {
                    int mask = rowMask & columnMasks[kx];
                    Vector256<T> w0 = Vector256.Create(*w), w1 = Vector256.Create(w[wNext]), w2 = Vector256.Create(*third), w3 = Vector256.Create(third[wNext]), v;
                    if (mask == AllPixels)
                    {
                        v = Vector256.Load(x);
                        s00 = Vectors.Fma(w0, v, s00);
                        s10 = Vectors.Fma(w1, v, s10);
                        s20 = Vectors.Fma(w2, v, s20);
                        s30 = Vectors.Fma(w3, v, s30);
                        v = Vector256.Load(x + pixel1);
                        s01 = Vectors.Fma(w0, v, s01);
                        s11 = Vectors.Fma(w1, v, s11);
                        s21 = Vectors.Fma(w2, v, s21);
                        s31 = Vectors.Fma(w3, v, s31);
                        v = Vector256.Load(x + pixel2);
                        s02 = Vectors.Fma(w0, v, s02);
                        s12 = Vectors.Fma(w1, v, s12);
                        s22 = Vectors.Fma(w2, v, s22);
                        s32 = Vectors.Fma(w3, v, s32);
                        v = Vector256.Load(x + pixel3);
                        s03 = Vectors.Fma(w0, v, s03);
                        s13 = Vectors.Fma(w1, v, s13);
                        s23 = Vectors.Fma(w2, v, s23);
                        s33 = Vectors.Fma(w3, v, s33);
                    }
                    else
                    {
                        if ((mask & 1) != 0)
                        {
                            v = Vector256.Load(x);
                            s00 = Vectors.Fma(w0, v, s00);
                            s10 = Vectors.Fma(w1, v, s10);
                            s20 = Vectors.Fma(w2, v, s20);
                            s30 = Vectors.Fma(w3, v, s30);
                        }

                        if ((mask & 2) != 0)
                        {
                            v = Vector256.Load(x + pixel1);
                            s01 = Vectors.Fma(w0, v, s01);
                            s11 = Vectors.Fma(w1, v, s11);
                            s21 = Vectors.Fma(w2, v, s21);
                            s31 = Vectors.Fma(w3, v, s31);
                        }

                        if ((mask & 4) != 0)
                        {
                            v = Vector256.Load(x + pixel2);
                            s02 = Vectors.Fma(w0, v, s02);
                            s12 = Vectors.Fma(w1, v, s12);
                            s22 = Vectors.Fma(w2, v, s22);
                            s32 = Vectors.Fma(w3, v, s32);
                        }

                        if ((mask & 8) != 0)
                        {
                            v = Vector256.Load(x + pixel3);
                            s03 = Vectors.Fma(w0, v, s03);
                            s13 = Vectors.Fma(w1, v, s13);
                            s23 = Vectors.Fma(w2, v, s23);
                            s33 = Vectors.Fma(w3, v, s33);
                        }
                    }

                    x += xColumn;
                    w += wColumn;
                    third += wColumn;
                }

                x += xRowRest;
                w += wRowRest;
                third += wRowRest;
            }

            x += xChannelRest;
            w += wChannelRest;
            third += wChannelRest;
        }

        T* places = t.Places;
        Finish(t, t.Z, places, s00, s01, s02, s03);
        Finish(t, t.Z + t.ZNext, places is null ? null : places + t.ZNext, s10, s11, s12, s13);
        Finish(t, t.Z + 2 * t.ZNext, places is null ? null : places + 2 * t.ZNext, s20, s21, s22, s23);
        Finish(t, t.Z + 3 * t.ZNext, places is null ? null : places + 3 * t.ZNext, s30, s31, s32, s33);
    }
}
