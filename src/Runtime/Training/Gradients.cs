using System.Numerics;

namespace NetGen;

/// <summary>Changes the gradients between Backward and a step.</summary>
internal static class Gradients
{
    /// <summary>Adds the gradient of the penalties <c>l1 sum |w| + l2 / 2 sum w^2</c> over all weights.</summary>
    public static void AddPenalties<T>(ITrainableNetwork<T> network, double l1, double l2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (l1 == 0 && l2 == 0)
            return;

        IReadOnlyList<LayerInfo> layers = network.Info.Layers;
        for (int l = 0; l < layers.Count; l++)
            for (int p = 0; p < layers[l].Parameters.Count; p++)
            {
                ParameterInfo tensor = layers[l].Parameters[p];
                if (tensor.Role != ParameterRole.Weight)
                    continue;

                ReadOnlySpan<T> weights = network.Parameters.Slice(tensor.Offset, tensor.Length);
                Span<T> gradients = network.Gradients.Slice(tensor.Offset, tensor.Length);
                if (l1 != 0)
                    Elementwise.AddSigns(weights, T.CreateTruncating(l1), gradients);
                if (l2 != 0)
                    Elementwise.AddScaled(weights, T.CreateTruncating(l2), gradients);
            }
    }

    /// <summary>Clips the gradients according to the options, and returns their norm before <see cref="TrainingOptions.ClipNorm"/>; NaN without it.</summary>
    public static double Clip<T>(Span<T> gradients, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.ClipValue is double maxValue)
            GradientClipping.ClipValue(gradients, maxValue);
        return options.ClipNorm is double maxNorm ? GradientClipping.ClipNorm(gradients, maxNorm) : double.NaN;
    }
}
