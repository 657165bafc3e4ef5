using static System.FormattableString;

namespace NetGen;

/// <summary>Whether a network can be run on a data set, and the form the data must have.</summary>
internal static class DatasetFit
{
    // Targets may be the outputs of a softmax in single precision.
    private const double SumTolerance = 1e-3;

    /// <summary>
    /// The data set with targets that match the network's outputs: two classes become one output, the probability of class 1.
    /// Throws unless the sizes agree and the loss is defined for the targets.
    /// </summary>
    public static Dataset Of(NetworkInfo info, Dataset data, string name)
    {
        if (data.InputSize != info.InputSize)
            throw new ArgumentException($"Expected samples of {info.InputSize} inputs for {info.Name}, but got {data.InputSize}.", name);
        (int size, int expected) = data.HasLabels ? (data.Classes, info.Classes) : (data.TargetSize, info.OutputSize);
        if (size != expected)
            throw new ArgumentException($"Expected samples of {expected} {(data.HasLabels ? "classes" : "targets")} for {info.Name}, but got {size}.{OneOutput(info, data)}", name);
        CheckWeights(data, name);
        if (data.HasLabels)
            return info.IsBinary ? data.WithOneTarget() : data;

        if (info.Loss == Loss.CrossEntropy)
            CheckProbabilities(data, name);
        else if (info.Loss == Loss.BinaryCrossEntropy)
            CheckRange(data, name);
        return data;
    }

    /// <summary>Throws if all weights are 0, which can happen in a subset, or if one is not finite, which can happen to a product.</summary>
    public static void CheckWeights(Dataset data, string name)
    {
        if (!data.SampleWeights.IsEmpty)
            DatasetChecks.CheckWeights(data.SampleWeights, "sample", name);
    }

    /// <summary>Checks class weights, if any: they need a loss for classes, labels, and one weight for each class.</summary>
    public static void CheckClassWeights(NetworkInfo info, Dataset data, TrainingOptions options)
    {
        if (options.ClassWeights is not { } weights)
            return;

        if (info.Loss is not (Loss.CrossEntropy or Loss.BinaryCrossEntropy))
            throw new ArgumentException($"Expected {Loss.CrossEntropy} or {Loss.BinaryCrossEntropy} as the loss of a network with {nameof(options.ClassWeights)}, but {info.Name} has {info.Loss}.", nameof(options));
        if (!data.HasLabels)
            throw new ArgumentException($"Expected a data set with labels for {nameof(options.ClassWeights)}, but this one has target rows; {nameof(Dataset)}.{nameof(Dataset.FromLabels)} makes one with labels, and {nameof(DatasetWeights.WithSampleWeights)} gives each sample a weight.", nameof(options));
        if (weights.Count != data.Classes)
            throw new ArgumentException($"Expected {data.Classes} {nameof(options.ClassWeights)} for {data.Classes} classes, but got {weights.Count}.", nameof(options));

        DatasetChecks.CheckWeights([.. weights], "class", nameof(options));
        CheckWeights(data.WithClassWeights(weights), nameof(options));
    }

    /// <summary>A hint on how one output can tell two classes apart, if the data has labels.</summary>
    private static string OneOutput(NetworkInfo info, Dataset data) => data.HasLabels && info.OutputSize == 1 && !info.IsBinary
        ? $" One output tells two classes apart with {Activation.Sigmoid} and {Loss.BinaryCrossEntropy}, but this network has {info.Layers[^1].Activation} with {info.Loss}."
        : "";

    private static void CheckProbabilities(Dataset data, string name)
    {
        ReadOnlySpan<double> targets = data.TargetsAsDouble;
        for (int i = 0; i < data.Count; i++)
        {
            double sum = 0;
            foreach (double y in targets.Slice(i * data.TargetSize, data.TargetSize))
            {
                if (y < 0)
                    throw new ArgumentException(Invariant($"Expected targets of 0 or more for {Loss.CrossEntropy}, but sample {i} has {y}."), name);
                sum += y;
            }

            if (Math.Abs(sum - 1) > SumTolerance)
                throw new ArgumentException(Invariant($"Expected targets that sum to 1 for {Loss.CrossEntropy}, but those of sample {i} sum to {sum}."), name);
        }
    }

    private static void CheckRange(Dataset data, string name)
    {
        ReadOnlySpan<double> targets = data.TargetsAsDouble;
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is < 0 or > 1)
                throw new ArgumentException(Invariant($"Expected targets from 0 to 1 for {Loss.BinaryCrossEntropy}, but sample {i / data.TargetSize} has {targets[i]}."), name);
        }
    }
}
