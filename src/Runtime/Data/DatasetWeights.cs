using static System.FormattableString;

namespace NetGen;

/// <summary>Weights of samples and classes.</summary>
public static class DatasetWeights
{
    /// <summary>
    /// Returns the same samples with new weights, which replace any they have. The loss of a data set is then the weighted mean
    /// <c>L = sum w_i L_i / sum w_i</c>, in training, in validation and in <see cref="Trainer.Evaluate"/>, and so is the accuracy:
    /// a sample of weight 2 counts twice, a sample of weight 0 does not count, and equal
    /// weights change nothing. In training, each batch of n samples has the loss <c>1/n sum (w_i / mean w) L_i</c>, with the
    /// mean over all training samples: a sample counts the same in any batch, and the mean over the batches is L.
    /// Sources: <c>sample_weight</c> of scikit-learn's metrics, and PyTorch's <c>CrossEntropyLoss(weight)</c> on all samples as
    /// one batch; for weights with a mean of 1, also the <c>sample_weight</c> of Keras' <c>fit</c>, batch by batch.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="weights">n finite numbers of 0 or more, not all 0. They stay with their samples when the data set is split or shuffled.</param>
    /// <returns>A new data set.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or a weight is out of range; the message says which.</exception>
    public static Dataset WithSampleWeights(this Dataset data, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With(new(DatasetChecks.CopyWeights(weights, data.Count)));
    }

    /// <inheritdoc cref="WithSampleWeights(Dataset, ReadOnlySpan{double})"/>
    public static Dataset WithSampleWeights(this Dataset data, ReadOnlySpan<float> weights) =>
        data.WithSampleWeights(Array.ConvertAll(weights.ToArray(), weight => (double)weight));

    /// <summary>
    /// Returns weights for <see cref="TrainingOptions.ClassWeights"/> that make all classes count the same, whatever their numbers of samples:
    /// <c>n / (classes * n_c)</c> with n_c samples in class c. Source: scikit-learn's <c>class_weight="balanced"</c>.
    /// </summary>
    /// <param name="data">The training data, with labels; its sample weights are ignored.</param>
    /// <returns>A weight for each class.</returns>
    /// <exception cref="InvalidOperationException">The samples have target rows instead of labels, or a class has no samples.</exception>
    public static double[] BalancedClassWeights(this Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var counts = new int[data.Classes];
        foreach (int label in data.Labels)
            counts[label]++;

        int absent = Array.IndexOf(counts, 0);
        return absent < 0
            ? Array.ConvertAll(counts, count => data.Count / ((double)counts.Length * count))
            : throw new InvalidOperationException(Invariant($"Expected samples of all {counts.Length} classes to balance them, but class {absent} has none."));
    }

    /// <summary>The data set with each sample's weight multiplied by that of its class; null for no class weights.</summary>
    internal static Dataset WithClassWeights(this Dataset data, IReadOnlyList<double>? classWeights)
    {
        if (classWeights is null)
            return data;

        var weights = new double[data.Count];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = classWeights[data.Labels[i]] * (data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[i]);
        return data.With(new(weights));
    }
}
