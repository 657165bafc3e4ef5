namespace NetGen;

/// <summary>What a parameter tensor is for.</summary>
public enum ParameterRole
{
    /// <summary>Weights: L2 regularization applies.</summary>
    Weight,

    /// <summary>Biases: not regularized, and zero at the start with most initializers.</summary>
    Bias,

    /// <summary>The gains of a normalization: not regularized, and one at the start.</summary>
    Gain,

    /// <summary>The means of the inputs: fitted to the training set, not trained, and zero at the start.</summary>
    Mean,

    /// <summary>The scales of the inputs: fitted to the training set, not trained, and one at the start.</summary>
    Scale,

    /// <summary>The running means of a normalization over the batch: kept by Backward, not trained, and zero at the start.</summary>
    RunningMean,

    /// <summary>The running variances of a normalization over the batch: kept by Backward, not trained, and one at the start.</summary>
    RunningVariance,
}
