using NetGen.CompilerServices;
using Xunit;

namespace NetGen.Tests.Runtime;

public class OrthogonalMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(20, 20)]
    [InlineData(30, 50)]
    [InlineData(50, 30)]
    [InlineData(200, 203)]
    public void The_shorter_sides_are_orthonormal(int rows, int columns)
    {
        double[] q = OrthogonalMatrix.Draw(rows, columns, new SeededRandom(3));
        for (int i = 0; i < Math.Min(rows, columns); i++)
            for (int j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, Product(q, q, i, j, rows, columns), 1e-11);
    }

    // With orthonormal columns this defines Q: R = Q^T A is triangular, and its diagonal is positive.
    [Theory]
    [InlineData(20, 20)]
    [InlineData(30, 50)]
    [InlineData(50, 30)]
    public void It_is_the_Q_of_the_normal_draws_whose_R_has_a_positive_diagonal(int rows, int columns)
    {
        double[] q = OrthogonalMatrix.Draw(rows, columns, new SeededRandom(4));
        var random = new SeededRandom(4);
        double[] normal = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())];
        for (int i = 0; i < Math.Min(rows, columns); i++)
        {
            Assert.True(Product(q, normal, i, i, rows, columns) > 0);
            for (int j = 0; j < i; j++)
                Assert.Equal(0, Product(q, normal, i, j, rows, columns), 1e-11);
        }
    }

    // NumPy's QR of the normals of seed 7, with columns of Q multiplied by the signs of R's diagonal.
    [Fact]
    public void A_seed_draws_these_matrices()
    {
        double[] tall = [0.9131678553517373, -0.40038214338324024, -0.28779572584999813, -0.5008734094324112, 0.28861408166404806, 0.7673460542567446];
        double[] wide = [0.6570878041832711, -0.7248101433600707, -0.20708904769678405, -0.1549709612899558, -0.39874170391092245, 0.9038744684518318];
        AssertEqual(tall, OrthogonalMatrix.Draw(3, 2, new SeededRandom(7)));
        AssertEqual(wide, OrthogonalMatrix.Draw(2, 3, new SeededRandom(7)));
    }

    [Theory]
    [InlineData(64, 32)]
    [InlineData(32, 64)]
    public void A_layer_in_single_precision_is_orthogonal_to_its_precision(int outputs, int inputs)
    {
        var info = new NetworkInfo("Net", Precision.Single, Loss.None, new LayerInfo(1, "Dense", [inputs], [outputs], Activation.Identity, 0, outputs,
            new ParameterInfo("W1", ParameterRole.Weight, [outputs, inputs], [1, outputs], 0, Initializer.Orthogonal, inputs, outputs)));
        var parameters = new float[outputs * inputs];
        ParameterInitializer.Fill<float>(info, parameters, seed: 1);

        var rows = new float[parameters.Length];
        new WeightMatrix<float>(parameters, outputs, inputs).CopyTo(rows);
        double[] w = Array.ConvertAll(rows, value => (double)value);
        for (int i = 0; i < Math.Min(outputs, inputs); i++)
            for (int j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, Product(w, w, i, j, outputs, inputs), 1e-5);
    }

    /// <summary>The product of column i of a and column j of b; of rows, where there are fewer of these.</summary>
    private static double Product(double[] a, double[] b, int i, int j, int rows, int columns) => rows >= columns
        ? Enumerable.Range(0, rows).Sum(r => a[r * columns + i] * b[r * columns + j])
        : Enumerable.Range(0, columns).Sum(c => a[i * columns + c] * b[j * columns + c]);

    private static void AssertEqual(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-14);
    }
}
