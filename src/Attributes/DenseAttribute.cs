namespace NetGen;

/// <summary>
/// Adds a fully connected layer: <c>z = W a + b</c> and <c>a = g(z)</c>, with W of shape
/// (units, inputs) and b of shape (units).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds a fully connected layer of <paramref name="units"/> neurons.</summary>
    /// <param name="units">The number of neurons, which is the number of outputs; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public DenseAttribute(int units, Activation activation = Activation.Identity)
        : base(activation) => Units = units;

    /// <summary>Adds a fully connected layer of <paramref name="units"/> neurons with an activation function of your own.</summary>
    /// <param name="units">The number of neurons, which is the number of outputs; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public DenseAttribute(int units, Type activation)
        : base(activation) => Units = units;

    /// <summary>The number of neurons.</summary>
    public int Units { get; }

    /// <summary>Whether the layer has biases b. If false, <c>z = W a</c>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn before training.</summary>
    public Initializer Initializer { get; set; } = Initializer.Default;

    /// <summary>The initial value of every weight: a finite number. Only for <see cref="Initializer.Constant"/>.</summary>
    public double InitialValue { get; set; } = double.NaN;
}
