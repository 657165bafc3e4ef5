using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>A custom activation for vectors of 256 bits, applied to vectors of 512. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HalfByHalf
{
    /// <summary><c>g(z)</c> of each lane.</summary>
    /// <typeparam name="TActivation">The activation function g.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <returns>The activations.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Value<TActivation, T>(Vector512<T> z)
        where TActivation : IVectorActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.Create(TActivation.Value(z.GetLower()), TActivation.Value(z.GetUpper()));

    /// <summary><c>g'(z)</c> of each lane.</summary>
    /// <typeparam name="TActivation">The activation function g.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <param name="a">Their activations.</param>
    /// <returns>The slopes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Derivative<TActivation, T>(Vector512<T> z, Vector512<T> a)
        where TActivation : IVectorActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.Create(TActivation.Derivative(z.GetLower(), a.GetLower()), TActivation.Derivative(z.GetUpper(), a.GetUpper()));
}
