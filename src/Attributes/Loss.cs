namespace NetGen;

/// <summary>
/// The loss L of a network, a function of its outputs a and the targets y. Each loss is the mean over the samples of a batch;
/// the formulas below are for one sample with outputs j = 1..m.
/// </summary>
public enum Loss
{
    /// <summary>No loss: the network runs forward only and has no <c>Backward</c>.</summary>
    None,

    /// <summary><c>L = 1/2 sum_j (a_j - y_j)^2</c>.</summary>
    HalfSquaredError,

    /// <summary><c>L = sum_j (a_j - y_j)^2</c>.</summary>
    SquaredError,

    /// <summary><c>L = 1/m sum_j (a_j - y_j)^2</c>: the mean over all elements, like PyTorch's MSELoss.</summary>
    MeanSquaredError,

    /// <summary><c>L = 1/m sum_j |a_j - y_j|</c>: the mean over all elements, like PyTorch's L1Loss.</summary>
    MeanAbsoluteError,

    /// <summary>
    /// <c>L = 1/m sum_j h(a_j - y_j)</c> with <c>h(r) = r^2 / 2</c> for |r| &lt;= 1 and <c>|r| - 1/2</c>
    /// otherwise: the mean over all elements, like PyTorch's HuberLoss.
    /// </summary>
    Huber,

    /// <summary>
    /// <c>L = -sum_j (y_j log a_j + (1 - y_j) log(1 - a_j))</c>, for targets in [0, 1]. With a sigmoid
    /// output it is computed from z, which cannot overflow, and <c>delta = a - y</c>. With any other
    /// activation each logarithm is clamped to -100 or more, as in PyTorch's BCELoss.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>
    /// <c>L = -sum_j y_j log a_j</c>, for targets that are one-hot or probabilities that sum to 1. With a
    /// softmax output it is computed from z, which cannot overflow, and <c>delta = a - y</c>. The outputs of
    /// <see cref="Activation.LogSoftmax"/> are the logarithms themselves, with <c>delta = e^a - y</c>. With any
    /// other activation the logarithm is clamped to -100 or more.
    /// </summary>
    CrossEntropy,
}
