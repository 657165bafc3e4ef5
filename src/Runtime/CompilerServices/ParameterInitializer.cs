using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>Draws the parameters of a network before training. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ParameterInitializer
{
    /// <summary>
    /// Sets every weight as its tensor's <see cref="ParameterInfo.Initializer"/> says and every bias to zero.
    /// Weights are drawn in double precision in the order of the notes (row j, then column k), so that one
    /// seed gives one network, up to rounding, whatever its precision and its layout in memory.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Receives <see cref="NetworkInfo.ParameterCount"/> numbers.</param>
    /// <param name="seed">Any number; the same seed draws the same parameters.</param>
    /// <exception cref="ArgumentException">
    /// The length of <paramref name="parameters"/> does not fit, or weights have an initializer that cannot be
    /// drawn: <see cref="Initializer.Default"/>, which the compiler resolves by the activation.
    /// </exception>
    public static void Fill<T>(NetworkInfo info, Span<T> parameters, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (parameters.Length != info.ParameterCount)
            throw new ArgumentException($"Expected {info.ParameterCount} parameters, but got {parameters.Length}.", nameof(parameters));

        var random = new SeededRandom(seed);
        foreach (LayerInfo layer in info.Layers)
        {
            foreach (ParameterInfo tensor in layer.Parameters)
                Fill(tensor, parameters.Slice(tensor.Offset, tensor.Length), random);
        }
    }

    private static void Fill<T>(ParameterInfo tensor, Span<T> values, SeededRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.Role == ParameterRole.Bias || tensor.Initializer == Initializer.Zeros)
        {
            values.Clear();
            return;
        }

        // fan: what stands below the line in the variance, 2 / fan.
        (double fan, bool isNormal) = tensor.Initializer switch
        {
            Initializer.GlorotUniform => (tensor.FanIn + tensor.FanOut, false),
            Initializer.GlorotNormal => (tensor.FanIn + tensor.FanOut, true),
            Initializer.HeUniform => (tensor.FanIn, false),
            Initializer.HeNormal => (tensor.FanIn, true),
            _ => throw new ArgumentException($"Expected an initializer that {tensor.Name} can be drawn by, but got {tensor.Initializer}.", "info"),
        };
        double deviation = Math.Sqrt(2 / fan), limit = Math.Sqrt(6 / fan);
        for (int i = 0; i < values.Length; i++)
        {
            double draw = isNormal ? deviation * random.NextNormal() : limit * (2 * random.NextDouble() - 1);
            values[tensor.PositionOf(i)] = T.CreateTruncating(draw);
        }
    }
}
