namespace NetGen;

/// <summary>
/// How the weights of a layer are drawn from the seed before training. Biases start at zero. fan_in is
/// the number of inputs of a neuron and fan_out the number of neurons that an input feeds.
/// </summary>
public enum Initializer
{
    /// <summary>
    /// <see cref="HeUniform"/> for the units that are linear for large z only: ReLU, LeakyReLU, ELU, GELU, GELUTanh, SiLU,
    /// Softplus and Mish. Otherwise <see cref="GlorotUniform"/>: also for SELU, where its variance is the 1 / fan_in that
    /// its paper asks for if a layer has as many inputs as neurons.
    /// </summary>
    Default,

    /// <summary>
    /// Uniform in ±sqrt(6 / (fan_in + fan_out)). Source: Glorot and Bengio, "Understanding the
    /// difficulty of training deep feedforward neural networks" (2010), equation 16.
    /// </summary>
    GlorotUniform,

    /// <summary>Normal with mean 0 and variance 2 / (fan_in + fan_out). Source: as <see cref="GlorotUniform"/>.</summary>
    GlorotNormal,

    /// <summary>
    /// Uniform in ±sqrt(6 / fan_in). Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers"
    /// (2015), section 2.2.
    /// </summary>
    HeUniform,

    /// <summary>Normal with mean 0 and variance 2 / fan_in. Source: as <see cref="HeUniform"/>.</summary>
    HeNormal,

    /// <summary>All weights zero: for a single linear layer, or where weights are loaded afterwards.</summary>
    Zeros,
}
