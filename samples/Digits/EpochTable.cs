using System.Globalization;
using NetGen;
using Spectre.Console;

namespace Digits;

/// <summary>The training as it goes: a line for every few epochs and, in a terminal, a progress bar below them.</summary>
internal sealed class EpochTable : IProgress<TrainingProgress>
{
    private ProgressTask? _bar;

    /// <summary>Runs a training that reports to the table.</summary>
    public static TrainingHistory Show(Func<IProgress<TrainingProgress>, TrainingHistory> train)
    {
        var table = new EpochTable();
        if (!Screen.IsLive)
            return train(table);

        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 28 }, new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context =>
            {
                table._bar = context.AddTask("epoch 1");
                return train(table);
            });
    }

    /// <summary>Called after every batch, on the thread that trains.</summary>
    public void Report(TrainingProgress progress)
    {
        if (_bar is not null)
        {
            _bar.MaxValue = progress.Epochs * progress.Batches;
            _bar.Value = (progress.Epoch - 1) * progress.Batches + progress.Batch;
            _bar.Description = $"[grey]epoch {progress.Epoch} of {progress.Epochs}[/]";
        }

        // The first epochs bring most, so each has a line; all are in the plot.
        if (progress.Completed is { } epoch && (epoch.Epoch <= 5 || epoch.Epoch % 5 == 0))
            Print(epoch);
    }

    private static void Print(EpochRecord epoch)
    {
        bool hasAccuracy = !double.IsNaN(epoch.ValidationAccuracy);
        if (epoch.Epoch == 1)
            AnsiConsole.MarkupLine($"\n[grey]epoch     loss   val. loss{(hasAccuracy ? "   val. accuracy" : "")}[/]");

        string accuracy = hasAccuracy ? string.Create(CultureInfo.InvariantCulture, $"   {100 * epoch.ValidationAccuracy,11:F2} %") : "";
        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{epoch.Epoch,5}   {epoch.Loss,6:F4}   {epoch.ValidationLoss,9:F4}{accuracy}"));
    }
}
