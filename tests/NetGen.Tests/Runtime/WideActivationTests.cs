using System.Numerics;
using System.Runtime.Intrinsics;
using NetGen.CompilerServices;
using NetGen.Tests.Kernels;
using NetGen.Tests.Networks;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>Activations of the user's in vectors of 512 bits, each lane against the number alone.</summary>
public sealed class WideActivationTests
{
    [Fact]
    public void Each_lane_is_that_of_its_number()
    {
        Check<float>();
        Check<double>();
    }

    private static void Check<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Naive.Numbers<T>(2 * Vector512<T>.Count, seed: 3);
        Vector512<T> z = Vector512.Create<T>(numbers), a = Vector512.Create<T>(numbers.AsSpan(Vector512<T>.Count));

        Vector512<T> half = HalfByHalf.Value<VectorSquareplus, T>(z), halfSlope = HalfByHalf.Derivative<VectorSquareplus, T>(z, a);
        Vector512<T> lane = LaneByLane.Value<Squareplus, T>(z), laneSlope = LaneByLane.Derivative<Squareplus, T>(z, a);
        for (int i = 0; i < Vector512<T>.Count; i++)
        {
            Assert.Equal(Squareplus.Value(z[i]), half[i]);
            Assert.Equal(Squareplus.Value(z[i]), lane[i]);
            Assert.Equal(Squareplus.Derivative(z[i], a[i]), halfSlope[i]);
            Assert.Equal(Squareplus.Derivative(z[i], a[i]), laneSlope[i]);
        }
    }
}
