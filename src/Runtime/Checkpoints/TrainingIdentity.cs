using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>What determines the steps of a training, other than its state. A checkpoint fits only a training with the same identity.</summary>
internal static class TrainingIdentity
{
    private const string TrainingData = "training data";

    /// <summary>Names and values, in the order of the checkpoint.</summary>
    public static (string Name, string Value)[] Of<T>(ITrainableNetwork<T> network, Dataset data, Dataset? validation, ScheduleState? schedule, TrainingOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        ("network", Describe(network.Info)),
        (TrainingData, Describe<T>(data)),
        ("validation data", validation is null ? "none" : Describe<T>(validation)),
        ("optimizer", options.Optimizer.ToString()),
        ("schedule", schedule?.ToString() ?? "none"),
        (nameof(options.BatchSize), Invariant($"{options.BatchSize}")),
        (nameof(options.AccumulateBatches), Invariant($"{options.AccumulateBatches}")),
        .. options.ShardCount == 1 ? Array.Empty<(string, string)>() : [(nameof(options.Shards), Invariant($"{options.ShardCount}"))],
        (nameof(options.L1), Invariant($"{options.L1}")),
        (nameof(options.L2), Invariant($"{options.L2}")),
        (nameof(options.LabelSmoothing), Invariant($"{options.LabelSmoothing}")),
        (nameof(options.ClassWeights), options.ClassWeights is { } weights ? string.Join(", ", weights.Map(weight => Invariant($"{weight}"))) : "none"),
        (nameof(options.ClipValue), Bound(options.ClipValue)),
        (nameof(options.ClipNorm), Bound(options.ClipNorm)),
        (nameof(options.Shuffle), Invariant($"{options.Shuffle}")),
        (nameof(options.Seed), Invariant($"{options.Seed}")),
        (nameof(options.MeasureAccuracy), Invariant($"{options.MeasureAccuracy}")),
        (nameof(options.EarlyStopping), options.EarlyStopping?.ToString() ?? "none"),
    ];

    /// <summary>
    /// Adds to an identity a checksum of the whole data set, of which each process holds a part: the sum over all samples of a number for each, so it
    /// does not depend on which process holds which.
    /// </summary>
    public static void AddParts<T>((string Name, string Value)[] identity, Dataset data, Cluster cluster)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong sum = 0;
        for (int i = 0; i < data.Count; i++)
        {
            uint checksum = Crc32C.AppendNumbers(Crc32C.Start, data.InputsOf<T>().Slice(i * data.InputSize, data.InputSize));
            checksum = data.HasLabels
                ? Crc32C.AppendNumbers(checksum, data.Labels.Slice(i, 1))
                : Crc32C.AppendNumbers(checksum, data.TargetsOf<T>().Slice(i * data.TargetSize, data.TargetSize));

            // With its place, since the order of samples matters; and spread over 64 bits, so that changes do not cancel out.
            ulong state = ((ulong)(data.Part!.Value.First + i) << 32) | checksum;
            sum += SeededRandom.SplitMix64(ref state);
        }

        sum = cluster.Sum(sum);

        // In place: a generic method over pairs of strings brings the run-time type loader into a NativeAOT program (see Mapping).
        foreach (ref (string Name, string Value) entry in identity.AsSpan())
        {
            if (entry.Name == TrainingData)
                entry.Value = Invariant($"{entry.Value} with the checksum {sum:X16}");
        }
    }

    private static string Bound(double? bound) => bound is double value ? Invariant($"{value}") : "none";

    /// <summary>
    /// Everything in a declaration that affects the training. Initializers do not: the checkpoint has the parameters.
    /// </summary>
    private static string Describe(NetworkInfo info)
    {
        IEnumerable<string> layers = info.Layers.Map(Describe);
        if (info.InputDropout > 0)
            layers = layers.Prepend(Dropout(info.InputDropout, info.InputDropsChannels).TrimStart(' ', ','));
        if (info.Statistics.FirstOrDefault(tensor => tensor.Role == ParameterRole.Mean) is { } mean)
            layers = layers.Prepend(mean.Length == info.InputSize ? "Standardize" : "Standardize per channel");
        string graph = info.Graph is null ? "" : $"; {info.Graph}";
        return $"{info.Name} ({info.Precision}, {info.Loss}, {info.ParameterCount} parameters: {string.Join("; ", layers)}{graph})";
    }

    private static string Describe(LayerInfo layer)
    {
        string activation = layer.CustomActivation is { } custom ? $"{layer.Activation}({custom})"
            : layer.Alpha is { } alpha ? Invariant($"{layer.Activation}(alpha: {alpha})")
            : layer.HasOwnRange ? Invariant($"{layer.Activation}(min: {layer.Min}, max: {layer.Max})")
            : $"{layer.Activation}";
        string bias = layer.WeightsAndBiases.Count == 0 || layer.WeightsAndBiases.Any(parameter => parameter.Role == ParameterRole.Bias) ? "" : ", no bias";
        return $"{layer.Kind} ({string.Join(", ", layer.InputShape)}) to ({string.Join(", ", layer.OutputShape)}) {activation}{bias}{(layer.Setting is { } setting ? $", {setting}" : "")}{(layer.IsFrozen ? ", frozen" : "")}{Dropout(layer.Dropout, layer.DropsChannels)}";
    }

    private static string Dropout(double rate, bool dropsChannels) => rate > 0 ? Invariant($", Dropout {rate}{(dropsChannels ? " of channels" : "")}") : "";

    private static string Describe<T>(Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.Part is { } part)
            return Invariant($"of {part.Total} samples, {data.InputSize} inputs and {(data.HasLabels ? $"{data.Classes} classes" : $"{data.TargetSize} targets")} in {part.Shards} shards");

        uint checksum = Crc32C.AppendNumbers(Crc32C.Start, data.InputsOf<T>());
        checksum = data.HasLabels
            ? Crc32C.AppendNumbers(checksum, data.Labels)
            : Crc32C.AppendNumbers(checksum, data.TargetsOf<T>());
        string weights = data.SampleWeights.IsEmpty ? "no weights" : $"weights with the checksum {Crc32C.Finish(Crc32C.AppendNumbers(Crc32C.Start, data.SampleWeights)):X8}";
        return $"of {data.Count} samples, {data.InputSize} inputs and {(data.HasLabels ? $"{data.Classes} classes" : $"{data.TargetSize} targets")} with the checksum {Crc32C.Finish(checksum):X8}, {weights}";
    }
}
