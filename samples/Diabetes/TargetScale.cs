using NetGen;

namespace Diabetes;

/// <summary>
/// Mean and deviation of the targets. A network learns fastest where targets are of about the size of its outputs before
/// training, so it is trained on <c>(y - mean) / deviation</c>. Afterwards its last layer takes the scale in, and it predicts
/// in the unit of the data: no one who loads its weights has to know the scale.
/// </summary>
internal readonly record struct TargetScale(float Mean, float Deviation)
{
    /// <summary>Measures the training data alone: what is tested on must be new to the network in every respect.</summary>
    public static TargetScale Of(Dataset train)
    {
        float[] targets = train.Targets.ToArray();
        float mean = targets.Average();
        return new(mean, MathF.Sqrt(targets.Average(y => (y - mean) * (y - mean))));
    }

    public Dataset Apply(Dataset data)
    {
        float[] targets = data.Targets.ToArray();
        for (int i = 0; i < targets.Length; i++)
            targets[i] = (targets[i] - Mean) / Deviation;
        return new(data.Inputs, targets, data.InputSize, data.TargetSize);
    }

    /// <summary>
    /// Gives a network that was trained on scaled targets outputs in their own unit. Its last layer has to be linear:
    /// <c>deviation (W a + b) + mean = (deviation W) a + (deviation b + mean)</c>.
    /// </summary>
    public void MoveInto(INetwork<float> network)
    {
        LayerInfo last = network.Info.Layers[^1];
        WeightMatrix<float> weights = network.Weights(last.Index);
        Span<float> biases = network.Biases(last.Index);
        for (int j = 0; j < last.OutputSize; j++)
        {
            for (int k = 0; k < last.InputSize; k++)
                weights[j, k] *= Deviation;
            biases[j] = Deviation * biases[j] + Mean;
        }
    }
}
