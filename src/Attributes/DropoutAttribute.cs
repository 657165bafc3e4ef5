namespace NetGen;

/// <summary>
/// Drops some of the activations of the layer before it, or of the inputs, at random in training: <c>h = a m</c>, where each
/// number of m is 0 with probability rate and otherwise 1 / (1 - rate), so that the mean of h is a. The shape does not change. All
/// other passes, such as Forward, use <c>h = a</c>. It cannot come after the last layer.
/// <para>
/// The masks are a function of the network's <c>DropoutSeed</c> and <c>DropoutStep</c>, the layer, the sample's position in the batch
/// and the neuron. Source: Srivastava and others, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014);
/// with the factor of PyTorch's <c>Dropout</c>.
/// </para>
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Drops each activation with the probability <paramref name="rate"/>.</summary>
    /// <param name="rate">The probability: 0 or more, and less than 1.</param>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>The probability that an activation is dropped.</summary>
    public double Rate { get; }

    /// <summary>
    /// Whether whole channels of an image or a signal are dropped rather than single numbers. PyTorch's
    /// <c>Dropout2d</c> and <c>Dropout1d</c>. Source: Tompson and others, "Efficient Object Localization Using Convolutional Networks"
    /// (2015).
    /// </summary>
    public bool Channels { get; set; }
}
