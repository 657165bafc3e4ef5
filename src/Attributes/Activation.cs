namespace NetGen;

/// <summary>
/// The activation function g of a layer: <c>a = g(z)</c>, applied to each weighted input z of the
/// layer (Softmax and LogSoftmax: to all of them together).
/// </summary>
public enum Activation
{
    /// <summary><c>g(z) = z</c>, <c>g'(z) = 1</c>: a linear layer, the usual output for regression.</summary>
    Identity,

    /// <summary><c>g(z) = 1 / (1 + e^-z)</c>, <c>g'(z) = a (1 - a)</c>: the logistic function.</summary>
    Sigmoid,

    /// <summary><c>g(z) = (e^z - e^-z) / (e^z + e^-z)</c>, <c>g'(z) = 1 - a^2</c>.</summary>
    Tanh,

    /// <summary><c>g(z) = max(0, z)</c>, <c>g'(z) = 1</c> for z &gt; 0 and 0 for z &lt;= 0.</summary>
    ReLU,

    /// <summary>
    /// <c>g(z) = z</c> for z &gt; 0 and <c>alpha z</c> otherwise; alpha is 0.1 unless set by
    /// <see cref="ActivatedLayerAttribute.Alpha"/>.
    /// </summary>
    LeakyReLU,

    /// <summary>
    /// <c>g(z) = z</c> for z &gt; 0 and <c>alpha (e^z - 1)</c> otherwise; alpha is 1 unless set by
    /// <see cref="ActivatedLayerAttribute.Alpha"/>. Source: Clevert, Unterthiner and
    /// Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2016).
    /// </summary>
    ELU,

    /// <summary>
    /// <c>a_j = e^z_j / sum_k e^z_k</c>: a probability for each class. For the output layer only.
    /// </summary>
    Softmax,

    /// <summary>
    /// <c>g(z) = 1</c> for z &gt; 0, <c>-1</c> for z &lt; 0 and <c>0</c> at 0: the perceptron's linear
    /// classifier. It has no useful derivative, so a network that uses it has no <c>Backward</c>.
    /// </summary>
    Sign,

    /// <summary>
    /// <c>g(z) = lambda z</c> for z &gt; 0 and <c>lambda alpha (e^z - 1)</c> otherwise, with lambda = 1.0507009873554805 and
    /// alpha = 1.6732632423543772, which drive the mean of the activations toward 0 and their variance toward 1;
    /// <c>g'(z) = lambda</c> for z &gt; 0 and <c>a + lambda alpha</c> otherwise. Source: Klambauer, Unterthiner, Mayr and
    /// Hochreiter, "Self-Normalizing Neural Networks" (2017).
    /// </summary>
    SELU,

    /// <summary>
    /// <c>g(z) = z Phi(z)</c> with the normal distribution <c>Phi(z) = (1 + erf(z / sqrt 2)) / 2</c>, computed to
    /// full precision, not approximated; <c>g'(z) = Phi(z) + z e^(-z^2 / 2) / sqrt(2 pi)</c>: the Gaussian error linear unit.
    /// Source: Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016).
    /// </summary>
    GELU,

    /// <summary>
    /// <c>g(z) = z / (1 + e^-u)</c> with <c>u = sqrt(8 / pi) (z + 0.044715 z^3)</c>, which is
    /// <c>z/2 (1 + tanh(u/2))</c>: an approximation of <see cref="GELU"/>, PyTorch's GELU(approximate='tanh'); <c>g'(z) = s + a (1 - s) u'</c> with <c>s = 1 / (1 + e^-u)</c> and
    /// <c>u' = sqrt(8 / pi) (1 + 0.134145 z^2)</c>. Source: the same as for <see cref="GELU"/>.
    /// </summary>
    GELUTanh,

    /// <summary>
    /// <c>g(z) = z s</c> with <c>s = 1 / (1 + e^-z)</c>, <c>g'(z) = s (1 + z (1 - s))</c>: also called Swish. Source:
    /// Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function approximation in
    /// reinforcement learning" (2018).
    /// </summary>
    SiLU,

    /// <summary>
    /// <c>g(z) = log(1 + e^z)</c>, <c>g'(z) = 1 / (1 + e^-z) = 1 - e^-a</c>: a smooth ReLU. Source: Dugas, Bengio, Belisle,
    /// Nadeau and Garcia, "Incorporating Second-Order Functional Knowledge for Better Option Pricing" (2001).
    /// </summary>
    Softplus,

    /// <summary>
    /// <c>g(z) = z t</c> with <c>t = tanh(log(1 + e^z))</c>, <c>g'(z) = t + z s (1 - t^2)</c> with <c>s = 1 / (1 + e^-z)</c>.
    /// Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019).
    /// </summary>
    Mish,

    /// <summary>
    /// <c>g(z) = max(min, min(z, max))</c>, <c>g'(z) = 1</c> for min &lt; z &lt; max and 0 otherwise; they are -1 and 1 unless set by
    /// <see cref="ActivatedLayerAttribute.Min"/> and <see cref="ActivatedLayerAttribute.Max"/>. Source: Collobert, "Large Scale
    /// Machine Learning" (2004).
    /// </summary>
    HardTanh,

    /// <summary>
    /// A function of your own, given to the layer as a type: <c>[Dense(16, typeof(Squareplus))]</c>. It appears in
    /// <c>LayerInfo.Activation</c>, not in a declaration.
    /// </summary>
    Custom,

    /// <summary>
    /// <c>g(z) = max(0, min(1, z / 6 + 1/2))</c>, <c>g'(z) = 1/6</c> for |z| &lt; 3 and 0 otherwise: a sigmoid made of three lines.
    /// PyTorch's Hardsigmoid. Source: the same as for <see cref="HardSwish"/>.
    /// </summary>
    HardSigmoid,

    /// <summary>
    /// <c>g(z) = z max(0, min(1, z / 6 + 1/2))</c>; <c>g'(z) = z / 3 + 1/2</c> for |z| &lt; 3, 0 below and 1 above:
    /// <see cref="SiLU"/> with <see cref="HardSigmoid"/> as its sigmoid. PyTorch's Hardswish. Source: Howard and others, "Searching for
    /// MobileNetV3" (2019).
    /// </summary>
    HardSwish,

    /// <summary>
    /// <c>g(z) = max(0, min(z, alpha))</c>, <c>g'(z) = 1</c> for 0 &lt; z &lt; alpha and 0 otherwise; alpha is 6 unless set by
    /// <see cref="ActivatedLayerAttribute.Alpha"/>, which is PyTorch's ReLU6. Source: Krizhevsky, "Convolutional Deep Belief Networks on
    /// CIFAR-10" (2010).
    /// </summary>
    ClippedReLU,

    /// <summary>
    /// <c>a_j = z_j - log sum_k e^z_k</c>: the natural logarithm of <see cref="Softmax"/>, computed without its rounding to 0. For the output
    /// layer only. With <see cref="Loss.CrossEntropy"/>, the loss is <c>-sum_j y_j a_j</c>: PyTorch's log_softmax followed by nll_loss.
    /// </summary>
    LogSoftmax,
}
