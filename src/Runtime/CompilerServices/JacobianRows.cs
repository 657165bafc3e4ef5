using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// The batches whose input gradients are a Jacobian, some of its rows at a time: the one sample, repeated for each row, and for
/// row j the gradient of output j alone, which is row j of the identity. Rented, and returned by <see cref="Dispose"/>. Called by
/// generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct JacobianRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest size of a batch, so that memory does not grow with the square of the number of outputs.</summary>
    private const int Budget = 1 << 20;

    private readonly T[] _rented;
    private readonly int _inputs, _outputs;

    /// <summary>Creates the batches.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="outputs">The number of outputs.</param>
    public JacobianRows(ReadOnlySpan<T> input, int outputs)
    {
        (_inputs, _outputs) = (input.Length, outputs);
        Most = (int)Math.Clamp(Budget / ((long)_inputs + outputs), 1, outputs);
        _rented = ArrayPool<T>.Shared.Rent(checked(Most * (_inputs + outputs)));
        for (int row = 0; row < Most; row++)
            input.CopyTo(_rented.AsSpan(row * _inputs));
    }

    /// <summary>The largest number of rows of a batch.</summary>
    public int Most { get; }

    /// <summary>The sample, once for each row.</summary>
    /// <param name="count">The number of rows.</param>
    /// <returns>The inputs of the batch.</returns>
    public ReadOnlySpan<T> Inputs(int count) => _rented.AsSpan(0, count * _inputs);

    /// <summary>Rows of the identity.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>The gradients of the outputs of the batch, which are valid until the next call.</returns>
    public ReadOnlySpan<T> OutputGradients(int first, int count)
    {
        Span<T> rows = _rented.AsSpan(Most * _inputs, count * _outputs);
        rows.Clear();
        for (int row = 0; row < count; row++)
            rows[row * _outputs + first + row] = T.One;
        return rows;
    }

    /// <summary>Returns what was rented.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
