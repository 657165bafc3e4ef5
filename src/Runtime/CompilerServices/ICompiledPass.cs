using System.ComponentModel;
using System.Numerics;

namespace NetGen.CompilerServices;

/// <summary>The forward pass of a compiled network over a batch. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledForward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the outputs of all samples.</summary>
    /// <param name="pass">Parameters, inputs and outputs.</param>
    static abstract void Forward(in Pass<T> pass);
}

/// <summary>The forward pass of a compiled network for one sample, if a batch needs more preparation. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the outputs of the sample.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <param name="scratch">The buffer for intermediate values.</param>
    static abstract void ForwardOne(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> outputs, Span<T> scratch);
}

/// <summary>The passes of a compiled network over a batch, or over one shard of it. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledPass<T> : ICompiledForward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the sum of the losses, each times its weight. Nothing is written.</summary>
    /// <param name="pass">Parameters, inputs, targets and weights.</param>
    /// <returns>The sum of the losses.</returns>
    static abstract T Loss(in Pass<T> pass);

    /// <summary>Computes the sum of the losses and the gradient of their part in the mean; or only the gradient, from that of the outputs.</summary>
    /// <param name="pass">Everything that the pass reads and writes.</param>
    /// <returns>The sum of the losses; 0 if gradients of the outputs are given.</returns>
    static abstract T Backward(in Pass<T> pass);
}

/// <summary>The trace of samples that a compiled network normalizes together. Implemented by generated code.</summary>
/// <typeparam name="T">The number type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICompiledTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs a batch forward as in training, and keeps every z and a of each sample.</summary>
    /// <param name="pass">Parameters, inputs, and as outputs the buffer for a trace of each sample.</param>
    static abstract void Trace(in Pass<T> pass);
}
