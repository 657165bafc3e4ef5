using System.Globalization;
using NetGen;

namespace Diabetes;

/// <summary>The patients that come with the program (ATTRIBUTION.md says from where).</summary>
internal static class DiabetesData
{
    /// <summary>Reads ten measures of each patient, as they were taken, and how far the disease had progressed a year later.</summary>
    public static Dataset Load()
    {
        using Stream stream = typeof(DiabetesData).Assembly.GetManifestResourceStream("diabetes.csv")!;
        using var reader = new StreamReader(stream);
        int measures = reader.ReadLine()!.Split(',').Length - 1;
        var inputs = new List<float>();
        var targets = new List<float>();
        while (reader.ReadLine() is { } line)
        {
            float[] numbers = Array.ConvertAll(line.Split(','), text => float.Parse(text, CultureInfo.InvariantCulture));
            inputs.AddRange(numbers[..measures]);
            targets.Add(numbers[measures]);
        }

        return new Dataset(inputs.ToArray(), targets.ToArray(), measures, targetSize: 1);
    }
}
