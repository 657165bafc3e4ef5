namespace NetGen;

/// <summary>
/// Random matrices with orthonormal rows or columns, each equally likely: Q of the QR factorization of a matrix of
/// normal numbers, with the signs that make the diagonal of R positive. Source: Mezzadri, "How to generate random
/// matrices from the classical compact groups" (2007); the same as <c>torch.nn.init.orthogonal_</c>.
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>
    /// Draws a matrix, row by row. Its columns are orthonormal or, if there are more columns than rows, its rows.
    /// </summary>
    public static double[] Draw(int rows, int columns, SeededRandom random)
    {
        var matrix = new double[rows * columns];
        for (int i = 0; i < matrix.Length; i++)
            matrix[i] = random.NextNormal();

        if (rows >= columns)
        {
            Orthonormalize(matrix, columns);
            return matrix;
        }

        double[] tall = Transposed(matrix, rows, columns);
        Orthonormalize(tall, rows);
        return Transposed(tall, columns, rows);
    }

    /// <summary>
    /// Replaces the columns of a matrix with orthonormal ones by modified Gram-Schmidt, which gives the Q whose R has a
    /// positive diagonal without a step for the signs. The loss of orthogonality is about the rounding unit
    /// times the condition number (Björck, 1967), which is small for normal numbers. Every sum adds row by row in
    /// one lane, so that the bits do not depend on the width of the vectors.
    /// </summary>
    private static void Orthonormalize(double[] matrix, int columns)
    {
        var products = new double[columns];
        for (int c = 0; c < columns; c++)
        {
            // Products of column c with itself and all later columns, from which its projection is then subtracted.
            Span<double> r = products.AsSpan(c);
            r.Clear();
            for (int start = c; start < matrix.Length; start += columns)
                Elementwise.AddScaled<double>(matrix.AsSpan(start, r.Length), matrix[start], r);

            double square = r[0], norm = Math.Sqrt(square);
            for (int start = c; start < matrix.Length; start += columns)
            {
                double own = matrix[start];
                Elementwise.AddScaled<double>(r[1..], -own / square, matrix.AsSpan(start + 1, r.Length - 1));
                matrix[start] = own / norm;
            }
        }
    }

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        var transposed = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                transposed[j * rows + i] = matrix[i * columns + j];
        return transposed;
    }
}
