using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>The backward pass through a pooling of 2 x 2 pixels. Its items are the channels of all blocks.</summary>
internal unsafe struct SpreadJob<T> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The gradient of the maxima, the maxima, their places, and the buffer that receives the gradient.</summary>
    public T* Delta2, A, Places, Delta;

    /// <summary>The rows and columns of windows.</summary>
    public int Rows, Columns;

    /// <summary>The samples of a block.</summary>
    public int Lanes;

    public bool Rectifies;

    public readonly void Run(int first, int end)
    {
        nint plane = (nint)Rows * Columns * Lanes, at = first * plane;
        if (Images.IsWide<T>(Lanes))
            WideWindowTiles.Spread(Delta2 + at, A + at, Places + at, Delta + 4 * at, (end - first) * Rows, Columns, Rectifies);
        else
            WindowTiles.Spread(Delta2 + at, A + at, Places + at, Delta + 4 * at, (end - first) * Rows, Columns, Rectifies);
    }
}
