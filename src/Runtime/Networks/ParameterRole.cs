namespace NetGen;

/// <summary>What a parameter tensor is for.</summary>
public enum ParameterRole
{
    /// <summary>Weights: L2 regularization applies.</summary>
    Weight,

    /// <summary>Biases: not regularized, and initially zero with most initializers.</summary>
    Bias,

    /// <summary>The gains of a normalization: not regularized, and initially one.</summary>
    Gain,

    /// <summary>The means of the inputs: fitted to the training set, not trained, and initially zero.</summary>
    Mean,

    /// <summary>The scales of the inputs: fitted to the training set, not trained, and initially one.</summary>
    Scale,

    /// <summary>The running means of a batch normalization: updated by Backward, not trained, and initially zero.</summary>
    RunningMean,

    /// <summary>The running variances of a batch normalization: updated by Backward, not trained, and initially one.</summary>
    RunningVariance,
}
