using System.Numerics;

namespace NetGen;

/// <summary>What happens to gradients between Backward and a step.</summary>
internal static class Gradients
{
    /// <summary>Adds the gradient of the penalty <c>l2 / 2 sum w^2</c> over all weights.</summary>
    public static void AddL2<T>(ITrainableNetwork<T> network, double l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (l2 == 0)
            return;

        T strength = T.CreateTruncating(l2);
        IReadOnlyList<LayerInfo> layers = network.Info.Layers;
        for (int l = 0; l < layers.Count; l++)
            for (int p = 0; p < layers[l].Parameters.Count; p++)
            {
                ParameterInfo tensor = layers[l].Parameters[p];
                if (tensor.Role == ParameterRole.Weight)
                    Elementwise.AddScaled(network.Parameters.Slice(tensor.Offset, tensor.Length), strength, network.Gradients.Slice(tensor.Offset, tensor.Length));
            }
    }

    /// <summary>Bounds the gradients as the options say, and returns their norm before <see cref="TrainingOptions.ClipNorm"/>; NaN without it.</summary>
    public static double Clip<T>(Span<T> gradients, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.ClipValue is double maxValue)
            GradientClipping.ClipValue(gradients, maxValue);
        return options.ClipNorm is double maxNorm ? GradientClipping.ClipNorm(gradients, maxNorm) : double.NaN;
    }
}
