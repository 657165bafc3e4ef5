using NetGen;
using Spectre.Console;
using static System.FormattableString;

namespace Diabetes;

/// <summary>What the network is worth, as tables.</summary>
internal static class Tables
{
    /// <summary>Prints a line of scores for each way to predict, in the unit of the targets.</summary>
    public static void PrintScores(params (string Name, RegressionScores Scores)[] lines)
    {
        AnsiConsole.MarkupLine(Invariant($"\n[grey]{"on the test patients",-34}  {"RMSE",6}  {"MAE",6}  {"R2",6}[/]"));
        foreach ((string name, RegressionScores scores) in lines)
            AnsiConsole.WriteLine(Invariant($"{name,-34}  {Math.Sqrt(scores.MeanSquaredError),6:F1}  {scores.MeanAbsoluteError,6:F1}  {scores.R2,6:F3}"));
    }

    /// <summary>Prints some measures of the first patients, what is predicted for them, and what is true.</summary>
    public static void PrintPredictions(Dataset patients, ReadOnlySpan<float> predictions, int count)
    {
        AnsiConsole.MarkupLine("\n[grey]age    BMI  blood pressure   predicted   true   error[/]");
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> measures = patients.Inputs.Slice(i * patients.InputSize, patients.InputSize);
            float truth = patients.Targets[i];
            AnsiConsole.WriteLine(Invariant($"{measures[0],3}  {measures[2],5:F1}  {measures[3],14:F0}   {predictions[i],9:F0}   {truth,4:F0}   {predictions[i] - truth,5:+0;-0;0}"));
        }
    }
}
