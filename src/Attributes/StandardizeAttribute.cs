namespace NetGen;

/// <summary>
/// Standardizes the inputs, so that the network takes them as they are measured: <c>xhat = (x - mean) / scale</c>, each
/// input by itself. The shape (inputs) stays. It stands before all other layers.
/// <para>
/// Mean and scale are fitted, not trained: to the mean and the population standard deviation of each input over the training
/// set, 1 for an input that is constant, as scikit-learn's <c>StandardScaler</c>. <c>Trainer.Fit</c> does so before its
/// first step, unless they have been set, by <c>FitStandardization</c> or from a file. Until then mean is 0 and scale 1.
/// </para>
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StandardizeAttribute : LayerAttribute
{
    /// <summary>Whether an image or a signal has one mean and one scale for each channel, over all its numbers, rather than one for each number.</summary>
    public bool PerChannel { get; set; }
}
