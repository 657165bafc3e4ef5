namespace NetGen;

/// <summary>
/// Normalizes each channel over the samples of a batch and, in an image or a signal, over its pixels:
/// <c>xhat = (u - mean) / sqrt(var + epsilon)</c> with the variance <c>1/N sum (u - mean)^2</c> of the N numbers of the channel in the
/// batch, then <c>z = gain xhat + b</c> with a gain and a bias for each channel, which are learned and begin at 1 and 0, and
/// <c>a = g(z)</c>. The shape stays. In a vector, each number is a channel.
/// <para>
/// Backward and BackwardFrom keep running statistics, <c>running = (1 - momentum) running + momentum batch</c>, with the unbiased variance
/// <c>1/(N - 1) sum (u - mean)^2</c>; they begin at mean 0 and variance 1, and are no parameters. All other passes, such as Forward and
/// ComputeLoss, normalize with them. A batch is what one call gets: with accumulated batches, each has statistics of its
/// own. They do not depend on the threads, and weights of samples have no part in them. PyTorch's <c>BatchNorm1d</c> and
/// <c>BatchNorm2d</c>, in files too: <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c>. Source: Ioffe and Szegedy,
/// "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift" (2015).
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

    /// <summary>What is added to the variance: 1e-12 or more, 1e-5 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of a batch in the running statistics: more than 0, at most 1; 0.1 unless set.</summary>
    public double Momentum { get; set; } = 0.1;
}
