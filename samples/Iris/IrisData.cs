using System.Globalization;
using NetGen;

namespace Iris;

/// <summary>The flowers that come with the program (ATTRIBUTION.md says from where).</summary>
internal static class IrisData
{
    private const int PetalLength = 2, PetalWidth = 3, Label = 4;

    /// <summary>Reads length and width of each flower's petals in cm, its species, and the names of the species.</summary>
    public static (Dataset Flowers, string[] Species) Load()
    {
        using Stream stream = typeof(IrisData).Assembly.GetManifestResourceStream("iris.csv")!;
        using var reader = new StreamReader(stream);
        string[] species = reader.ReadLine()!.Split(',')[2..];
        var petals = new List<float>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            petals.Add(float.Parse(cells[PetalLength], CultureInfo.InvariantCulture));
            petals.Add(float.Parse(cells[PetalWidth], CultureInfo.InvariantCulture));
            labels.Add(int.Parse(cells[Label], CultureInfo.InvariantCulture));
        }

        return (Dataset.FromLabels(petals.ToArray(), labels.ToArray(), inputSize: 2, species.Length), species);
    }
}
