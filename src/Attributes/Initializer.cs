namespace NetGen;

/// <summary>
/// How the weights of a layer are drawn from the seed before training. Biases start at zero, except with
/// <see cref="PyTorchDefault"/>. fan_in is the number of inputs of a neuron and fan_out the number of neurons that
/// an input feeds. Normal draws are not truncated.
/// </summary>
public enum Initializer
{
    /// <summary>
    /// <see cref="HeUniform"/> for ReLU and functions that resemble it: LeakyReLU, ELU, GELU, GELUTanh, SiLU, Softplus, Mish,
    /// HardSwish and ClippedReLU. <see cref="LeCunNormal"/> for SELU, as its paper recommends. Otherwise <see cref="GlorotUniform"/>.
    /// </summary>
    Default,

    /// <summary>
    /// Uniform in ±sqrt(6 / (fan_in + fan_out)). Source: Glorot and Bengio, "Understanding the
    /// difficulty of training deep feedforward neural networks" (2010), equation 16.
    /// </summary>
    GlorotUniform,

    /// <summary>Normal with mean 0 and variance 2 / (fan_in + fan_out). Source: the same as for <see cref="GlorotUniform"/>.</summary>
    GlorotNormal,

    /// <summary>
    /// Uniform in ±sqrt(6 / fan_in). Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers"
    /// (2015), section 2.2.
    /// </summary>
    HeUniform,

    /// <summary>Normal with mean 0 and variance 2 / fan_in. Source: the same as for <see cref="HeUniform"/>.</summary>
    HeNormal,

    /// <summary>All weights zero: for a single linear layer, or if weights are loaded afterward.</summary>
    Zeros,

    /// <summary>
    /// Uniform in ±sqrt(3 / fan_in), which has the variance 1 / fan_in. Source: LeCun, Bottou, Orr and Müller,
    /// "Efficient BackProp" (1998), section 4.6, which recommends this variance.
    /// </summary>
    LeCunUniform,

    /// <summary>Normal with mean 0 and variance 1 / fan_in. Source: the same as for <see cref="LeCunUniform"/>.</summary>
    LeCunNormal,

    /// <summary>
    /// Weights and biases uniform in ±1 / sqrt(fan_in), the default of <c>torch.nn.Linear</c>, for comparisons with PyTorch. Source:
    /// its <c>reset_parameters</c>, where the weights are <c>kaiming_uniform_(a=sqrt(5))</c>, which is the same.
    /// </summary>
    PyTorchDefault,

    /// <summary>
    /// A random orthogonal matrix: <c>W W^T = I</c>, or <c>W^T W = I</c> if there are more neurons than inputs. Every
    /// such matrix is equally likely. Source: Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear
    /// dynamics of learning in deep linear neural networks" (2014), computed as <c>torch.nn.init.orthogonal_</c>.
    /// Takes time proportional to the number of weights times the smaller of fan_in and fan_out.
    /// </summary>
    Orthogonal,

    /// <summary>All weights equal to the layer's InitialValue, which is required.</summary>
    Constant,
}
