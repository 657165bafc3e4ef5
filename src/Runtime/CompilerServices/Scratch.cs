using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.CompilerServices;

/// <summary>
/// Runs passes with the scratch space that they need, on the stack or, if it is large, from the shared pool. It starts at a
/// cache line, and its content is undefined: clearing it would take longer than some passes. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    private const int Line = 64;

    /// <summary>Runs a batch forward.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The inputs of all samples.</param>
    /// <param name="outputs">Receives the outputs of all samples.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="length">The length of the scratch space that the pass needs.</param>
    [SkipLocalsInit]
    public static void Forward<TPass, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int count, int length)
        where TPass : ICompiledForward<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? rented = RentIfLong<T>(length);
        TPass.Forward(new Pass<T>
        {
            Parameters = parameters,
            Inputs = inputs,
            Outputs = outputs,
            Count = count,
            Scratch = Align(rented is null ? stackalloc T[length + Slack<T>()] : rented, length),
        });
        Return(rented);
    }

    /// <summary>Runs one sample forward.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="outputs">Receives the outputs.</param>
    /// <param name="length">The length of the scratch space that the pass needs.</param>
    [SkipLocalsInit]
    public static void ForwardOne<TPass, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> outputs, int length)
        where TPass : ICompiledSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? rented = RentIfLong<T>(length);
        TPass.ForwardOne(parameters, x, outputs, Align(rented is null ? stackalloc T[length + Slack<T>()] : rented, length));
        Return(rented);
    }

    /// <summary>Runs a few samples forward, one at a time.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="inputs">The inputs of all samples.</param>
    /// <param name="outputs">Receives the outputs of all samples.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="length">The length of the scratch space that the pass of one sample needs.</param>
    [SkipLocalsInit]
    public static void ForwardFew<TPass, T>(ReadOnlySpan<T> parameters, ReadOnlySpan<T> inputs, Span<T> outputs, int count, int length)
        where TPass : ICompiledSample<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputSize = inputs.Length / count, outputSize = outputs.Length / count;
        T[]? rented = RentIfLong<T>(length);
        Span<T> room = Align(rented is null ? stackalloc T[length + Slack<T>()] : rented, length);
        for (int i = 0; i < count; i++)
            TPass.ForwardOne(parameters, inputs.Slice(i * inputSize, inputSize), outputs.Slice(i * outputSize, outputSize), room);

        Return(rented);
    }

    /// <summary>Traces a batch.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="pass">Parameters, inputs and outputs; it has scratch space while it runs.</param>
    /// <param name="length">The length of the scratch space that the pass needs.</param>
    public static void Trace<TPass, T>(ref Pass<T> pass, int length)
        where TPass : ICompiledTrace<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] rented = ArrayPool<T>.Shared.Rent(length + Slack<T>());
        pass.Scratch = Align(rented, length);
        TPass.Trace(pass);
        pass.Scratch = default;
        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Adds up the losses of a batch.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="pass">Parameters, inputs, targets or labels, weights and count; it has scratch space while it runs.</param>
    /// <param name="length">The length of the scratch space that the pass needs.</param>
    /// <returns>The sum of the losses, each times its weight.</returns>
    [SkipLocalsInit]
    public static T Loss<TPass, T>(ref Pass<T> pass, int length)
        where TPass : ICompiledPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? rented = RentIfLong<T>(length);
        pass.Scratch = Align(rented is null ? stackalloc T[length + Slack<T>()] : rented, length);
        T loss = TPass.Loss(pass);
        pass.Scratch = default;
        Return(rented);
        return loss;
    }

    /// <summary>Runs a batch forward and back.</summary>
    /// <typeparam name="TPass">The compiled network.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="pass">Everything except the scratch space, which it has while it runs.</param>
    /// <param name="length">The length of the scratch space that the pass needs.</param>
    /// <returns>The sum of the losses, each times its weight; 0 if gradients of the outputs are given.</returns>
    [SkipLocalsInit]
    public static T Backward<TPass, T>(ref Pass<T> pass, int length)
        where TPass : ICompiledPass<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? rented = RentIfLong<T>(length);
        pass.Scratch = Align(rented is null ? stackalloc T[length + Slack<T>()] : rented, length);
        T loss = TPass.Backward(pass);
        pass.Scratch = default;
        Return(rented);
        return loss;
    }

    /// <summary>The number of elements that a buffer needs in addition for <see cref="Align"/>.</summary>
    internal static int Slack<T>() => Line / Unsafe.SizeOf<T>();

    private static T[]? RentIfLong<T>(int length) => length > Vectors.StackLimit ? ArrayPool<T>.Shared.Rent(length + Slack<T>()) : null;

    private static void Return<T>(T[]? rented)
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>
    /// Returns the part that starts at a cache line, for as long as the caller keeps the buffer alive. The garbage collector
    /// may move an array, which then only loses its alignment.
    /// </summary>
    internal static unsafe Span<T> Align<T>(scoped Span<T> room, int length)
        where T : unmanaged
    {
        nint at = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(room));
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(room.Slice((int)(-at & (Line - 1)) / sizeof(T), length)), length);
    }
}
