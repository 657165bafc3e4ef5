namespace NetGen;

/// <summary>One tensor of parameters or statistics: its name and shape in the notes, and its place in the flat buffers.</summary>
public sealed class ParameterInfo
{
    /// <summary>Describes a parameter tensor. Generated code calls this.</summary>
    /// <param name="name">The name in the notes: <c>W1</c>, <c>b1</c>.</param>
    /// <param name="role">Weights are regularized; biases are not.</param>
    /// <param name="shape">The shape in the notes' order: (out, in) for weights.</param>
    /// <param name="strides">How far apart neighbours in each dimension lie in the buffer.</param>
    /// <param name="offset">Where the tensor begins in the buffer.</param>
    /// <param name="initializer">How it is drawn.</param>
    /// <param name="fanIn">The number of inputs of a neuron.</param>
    /// <param name="fanOut">The number of neurons that an input feeds.</param>
    /// <param name="initialValue">The value of every number, with <see cref="Initializer.Constant"/>.</param>
    public ParameterInfo(
        string name, ParameterRole role, int[] shape, int[] strides, int offset, Initializer initializer, int fanIn, int fanOut, double initialValue = 0)
    {
        Name = name;
        Role = role;
        Shape = shape;
        Strides = strides;
        Offset = offset;
        Initializer = initializer;
        FanIn = fanIn;
        FanOut = fanOut;
        InitialValue = initialValue;
        Length = shape.Aggregate(1, (product, size) => product * size);
    }

    /// <summary>The name in the notes: <c>W1</c>, <c>b1</c>.</summary>
    public string Name { get; }

    /// <summary>The name in files, as PyTorch has it: <c>layers.0.weight</c>, or <c>encoder.weight</c> of a layer with a name.</summary>
    public string FileName { get => field ?? Name; init; }

    /// <summary>Weights are regularized; biases are not.</summary>
    public ParameterRole Role { get; }

    /// <summary>Whether it lies in <see cref="INetwork{T}.Statistics"/> rather than in <see cref="INetwork{T}.Parameters"/>, since it is not trained.</summary>
    public bool IsStatistic => Role is ParameterRole.Mean or ParameterRole.Scale or ParameterRole.RunningMean or ParameterRole.RunningVariance;

    /// <summary>Whether <c>Backward</c> keeps it, as it does the statistics of <see cref="BatchNormAttribute"/>.</summary>
    public bool IsRunning => Role is ParameterRole.RunningMean or ParameterRole.RunningVariance;

    /// <summary>The shape in the notes' order: (out, in) for weights, (out) for biases.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>How far apart neighbours in each dimension of <see cref="Shape"/> lie in the buffer.</summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>Where the tensor begins in <see cref="INetwork{T}.Parameters"/>, or <see cref="INetwork{T}.Statistics"/>.</summary>
    public int Offset { get; }

    /// <summary>How many numbers it has.</summary>
    public int Length { get; }

    /// <summary>How it is drawn before training.</summary>
    public Initializer Initializer { get; }

    /// <summary>The number of inputs of a neuron.</summary>
    public int FanIn { get; }

    /// <summary>The number of neurons that an input feeds.</summary>
    public int FanOut { get; }

    /// <summary>The value of every number before training, with <see cref="Initializer.Constant"/>; otherwise 0.</summary>
    public double InitialValue { get; }

    /// <summary>The name and index of the number at <paramref name="position"/> of the tensor's part of the buffer: <c>W1[3, 0]</c>.</summary>
    /// <param name="position">The place in the buffer, counted from <see cref="Offset"/>.</param>
    /// <returns>The name with the index in the notes' order.</returns>
    public string NameOf(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Length);
        var index = new int[Shape.Count];
        for (int d = 0; d < index.Length; d++)
            index[d] = position / Strides[d] % Shape[d];

        return $"{Name}[{string.Join(", ", index)}]";
    }

    /// <summary><c>W1 (32, 64)</c>.</summary>
    /// <returns>The name and the shape.</returns>
    public override string ToString() => $"{Name} ({string.Join(", ", Shape)})";

    /// <summary>Where in its part of the buffer the tensor keeps its number <paramref name="index"/>, counted row by row as the notes write it.</summary>
    internal int PositionOf(int index)
    {
        int position = 0;
        for (int d = Shape.Count - 1; d >= 0; d--)
        {
            position += index % Shape[d] * Strides[d];
            index /= Shape[d];
        }

        return position;
    }
}
