using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;

namespace NetGen.Tests.Kernels;

/// <summary>Samples in lanes, number by number, for blocks of either width.</summary>
internal static class Blocked
{
    public static int[] Widths<T>() => [Vector256<T>.Count, Vector512<T>.Count];

    /// <summary>The samples, one after the other, in lanes; lanes without one hold the rest.</summary>
    public static T[] ToLanes<T>(ReadOnlySpan<T> samples, int size, int n, int width, T rest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lanes = new T[(n + width - 1) / width * width * size];
        lanes.AsSpan().Fill(rest);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < size; j++)
                lanes[Place(i, j, size, width)] = samples[i * size + j];

        return lanes;
    }

    public static T[] ToRows<T>(ReadOnlySpan<T> lanes, int size, int n, int width)
    {
        var samples = new T[n * size];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < size; j++)
                samples[i * size + j] = lanes[Place(i, j, size, width)];

        return samples;
    }

    /// <summary>Of gradients.</summary>
    public static bool RestIsZero<T>(ReadOnlySpan<T> lanes, int size, int n, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = n; i < (n + width - 1) / width * width; i++)
            for (int j = 0; j < size; j++)
            {
                if (lanes[Place(i, j, size, width)] != T.Zero)
                    return false;
            }

        return true;
    }

    public static int Place(int i, int j, int size, int width) => (i / width * size + j) * width + i % width;

    /// <summary>Whether the public methods have this width here.</summary>
    public static bool IsUsual<T>(int width) => width == Images.Lanes<T>();
}
