using System.Globalization;

namespace NetGen.Tests.Support;

/// <summary>The current culture for a while.</summary>
internal sealed class Culture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    private Culture(CultureInfo culture) => CultureInfo.CurrentCulture = culture;

    /// <summary>One that writes a comma where a program's text has a point.</summary>
    public static Culture WithComma()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        return new(comma);
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
