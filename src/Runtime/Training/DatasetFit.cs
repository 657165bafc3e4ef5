using static System.FormattableString;

namespace NetGen;

/// <summary>Whether a network can be run on a data set.</summary>
internal static class DatasetFit
{
    // Targets that are probabilities may come from a softmax in single precision.
    private const double SumTolerance = 1e-3;

    /// <summary>Throws unless the sizes agree and the targets are what the loss is defined for.</summary>
    public static void Check(NetworkInfo info, Dataset data, string name)
    {
        if (data.InputSize != info.InputSize)
            throw new ArgumentException($"Expected samples of {info.InputSize} inputs for {info.Name}, but got {data.InputSize}.", name);
        if (data.TargetSize != info.OutputSize)
            throw new ArgumentException($"Expected samples of {info.OutputSize} {(data.HasLabels ? "classes" : "targets")} for {info.Name}, but got {data.TargetSize}.", name);
        if (data.HasLabels)
            return;

        if (info.Loss == Loss.CrossEntropy)
            CheckProbabilities(data, name);
        else if (info.Loss == Loss.BinaryCrossEntropy)
            CheckRange(data, name);
    }

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
