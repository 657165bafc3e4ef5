using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>
/// A network whose layers depend on all samples of a batch in training, so that it traces them together. Implemented by generated code,
/// for <see cref="GradientCheck"/>.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBatchTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Runs a batch forward like Backward, and keeps z and a of every layer; if a layer computes max(0, z) directly, z is that too.
    /// Running statistics do not change.
    /// </summary>
    /// <param name="inputs">The samples.</param>
    /// <param name="values">Receives a trace for each sample.</param>
    void TraceBatch(ReadOnlySpan<T> inputs, Span<T> values);
}
