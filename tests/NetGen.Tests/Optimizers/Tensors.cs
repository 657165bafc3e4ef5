namespace NetGen.Tests.Optimizers;

/// <summary>Networks of which only the parameter tensors matter.</summary>
internal static class Tensors
{
    /// <summary>One layer with tensors of these lengths, one after the other.</summary>
    public static NetworkInfo Of(params int[] lengths)
    {
        var tensors = new ParameterInfo[lengths.Length];
        for (int i = 0, offset = 0; i < lengths.Length; offset += lengths[i++])
            tensors[i] = new($"P{i + 1}", ParameterRole.Weight, [lengths[i]], [1], offset, Initializer.Zeros, 1, 1);

        return new("Tensors", Precision.Double, Loss.HalfSquaredError, new LayerInfo(1, "Dense", [1], [1], Activation.Identity, 0, 1, tensors));
    }
}
