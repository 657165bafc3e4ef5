using NetGen.Tests.Runtime;

namespace NetGen.Tests.Networks;

/// <summary>
/// The forward pass and the losses a second time: straight from their definitions, slow, and with none of the
/// compiler's rearrangements. Its differences judge the compiled gradients without the compiled losses.
/// </summary>
internal sealed class ReferenceNetwork(ITrainableNetwork<double> network, double leakyAlpha = 0.1, double eluAlpha = 1)
{
    /// <summary>The mean loss of a data set at the network's present parameters, weighted if its samples have weights.</summary>
    public double Loss(Dataset data)
    {
        double sum = 0, weights = 0;
        for (int i = 0; i < data.Count; i++)
        {
            double[] a = Forward(data.InputsAsDouble.Slice(i * data.InputSize, data.InputSize).ToArray());
            double weight = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[i];
            sum += weight * Loss(network.Info.Loss, network.Info.Layers[^1].Activation, a, data.TargetsAsDouble.Slice(i * data.TargetSize, data.TargetSize).ToArray());
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>The derivative of <see cref="Loss(Dataset)"/> by a parameter, as (L(w + h) - L(w - h)) / 2h.</summary>
    public double Slope(Dataset data, int parameter, double h)
    {
        double start = network.Parameters[parameter];
        network.Parameters[parameter] = start + h;
        double plus = Loss(data);
        network.Parameters[parameter] = start - h;
        double minus = Loss(data);
        network.Parameters[parameter] = start;
        return (plus - minus) / (2 * h);
    }

    public double[] Forward(double[] x)
    {
        foreach (LayerInfo layer in network.Info.Layers)
        {
            WeightMatrix<double> weights = network.Weights(layer.Index);
            var z = new double[layer.OutputSize];
            for (int j = 0; j < z.Length; j++)
            {
                z[j] = layer.Parameters.Count > 1 ? network.Biases(layer.Index)[j] : 0;
                for (int k = 0; k < x.Length; k++)
                    z[j] += weights[j, k] * x[k];
            }

            x = Activate(layer.Activation, z, leakyAlpha, eluAlpha);
        }

        return x;
    }

    public static double[] Activate(Activation activation, double[] z, double leakyAlpha = 0.1, double eluAlpha = 1) => activation switch
    {
        Activation.Identity => z,
        Activation.Sigmoid => [.. z.Select(v => 1 / (1 + Math.Exp(-v)))],
        Activation.Tanh => [.. z.Select(v => (Math.Exp(v) - Math.Exp(-v)) / (Math.Exp(v) + Math.Exp(-v)))],
        Activation.ReLU => [.. z.Select(v => Math.Max(0, v))],
        Activation.LeakyReLU => [.. z.Select(v => v > 0 ? v : leakyAlpha * v)],
        Activation.ELU => [.. z.Select(v => v > 0 ? v : eluAlpha * (Math.Exp(v) - 1))],
        Activation.SELU => [.. z.Select(v => 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * (Math.Exp(v) - 1)))],
        Activation.GELU => [.. z.Select(v => v * NormalReference.Phi(v))],
        Activation.GELUTanh => [.. z.Select(v => v / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v))))],
        Activation.SiLU => [.. z.Select(v => v / (1 + Math.Exp(-v)))],
        Activation.Softplus => [.. z.Select(v => Math.Log(1 + Math.Exp(v)))],
        Activation.Mish => [.. z.Select(v => v * Math.Tanh(Math.Log(1 + Math.Exp(v))))],
        Activation.HardTanh => [.. z.Select(v => Math.Clamp(v, -1, 1))],
        Activation.HardSigmoid => [.. z.Select(v => Math.Clamp((v + 3) / 6, 0, 1))],
        Activation.HardSwish => [.. z.Select(v => v * Math.Clamp((v + 3) / 6, 0, 1))],
        Activation.ClippedReLU => [.. z.Select(v => Math.Clamp(v, 0, 6))],
        Activation.Softmax => [.. z.Select(v => Math.Exp(v) / z.Sum(Math.Exp))],
        Activation.LogSoftmax => [.. z.Select(v => v - Math.Log(z.Sum(Math.Exp)))],
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    public static double Loss(Loss loss, Activation output, double[] a, double[] y)
    {
        double[] r = [.. a.Zip(y, (actual, target) => actual - target)];
        return loss switch
        {
            NetGen.Loss.CrossEntropy when output == Activation.LogSoftmax => -a.Zip(y, (log, t) => t * log).Sum(),
            NetGen.Loss.HalfSquaredError => r.Sum(v => v * v) / 2,
            NetGen.Loss.SquaredError => r.Sum(v => v * v),
            NetGen.Loss.MeanSquaredError => r.Average(v => v * v),
            NetGen.Loss.MeanAbsoluteError => r.Average(Math.Abs),
            NetGen.Loss.Huber => r.Average(v => Math.Abs(v) <= 1 ? v * v / 2 : Math.Abs(v) - 0.5),
            NetGen.Loss.BinaryCrossEntropy => -a.Zip(y, (p, t) => t * Math.Log(p) + (1 - t) * Math.Log(1 - p)).Sum(),
            NetGen.Loss.CrossEntropy => -a.Zip(y, (p, t) => t * Math.Log(p)).Sum(),
            _ => throw new InvalidOperationException(),
        };
    }
}
