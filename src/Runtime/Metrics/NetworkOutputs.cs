using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>A network's outputs and the classes that they predict.</summary>
internal static class NetworkOutputs
{
    /// <summary>The outputs for all samples of a data set that fits the network (<see cref="DatasetFit"/>), in double precision: n x OutputSize finite numbers.</summary>
    public static double[] Of<T>(INetwork<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] outputs = Array.ConvertAll(PredictionExtensions.Predict(network, data.InputsOf<T>(), nameof(data)), double.CreateTruncating);
        int wrong = Array.FindIndex(outputs, output => !double.IsFinite(output));
        return wrong < 0
            ? outputs
            : throw new ArgumentException(Invariant($"Expected a network with finite outputs, but {network.Info.Name} computes {outputs[wrong]} for sample {wrong / network.Info.OutputSize}."), nameof(network));
    }

    /// <summary>Returns the class that a sample's outputs predict: the first of the largest or, for one output, whether it is at least one half.</summary>
    public static int ClassOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => values.Length > 1 ? IndexOfLargest(values) : IsYes(values[0]) ? 1 : 0;

    /// <summary>Returns the index of the first of the largest values.</summary>
    public static int IndexOfLargest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
                largest = i;
        }

        return largest;
    }

    /// <summary>Whether a probability predicts class 1: one half or more. NaN does not.</summary>
    public static bool IsYes<T>(T probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => probability >= T.One / (T.One + T.One);
}
