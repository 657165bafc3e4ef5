using System.Runtime.CompilerServices;

namespace NetGen.CompilerServices;

/// <summary>
/// One product whose rows, or columns if there are more of these, are divided among threads. It holds pointers, because
/// references cannot cross threads; the caller pins their targets until the work is done.
/// </summary>
internal sealed unsafe class ProductWork<T> : Work
    where T : unmanaged
{
    /// <summary>Parts start at multiples of this many rows, so that their tiles are those of the whole product.</summary>
    private const int RowsTogether = 12;

    /// <summary>Parts start at multiples of this many columns: whole panels of the widest vectors, and whole cache lines.</summary>
    private const int ColumnsTogether = 32;

    [ThreadStatic]
    private static ProductWork<T>? _ofThread;

    private T* _a, _b, _init, _c;
    private nint _aRow, _aStep, _bStep, _initRow, _cRow;
    private int _rows, _steps, _columns, _parts;

    /// <summary>Runs a product with <paramref name="parts"/> threads.</summary>
    public static void Run(
        ref T a, nint aRow, nint aStep, ref T b, nint bStep, ref T init, nint initRow, ref T c, nint cRow, int rows, int steps, int columns, int parts)
    {
        ProductWork<T> work = _ofThread ??= new ProductWork<T>();
        fixed (T* pa = &a, pb = &b, pinit = &init, pc = &c)
        {
            work._a = pa;
            work._b = pb;
            work._init = pinit;
            work._c = pc;
            (work._aRow, work._aStep, work._bStep, work._initRow, work._cRow) = (aRow, aStep, bStep, initRow, cRow);
            (work._rows, work._steps, work._columns, work._parts) = (rows, steps, columns, parts);
            Team.Run(work, parts);
        }
    }

    public override void Run(int part)
    {
        // A thread with its own columns reads and copies only its part of b, the weights.
        bool byColumns = _columns >= _rows;
        int first = First(part, byColumns), count = First(part + 1, byColumns) - first;
        if (count == 0)
            return;

        (int row, int column) = byColumns ? (0, first) : (first, 0);
        ref T init = ref _init is null ? ref Unsafe.NullRef<T>() : ref _init[row * _initRow + column];
        Product.Run(
            ref _a[row * _aRow], _aRow, _aStep, ref _b[column], _bStep, ref init, _initRow, ref _c[row * _cRow + column], _cRow,
            byColumns ? _rows : count, _steps, byColumns ? count : _columns);
    }

    private int First(int part, bool byColumns)
    {
        (int all, int together) = byColumns ? (_columns, ColumnsTogether) : (_rows, RowsTogether);
        return part == _parts ? all : (int)((long)all * part / _parts) / together * together;
    }
}
