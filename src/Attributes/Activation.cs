namespace NetGen;

/// <summary>
/// The activation function g of a layer: <c>a = g(z)</c>, applied to each weighted input z of the
/// layer (Softmax: to all of them together).
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
    /// <c>g(z) = z</c> for z &gt; 0 and <c>alpha z</c> otherwise; alpha is 0.1 unless
    /// <see cref="DenseAttribute.Alpha"/> says otherwise.
    /// </summary>
    LeakyReLU,

    /// <summary>
    /// <c>g(z) = z</c> for z &gt; 0 and <c>alpha (e^z - 1)</c> otherwise; alpha is 1 unless
    /// <see cref="DenseAttribute.Alpha"/> says otherwise. Source: Clevert, Unterthiner and
    /// Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2016).
    /// </summary>
    ELU,

    /// <summary>
    /// <c>a_j = e^z_j / sum_k e^z_k</c>: a probability for each class. Only for the output layer.
    /// </summary>
    Softmax,

    /// <summary>
    /// <c>g(z) = 1</c> for z &gt; 0, <c>-1</c> for z &lt; 0 and <c>0</c> at 0: the perceptron's linear
    /// classifier. It has no useful derivative, so a network with it has no <c>Backward</c>.
    /// </summary>
    Sign,
}
