namespace NetGen;

/// <summary>One tensor of parameters or statistics: its name, its shape, and its place in the flat buffers.</summary>
public sealed class ParameterInfo
{
    /// <summary>Describes a parameter tensor. Generated code calls this.</summary>
    /// <param name="name">The name in formulas: <c>W1</c>, <c>b1</c>.</param>
    /// <param name="role">The role: weights are regularized, biases are not.</param>
    /// <param name="shape">The shape: (out, in) for weights.</param>
    /// <param name="strides">The distance in the buffer between neighbors in each dimension.</param>
    /// <param name="offset">The offset of the tensor in the buffer.</param>
    /// <param name="initializer">How it is initialized.</param>
    /// <param name="fanIn">The number of inputs of a neuron.</param>
    /// <param name="fanOut">The number of neurons that an input feeds.</param>
    /// <param name="initialValue">The initial value of every number, with <see cref="Initializer.Constant"/>.</param>
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

    /// <summary>The name in formulas: <c>W1</c>, <c>b1</c>.</summary>
    public string Name { get; }

    /// <summary>The name in files, as in PyTorch: <c>layers.0.weight</c>, or <c>encoder.weight</c> for a named layer.</summary>
    public string FileName { get => field ?? Name; init; }

    /// <summary>The role: weights are regularized, biases are not.</summary>
    public ParameterRole Role { get; }

    /// <summary>Whether it belongs to a layer above <see cref="FreezeAttribute"/>, so that training leaves it as it is.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>
    /// Whether it is not trained and lies in <see cref="INetwork{T}.Statistics"/> instead of <see cref="INetwork{T}.Parameters"/>: a statistic, or
    /// a frozen parameter.
    /// </summary>
    public bool IsStatistic => IsFrozen || Role is ParameterRole.Mean or ParameterRole.Scale or ParameterRole.RunningMean or ParameterRole.RunningVariance;

    /// <summary>Whether <c>Backward</c> updates it, like the statistics of <see cref="BatchNormAttribute"/> unless they are frozen.</summary>
    public bool IsRunning => !IsFrozen && Role is (ParameterRole.RunningMean or ParameterRole.RunningVariance);

    /// <summary>The shape: (out, in) for weights, (out) for biases.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The distance in the buffer between neighbors in each dimension of <see cref="Shape"/>.</summary>
    public IReadOnlyList<int> Strides { get; }

    /// <summary>The offset of the tensor in <see cref="INetwork{T}.Parameters"/> or <see cref="INetwork{T}.Statistics"/>.</summary>
    public int Offset { get; }

    /// <summary>The number of its elements.</summary>
    public int Length { get; }

    /// <summary>How it is initialized before training.</summary>
    public Initializer Initializer { get; }

    /// <summary>The number of inputs of a neuron.</summary>
    public int FanIn { get; }

    /// <summary>The number of neurons that an input feeds.</summary>
    public int FanOut { get; }

    /// <summary>The initial value of every number, with <see cref="Initializer.Constant"/>; otherwise 0.</summary>
    public double InitialValue { get; }

    /// <summary>Returns the name and index of the number at <paramref name="position"/> in the tensor's part of the buffer: <c>W1[3, 0]</c>.</summary>
    /// <param name="position">The position in the buffer, counted from <see cref="Offset"/>.</param>
    /// <returns>The name with the index in the order of <see cref="Shape"/>.</returns>
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

    /// <summary>The position, in the tensor's part of the buffer, of the element with row-major index <paramref name="index"/>.</summary>
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
