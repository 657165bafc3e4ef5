using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Runtime;

/// <summary>The metrics are those of scikit-learn: see tests/fixtures/make_metrics_fixtures.py.</summary>
public sealed class MetricsFixtureTests
{
    // Sums of a hundred numbers in another order differ by a few 1e-16 of each other.
    private const double Tolerance = 1e-13;

    private static readonly JsonElement _fixtures = Read();

    public static TheoryData<string> Confusions => Names("confusion");

    public static TheoryData<string> Scores => Names("scores");

    public static TheoryData<string> Regressions => Names("regression");

    [Theory]
    [MemberData(nameof(Confusions))]
    public void Confusion_matrices_and_what_follows_are_scikit_learns(string name)
    {
        JsonElement fixture = Find("confusion", name);
        int classes = fixture.GetProperty("classes").GetInt32();
        int[] actual = Integers(fixture, "actual"), predicted = Integers(fixture, "predicted"), labels = [.. Enumerable.Range(0, classes)];
        var matrix = new ConfusionMatrix(actual, predicted, classes);

        Assert.Equal(Integers(fixture, "counts"), labels.SelectMany(a => labels.Select(p => matrix[a, p])));
        Assert.Equal(Integers(fixture, "support"), labels.Select(matrix.Support));
        AssertEqual(fixture, "accuracy", matrix.Accuracy);
        AssertEqual(fixture, "accuracy", ClassificationMetrics.Accuracy(actual, predicted));
        AssertEqual(fixture, "precision", [.. labels.Select(matrix.Precision)]);
        AssertEqual(fixture, "recall", [.. labels.Select(matrix.Recall)]);
        AssertEqual(fixture, "f1", [.. labels.Select(matrix.F1)]);
        AssertEqual(fixture, "macro", [matrix.Macro.Precision, matrix.Macro.Recall, matrix.Macro.F1]);
        AssertEqual(fixture, "weighted", [matrix.Weighted.Precision, matrix.Weighted.Recall, matrix.Weighted.F1]);
        AssertEqual(fixture, "micro", [matrix.Micro.Precision, matrix.Micro.Recall, matrix.Micro.F1]);
    }

    [Theory]
    [MemberData(nameof(Scores))]
    public void Metrics_of_probabilities_are_scikit_learns(string name)
    {
        JsonElement fixture = Find("scores", name);
        int[] labels = Integers(fixture, "labels");
        double[] probabilities = Numbers(fixture, "probabilities"), topK = Numbers(fixture, "topK");
        float[] singles = [.. fixture.GetProperty("probabilities").EnumerateArray().Select(p => p.GetSingle())];
        bool isSingle = fixture.GetProperty("single").GetBoolean();

        // scikit-learn adds up single-precision probabilities in single precision.
        double logLoss = isSingle ? ClassificationMetrics.LogLoss(labels, singles) : ClassificationMetrics.LogLoss(labels, probabilities);
        Assert.Equal(fixture.GetProperty("logLoss").GetDouble(), logLoss, isSingle ? 2e-7 : Tolerance);

        for (int k = 1; k <= topK.Length; k++)
        {
            double accuracy = isSingle ? ClassificationMetrics.TopKAccuracy(labels, singles, k) : ClassificationMetrics.TopKAccuracy(labels, probabilities, k);
            Assert.Equal(topK[k - 1], accuracy, Tolerance);
        }

        double RocAuc() => isSingle ? ClassificationMetrics.RocAuc(labels, singles) : ClassificationMetrics.RocAuc(labels, probabilities);
        if (fixture.GetProperty("rocAuc").ValueKind == JsonValueKind.Null)
            Assert.Throws<ArgumentException>("labels", () => RocAuc());
        else
            AssertEqual(fixture, "rocAuc", RocAuc());
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Metrics_of_numbers_are_scikit_learns(string name)
    {
        JsonElement fixture = Find("regression", name);
        double[] targets = Numbers(fixture, "targets"), predictions = Numbers(fixture, "predictions");
        int outputs = fixture.GetProperty("outputs").GetInt32();

        AssertEqual(fixture, "meanSquaredError", RegressionMetrics.MeanSquaredError(targets, predictions));
        AssertEqual(fixture, "meanAbsoluteError", RegressionMetrics.MeanAbsoluteError(targets, predictions));
        if (fixture.GetProperty("r2").ValueKind == JsonValueKind.Null)
            Assert.Equal(double.NaN, RegressionMetrics.R2(targets, predictions, outputs));
        else
            AssertEqual(fixture, "r2", RegressionMetrics.R2(targets, predictions, outputs));
    }

    private static void AssertEqual(JsonElement fixture, string property, double actual) =>
        Assert.Equal(fixture.GetProperty(property).GetDouble(), actual, Tolerance);

    private static void AssertEqual(JsonElement fixture, string property, double[] actual)
    {
        double[] expected = Numbers(fixture, property);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static int[] Integers(JsonElement fixture, string property) =>
        [.. fixture.GetProperty(property).EnumerateArray().Select(number => number.GetInt32())];

    private static double[] Numbers(JsonElement fixture, string property) =>
        [.. fixture.GetProperty(property).EnumerateArray().Select(number => number.GetDouble())];

    private static JsonElement Find(string kind, string name) =>
        _fixtures.GetProperty(kind).EnumerateArray().Single(fixture => fixture.GetProperty("name").GetString() == name);

    private static TheoryData<string> Names(string kind) =>
        [.. _fixtures.GetProperty(kind).EnumerateArray().Select(fixture => fixture.GetProperty("name").GetString()!)];

    private static JsonElement Read()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "fixtures", "metrics.json"));
        using JsonDocument document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    }
}
