namespace Digits;

/// <summary>What the network takes a digit for.</summary>
/// <param name="Sample">The digit's number in the data set.</param>
/// <param name="Label">The digit that it is.</param>
/// <param name="Guess">The digit with the largest probability.</param>
/// <param name="Probability">That probability.</param>
internal readonly record struct Prediction(int Sample, int Label, int Guess, float Probability)
{
    public bool IsRight => Guess == Label;

    /// <summary>Takes the largest of each sample's probabilities, which lie one sample after the other.</summary>
    public static Prediction[] Of(ReadOnlySpan<int> labels, float[] probabilities)
    {
        var predictions = new Prediction[labels.Length];
        int classes = probabilities.Length / labels.Length;
        for (int i = 0; i < labels.Length; i++)
        {
            float[] own = probabilities[(i * classes)..((i + 1) * classes)];
            int guess = Array.IndexOf(own, own.Max());
            predictions[i] = new(i, labels[i], guess, own[guess]);
        }

        return predictions;
    }
}
