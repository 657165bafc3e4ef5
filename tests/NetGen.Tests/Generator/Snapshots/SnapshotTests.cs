using NetGen.Tests.Support;
using VerifyXunit;
using Xunit;

namespace NetGen.Tests.Generator.Snapshots;

/// <summary>
/// The emitted text of telling networks, word for word: read each as a student would. After a change that is
/// meant, run the tests, read the differences, and accept them with tests/accept-snapshots.sh.
/// </summary>
public sealed class SnapshotTests
{
    /// <summary>The example of every first lecture, small enough to work by hand.</summary>
    [Fact]
    public Task Xor() => Verify("""
        [Network(2, Loss = Loss.BinaryCrossEntropy)]
        [Dense(3, Activation.Tanh)]
        [Dense(1, Activation.Sigmoid)]
        public partial class Xor;
        """);

    /// <summary>The least there is: one weight for each input, and no bias.</summary>
    [Fact]
    public Task Single_linear_unit() => Verify("""
        [Network(3, Loss = Loss.HalfSquaredError)]
        [Dense(1, Bias = false)]
        public partial class Adaline;
        """);

    /// <summary>Softmax and CrossEntropy are one: delta = a - y.</summary>
    [Fact]
    public Task Iris() => Verify("""
        [Network(4, Loss = Loss.CrossEntropy)]
        [Dense(5, Activation.Tanh)]
        [Dense(3, Activation.Softmax)]
        public partial class Iris;
        """);

    /// <summary>A hidden layer of two whole vectors: neurons share vectors, and so do samples.</summary>
    [Fact]
    public Task Iris_in_vectors() => Verify("""
        [Network(4, Loss = Loss.CrossEntropy)]
        [Dense(16, Activation.Tanh)]
        [Dense(3, Activation.Softmax)]
        public partial class Iris16;
        """);

    /// <summary>Softmax with another loss needs all of its Jacobian.</summary>
    [Fact]
    public Task Softmax_with_squared_error() => Verify("""
        [Network(2, Loss = Loss.MeanSquaredError)]
        [Dense(3, Activation.Softmax)]
        public partial class Squared;
        """);

    /// <summary>Forward only, as Sign has no slope; which the generator says.</summary>
    [Fact]
    public Task Perceptron() => Verify("""
        [Network(2)]
        [Dense(1, Activation.Sign)]
        public partial class Perceptron;
        """);

    /// <summary>A classifier in tiles.</summary>
    [Fact]
    public Task Digits() => Verify("""
        [Network(64, Loss = Loss.CrossEntropy)]
        [Dense(32, Activation.ReLU)]
        [Dense(10, Activation.Softmax)]
        public sealed partial class DigitsNet;
        """);

    /// <summary>A regression in tiles, with alphas, initializers and a layer without biases.</summary>
    [Fact]
    public Task Deep_regression() => Verify("""
        [Network(13, Loss = Loss.Huber)]
        [Dense(32, Activation.ELU, Alpha = 0.5)]
        [Dense(16, Activation.LeakyReLU, Bias = false, Initializer = Initializer.HeNormal)]
        [Dense(2)]
        public partial class Housing;
        """);

    /// <summary>In double precision a network is its own twin; around it, namespaces, types and a keyword.</summary>
    [Fact]
    public Task Nested_in_double_precision() => Verify("""
        namespace App.@event
        {
            internal static partial class Models
            {
                public partial record struct Small
                {
                    [Network(1, Loss = Loss.MeanAbsoluteError, Precision = Precision.Double)]
                    [Dense(2, Activation.Sigmoid)]
                    [Dense(2)]
                    private sealed partial class @class;
                }
            }
        }
        """);

    /// <summary>An activation of the user's, which has no form for vectors: called by its name, and lane by lane.</summary>
    [Fact]
    public Task Own_activation() => Verify("""
        namespace App
        {
            [Network(2, Loss = Loss.HalfSquaredError)]
            [Dense(2, typeof(Squareplus))]
            [Dense(1)]
            public partial class Plus;

            public readonly struct Squareplus : IActivation
            {
                public static T Value<T>(T z) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
                    (z + T.Sqrt(z * z + T.One)) / (T.One + T.One);

                public static T Derivative<T>(T z, T a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
                    a / T.Sqrt(z * z + T.One);
            }
        }
        """);

