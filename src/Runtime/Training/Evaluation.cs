using System.Numerics;

namespace NetGen;

/// <summary>Computes the loss and accuracy of a network on a data set that fits it.</summary>
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
        bool choosesClass = info.Loss == Loss.CrossEntropy || !all.Labels.IsEmpty;
        int chunkSize = Math.Min(ChunkSize, Math.Min(data.Count, Rows.MostOf(info.OutputSize)));
        Span<T> outputs = new T[isClassifier ? chunkSize * info.OutputSize : 0];
        double lossSum = 0, right = 0, decisions = 0;
        for (int start = 0; start < data.Count; start += chunkSize)
        {
            int count = Math.Min(chunkSize, data.Count - start);
            Samples<T> chunk = all.Slice(info, start, count);
            Span<T> chunkOutputs = isClassifier ? outputs[..(count * info.OutputSize)] : default;
            lossSum += chunk.ComputeLoss(network, chunkOutputs) * count;
            if (isClassifier)
            {
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<T> sample = chunkOutputs.Slice(i * info.OutputSize, info.OutputSize);
                    double weight = chunk.Weights.IsEmpty ? 1 : double.CreateTruncating(chunk.Weights[i]);
                    right += weight * (choosesClass ? CountRightClass(sample, chunk, i) : CountRightSides(sample, chunk, i));
                    decisions += weight * (choosesClass ? 1 : info.OutputSize);
                }
            }
        }

        return new(lossSum / data.Count, isClassifier && !double.IsNaN(lossSum) ? right / decisions : double.NaN);
    }

    private static int CountRightClass<T>(ReadOnlySpan<T> outputs, in Samples<T> samples, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int expected = samples.Labels.IsEmpty ? NetworkOutputs.ClassOf(TargetsOf(samples, i, outputs.Length)) : samples.Labels[i];
        return NetworkOutputs.ClassOf(outputs) == expected ? 1 : 0;
    }

    private static int CountRightSides<T>(ReadOnlySpan<T> outputs, in Samples<T> samples, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> targets = TargetsOf(samples, i, outputs.Length);
        int right = 0;
        for (int j = 0; j < outputs.Length; j++)
        {
            if (NetworkOutputs.IsYes(outputs[j]) == NetworkOutputs.IsYes(targets[j]))
                right++;
        }

        return right;
    }

    private static ReadOnlySpan<T> TargetsOf<T>(in Samples<T> samples, int i, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => samples.Targets.Slice(i * size, size);
}
