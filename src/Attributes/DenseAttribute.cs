namespace NetGen;

/// <summary>
/// Adds a fully connected layer: <c>z = W a + b</c> and <c>a = g(z)</c>, with W of shape
/// (units, inputs) and b of shape (units).
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>Adds a fully connected layer of <paramref name="units"/> neurons.</summary>
    /// <param name="units">The number of neurons, which is the number of outputs; 1 or more.</param>
    /// <param name="activation">The activation function g.</param>
    public DenseAttribute(int units, Activation activation = Activation.Identity)
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>Adds a fully connected layer of <paramref name="units"/> neurons with an activation function of your own.</summary>
    /// <param name="units">The number of neurons, which is the number of outputs; 1 or more.</param>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public DenseAttribute(int units, Type activation)
    {
        Units = units;
        Activation = Activation.Custom;
        CustomActivation = activation;
    }

    /// <summary>The number of neurons.</summary>
    public int Units { get; }

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The type that is the activation function; null unless <see cref="Activation"/> is <see cref="Activation.Custom"/>.</summary>
    public Type? CustomActivation { get; }

    /// <summary>Whether the layer has biases b. Set to false, <c>z = W a</c>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The alpha of <see cref="Activation.LeakyReLU"/> (0.1 unless set) and <see cref="Activation.ELU"/>
    /// (1 unless set): a finite number, 0 or more.
    /// </summary>
    public double Alpha { get; set; } = double.NaN;

    /// <summary>How the weights are drawn before training.</summary>
    public Initializer Initializer { get; set; } = Initializer.Default;

    /// <summary>The value of every weight before training, with <see cref="Initializer.Constant"/> alone: a finite number.</summary>
    public double InitialValue { get; set; } = double.NaN;
}
