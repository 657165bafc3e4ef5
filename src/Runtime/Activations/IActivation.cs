using System.Numerics;

namespace NetGen;

/// <summary>
/// An activation function g of your own, which a layer takes by its type: <c>[Dense(16, typeof(Squareplus))]</c>. The type
/// is never created; a struct serves best.
/// </summary>
/// <remarks>
/// <para>Generated code calls both methods by the name of the type, in the network's precision, so they must be public or
/// internal members of it (no explicit implementations). <see cref="GradientCheck"/> calls them with <see cref="double"/>,
/// and so finds a derivative that is not that of the value. Where g has a kink, as ReLU has at 0, there is no derivative to
/// compare with: the check does not know of the kinks of your function, and may report a parameter that sits on one.</para>
/// <para>A network gives the same bits everywhere as far as its activations do. Additions, multiplications, divisions
/// and square roots do; <c>T.Exp</c>, <c>T.Log</c> and their kin are the platform's, whose last digits differ.</para>
/// <para>Inside a vector of samples or neurons the methods are called lane by lane; an <see cref="IVectorActivation"/>
/// computes all lanes at once.</para>
/// </remarks>
/// <example>
/// <code>
/// public readonly struct Squareplus : IActivation
/// {
///     public static T Value&lt;T&gt;(T z) where T : unmanaged, IBinaryFloatingPointIeee754&lt;T&gt; =>
///         (z + T.Sqrt(z * z + T.One)) / (T.One + T.One);
///
///     public static T Derivative&lt;T&gt;(T z, T a) where T : unmanaged, IBinaryFloatingPointIeee754&lt;T&gt; =>
///         a / T.Sqrt(z * z + T.One);
/// }
/// </code>
/// </example>
public interface IActivation
{
    /// <summary>The value <c>a = g(z)</c>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">The weighted input.</param>
    /// <returns>The activation.</returns>
    static abstract T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The derivative <c>g'(z)</c>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">The weighted input.</param>
    /// <param name="a">The value <c>g(z)</c>, by which many derivatives are cheaper.</param>
    /// <returns>The slope.</returns>
    static abstract T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
