using System.Numerics;

namespace NetGen;

/// <summary>The forward half of <see cref="Trainer"/>: loss and accuracy of a network on a data set that fits it.</summary>
internal static class Evaluation
{
    // Enough samples to keep the vector units busy, few enough for their outputs to stay in the cache.
    private const int ChunkSize = 256;

    public static Metrics Run<T>(ITrainableNetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkInfo info = network.Info;
        Samples<T> all = Samples<T>.Of(network, data);
        bool isClassifier = info.Loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy;
        Span<T> outputs = new T[isClassifier ? Math.Min(ChunkSize, data.Count) * info.OutputSize : 0];
        double lossSum = 0;
        long right = 0;
        for (int start = 0; start < data.Count; start += ChunkSize)
        {
            int count = Math.Min(ChunkSize, data.Count - start);
            Samples<T> chunk = all.Slice(info, start, count);
            lossSum += chunk.ComputeLoss(network) * count;
            if (isClassifier)
            {
                Span<T> chunkOutputs = outputs[..(count * info.OutputSize)];
                network.Forward(chunk.Inputs, chunkOutputs);
                right += info.Loss == Loss.CrossEntropy
                    ? CountRightClasses(chunkOutputs, chunk, info.OutputSize)
                    : CountRightSides(chunkOutputs, chunk.Targets);
            }
        }

        double decisions = info.Loss == Loss.CrossEntropy ? data.Count : (double)data.Count * info.OutputSize;
        return new(lossSum / data.Count, isClassifier && !double.IsNaN(lossSum) ? right / decisions : double.NaN);
    }

    private static int CountRightClasses<T>(ReadOnlySpan<T> outputs, Samples<T> samples, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int start = 0, i = 0; start < outputs.Length; start += classes, i++)
        {
            int expected = samples.Labels.IsEmpty ? NetworkOutputs.IndexOfLargest(samples.Targets.Slice(start, classes)) : samples.Labels[i];
            if (NetworkOutputs.IndexOfLargest(outputs.Slice(start, classes)) == expected)
                right++;
        }

        return right;
    }

    private static int CountRightSides<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int right = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (NetworkOutputs.IsYes(outputs[i]) == NetworkOutputs.IsYes(targets[i]))
                right++;
        }

        return right;
    }
}
