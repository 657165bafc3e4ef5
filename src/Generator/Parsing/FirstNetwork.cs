using System.Collections.Generic;
using NetGen.Generator.Analysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Layers for an empty [Network]: a first network that fits its input and its loss.</summary>
internal static class FirstNetwork
{
    /// <summary>A cure that adds the layers, and a loss if there is none.</summary>
    public static Cure For(DeclaredAttribute network, Shape input, Loss loss)
    {
        Loss target = loss == Loss.None ? Loss.CrossEntropy : loss;
        string output = target switch
        {
            Loss.CrossEntropy => "Dense(10, Activation.Softmax)",
            Loss.BinaryCrossEntropy => "Dense(1, Activation.Sigmoid)",
            _ => "Dense(1)",
        };
        List<string> layers = [.. Features(input), output];
        var edit = new Edit(EditKind.AddAttributes, network.Location, Value: string.Join("\n", layers));
        string title = $"Add {string.Join(" and ", layers.ConvertAll(layer => $"[{layer}]"))}";
        return loss == Loss.None ? Cure.By(title, network.Set(NetworkParser.LossProperty, $"Loss.{target}"), edit) : Cure.By(title, edit);
    }

    /// <summary>The hidden layers. Convolutions are used if the image or signal is large enough for their windows.</summary>
    private static string[] Features(Shape input) => input.Dimensions.Count switch
    {
        3 when input.Dimensions[1] >= 4 && input.Dimensions[2] >= 4 => ["Conv2D(8, 3, Activation.ReLU)", "MaxPool(2)"],
        2 when input.Dimensions[1] >= 4 => ["Conv1D(8, 3, Activation.ReLU)", "MaxPool(2)"],
        _ => ["Dense(32, Activation.ReLU)"],
    };
}
