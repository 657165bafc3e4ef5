using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.CompilerServices;

/// <summary>Applies a custom activation that has no vector form to vectors. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneByLane
{
    /// <summary><c>g(z)</c> of each lane.</summary>
    /// <typeparam name="TActivation">The activation function g.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <returns>The activations.</returns>
    public static Vector256<T> Value<TActivation, T>(Vector256<T> z)
        where TActivation : IActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> lanes = stackalloc T[Vector256<T>.Count];
        z.CopyTo(lanes);
        for (int i = 0; i < lanes.Length; i++)
            lanes[i] = TActivation.Value(lanes[i]);

        return Vector256.Create<T>(lanes);
    }

    /// <summary><c>g'(z)</c> of each lane.</summary>
    /// <typeparam name="TActivation">The activation function g.</typeparam>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <param name="a">Their activations.</param>
    /// <returns>The slopes.</returns>
    public static Vector256<T> Derivative<TActivation, T>(Vector256<T> z, Vector256<T> a)
        where TActivation : IActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> lanes = stackalloc T[Vector256<T>.Count];
        z.CopyTo(lanes);
        for (int i = 0; i < lanes.Length; i++)
            lanes[i] = TActivation.Derivative(lanes[i], a[i]);

        return Vector256.Create<T>(lanes);
    }

    /// <inheritdoc cref="Value{TActivation, T}(Vector256{T})"/>
    public static Vector512<T> Value<TActivation, T>(Vector512<T> z)
        where TActivation : IActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.Create(Value<TActivation, T>(z.GetLower()), Value<TActivation, T>(z.GetUpper()));

    /// <inheritdoc cref="Derivative{TActivation, T}(Vector256{T}, Vector256{T})"/>
    public static Vector512<T> Derivative<TActivation, T>(Vector512<T> z, Vector512<T> a)
        where TActivation : IActivation
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.Create(Derivative<TActivation, T>(z.GetLower(), a.GetLower()), Derivative<TActivation, T>(z.GetUpper(), a.GetUpper()));
}
