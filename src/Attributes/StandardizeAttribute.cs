namespace NetGen;

/// <summary>
/// Standardizes the inputs, so that the network takes them in their original units: <c>xhat = (x - mean) / scale</c>, for each
/// input separately. The shape does not change. It must come before all other layers.
/// <para>
/// Mean and scale are fitted, not trained: to the mean and the population standard deviation of each input over the training
/// set, like scikit-learn's <c>StandardScaler</c>; the scale of a constant input is 1. <c>Trainer.Fit</c> fits them before its
/// first step, unless <c>FitStandardization</c> or a file has set them. Until then mean is 0 and scale 1.
/// </para>
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StandardizeAttribute : LayerAttribute
{
    /// <summary>Whether an image or a signal has one mean and one scale for each channel rather than for each number.</summary>
    public bool PerChannel { get; set; }
}
