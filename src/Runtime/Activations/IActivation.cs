using System.Numerics;

namespace NetGen;

/// <summary>
/// An activation function g of your own, given to a layer as a type: <c>[Dense(16, typeof(Squareplus))]</c>. The type
/// is never instantiated; a struct works best.
/// </summary>
/// <remarks>
/// <para>Generated code calls both methods by the name of the type, in the network's precision, so they must be public or
/// internal members of it (no explicit implementations). <see cref="GradientCheck"/> calls them with <see cref="double"/>,
/// and so detects a derivative that does not match the value. If g has a kink, like ReLU at 0, there is no derivative to
/// compare with: the check does not know the kinks of your function, and may report a parameter that is at one.</para>
/// <para>Results of a network are bit-identical on all systems if those of its activations are. Additions, multiplications, divisions
/// and square roots are; <c>T.Exp</c>, <c>T.Log</c> and the like come from the platform and differ in the last digits.</para>
/// <para>In a vector of samples or neurons, the methods are called lane by lane; an <see cref="IVectorActivation"/>
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
    /// <summary>Computes the value <c>a = g(z)</c>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">The weighted input.</param>
    /// <returns>The activation.</returns>
    static abstract T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Computes the derivative <c>g'(z)</c>.</summary>
    /// <typeparam name="T">The number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="z">The weighted input.</param>
    /// <param name="a">The value <c>g(z)</c>, which makes many derivatives cheaper.</param>
    /// <returns>The slope.</returns>
    static abstract T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