    /// <summary>Raw inputs, standardized by a mean and a scale that stand behind the parameters.</summary>
    [Fact]
    public Task Standardized() => Verify("""
        [Network(3, Loss = Loss.HalfSquaredError)]
        [Standardize]
        [Dense(2, Activation.Tanh)]
        [Dense(1)]
        public partial class Scaled;
        """);

    /// <summary>The same in tiles.</summary>
    [Fact]
    public Task Standardized_in_tiles() => Verify("""
        [Network(13, Loss = Loss.HalfSquaredError)]
        [Standardize]
        [Dense(32, Activation.Tanh)]
        [Dense(1)]
        public partial class ScaledHousing;
        """);

    /// <summary>Inputs that are standardized and then dropped, and neurons that are dropped: some in a vector, some alone.</summary>
    [Fact]
    public Task Dropped() => Verify("""
        [Network(2, Loss = Loss.HalfSquaredError)]
        [Standardize]
        [Dropout(0.1)]
        [Dense(9, Activation.Tanh)]
        [Dropout(0.25)]
        [Dense(1)]
        public partial class Dropped;
        """);

    /// <summary>The same in tiles, on inputs as the user has them, and between layers.</summary>
    [Fact]
    public Task Dropped_in_tiles() => Verify("""
        [Network(13, Loss = Loss.CrossEntropy)]
        [Dropout(0.1)]
        [Dense(32, Activation.ReLU)]
        [Dropout(0.5)]
        [Dense(12, Activation.LeakyReLU, Bias = false)]
        [Dropout(0.25)]
        [Dense(16, Activation.Tanh)]
        [Dense(3, Activation.Softmax)]
        public partial class DroppedTiles;
        """);

    /// <summary>A residual block in straight-line code: a value with two readers, and layers without a product.</summary>
    [Fact]
    public Task Residual() => Verify("""
        [Network(2, Loss = Loss.HalfSquaredError)]
        [Dense(3, Activation.Tanh, As = "in")]
        [LayerNorm]
        [Dense(3)]
        [Add("in", Activation.ReLU)]
        [Concat("x")]
        [Dense(1)]
        public partial class SmallResidual;
        """);

    /// <summary>Two residual blocks in tiles, with dropout on one way, and a third way around both.</summary>
    [Fact]
    public Task Residual_in_tiles() => Verify("""
        [Network(13, Loss = Loss.CrossEntropy)]
        [Dense(16, Activation.ReLU, As = "stem")]
        [LayerNorm(Activation.ReLU, As = "norm1")]
        [Dropout(0.25)]
        [Dense(16, As = "block1")]
        [Add("stem", Activation.ReLU, As = "in2")]
        [Activate(Activation.Tanh)]
        [Dense(16, As = "block2")]
        [Add(["in2", "stem"])]
        [Concat("x", Activation.Sigmoid)]
        [Dense(3, Activation.Softmax, As = "head")]
        public partial class Residual;
        """);

    /// <summary>A convolution so small that one number of the output can be followed to its inputs, and a pooling that says where its delta goes.</summary>
    [Fact]
    public Task Convolution() => Verify("""
        [Network(1, 4, 4, Loss = Loss.CrossEntropy)]
        [Conv2D(2, 3, Activation.Tanh)]
        [MaxPool(2)]
        [Dense(2, Activation.Softmax)]
        public partial class SmallImage;
        """);

    /// <summary>The example network of the lectures.</summary>
    [Fact]
    public Task LeNet() => Verify("""
        [Network(1, 28, 28, Loss = Loss.CrossEntropy)]
        [Conv2D(6, 5, Activation.ReLU, As = "conv1")]
        [MaxPool(2)]
        [Conv2D(16, 5, Activation.ReLU, As = "conv2")]
        [MaxPool(2)]
        [Dense(120, Activation.ReLU, As = "fc1")]
        [Dense(84, Activation.ReLU, As = "fc2")]
        [Dense(10, Activation.Softmax, As = "fc3")]
        public sealed partial class LeNet;
        """);

    /// <summary>Residual blocks on an image that normalize over the batch, the second of them with a projection.</summary>
    [Fact]
    public Task Residual_image() => Verify("""
        [Network(3, 8, 8, Loss = Loss.CrossEntropy)]
        [Conv2D(16, 3, Padding = 1, Bias = false, As = "c0")] [BatchNorm(Activation.ReLU, As = "in")]
        [Conv2D(16, 3, Padding = 1, Bias = false, As = "c1")] [BatchNorm(Activation.ReLU, As = "b1")]
        [Conv2D(16, 3, Padding = 1, Bias = false, As = "c2")] [BatchNorm(As = "b2")]
        [Add("in", Activation.ReLU, As = "block")]
        [Conv2D(32, 1, Stride = 2, Bias = false, As = "shortcut")]
        [Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false, From = "block", As = "c3")] [BatchNorm(As = "b3")]
        [Add("shortcut", Activation.ReLU)]
        [GlobalAveragePool]
        [Dense(10, Activation.Softmax, As = "fc")]
        public sealed partial class ResNet;
        """);

