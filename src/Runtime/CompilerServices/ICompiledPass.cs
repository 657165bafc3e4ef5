using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>What a compiled network does with a batch forward. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledForward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The outputs of all samples.</summary>
    /// <param name="pass">Parameters, inputs and outputs.</param>
    static abstract void Forward(in Pass<T> pass);
}

/// <summary>What a compiled network does with one sample by itself, where a batch has more to prepare. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The outputs of the sample.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <param name="scratch">Room for what lies between.</param>
    static abstract void ForwardOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> outputs, Span<T> scratch);
}

/// <summary>What a compiled network does with a batch, or with one shard of it. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledPass<T> : ICompiledForward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The sum of the losses, each times its weight. Nothing is written.</summary>
    /// <param name="pass">Parameters, inputs, targets and weights.</param>
    /// <returns>The sum of the losses.</returns>
    static abstract T Loss(in Pass<T> pass);

    /// <summary>The sum of the losses, and the gradient of their part in the mean; or the gradient alone, from that of the outputs.</summary>
    /// <param name="pass">All that the pass reads and writes.</param>
    /// <returns>The sum of the losses; 0 from the gradient of the outputs.</returns>
    static abstract T Backward(in Pass<T> pass);
}

/// <summary>How a compiled network traces samples that are normalized together. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A batch forward as in training, with every z and a of each sample.</summary>
    /// <param name="pass">Parameters, inputs, and as outputs the room for a trace of each sample.</param>
    static abstract void Trace(in Pass<T> pass);
}
