extern alias generator;

using generator::NetGen.Generator.Model;
using Xunit;

namespace NetGen.Tests.Generator;

public sealed class ShapeTests
{
    [Fact]
    public void A_shape_has_as_many_elements_as_its_dimensions_multiply_to()
    {
        Assert.Equal(24, Shape.Of(2, 3, 4).Size);
        Assert.Equal(24, Shape.Of(2, 3, 4).LongSize);
        Assert.Equal("(2, 3, 4)", Shape.Of(2, 3, 4).ToString());
    }

    /// <summary>The product of the dimensions is 2^64, which a long takes for 0.</summary>
    [Fact]
    public void A_product_beyond_a_long_does_not_wrap()
    {
        var shape = Shape.Of(1 << 22, 1 << 21, 1 << 21);
        Assert.True(shape.LongSize > int.MaxValue);
        Assert.True(Shape.Of(int.MaxValue, 2).LongSize > int.MaxValue);
        Assert.Throws<OverflowException>(() => shape.Size);
    }
}
