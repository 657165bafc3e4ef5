namespace NetGen;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The mean loss over the samples.</param>
/// <param name="Accuracy">
/// The part that is right, from 0 to 1. With <see cref="NetGen.Loss.CrossEntropy"/>: of the samples, those whose
/// largest output is their class (with target rows: their largest target). With
/// <see cref="NetGen.Loss.BinaryCrossEntropy"/>: of all outputs, those above 0.5 where their target is, and
/// not above where it is not. NaN with the other losses, which are not for classes, and if the loss is NaN.
/// </param>
public readonly record struct Metrics(double Loss, double Accuracy);
