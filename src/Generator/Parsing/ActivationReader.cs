using System.Globalization;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads the activation that any kind of layer may carry, with its Alpha.</summary>
internal static class ActivationReader
{
    /// <summary>The activation at position <paramref name="index"/> of the attribute; null where it is wrong, which is then reported.</summary>
    public static ActivationSpec? Read(DeclaredAttribute attribute, int index)
    {
        if (attribute.Enum<Activation>(index, "activation") is not { } function)
            return null;

        double? defaultAlpha = Activations.Of(function).DefaultAlpha;
        double? alpha = attribute.Number("Alpha");
        if (alpha is not null && defaultAlpha is null)
            attribute.Report(Diagnostics.UnusedAlpha, "Alpha", function);

        if (alpha is { } given && defaultAlpha is not null && !(given >= 0 && given <= float.MaxValue))
        {
            attribute.Report(Diagnostics.BadAlpha, "Alpha", given.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return new ActivationSpec(function, defaultAlpha is null ? 0 : alpha ?? defaultAlpha.Value);
    }
}
