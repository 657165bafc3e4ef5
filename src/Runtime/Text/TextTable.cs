using System.Text;

namespace NetGen;

/// <summary>Lines of text cells, printed as right-aligned columns.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _lines = [header];

    public void Add(params string[] cells) => _lines.Add(cells);

    /// <summary>The table as lines separated by line feeds, without one at the end.</summary>
    public override string ToString()
    {
        var widths = new int[header.Length];
        for (int column = 0; column < widths.Length; column++)
            widths[column] = _lines.Max(line => line[column].Length);

        var text = new StringBuilder();
        foreach (string[] line in _lines)
        {
            if (text.Length > 0)
                text.Append('\n');

            for (int column = 0; column < line.Length; column++)
                text.Append(column == 0 ? "" : "  ").Append(line[column].PadLeft(widths[column]));

            while (text.Length > 0 && text[^1] == ' ')
                text.Length--;
        }

        return text.ToString();
    }
}
