using System.Globalization;
using Digits;
using NetGen;
using Spectre.Console;

namespace Images;

/// <summary>What a trained network makes of digits that it has not seen.</summary>
internal static class Outcome
{
    /// <summary>Prints its accuracy, what it takes for what, and some digits, and returns the accuracy.</summary>
    public static double Print(ITrainableNetwork<float> net, Dataset test)
    {
        Metrics metrics = Trainer.Evaluate(net, test);
        Prediction[] predictions = Prediction.Of(test.Labels, net.Predict(test.Inputs));
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"\n[bold]Test accuracy {100 * metrics.Accuracy:F2} %[/]: {predictions.Count(p => p.IsRight):N0} of {test.Count:N0} digits, loss {metrics.Loss:F4}"));
        ConfusionTable.Print(predictions, test.Classes);
        DigitPictures.Print(test, predictions);
        return metrics.Accuracy;
    }
}
