using System.Collections;
using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>The contents of a checkpoint: everything that the rest of the training depends on, and its history.</summary>
internal static class TrainingCheckpoint
{
    /// <summary>Takes a training's state through a pass of writing, checking or reading.</summary>
    public static void Transfer<T>(TrainingState<T> state, (string Name, string Value)[] identity, int epochs, CheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, string value) in identity)
            pass.Identity(name, value);

        int completed = TransferRecords(state.Records, epochs, pass);
        pass.Numbers("parameters", state.Network.Parameters);
        if (!state.Network.Statistics.IsEmpty)
            pass.Numbers("statistics", state.Network.Statistics);
        TransferOptimizer(state, completed, pass);
        if (state.Schedule is { } schedule)
            pass.Numbers("the schedule", schedule.Memory, memory => FaultOfSchedule(state, memory, completed, epochs));
        TransferRandom(state, pass);
        pass.Numbers("the order of samples", state.Order.AsSpan(), FaultOfOrder);
        if (state.Best is { } best)
        {
            pass.Numbers("early stopping", best.Memory, memory => best.FaultOf(memory, completed));
            pass.Numbers("the best parameters", best.Parameters);
            if (!best.Statistics.IsEmpty)
                pass.Numbers("the best statistics", best.Statistics);
        }
    }

    private static void TransferOptimizer<T>(TrainingState<T> state, int completed, CheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OptimizerState<T> optimizer = state.Optimizer;
        long steps = optimizer.StepCount;
        double learningRate = optimizer.LearningRate;
        pass.Number(ref steps);
        pass.Number(ref learningRate);
        if (steps != completed * state.StepsPerEpoch)
            throw new InvalidDataException($"Expected a checkpoint of {completed * state.StepsPerEpoch} steps in {completed} epochs, but got {steps}.");
        CheckRate(learningRate);
        if (pass.Applies)
            optimizer.Restore(steps, learningRate);
        foreach (OptimizerSlot<T> slot in optimizer.Slots)
            pass.Numbers($"the optimizer's {slot.Name}", slot.Values);
    }

    private static void TransferRandom<T>(TrainingState<T> state, CheckpointPass pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<ulong> numbers = stackalloc ulong[4];
        state.Random.CopyTo(numbers);
        pass.Numbers("the random generator", numbers, read => read.ContainsAnyExcept(0UL)
            ? null
            : "Expected a checkpoint with a random generator whose numbers are not all 0, but they are.");
        if (pass.Applies)
            state.Random = new SeededRandom(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <summary>Transfers the records. Returns the number of epochs.</summary>
    private static int TransferRecords(List<EpochRecord> records, int epochs, CheckpointPass pass)
    {
        int count = records.Count;
        pass.Number(ref count);
        if (count < 1)
            throw new InvalidDataException($"Expected a checkpoint of at least 1 epoch, but got {count}.");
        if (count > epochs)
            throw new InvalidDataException($"Expected a checkpoint of at most {epochs} epochs, but got {count}.");

        for (int i = 0; i < count; i++)
        {
            EpochRecord record = i < records.Count ? records[i] : default;
            Span<double> values = [record.Loss, record.Accuracy, record.ValidationLoss, record.ValidationAccuracy, record.LearningRate, record.GradientNorm];
            long duration = record.Duration.Ticks;
            pass.Numbers("an epoch", values);
            pass.Number(ref duration);
            CheckRate(values[4]);
            if (duration < 0)
                throw new InvalidDataException($"Expected a checkpoint with a duration of 0 or more for epoch {i + 1}, but got {new TimeSpan(duration)}.");
            if (pass.Applies)
                records.Add(new(i + 1, values[0], values[1], values[2], values[3], values[4], values[5], new TimeSpan(duration)));
        }

        return count;
    }

    private static void CheckRate(double learningRate)
    {
        if (!IsRate(learningRate))
            throw new InvalidDataException(Invariant($"Expected a checkpoint with a finite learning rate of 0 or more, but got {learningRate}."));
    }

    private static bool IsRate(double value) => value >= 0 && double.IsFinite(value);

    /// <summary>Tries a schedule's memory on another state of the schedule: the next step must have a valid learning rate.</summary>
    private static string? FaultOfSchedule<T>(TrainingState<T> state, ReadOnlySpan<double> memory, int completed, int epochs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScheduleState trial = state.StartSchedule()!;
        if (trial.FaultOf(memory) is { } fault)
            return fault;
        if (completed == epochs)
            return null;

        memory.CopyTo(trial.Memory);
        double rate = trial.LearningRateAt(completed, completed * state.StepsPerEpoch);
        return IsRate(rate) ? null : Invariant($"Expected a checkpoint whose schedule has a finite learning rate of 0 or more, but got {rate}.");
    }

    private static string? FaultOfOrder(ReadOnlySpan<int> order)
    {
        var seen = new BitArray(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            int sample = order[i];
            if ((uint)sample >= (uint)order.Length || seen[sample])
                return $"Expected a checkpoint with each sample from 0 to {order.Length - 1} once in the order of samples, but got {sample}{((uint)sample < (uint)order.Length ? " again" : "")} at {i}.";

            seen[sample] = true;
        }

        return null;
    }
}
