using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>
/// An activation function of your own that also computes all lanes of a vector at once, which is several times faster than
/// lane by lane.
/// </summary>
/// <remarks>
/// A lane must be bit-identical to the result for the same number alone, so that a network's results do not depend on how many
/// samples it gets at a time. Operators and <see cref="Vector256.Sqrt{T}"/> guarantee this.
/// </remarks>
public interface IVectorActivation : IActivation
{
    /// <summary>Computes the values <c>a = g(z)</c>, lane by lane.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <returns>The activations.</returns>
    static abstract Vector256<T> Value<T>(Vector256<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Computes the derivatives <c>g'(z)</c>, lane by lane.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">Weighted inputs.</param>
    /// <param name="a">The values <c>g(z)</c>.</param>
    /// <returns>The slopes.</returns>
    static abstract Vector256<T> Derivative<T>(Vector256<T> z, Vector256<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
