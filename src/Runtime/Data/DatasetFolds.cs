using static System.FormattableString;

namespace NetGen;

/// <summary>Cross-validation: each part of a data set is the test set once.</summary>
public static class DatasetFolds
{
    /// <summary>
    /// Divides the samples at random into k parts of equal size, to within one sample, and returns each part with all the
    /// others. With labels, the parts are stratified: each has the same number of samples of every class, to within one.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="k">The number of parts: from 2 to the number of samples.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <returns>k pairs: every sample is in one Test, and in the Train of all other pairs.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of range.</exception>
    public static (Dataset Train, Dataset Test)[] KFold(this Dataset data, int k, int seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (k < 2 || k > data.Count)
            throw new ArgumentOutOfRangeException(nameof(k), Invariant($"Expected {nameof(k)} from 2 to {data.Count}, but got {k}."));

        int[] rows = data.ShuffledRows(seed);
        var foldOf = new int[data.Count];
        int place = 0;
        foreach (int row in data.LineUp(rows))
            foldOf[row] = place++ % k;

        var folds = new (Dataset, Dataset)[k];
        for (int fold = 0; fold < k; fold++)
            folds[fold] = (data.Select(Array.FindAll(rows, row => foldOf[row] != fold)), data.Select(Array.FindAll(rows, row => foldOf[row] == fold)));
        return folds;
    }
}
