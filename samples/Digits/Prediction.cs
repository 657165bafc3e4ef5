using NetGen;

namespace Digits;

/// <summary>What the network takes a digit for.</summary>
/// <param name="Sample">The digit's number in the data set.</param>
/// <param name="Label">The digit that it is.</param>
/// <param name="Guess">The digit with the largest probability.</param>
/// <param name="Probability">That probability.</param>
internal readonly record struct Prediction(int Sample, int Label, int Guess, float Probability)
{
    public bool IsRight => Guess == Label;

    /// <summary>Runs the network on all samples at once and takes each sample's largest output.</summary>
    public static Prediction[] Of(INetwork<float> net, Dataset data)
    {
        var outputs = new float[data.Count * data.Classes];
        net.Forward(data.Inputs, outputs);

        var predictions = new Prediction[data.Count];
        for (int i = 0; i < data.Count; i++)
        {
            float[] probabilities = outputs[(i * data.Classes)..((i + 1) * data.Classes)];
            float largest = probabilities.Max();
            predictions[i] = new(i, data.Labels[i], Array.IndexOf(probabilities, largest), largest);
        }

        return predictions;
    }
}
