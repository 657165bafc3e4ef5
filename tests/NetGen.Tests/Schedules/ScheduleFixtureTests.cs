using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Schedules;

/// <summary>Every schedule gives PyTorch's learning rates: see tests/fixtures/make_schedule_fixtures.py.</summary>
public sealed class ScheduleFixtureTests
{
    private static readonly JsonElement _fixtures = Read();

    public static TheoryData<string> Names => AllSchedules.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_has_the_learning_rate_of_PyTorch(string name)
    {
        double[] expected = Numbers(name), losses = Numbers("losses");
        ScheduleState state = AllSchedules.Named(name).Start(AllSchedules.Start);
        Assert.Equal(60, expected.Length);
        for (int step = 0; step < expected.Length; step++)
        {
            // PyTorch multiplies step by step, whose errors grow with their number, and subtracts near the end of a cosine.
            Assert.Equal(expected[step], state.LearningRateAt(step / 5, step), expected[step] * 2e-14 + 1e-16);
            if (step % 5 == 4)
                state.CompleteEpoch(losses[step / 5]);
        }
    }

    /// <summary>A state that is given another's memory goes on as it does; those without a memory are functions of the time.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_with_the_memory_of_another_goes_on_as_it_does(string name)
    {
        double[] losses = Numbers("losses");
        for (int stop = 0; stop <= 12; stop++)
        {
            ScheduleState whole = AllSchedules.Named(name).Start(AllSchedules.Start), restored = AllSchedules.Named(name).Start(AllSchedules.Start);
            for (int epoch = 0; epoch < stop; epoch++)
                whole.CompleteEpoch(losses[epoch]);
            whole.Memory.CopyTo(restored.Memory);
            for (int epoch = stop; epoch < 12; epoch++)
            {
                Assert.Equal(whole.LearningRateAt(epoch, 5 * epoch + 1), restored.LearningRateAt(epoch, 5 * epoch + 1));
                whole.CompleteEpoch(losses[epoch]);
                restored.CompleteEpoch(losses[epoch]);
            }

            Assert.Equal(whole.LearningRateAt(12, 60), restored.LearningRateAt(12, 60));
        }
    }

    private static double[] Numbers(string name) => [.. _fixtures.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "schedules.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
