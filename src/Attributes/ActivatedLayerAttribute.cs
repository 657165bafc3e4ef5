namespace NetGen;

#pragma warning disable CS3015 // No attribute of this type itself can be written, whatever its constructors take.

/// <summary>A layer with an activation function g: <c>a = g(z)</c>.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    /// <summary>A layer with one of NetGen's activation functions.</summary>
    /// <param name="activation">The activation function g.</param>
    private protected ActivatedLayerAttribute(Activation activation) => Activation = activation;

    /// <summary>A layer with an activation function of the user's.</summary>
    /// <param name="activation">The activation function g.</param>
    private protected ActivatedLayerAttribute(Type activation) => (Activation, CustomActivation) = (Activation.Custom, activation);

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The type that is the activation function; null unless <see cref="Activation"/> is <see cref="Activation.Custom"/>.</summary>
    public Type? CustomActivation { get; }

    /// <summary>
    /// The alpha of <see cref="Activation.LeakyReLU"/> (0.1 unless set) and <see cref="Activation.ELU"/>
    /// (1 unless set): a finite number, 0 or more.
    /// </summary>
    public double Alpha { get; set; } = double.NaN;
}
