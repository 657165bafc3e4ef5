namespace NetGen;

/// <summary>
/// Normalizes each channel over the samples of a batch and, in an image or a signal, over its pixels:
/// <c>xhat = (u - mean) / sqrt(var + epsilon)</c> with the variance <c>1/N sum (u - mean)^2</c> over the N numbers of the channel in the
/// batch, then <c>z = gain xhat + b</c> with a gain and a bias for each channel, which are learned and start at 1 and 0, and
/// <c>a = g(z)</c>. The shape does not change. In a vector, each number is a channel.
/// <para>
/// Backward and BackwardFrom keep running statistics, <c>running = (1 - momentum) running + momentum batch</c>, with the unbiased variance
/// <c>1/(N - 1) sum (u - mean)^2</c>. They start at mean 0 and variance 1 and are not parameters. All other passes, such as Forward and
/// ComputeLoss, normalize with them. A batch is the samples of one call: each of several accumulated batches has statistics of its own,
/// and so has each shard of a batch unless <see cref="Synchronized"/> is true. They depend neither on the number of threads nor on
/// sample weights. PyTorch's <c>BatchNorm1d</c> and <c>BatchNorm2d</c>, also in files: <c>weight</c>, <c>bias</c>,
/// <c>running_mean</c>, <c>running_var</c>. Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by
/// Reducing Internal Covariate Shift" (2015).
/// </para>
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : ActivatedLayerAttribute
{
    /// <summary>Adds a normalization over the batch.</summary>
    /// <param name="activation">The activation function g.</param>
    public BatchNormAttribute(Activation activation = Activation.Identity)
        : base(activation)
    {
    }

    /// <summary>Adds a normalization over the batch, with an activation function of your own.</summary>
    /// <param name="activation">The activation function g: a type that implements <c>NetGen.IActivation</c>.</param>
    public BatchNormAttribute(Type activation)
        : base(activation)
    {
    }

    /// <summary>The number added to the variance: 1e-12 or more. The default is 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of a batch in the running statistics: more than 0, at most 1. The default is 0.1.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>
    /// Whether the mean and the variance are those of the whole batch if a training divides it into shards, on one process or on many. The default is
    /// false: each shard is normalized by itself. It changes nothing without shards or above <see cref="FreezeAttribute"/>. PyTorch's <c>SyncBatchNorm</c>.
    /// </summary>
    public bool Synchronized { get; set; }
}
