using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Draws the parameters of a network before training. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterInitializer
{
    /// <summary>
    /// Initializes every tensor according to its <see cref="ParameterInfo.Initializer"/>. Numbers are drawn in double precision
    /// in the order of <see cref="ParameterInfo.Shape"/> (tensor by tensor, row j, then column k), so that a seed gives the same network,
    /// up to rounding, for any precision and memory layout.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Receives <see cref="NetworkInfo.ParameterCount"/> numbers.</param>
    /// <param name="seed">The seed; the same seed draws the same parameters.</param>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="parameters"/> does not fit, or a tensor has an initializer that cannot be
    /// drawn: <see cref="Initializer.Default"/>, which the compiler resolves by the activation.
    /// </exception>
    public static void Fill<T>(NetworkInfo info, Span<T> parameters, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        Fill(info, parameters, default, seed);
    }

    /// <summary>Initializes the parameters and the statistics. Frozen parameters are drawn as if they were not frozen, so that a seed gives the same network.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Receives <see cref="NetworkInfo.ParameterCount"/> numbers.</param>
    /// <param name="statistics">Receives the numbers of all <see cref="NetworkInfo.Statistics"/>.</param>
    /// <param name="seed">The seed; the same seed draws the same parameters.</param>
    /// <exception cref="ArgumentException">As in the overload without statistics.</exception>
    public static void Fill<T>(NetworkInfo info, Span<T> parameters, Span<T> statistics, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (parameters.Length != info.ParameterCount)
            throw new ArgumentException($"Expected {info.ParameterCount} parameters, but got {parameters.Length}.", nameof(parameters));

        // Statistics are constant at first. The frozen parameters among them are drawn below.
        for (int i = 0; i < info.Statistics.Count && !statistics.IsEmpty; i++)
        {
            ParameterInfo tensor = info.Statistics[i];
            statistics.Slice(tensor.Offset, tensor.Length).Fill(T.CreateTruncating(tensor.InitialValue));
        }

        var random = new SeededRandom(seed);
        foreach (LayerInfo layer in info.Layers)
        {
            foreach (ParameterInfo tensor in layer.WeightsAndBiases)
                Fill(tensor, (tensor.IsStatistic ? statistics : parameters).Slice(tensor.Offset, tensor.Length), random);
        }
    }

    private static void Fill<T>(ParameterInfo tensor, Span<T> values, SeededRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (tensor.Initializer)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Constant:
                values.Fill(T.CreateTruncating(tensor.InitialValue));
                break;
            case Initializer.Orthogonal:
                FillOrthogonal(tensor, values, random);
                break;
            default:
                Draw(tensor, values, random);
                break;
        }
    }

    private static void Draw<T>(ParameterInfo tensor, Span<T> values, SeededRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The variance is gain / fan; a uniform number in ±limit has the variance limit^2 / 3.
        (double gain, double fan, bool isNormal) = tensor.Initializer switch
        {
            Initializer.GlorotUniform => (2, tensor.FanIn + tensor.FanOut, false),
            Initializer.GlorotNormal => (2, tensor.FanIn + tensor.FanOut, true),
            Initializer.HeUniform => (2, tensor.FanIn, false),
            Initializer.HeNormal => (2, tensor.FanIn, true),
            Initializer.LeCunUniform => (1, tensor.FanIn, false),
            Initializer.LeCunNormal => (1, tensor.FanIn, true),
            Initializer.PyTorchDefault => (1.0 / 3, tensor.FanIn, false),
            _ => throw new ArgumentException($"Expected an initializer that can draw {tensor.Name}, but got {tensor.Initializer}.", "info"),
        };
        double deviation = Math.Sqrt(gain / fan), limit = Math.Sqrt(3 * gain / fan);
        for (int i = 0; i < values.Length; i++)
        {
            double draw = isNormal ? deviation * random.NextNormal() : limit * (2 * random.NextDouble() - 1);
            values[tensor.PositionOf(i)] = T.CreateTruncating(draw);
        }
    }

    private static void FillOrthogonal<T>(ParameterInfo tensor, Span<T> values, SeededRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = tensor.Shape[0];
        double[] matrix = OrthogonalMatrix.Draw(rows, values.Length / rows, random);
        for (int i = 0; i < matrix.Length; i++)
            values[tensor.PositionOf(i)] = T.CreateTruncating(matrix[i]);
    }
}
