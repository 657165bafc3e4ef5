using System.Buffers;
using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// Class labels written out as one-hot targets, in a buffer borrowed from the shared pool until disposal.
/// Called by generated code.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct OneHot<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rented;
    private readonly int _length;

    /// <summary>Writes n x <paramref name="classes"/> targets: 1 at each sample's class and 0 elsewhere.</summary>
    /// <param name="labels">The class of each of n samples, from 0 to classes - 1, already checked.</param>
    /// <param name="classes">The number of classes.</param>
    public OneHot(ReadOnlySpan<int> labels, int classes)
    {
        _length = checked(labels.Length * classes);
        _rented = ArrayPool<T>.Shared.Rent(_length);
        Span<T> values = _rented.AsSpan(0, _length);
        values.Clear();
        for (int i = 0; i < labels.Length; i++)
            values[i * classes + labels[i]] = T.One;
    }

    /// <summary>The targets, sample by sample.</summary>
    public ReadOnlySpan<T> Values => _rented.AsSpan(0, _length);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented);
}
