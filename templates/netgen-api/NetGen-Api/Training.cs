using System.Globalization;
using NetGen;

namespace NetGen_Api;

/// <summary>Makes the weights file that the API serves: <c>dotnet run -- train iris.safetensors</c>.</summary>
internal static class Training
{
    public static void Run(string path)
    {
        (Dataset train, Dataset test) = Load().Split(0.7, seed: 1);
        var net = new IrisNet(seed: 1);
        Trainer.Fit(net, train, new TrainingOptions
        {
            Epochs = 60,
            BatchSize = 16,
            Optimizer = new Adam(learningRate: 0.01),
        });

        net.Save(path);
        Console.WriteLine($"{path}: test accuracy {Trainer.Evaluate(net, test).Accuracy:P1}");
    }

    private static Dataset Load()
    {
        using var reader = new StreamReader(typeof(Training).Assembly.GetManifestResourceStream("iris.csv")!);
        string[] rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        float[][] cells = Array.ConvertAll(rows, row => Array.ConvertAll(row.Split(','), cell => float.Parse(cell, CultureInfo.InvariantCulture)));

        float[] inputs = [.. cells.SelectMany(row => row[..4])];
        int[] labels = [.. cells.Select(row => (int)row[4])];
        return Dataset.FromLabels(inputs, labels, inputSize: 4, classes: IrisNet.Species.Length);
    }
}
