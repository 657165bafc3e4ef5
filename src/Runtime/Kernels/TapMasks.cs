using System.Runtime.CompilerServices;

namespace NetGen.CompilerServices;

/// <summary>
/// The pixels of a tile that have a tap, for the tiles along one axis. The tiles whose pixels all have every tap are consecutive and share
/// one entry, so there is little to write for small windows on large images.
/// </summary>
internal readonly struct TapMasks
{
    private readonly WindowAxis _axis;
    private readonly int _together, _tiles;

    public TapMasks(in WindowAxis axis, int together)
    {
        (_axis, _together, _tiles) = (axis, together, axis.Tiles(together));
        (int first, int end) = axis.FullPixels();
        FirstFull = Math.Min(_tiles, (int)(((long)first + together - 1) / together));
        EndFull = Math.Max(FirstFull, end / together);
    }

    /// <summary>The range of tiles whose pixels all have every tap.</summary>
    public int FirstFull { get; }

    /// <inheritdoc cref="FirstFull"/>
    public int EndFull { get; }

    /// <summary>The length of all masks.</summary>
    public long Length => (_tiles - (EndFull - FirstFull) + 1L) * _axis.Taps;

    /// <summary>The offset of the masks of a tile, one for each tap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint At(int tile) => (tile < FirstFull ? tile : Math.Max(FirstFull, tile - (EndFull - FirstFull - 1))) * (nint)_axis.Taps;

    /// <summary>Writes all masks; pixel p of a tile has the bits <c>bits &lt;&lt; shift p</c>.</summary>
    public void Write(Span<byte> masks, int bits, int shift)
    {
        int full = FirstFull * _axis.Taps, behind = full + _axis.Taps;
        _axis.WriteMasks(masks[..full], 0, _together, bits, shift);
        masks[full..behind].Fill(WindowTiles.AllPixels);
        _axis.WriteMasks(masks[behind..], EndFull, _together, bits, shift);
    }
}
