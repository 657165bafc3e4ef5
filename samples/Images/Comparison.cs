using System.Globalization;
using NetGen;
using Spectre.Console;

namespace Images;

/// <summary>Networks side by side: the same folds, the same seeds, the same training.</summary>
internal static class Comparison
{
    private const int Folds = 5, NameWidth = 27;

    /// <summary>Prints a row for each network as soon as it has been trained on all folds, and returns their mean accuracies.</summary>
    public static double[] Print(Dataset data, TrainingOptions training, params (string Name, Func<ITrainableNetwork<float>> Create)[] networks)
    {
        AnsiConsole.MarkupLine($"Trained on four fifths of {data.Count:N0} digits and tested on the last, five times:");
        AnsiConsole.MarkupLine($"\n[grey]{"network",-NameWidth}  parameters   test accuracy    worst and best fold   training[/]");
        return Array.ConvertAll(networks, network => Print(data, training, network.Name, network.Create));
    }

    private static double Print(Dataset data, TrainingOptions training, string name, Func<ITrainableNetwork<float>> create)
    {
        // One network at a time, so that the others do not lengthen its training; the seed makes the folds those of all.
        SearchResult<string, float> result = Search.CrossValidate([name], data, _ => create(), _ => training, new SearchOptions
        {
            Folds = Folds,
            Seed = 1,
            CancellationToken = training.CancellationToken,
        });
        SearchRow<string> row = result.Best;
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-NameWidth}  {create().Info.ParameterCount,10:N0}   [bold]{100 * row.Mean:F2}[/] ± {100 * row.Deviation:F2} %    {100 * row.Scores.Min():F2} to {100 * row.Scores.Max(),6:F2} %   {row.Duration.TotalSeconds,6:F1} s"));
        return row.Mean;
    }
}
