using System.Numerics;

namespace NetGen;

/// <summary>The contents of a checkpoint: everything that the rest of a training depends on, and its history.</summary>
internal static class TrainingCheckpoint
{
    /// <summary>Takes a training's state through a pass of writing, checking or reading.</summary>
    public static void Transfer<T>(TrainingState<T> state, (string Name, string Value)[] identity, int epochs, ICheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, string value) in identity)
            pass.Identity(name, value);

        TransferRecords(state.Records, epochs, pass);
        pass.Numbers("parameters", state.Network.Parameters);
        if (!state.Network.Statistics.IsEmpty)
            pass.Numbers("statistics", state.Network.Statistics);
        TransferOptimizer(state.Optimizer, pass);
        if (state.Schedule is { } schedule)
            pass.Numbers("the schedule", schedule.Memory);
        TransferRandom(state, pass);
        pass.Numbers("the order of samples", state.Order.AsSpan());
        if (state.Best is { } best)
        {
            pass.Numbers("early stopping", best.Memory);
            pass.Numbers("the best parameters", best.Parameters);
        }
    }

    private static void TransferOptimizer<T>(OptimizerState<T> optimizer, ICheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long steps = optimizer.StepCount;
        double learningRate = optimizer.LearningRate;
        pass.Number(ref steps);
        pass.Number(ref learningRate);
        if (pass.Applies)
            optimizer.Restore(steps, learningRate);
        foreach (OptimizerSlot<T> slot in optimizer.Slots)
            pass.Numbers($"the optimizer's {slot.Name}", slot.Values);
    }

    private static void TransferRandom<T>(TrainingState<T> state, ICheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<ulong> numbers = stackalloc ulong[4];
        state.Random.CopyTo(numbers);
        pass.Numbers("the random generator", numbers);
        if (pass.Applies)
            state.Random = new SeededRandom(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static void TransferRecords(List<EpochRecord> records, int epochs, ICheckpointPass pass)
    {
        int count = records.Count;
        pass.Number(ref count);
        if (count > epochs)
            throw new InvalidDataException($"Expected a checkpoint of at most {epochs} epochs, but got {count}.");

        for (int i = 0; i < count; i++)
        {
            EpochRecord record = i < records.Count ? records[i] : default;
            Span<double> values = [record.Loss, record.Accuracy, record.ValidationLoss, record.ValidationAccuracy, record.LearningRate, record.GradientNorm];
            long duration = record.Duration.Ticks;
            pass.Numbers("an epoch", values);
            pass.Number(ref duration);
            if (pass.Applies)
                records.Add(new(i + 1, values[0], values[1], values[2], values[3], values[4], values[5], new TimeSpan(duration)));
        }
    }
}
