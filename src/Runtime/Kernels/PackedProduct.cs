using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>
/// A <see cref="Product"/> whose right factor is copied, one panel of two vectors of columns at a time, so that the rows of a panel are
/// contiguous and start at a cache line: rows far apart would compete for cache sets and TLB entries.
/// </summary>
internal static class PackedProduct
{
    /// <summary>
    /// Up to this many terms, or if there are more rows than columns, many panels are processed for a few rows before the next rows: a panel
    /// of c has a page for each of its rows, and a left factor with many rows is the one that comes from memory.
    /// </summary>
    private const int StepsByRows = 256, RowsTogether = 24;

    /// <summary>The number of panels: no more than fit into the L2 cache, and no more pages than the TLB holds.</summary>
    private const int MostPanels = 16, StepsOfPanels = 1 << 12;

    /// <summary>Computes the product of at least 6 rows and one panel. All lengths are checked.</summary>
    public static void Run<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns)
        where T : unmanaged
    {
        int panel = PanelOf<T>(), whole = columns / panel * panel;
        bool goesAhead = steps > StepsByRows && rows < columns;
        int panels = Math.Min(whole / panel, goesAhead ? 2 : Math.Clamp(StepsOfPanels / steps, 1, MostPanels));
        ref T packed = ref MemoryMarshal.GetReference(KeptRoom<T, Panels>.Of(checked(panels * steps * panel)));
        if (goesAhead)
            RunAhead(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, whole, panel, ref packed);
        else
            RunByRows(ref a, aRow, aStep, ref b, bStep, ref init, initRow, ref c, cRow, rows, steps, whole, panel, ref packed, panels);

        if (whole < columns)
        {
            Product.Panels(
                ref a, aRow, aStep, ref Unsafe.Add(ref b, whole), bStep, ref Vectors.At(ref init, whole), initRow, ref Unsafe.Add(ref c, whole), cRow, rows, steps, columns - whole);
        }
    }

    /// <summary>The number of columns of a panel.</summary>
    public static int PanelOf<T>() => 2 * (Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count);

    /// <summary>The tiles of one panel also copy the next one, while the processor waits for their multiply-adds.</summary>
    private static void RunAhead<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns, int panel, ref T packed)
        where T : unmanaged
    {
        ref T current = ref packed, next = ref Unsafe.Add(ref packed, steps * panel);
        if (columns > 0)
            Pack(ref b, bStep, ref current, steps, panel, panel);

        for (int j = 0; j < columns; j += panel)
        {
            ref T from = ref j + panel < columns ? ref Unsafe.Add(ref b, j + panel) : ref Unsafe.NullRef<T>();
            ref T start = ref Vectors.At(ref init, j), result = ref Unsafe.Add(ref c, j);
            if (Vector512.IsHardwareAccelerated)
                WideTiles.PanelAhead(ref a, aRow, aStep, ref current, ref start, initRow, ref result, cRow, rows, steps, ref from, bStep, ref next);
            else
                Tiles.PanelAhead(ref a, aRow, aStep, ref current, ref start, initRow, ref result, cRow, rows, steps, ref from, bStep, ref next);

            ref T done = ref current;
            current = ref next;
            next = ref done;
        }
    }

    private static void RunByRows<T>(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns, int panel, ref T packed, int panels)
        where T : unmanaged
    {
        for (int first = 0; first < columns; first += panel * panels)
        {
            int count = Math.Min(panel * panels, columns - first);
            Pack(ref Unsafe.Add(ref b, first), bStep, ref packed, steps, count, panel);
            for (int r = 0; r < rows; r += RowsTogether)
            {
                for (int j = first; j < first + count; j += panel)
                {
                    Product.Panels(
                        ref Unsafe.Add(ref a, r * aRow), aRow, aStep, ref Unsafe.Add(ref packed, (j - first) * steps), panel, ref Vectors.At(ref init, r * initRow + j), initRow,
                        ref Unsafe.Add(ref c, r * cRow + j), cRow, Math.Min(RowsTogether, rows - r), steps, panel);
                }
            }
        }
    }

    /// <summary>Copies neighboring panels, so that the rows of each are contiguous.</summary>
    private static void Pack<T>(ref T b, nint bStep, ref T packed, int steps, int columns, int panel)
        where T : unmanaged
    {
        for (int s = 0; s < steps; s++, b = ref Unsafe.Add(ref b, bStep))
            for (int first = 0; first < columns; first += panel)
            {
                ref T from = ref Unsafe.Add(ref b, first), to = ref Unsafe.Add(ref packed, first * steps + s * panel);
                for (int j = 0; j < panel; j += Vector256<T>.Count)
                    Vectors.Store(Vectors.Load(ref from, j), ref to, j);
            }
    }

    /// <summary>A factor in panels.</summary>
    private readonly struct Panels;
}
