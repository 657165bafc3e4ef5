using System.Globalization;
using System.Text.Json;

namespace NetGen.Tests.Training;

/// <summary>The trainings of tests/fixtures/make_sklearn_scores.py, with the same settings on the same rows.</summary>
internal static class ScikitLearnTrainings
{
    // Its Adam adds eps to the root of an uncorrected v, a difference of no weight.
    private const int BatchSize = 32, Epochs = 50;

    public static readonly JsonElement Fixtures = Read();

    public static Dictionary<string, double> Iris(int seed)
    {
        (Dataset train, Dataset test) = Classes("iris", Table("iris.csv", header: 1), classes: 3, Standardize);
        return Classify(new IrisScoreNet(seed), train, test, 0.01, seed);
    }

    public static Dictionary<string, double> Digits(int seed)
    {
        (Dataset train, Dataset test) = Classes("digits", Table("digits.csv", header: 0), classes: 10, (values, _, _) => Scale(values, 16));
        return Classify(new DigitsScoreNet(seed), train, test, 0.001, seed);
    }

    public static Dictionary<string, double> Diabetes(int seed)
    {
        double[][] rows = Table("diabetes.csv", header: 1);
        bool[] isTest = IsTest("diabetes", rows.Length);
        Standardize(rows, rows[0].Length, isTest);
        (double[][] train, double[][] test) = Split(rows, isTest);
        Dataset testData = Data(test);
        var network = new DiabetesScoreNet(seed);
        Fit(network, Data(train), 0.001, seed);
        return new() { ["R2"] = RegressionReport.Of(network, testData).Mean.R2 };

        static Dataset Data(double[][] rows) => new([.. rows.SelectMany(row => row[..^1])], [.. rows.Select(row => row[^1])], rows[0].Length - 1, 1);
    }

    private static Dictionary<string, double> Classify(ITrainableNetwork<float> network, Dataset train, Dataset test, double learningRate, int seed)
    {
        Fit(network, train, learningRate, seed);
        var report = ClassificationReport.Of(network, test);
        return new() { ["accuracy"] = report.Accuracy, ["log loss"] = report.LogLoss };
    }

    private static void Fit(ITrainableNetwork<float> network, Dataset train, double learningRate, int seed)
    {
        DrawBiases(network, seed);
        Trainer.Fit(network, train, new() { Epochs = Epochs, BatchSize = BatchSize, Optimizer = new Adam(learningRate), Seed = seed });
    }

    /// <summary>
    /// scikit-learn draws the biases as it draws the weights. In so short a training as that on iris it shows:
    /// docs/parity.md has the figures.
    /// </summary>
    private static void DrawBiases(ITrainableNetwork<float> network, int seed)
    {
        var random = new Random(seed);
        foreach (LayerInfo layer in network.Info.Layers)
        {
            double bound = Math.Sqrt(6.0 / (layer.InputSize + layer.OutputSize));
            foreach (ref float bias in network.Biases(layer.Index))
                bias = (float)(bound * (2 * random.NextDouble() - 1));
        }
    }

    private static (Dataset Train, Dataset Test) Classes(string name, double[][] rows, int classes, Action<double[][], int, bool[]> prepare)
    {
        bool[] isTest = IsTest(name, rows.Length);
        prepare(rows, rows[0].Length - 1, isTest);
        (double[][] train, double[][] test) = Split(rows, isTest);
        return (Data(train), Data(test));

        Dataset Data(double[][] rows) =>
            Dataset.FromLabels([.. rows.SelectMany(row => row[..^1])], [.. rows.Select(row => (int)row[^1])], rows[0].Length - 1, classes);
    }

    /// <summary>Columns get mean 0 and variance 1 over the rows that are trained on.</summary>
    private static void Standardize(double[][] rows, int columns, bool[] isTest)
    {
        double[][] train = Split(rows, isTest).Train;
        for (int column = 0; column < columns; column++)
        {
            double mean = train.Average(row => row[column]);
            double deviation = Math.Sqrt(train.Average(row => (row[column] - mean) * (row[column] - mean)));
            foreach (double[] row in rows)
                row[column] = (row[column] - mean) / deviation;
        }
    }

    private static void Scale(double[][] rows, double divisor)
    {
        foreach (double[] row in rows)
        {
            foreach (ref double value in row.AsSpan(..^1))
                value /= divisor;
        }
    }

    private static (double[][] Train, double[][] Test) Split(double[][] rows, bool[] isTest) =>
        ([.. rows.Where((_, i) => !isTest[i])], [.. rows.Where((_, i) => isTest[i])]);

    private static bool[] IsTest(string name, int count)
    {
        var isTest = new bool[count];
        foreach (JsonElement index in Fixtures.GetProperty(name).GetProperty("test").EnumerateArray())
            isTest[index.GetInt32()] = true;
        return isTest;
    }

    private static double[][] Table(string file, int header) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "fixtures", file)).Skip(header).Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)))];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "sklearn.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}

// scikit-learn draws the weights of all layers by Glorot's rule.

[Network(4, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU, Initializer = Initializer.GlorotUniform)]
[Dense(3, Activation.Softmax)]
internal sealed partial class IrisScoreNet;

[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation.ReLU, Initializer = Initializer.GlorotUniform)]
[Dense(10, Activation.Softmax)]
internal sealed partial class DigitsScoreNet;

[Network(10, Loss = Loss.HalfSquaredError)]
[Dense(32, Activation.ReLU, Initializer = Initializer.GlorotUniform)]
[Dense(1)]
internal sealed partial class DiabetesScoreNet;
