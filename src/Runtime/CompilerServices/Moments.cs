using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>The number of samples, then the mean of each channel, then the sums of the squared deviations from it, in one vector.</summary>
internal readonly ref struct Moments<T>(Span<T> vector)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _vector = vector;

    public static int Length(int channels) => 1 + 2 * channels;

    public ref T Samples => ref _vector[0];

    public Span<T> Means => _vector.Slice(1, _vector.Length / 2);

    public Span<T> Squares => _vector[(1 + _vector.Length / 2)..];

    /// <summary>
    /// Adds the samples of another vector. Source: Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances"
    /// (1979), in a form that has the same bits if the two are swapped.
    /// </summary>
    public void Add(Moments<T> other, int pixels)
    {
        if (other.Samples == T.Zero)
            return;

        if (Samples == T.Zero)
        {
            other._vector.CopyTo(_vector);
            return;
        }

        T a = Samples, b = other.Samples, n = a + b, between = a * b / n * T.CreateTruncating(pixels);
        Samples = n;
        Span<T> means = Means, squares = Squares, otherMeans = other.Means, otherSquares = other.Squares;
        for (int c = 0; c < means.Length; c++)
        {
            T distance = otherMeans[c] - means[c];
            squares[c] = squares[c] + otherSquares[c] + distance * distance * between;
            means[c] = (a * means[c] + b * otherMeans[c]) / n;
        }
    }
}
