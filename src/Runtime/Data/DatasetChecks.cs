using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>Copies and validates the arguments of a <see cref="Dataset"/>.</summary>
internal static class DatasetChecks
{
    public static T[] CopyInputs<T>(ReadOnlySpan<T> inputs, int inputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckAtLeastOne(inputSize, nameof(inputSize));
        if (inputs.IsEmpty || inputs.Length % inputSize != 0)
            throw new ArgumentException($"Expected n x {inputSize} inputs for n samples, n at least 1, but got {inputs.Length} numbers.", nameof(inputs));

        CheckFinite(inputs, inputSize, nameof(inputs));
        return inputs.ToArray();
    }

    public static T[] CopyTargets<T>(ReadOnlySpan<T> targets, int count, int targetSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckAtLeastOne(targetSize, nameof(targetSize));
        if (targets.Length != (long)count * targetSize)
            throw new ArgumentException($"Expected {count} x {targetSize} = {(long)count * targetSize} targets for {count} samples, but got {targets.Length}.", nameof(targets));

        CheckFinite(targets, targetSize, nameof(targets));
        return targets.ToArray();
    }

    public static int[] CopyLabels(ReadOnlySpan<int> labels, int count, int classes)
    {
        CheckAtLeastOne(classes, nameof(classes));
        if (labels.Length != count)
            throw new ArgumentException($"Expected {count} labels for {count} samples, but got {labels.Length}.", nameof(labels));

        CheckLabels(labels, classes, nameof(labels));
        return labels.ToArray();
    }

    public static double[] CopyWeights(ReadOnlySpan<double> weights, int count)
    {
        if (weights.Length != count)
            throw new ArgumentException($"Expected {count} weights for {count} samples, but got {weights.Length}.", nameof(weights));

        CheckWeights(weights, "sample", nameof(weights));
        return weights.ToArray();
    }

    /// <summary>Throws unless all weights are finite and 0 or more, and at least one is not 0.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="of">What each weight belongs to: <c>sample</c> or <c>class</c>.</param>
    /// <param name="name">The name of the caller's parameter.</param>
    public static void CheckWeights(ReadOnlySpan<double> weights, string of, string name)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException(Invariant($"Expected finite weights of 0 or more, but {of} {i} has {weights[i]}."), name);
        }

        if (!weights.ContainsAnyExcept(0))
            throw new ArgumentException(Invariant($"Expected weights that are not all 0, but those of all {weights.Length} {(of == "class" ? "classes" : "samples")} are."), name);
    }

    /// <summary>Throws unless all labels are from 0 to <paramref name="classes"/> - 1, and there is at least one class.</summary>
    public static void CheckLabels(ReadOnlySpan<int> labels, int classes, string name)
    {
        CheckAtLeastOne(classes, nameof(classes));
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException(Invariant($"Expected labels from 0 to {classes - 1}, but sample {i} has {labels[i]}."), name);
        }
    }

    private static void CheckAtLeastOne(int size, string name)
    {
        if (size < 1)
            throw new ArgumentOutOfRangeException(name, Invariant($"Expected 1 or more, but got {size}."));
    }

    private static void CheckFinite<T>(ReadOnlySpan<T> values, int width, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                throw new ArgumentException(Invariant($"Expected finite {name}, but sample {i / width} has {values[i]} in column {i % width} (both counted from 0)."), name);
        }
    }
}
