namespace NetGen;

#pragma warning disable CS3015 // The class is abstract: the parameter types of its constructors do not matter.

/// <summary>A layer with an activation function g: <c>a = g(z)</c>.</summary>
public abstract class ActivatedLayerAttribute : LayerAttribute
{
    /// <summary>A layer with one of NetGen's activation functions.</summary>
    /// <param name="activation">The activation function g.</param>
    private protected ActivatedLayerAttribute(Activation activation) => Activation = activation;

    /// <summary>A layer with an activation function of your own.</summary>
    /// <param name="activation">The activation function g.</param>
    private protected ActivatedLayerAttribute(Type activation) => (Activation, CustomActivation) = (Activation.Custom, activation);

    /// <summary>The activation function g.</summary>
    public Activation Activation { get; }

    /// <summary>The type that implements the activation function; null unless <see cref="Activation"/> is <see cref="Activation.Custom"/>.</summary>
    public Type? CustomActivation { get; }

    /// <summary>
    /// The alpha of <see cref="Activation.LeakyReLU"/> (default 0.1), <see cref="Activation.ELU"/>
    /// (default 1) and <see cref="Activation.ClippedReLU"/> (default 6): a finite number, 0 or more.
    /// </summary>
    public double Alpha { get; set; } = double.NaN;

    /// <summary>The smallest value of <see cref="Activation.HardTanh"/> (default -1): a finite number, less than <see cref="Max"/>.</summary>
    public double Min { get; set; } = double.NaN;

    /// <summary>The largest value of <see cref="Activation.HardTanh"/> (default 1): a finite number, greater than <see cref="Min"/>.</summary>
    public double Max { get; set; } = double.NaN;
}
