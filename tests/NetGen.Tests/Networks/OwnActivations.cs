using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetGen.Tests.Networks;

/// <summary>(z + sqrt(z^2 + 1)) / 2, in numbers alone.</summary>
public readonly struct Squareplus : IActivation
{
    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (z + T.Sqrt(z * z + T.One)) / (T.One + T.One);

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a / T.Sqrt(z * z + T.One);
}

/// <summary>The same with vectors, as a class.</summary>
public class VectorSquareplus : IVectorActivation
{
    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Squareplus.Value(z);

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Squareplus.Derivative(z, a);

    public static Vector256<T> Value<T>(Vector256<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (z + Root(z)) / (Vector256<T>.One + Vector256<T>.One);

    public static Vector256<T> Derivative<T>(Vector256<T> z, Vector256<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a / Root(z);

    private static Vector256<T> Root<T>(Vector256<T> z) => Vector256.Sqrt(z * z + Vector256<T>.One);
}

/// <summary>Its derivative forgets the root.</summary>
public readonly struct WrongSlope : IActivation
{
    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Squareplus.Value(z);

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a;
}

/// <summary>Right in numbers, wrong in vectors.</summary>
public sealed class WrongInVectors : VectorSquareplus, IVectorActivation
{
    public static new Vector256<T> Derivative<T>(Vector256<T> z, Vector256<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a;
}