    /// <summary>A vector that becomes an image, so small that each number can be followed, and channels that are scaled by a number each.</summary>
    [Fact]
    public Task Reshape_and_expand() => Verify("""
        [Network(2, Loss = Loss.HalfSquaredError)]
        [Dense(8, Activation.Tanh)]
        [Reshape(2, 2, 2, As = "image")]
        [GlobalAveragePool]
        [Dense(2, Activation.Sigmoid)]
        [Expand(2, 2)]
        [Multiply("image")]
        [Dense(1)]
        public partial class SmallGate;
        """);

    /// <summary>Squeeze-and-excitation over images in lanes.</summary>
    [Fact]
    public Task Squeeze_and_excitation() => Verify("""
        [Network(3, 8, 8, Loss = Loss.CrossEntropy)]
        [Conv2D(16, 3, Activation.ReLU, Padding = 1, As = "conv")]
        [GlobalAveragePool]
        [Dense(4, Activation.ReLU)]
        [Dense(16, Activation.Sigmoid)]
        [Expand(8, 8)]
        [Multiply("conv")]
        [GlobalAveragePool]
        [Dense(10, Activation.Softmax)]
        public sealed partial class SqueezeNet;
        """);

    /// <summary>A decoder, whose outputs are an image.</summary>
    [Fact]
    public Task Decoder() => Verify("""
        [Network(8, Loss = Loss.BinaryCrossEntropy)]
        [Dense(72, Activation.ReLU)]
        [Reshape(8, 3, 3)]
        [Conv2D(4, 3, Activation.ReLU, Padding = 1)]
        [Conv2D(1, 2, Activation.Sigmoid)]
        public sealed partial class Decoder;
        """);

    /// <summary>Only the new output layer is trained: nothing is computed for the layer above it on the way back, unless dL/dx is requested.</summary>
    [Fact]
    public Task Frozen() => Verify("""
        [Network(2, Loss = Loss.BinaryCrossEntropy)]
        [Dense(3, Activation.Tanh)]
        [Freeze]
        [Dense(1, Activation.Sigmoid)]
        public partial class Tuned;
        """);

    /// <summary>The same in vectors.</summary>
    [Fact]
    public Task Frozen_in_vectors() => Verify("""
        [Network(2, Loss = Loss.CrossEntropy)]
        [Dense(8, Activation.Tanh)]
        [Dense(8, Activation.Tanh)]
        [Freeze]
        [Dense(2, Activation.Softmax)]
        public partial class TunedVectors;
        """);

    /// <summary>The same with images: the batch normalization is a fixed function, so a batch runs in chunks.</summary>
    [Fact]
    public Task Frozen_image() => Verify("""
        [Network(1, 6, 6, Loss = Loss.CrossEntropy)]
        [Conv2D(4, 3)]
        [BatchNorm(Activation.ReLU)]
        [MaxPool(2)]
        [Freeze]
        [Dense(5, Activation.Softmax)]
        public partial class TunedImage;
        """);

    /// <summary>A normalization over all shards of a batch.</summary>
    [Fact]
    public Task Synchronized() => Verify("""
        [Network(2, Loss = Loss.MeanSquaredError)]
        [Dense(3)]
        [BatchNorm(Activation.ReLU, Synchronized = true)]
        [Dense(1)]
        public sealed partial class InShards;
        """);

    /// <summary>A network with an error has no code; beside it one that is warned of and an info.</summary>
    [Fact]
    public Task Diagnostics() => Verify("""
        [Network(2)]
        [Dense(2)]
        [Dense(1, Activation.Sign)]
        public partial class Warned;

        [Network(4, Loss = Loss.CrossEntropy)]
        [Dense(0)]
        public partial class Broken;
        """);

    private static Task Verify(string source)
    {
        source = $"using NetGen;\n{source}";
        Compilations.AssertNoDiagnostics(Compilations.Generate(source).Compilation);
        return Verifier.Verify(Compilations.Driver().RunGenerators(Sources.Lenient(Compilations.Create(source))));
    }
}
