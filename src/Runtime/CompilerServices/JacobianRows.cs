using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// The batch whose input gradients are a Jacobian: one sample as often as it has outputs, and for row j the gradient of output j alone,
/// which is row j of the identity. Rented, and returned by <see cref="Dispose"/>. Called by generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct JacobianRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rented;
    private readonly int _inputsLength, _outputs;

    /// <summary>Makes the batch.</summary>
    /// <param name="input">The sample.</param>
    /// <param name="outputs">The number of outputs.</param>
    public JacobianRows(ReadOnlySpan<T> input, int outputs)
    {
        _inputsLength = input.Length * outputs;
        _outputs = outputs;
        _rented = ArrayPool<T>.Shared.Rent(_inputsLength + outputs * outputs);
        for (int j = 0; j < outputs; j++)
            input.CopyTo(_rented.AsSpan(j * input.Length));

        Span<T> identity = _rented.AsSpan(_inputsLength, outputs * outputs);
        identity.Clear();
        for (int j = 0; j < outputs; j++)
            identity[j * outputs + j] = T.One;
    }

    /// <summary>The sample, once for each output.</summary>
    public ReadOnlySpan<T> Inputs => _rented.AsSpan(0, _inputsLength);

    /// <summary>The identity, row by row.</summary>
    public ReadOnlySpan<T> Identity => _rented.AsSpan(_inputsLength, _outputs * _outputs);

    /// <summary>Returns what was rented.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
