using System.Numerics;
using NetGen;

// A network of every form: whatever is generated, no analyzer of .NET has anything to say.

/// <summary>Straight-line code.</summary>
[Network(2, Loss = Loss.BinaryCrossEntropy)]
[Dense(3, Activation.Tanh)]
[Dense(1, Activation.Sigmoid)]
public sealed partial class StraightLineForm;

/// <summary>Vectors.</summary>
[Network(5, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.SiLU)]
[Dense(3, Activation.Softmax)]
public sealed partial class VectorForm;

/// <summary>Tiles, in double precision.</summary>
[Network(40, Loss = Loss.HalfSquaredError, Precision = Precision.Double)]
[Dense(24, Activation.ELU)]
[Dense(2)]
public sealed partial class DoubleForm;

/// <summary>Tiles, with all that reads more than the value above it.</summary>
[Network(40, Loss = Loss.Huber)]
[Standardize]
[Dropout(0.5)]
[Dense(40, Activation.Tanh, As = "first")]
[LayerNorm]
[Dense(40)]
[Add(["first", "x"], Activation.ReLU)]
[Concat("first")]
[Scale(0.5)]
[Dense(2)]
public sealed partial class GraphForm;

/// <summary>Images.</summary>
[Network(3, 16, 16, Loss = Loss.CrossEntropy)]
[Conv2D(8, 3, Padding = 1, Bias = false)]
[BatchNorm(Activation.ReLU)]
[MaxPool(2)]
[Dropout(0.25, Channels = true)]
[Conv2D(8, 3, Activation.ReLU)]
[AveragePool(2)]
[GlobalAveragePool]
[Dense(10, Activation.Softmax)]
public sealed partial class ImageForm;

/// <summary>A vector that becomes an image, whose channels are scaled by a number each.</summary>
[Network(6, Loss = Loss.MeanSquaredError)]
[Dense(72, Activation.Tanh)]
[Reshape(8, 3, 3, As = "image")]
[GlobalAveragePool]
[Dense(8, Activation.Sigmoid)]
[Expand(3, 3)]
[Multiply("image")]
[Conv2D(2, 2)]
public sealed partial class DecoderForm;

/// <summary>Signals, forward only.</summary>
[Network(2, 16)]
[Conv1D(4, 3, Activation.Tanh, Causal = true)]
[Flatten]
[Dense(1)]
public sealed partial class SignalForm;

/// <summary>An activation of the program's own, and a class inside another.</summary>
internal static partial class Container
{
    internal static int Parameters => new NestedForm(seed: 1).Parameters.Length;

    /// <summary>Nested.</summary>
    [Network(4, Loss = Loss.SquaredError)]
    [Dense(9, typeof(Squareplus))]
    [Dense(1)]
    internal sealed partial class NestedForm;

    /// <summary>(z + sqrt(z^2 + 4)) / 2.</summary>
    internal readonly struct Squareplus : IActivation
    {
        public static T Value<T>(T z)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => (z + T.Sqrt(z * z + T.CreateChecked(4))) / T.CreateChecked(2);

        public static T Derivative<T>(T z, T a)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => (T.One + z / T.Sqrt(z * z + T.CreateChecked(4))) / T.CreateChecked(2);
    }
}
