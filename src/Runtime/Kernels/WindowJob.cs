using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A convolution of blocks of samples, or its backward pass to the inputs, which is a convolution of delta with the weights in another
/// order. Its items are the rows of tiles in all blocks.
/// </summary>
internal unsafe struct WindowJob<T> : IJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The size of tiles side by side in the L1 cache.</summary>
    private const int StripBytes = 24 << 10;

    /// <summary>The source, the weights, the biases (null: none), the result, and the places of the maxima (null: not needed).</summary>
    public T* X, W, B, Z, Places;

    public WindowAxis Rows, Columns;

    /// <summary>The groups, and in each the channels that are summed over and those of the result.</summary>
    public int Groups, Channels, ResultChannels;

    /// <summary>The distances in the weights between channels that are summed over and between channels of the result, and the width of the window.</summary>
    public int WChannel, WResult, KernelWidth;

    /// <summary>The number of weights of a group.</summary>
    public int WGroup;

    public bool Pools, Rectifies, Adds;

    /// <summary>The samples of a block.</summary>
    public int Lanes;

    private byte* _rowMasks, _columnMasks;
    private TapMasks _rowTaps, _columnTaps;
    private int _rowTiles, _columnTiles;

    private readonly int RowsTogether => Pools ? 2 : 1;

    private readonly int ColumnsTogether => Pools ? 2 : 4;

    /// <summary>Runs the whole job.</summary>
    public void RunAll(int blocks, int threads)
    {
        _rowTiles = Rows.Tiles(RowsTogether);
        _columnTiles = Columns.Tiles(ColumnsTogether);
        (_rowTaps, _columnTaps) = (new(Rows, RowsTogether), new(Columns, ColumnsTogether));

        // This buffer is pinned, and no other code uses it until the job is done.
        int rowMasks = checked((int)_rowTaps.Length), columnMasks = checked((int)_columnTaps.Length);
        Span<byte> masks = KeptRoom<byte, Masks>.Of(checked(rowMasks + columnMasks));
        _rowTaps.Write(masks[..rowMasks], Pools ? 3 : 15, Pools ? 2 : 0);
        _columnTaps.Write(masks[rowMasks..], Pools ? 5 : 1, 1);
        fixed (byte* start = masks)
        {
            _rowMasks = start;
            _columnMasks = start + rowMasks;
            long sums = (long)Rows.Pixels * Columns.Pixels * Groups * ResultChannels;
            Parts.Run(this, checked(blocks * _rowTiles), (long)blocks * Lanes * sums * Channels * Rows.Taps * Columns.Taps, threads);
        }
    }

    public readonly void Run(int first, int end)
    {
        WindowTile<T> tile = Tile();
        for (int item = first; item < end; item++)
            RunRow(ref tile, item / _rowTiles, item % _rowTiles);
    }

    private readonly WindowTile<T> Tile()
    {
        nint pixel = Columns.Step * Lanes, row = (nint)Rows.Step * Columns.Size * Lanes;
        return new()
        {
            Channels = Channels,
            Columns = Columns.Taps,
            XChannel = (nint)Rows.Size * Columns.Size * Lanes,
            XRow = (nint)Rows.TapStep * Columns.Size * Lanes,
            XColumn = Columns.TapStep * Lanes,
            WChannel = WChannel,
            WRow = Rows.WeightStep * KernelWidth,
            WColumn = Columns.WeightStep,
            Pixel1 = pixel,
            Pixel2 = Pools ? row : 2 * pixel,
            Pixel3 = Pools ? row + pixel : 3 * pixel,
            ZPixel = Columns.ResultStep * Lanes,
            XTile = ColumnsTogether * pixel,
            ZTile = (Pools ? 1 : 4) * Columns.ResultStep * Lanes,
            Pools = Pools,
            Rectifies = Rectifies,
            Adds = Adds,
        };
    }

    private readonly void RunRow(ref WindowTile<T> tile, int block, int row)
    {
        // Rows of taps that no pixel has are skipped; a remaining row that only some pixels have makes the whole row an edge.
        var masks = new ReadOnlySpan<byte>(_rowMasks + _rowTaps.At(row), Rows.Taps);
        int firstTap = Math.Max(0, masks.IndexOfAnyExcept((byte)0)), endTap = masks.LastIndexOfAnyExcept((byte)0) + 1;
        tile.Rows = Math.Max(0, endTap - firstTap);
        tile.RowMasks = _rowMasks + _rowTaps.At(row) + firstTap;
        bool isFull = WindowTiles.IsFull(new(tile.RowMasks, (int)tile.Rows));

        int pooling = Pools ? 2 : 1;
        nint xPlane = (nint)Rows.Size * Columns.Size * Lanes, zWidth = Columns.ResultSize / pooling, zPlane = Rows.ResultSize / pooling * zWidth * Lanes;
        nint xRow = ((nint)(Rows.First + Rows.Step * row * RowsTogether + Rows.TapStep * firstTap) * Columns.Size + Columns.First) * Lanes;
        nint zRow = ((Rows.ResultFirst + Rows.ResultStep * row) * zWidth + Columns.ResultFirst) * Lanes;
        nint wFirst = (Rows.WeightFirst + Rows.WeightStep * firstTap) * KernelWidth + Columns.WeightFirst;
        int firstFull = isFull ? _columnTaps.FirstFull : _columnTiles, endFull = isFull ? _columnTaps.EndFull : _columnTiles, strip = StripTiles((int)tile.Rows);
        for (int group = 0; group < Groups; group++)
        {
            T* x = X + ((nint)block * Groups + group) * Channels * xPlane + xRow;
            for (int first = 0; first < _columnTiles; first += strip)
            {
                int end = Math.Min(first + strip, _columnTiles);
                for (int channel = 0, together; channel < ResultChannels; channel += together)
                {
                    together = Math.Min(2, ResultChannels - channel);
                    if (Images.IsWide<T>(Lanes) && channel + 4 <= ResultChannels)
                        together = 4;

                    int result = group * ResultChannels + channel;
                    nint z = ((nint)block * Groups * ResultChannels + result) * zPlane + zRow;
                    tile.IsPair = together > 1;
                    tile.W = W + (nint)group * WGroup + wFirst + (nint)channel * WResult;
                    tile.B = B is null ? null : B + result;
                    (tile.WNext, tile.ZNext, tile.BNext) = tile.IsPair ? (WResult, zPlane, 1) : (0, 0, 0);
                    if (together == 4)
                        RunFours(ref tile, x, z, first, end);
                    else
                        RunTiles(ref tile, x, z, (first, end), (Math.Clamp(firstFull, first, end), Math.Clamp(endFull, first, end)));
                }
            }
        }
    }

    /// <summary>The number of tiles side by side whose inputs stay in the L1 cache from one pair of channels to the next.</summary>
    private readonly int StripTiles(int rows)
    {
        long bytes = (long)Channels * (rows + RowsTogether - 1) * ColumnsTogether * Columns.Step * Lanes * sizeof(T);
        return (int)Math.Max(1, StripBytes / Math.Max(1, bytes));
    }

    private readonly void RunTiles(ref WindowTile<T> tile, T* x, nint z, (int First, int End) tiles, (int First, int End) full)
    {
        for (int column = tiles.First; column < full.First; column++)
            RunEdge(ref tile, x, z, column);

        if (full.First < full.End)
        {
            Place(ref tile, x, z, full.First);
            if (Images.IsWide<T>(Lanes))
                WideWindowTiles.Full(tile, full.End - full.First);
            else
                WindowTiles.Full(tile, full.End - full.First);
        }

        for (int column = full.End; column < tiles.End; column++)
            RunEdge(ref tile, x, z, column);
    }

    private readonly void RunFours(ref WindowTile<T> tile, T* x, nint z, int first, int end)
    {
        for (int column = first; column < end; column++)
        {
            Place(ref tile, x, z, column);
            WideWindowTiles.Four(tile);
        }
    }

    private readonly void RunEdge(ref WindowTile<T> tile, T* x, nint z, int column)
    {
        Place(ref tile, x, z, column);
        if (Images.IsWide<T>(Lanes))
            WideWindowTiles.Edge(tile);
        else
            WindowTiles.Edge(tile);
    }

    private readonly void Place(ref WindowTile<T> tile, T* x, nint z, int column)
    {
        tile.X = x + column * tile.XTile;
        tile.Z = Z + z + column * tile.ZTile;
        tile.Places = Places is null ? null : Places + z + column * tile.ZTile;
        tile.ColumnMasks = _columnMasks + _columnTaps.At(column);
        tile.Pixels = Math.Min(4, Columns.Pixels - column * ColumnsTogether);
    }

    /// <summary>The masks of all tiles.</summary>
    private readonly struct Masks;
}
