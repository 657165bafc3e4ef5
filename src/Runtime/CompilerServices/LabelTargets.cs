using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// Class labels as the targets of a network, in a buffer rented from the shared pool until disposal. Called by
/// generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct LabelTargets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rented;
    private readonly int _length;

    /// <summary>Writes a target row for each label.</summary>
    /// <param name="labels">The classes: n numbers, already checked.</param>
    /// <param name="outputSize">The number of outputs of one sample: one for each class, or 1 for two classes.</param>
    /// <exception cref="ArgumentException">The targets exceed the largest array; the message says how many samples fit.</exception>
    public LabelTargets(ReadOnlySpan<int> labels, int outputSize)
    {
        _length = Rows.Length(labels.Length, outputSize, "targets", nameof(labels));
        _rented = ArrayPool<T>.Shared.Rent(_length);
        OneHot.Write(labels, _rented.AsSpan(0, _length), Math.Max(2, outputSize));
    }

    /// <summary>The targets: n x outputSize numbers.</summary>
    public ReadOnlySpan<T> Values => _rented.AsSpan(0, _length);

    /// <summary>Returns the buffer.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
