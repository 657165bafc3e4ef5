using System.Numerics;
using Xunit;

namespace NetGen.Tests.Networks;

/// <summary>
/// Own activations on images. Blocks of samples that a batch fills in part have zeros in their other lanes, where an activation may
/// well be no number: nothing of it may reach a gradient.
/// </summary>
public sealed class ImageOwnActivationTests
{
    // The last block has samples in 5 of 8 lanes in single precision, and in 1 of 4 in double.
    [Theory]
    [InlineData(5)]
    [InlineData(13)]
    public void One_that_is_no_number_at_0_does_not_spoil_gradients(int n)
    {
        Check<float>(new HollowImage(seed: 1));
        Check<float>(new HollowOut(seed: 1));
        Check<float>(new HollowPoolOut(seed: 1));
        Check<float>(new HollowNormalized(seed: 1));
        Check<float>(new HollowSmall(seed: 1));
        Check(((ITrainableNetwork<float>)new HollowImage(seed: 1)).ToDouble());
        Check(((ITrainableNetwork<float>)new HollowNormalized(seed: 1)).ToDouble());

        void Check<T>(ITrainableNetwork<T> network)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ImageSource.Disturb(network);
            Dataset data = PairingTests.Data(network.Info, n);
            GradientCheckReport report = GradientCheck.Run(network, data, 1e-6);
            Assert.True(report.Passed, report.ToString());
            Assert.Equal(network.Info.ParameterCount, report.Checked);
            Assert.InRange(report.PrecisionError, 0, 2e-5);

            T[] x = [.. data.InputsAsDouble.ToArray().Select(T.CreateTruncating)], y = [.. data.TargetsAsDouble.ToArray().Select(T.CreateTruncating)], dx = new T[x.Length];
            Assert.True(T.IsFinite(network.Backward(x, y, default, dx)));
            Assert.All(network.Gradients.ToArray(), gradient => Assert.True(T.IsFinite(gradient)));
            Assert.All(dx, gradient => Assert.True(T.IsFinite(gradient)));
            Assert.True(T.IsFinite(network.ComputeLoss(x, y)));
            Assert.All(network.Statistics.ToArray(), statistic => Assert.True(T.IsFinite(statistic)));
        }
    }

    [Fact]
    public void With_vectors_or_without_gradients_are_the_differences_of_the_losses()
    {
        var network = new OwnOnImages(seed: 1);
        ImageSource.Disturb(network);
        GradientCheckReport report = GradientCheck.Run(network, PairingTests.Data(OwnOnImages.Info), 1e-6);
        Assert.True(report.Passed, report.ToString());
        Assert.InRange(report.Checked, 0.9 * OwnOnImages.ParameterCount, OwnOnImages.ParameterCount);
        ImageBits.AssertSameInAnyCompany(network);
        ImageBits.AssertSameLosses(network);
    }
}

/// <summary>tanh z; but at 0 alone it is NaN, and its slope infinite.</summary>
internal readonly struct Hollow : IActivation
{
    public static T Value<T>(T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsZero(z) ? T.NaN : T.Tanh(z);

    public static T Derivative<T>(T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.IsZero(z) ? T.PositiveInfinity : T.One - a * a;
}

[Network(2, 8, 7, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, typeof(Hollow), Bias = false, Padding = 1, As = "u")]
[Conv2D(4, 3, typeof(Hollow), Bias = false, Padding = 1)]
[Add("u", typeof(Hollow))]
[Scale(0.5, typeof(Hollow))]
[Concat("x", typeof(Hollow))]
[MaxPool(2, typeof(Hollow))]
[Activate(typeof(Hollow))]
[LayerNorm(typeof(Hollow))]
[AveragePool(2, typeof(Hollow), Stride = 1)]
[GlobalAveragePool(typeof(Hollow))]
[Dense(3, Activation.Softmax)]
internal sealed partial class HollowImage;

[Network(2, 6, 7, Loss = Loss.MeanSquaredError)]
[Conv2D(4, 3, typeof(Hollow), Bias = false)]
[Conv2D(4, 2, typeof(Hollow), Bias = false)]
internal sealed partial class HollowOut;

[Network(2, 8, 8, Loss = Loss.MeanSquaredError)]
[Conv2D(5, 3, typeof(Hollow), Bias = false)]
[MaxPool(2, typeof(Hollow))]
internal sealed partial class HollowPoolOut;

[Network(2, 6, 7, Loss = Loss.CrossEntropy)]
[Conv2D(4, 3, Bias = false)]
[BatchNorm(typeof(Hollow))]
[Conv2D(4, 2, typeof(Hollow), Bias = false)]
[BatchNorm(typeof(Hollow))]
[Flatten]
[Dense(6, Bias = false)]
[BatchNorm(typeof(Hollow))]
[Dense(3, Activation.Softmax)]
internal sealed partial class HollowNormalized;

[Network(1, 5, 4, Loss = Loss.CrossEntropy)]
[Conv2D(2, 3, typeof(Hollow), Bias = false)]
[MaxPool(2, typeof(Hollow))]
[Dense(3, Activation.Softmax)]
internal sealed partial class HollowSmall;

[Network(2, 7, 6, Loss = Loss.CrossEntropy)]
[Conv2D(6, 3, typeof(Squareplus), Padding = 1)]
[MaxPool(2, typeof(VectorSquareplus))]
[Conv2D(6, 2, typeof(VectorSquareplus))]
[Dense(3, Activation.Softmax)]
internal sealed partial class OwnOnImages;
