using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Every shape of a product has the bits of the naive sums, and writes nothing else.</summary>
public sealed class ProductTests
{
    private const int MaxRows = 64, MaxSteps = 65, MaxColumns = 130, Margin = 16;

    private static readonly int[] _rows = [.. Enumerable.Range(1, 40), 64];
    private static readonly int[] _columns = [.. Enumerable.Range(1, 40), 64, 130];
    private static readonly int[] _steps = [1, 2, 3, 4, 5, 63, 64, 65];

    /// <summary>How far numbers lie apart, which decides what is copied into panels first.</summary>
    public enum Layout
    {
        Dense,
        Padded,
        TransposedLeft,

        /// <summary>Rows of b 1,024 bytes apart, or 2,048 in double precision.</summary>
        Conflicting,
    }

    private enum Init
    {
        Zero,
        OneRow,
        Result,
    }

    public static TheoryData<Layout, bool> Layouts => new MatrixTheoryData<Layout, bool>(Enum.GetValues<Layout>(), [false, true]);

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Products_have_the_bits_of_naive_sums(Layout layout, bool isDouble)
    {
        if (isDouble)
            CheckShapes<double>(layout);
        else
            CheckShapes<float>(layout);
    }

    private static void CheckShapes<T>(Layout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Naive.Numbers<T>(MaxRows * MaxSteps, seed: 1), b = Naive.Numbers<T>(MaxSteps * MaxColumns, seed: 2);
        T[] start = Naive.Numbers<T>(MaxRows * MaxColumns, seed: 3);
        foreach (int steps in _steps)
        {
            // An element is the same in all shapes, so the naive sums are needed once.
            T[][] expected = [.. Enum.GetValues<Init>().Select(init => Expected(a, b, start, init, steps))];
            int aRow = layout switch { Layout.Dense => steps, Layout.TransposedLeft => 1, _ => MaxSteps + 3 };
            int aStep = layout == Layout.TransposedLeft ? MaxRows + 1 : 1;
            T[] left = Place(a, MaxSteps, MaxRows, steps, aRow, aStep);
            foreach (int columns in _columns)
            {
                int bRow = layout switch { Layout.Padded => columns + 5, Layout.Conflicting => 256, _ => columns };
                int cRow = layout == Layout.Padded ? columns + 7 : columns;
                T[] right = Place(b, MaxColumns, steps, columns, bRow, 1);
                foreach (int rows in _rows)
                {
                    // Exactly as many numbers as are asked for.
                    var leftFactor = new Matrix<T>(left.AsSpan(0, (rows - 1) * aRow + (steps - 1) * aStep + 1), aRow, aStep);
                    var rightFactor = new Matrix<T>(right.AsSpan(0, (steps - 1) * bRow + columns + Dense.Padding), bRow);
                    foreach (Init init in Enum.GetValues<Init>())
                        Check(leftFactor, rightFactor, start, init, expected[(int)init], cRow, rows, steps, columns);
                }
            }
        }
    }

    private static void Check<T>(Matrix<T> a, Matrix<T> b, T[] start, Init init, T[] expected, int cRow, int rows, int steps, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Nothing that a sum can come to, so that what is written shows.
        T sentinel = T.CreateTruncating(12345);
        var memory = new T[Margin + (rows - 1) * cRow + columns + Margin];
        memory.AsSpan().Fill(sentinel);
        Span<T> c = memory.AsSpan(Margin, (rows - 1) * cRow + columns);
        for (int r = 0; r < rows && init == Init.Result; r++)
            start.AsSpan(r * MaxColumns, columns).CopyTo(c[(r * cRow)..]);

        Matrix<T> first = init switch
        {
            Init.Zero => default,
            Init.OneRow => new(start.AsSpan(0, columns), 0),
            _ => new(c, cRow),
        };
        Product.Compute(a, b, first, c, cRow, rows, steps, columns);

        bool isRight = IsAll(memory.AsSpan(0, Margin)) && IsAll(memory.AsSpan(Margin + c.Length));
        for (int r = 0; r < rows; r++)
        {
            isRight &= MemoryMarshal.AsBytes(c.Slice(r * cRow, columns)).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan(r * MaxColumns, columns)));
            isRight &= r == rows - 1 || IsAll(c.Slice(r * cRow + columns, cRow - columns));
        }

        if (!isRight)
            Assert.Fail($"{rows} rows, {steps} steps, {columns} columns, starting from {init}");

        bool IsAll(ReadOnlySpan<T> values) => !values.ContainsAnyExcept(sentinel);
    }

    private static T[] Expected<T>(T[] a, T[] b, T[] start, Init init, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new T[MaxRows * MaxColumns];
        for (int r = 0; r < MaxRows; r++)
            for (int j = 0; j < MaxColumns; j++)
            {
                T sum = init switch { Init.Zero => T.Zero, Init.OneRow => start[j], _ => start[r * MaxColumns + j] };
                for (int s = 0; s < steps; s++)
                    sum = T.MultiplyAddEstimate(a[r * MaxSteps + s], b[s * MaxColumns + j], sum);

                sums[r * MaxColumns + j] = sum;
            }

        return sums;
    }

    /// <summary>Places the corner of a matrix as a product is to find it, among numbers that are none.</summary>
    private static T[] Place<T>(T[] matrix, int matrixRow, int rows, int columns, int row, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var placed = new T[(rows - 1) * row + (columns - 1) * step + 1 + Dense.Padding];
        placed.AsSpan().Fill(T.NaN);
        for (int r = 0; r < rows; r++)
            for (int s = 0; s < columns; s++)
                placed[r * row + s * step] = matrix[r * matrixRow + s];

        return placed;
    }

    // 7 rows, 5 steps, 9 columns: two vectors, the second of which reads beyond the last column.
    [Theory]
    [InlineData(0, 0, 0, 0, true)]
    [InlineData(1, 0, 0, 0, false)]
    [InlineData(0, 1, 0, 0, false)]
    [InlineData(0, 0, 1, 0, false)]
    [InlineData(0, 0, 0, 1, false)]
    public void Too_few_numbers_are_refused(int fewerA, int fewerB, int fewerInit, int fewerC, bool isAccepted)
    {
        float[] a = new float[7 * 5 - fewerA], b = new float[4 * 9 + 16 - fewerB], init = new float[7 * 9 - fewerInit], c = new float[7 * 9 - fewerC];
        void Compute() => Product.Compute(new(a, 5), new(b, 9), new(init, 9), c.AsSpan(), 9, rows: 7, steps: 5, columns: 9);

        if (isAccepted)
            Compute();
        else
            Assert.Throws<ArgumentException>(Compute);
    }
}
