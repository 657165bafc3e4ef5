using System.Numerics;

namespace NetGen;

/// <summary>
/// A view of one layer's weights, or of their gradients: <c>W[j, k]</c> weights
/// input k for neuron j. It reads and writes the network's buffer directly.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
public readonly ref struct WeightMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _values;
    private readonly int _outputStride, _inputStride;

    /// <summary>Creates a view of <paramref name="values"/>, which holds the weights input by input or neuron by neuron.</summary>
    /// <param name="values">The buffer: outputs x inputs numbers.</param>
    /// <param name="outputs">The number of rows, which is the number of neurons.</param>
    /// <param name="inputs">The number of columns, which is the number of inputs.</param>
    /// <param name="isByNeuron">Whether the weights of each neuron are contiguous, rather than those of each input.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="values"/> is not outputs x inputs.</exception>
    public WeightMatrix(Span<T> values, int outputs, int inputs, bool isByNeuron = false)
    {
        if (values.Length != (long)outputs * inputs)
            throw new ArgumentException($"Expected {outputs} x {inputs} = {(long)outputs * inputs} weights, but got {values.Length}.", nameof(values));

        _values = values;
        Outputs = outputs;
        Inputs = inputs;
        (_outputStride, _inputStride) = isByNeuron ? (inputs, 1) : (1, outputs);
    }

    /// <summary>The number of rows, which is the number of neurons.</summary>
    public int Outputs { get; }

    /// <summary>The number of columns, which is the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The weight of input <paramref name="input"/> for neuron <paramref name="output"/>, both counted from 0.</summary>
    /// <param name="output">The row j.</param>
    /// <param name="input">The column k.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public ref T this[int output, int input]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(output);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs);
            ArgumentOutOfRangeException.ThrowIfNegative(input);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(input, Inputs);
            return ref _values[input * _inputStride + output * _outputStride];
        }
    }

    /// <summary>Copies the weights out, row by row, as PyTorch stores them.</summary>
    /// <param name="rows">Receives outputs x inputs numbers.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="rows"/> is not outputs x inputs.</exception>
    public void CopyTo(Span<T> rows)
    {
        CheckLength(rows.Length, nameof(rows));
        for (int j = 0; j < Outputs; j++)
            for (int k = 0; k < Inputs; k++)
                rows[j * Inputs + k] = _values[k * _inputStride + j * _outputStride];
    }

    /// <summary>Sets all weights from numbers in row-by-row order, as in PyTorch.</summary>
    /// <param name="rows">outputs x inputs numbers.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="rows"/> is not outputs x inputs.</exception>
    public void CopyFrom(ReadOnlySpan<T> rows)
    {
        CheckLength(rows.Length, nameof(rows));
        for (int j = 0; j < Outputs; j++)
            for (int k = 0; k < Inputs; k++)
                _values[k * _inputStride + j * _outputStride] = rows[j * Inputs + k];
    }

    private void CheckLength(int length, string name)
    {
        if (length != _values.Length)
            throw new ArgumentException($"Expected {Outputs} x {Inputs} = {_values.Length} weights, but got {length}.", name);
    }
}
