using System.Globalization;
using NetGen;

namespace NetGen_App;

/// <summary>150 flowers: length and width of sepals and petals in cm, and the species (README.md says where they come from).</summary>
internal static class IrisData
{
    public static readonly string[] Species = ["setosa", "versicolor", "virginica"];

    public static Dataset Load()
    {
        using var reader = new StreamReader(typeof(IrisData).Assembly.GetManifestResourceStream("iris.csv")!);
        string[] rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        float[][] cells = Array.ConvertAll(rows, row => Array.ConvertAll(row.Split(','), cell => float.Parse(cell, CultureInfo.InvariantCulture)));

        float[] inputs = [.. cells.SelectMany(row => row[..4])];
        int[] labels = [.. cells.Select(row => (int)row[4])];
        return Dataset.FromLabels(inputs, labels, inputSize: 4, classes: Species.Length);
    }
}
