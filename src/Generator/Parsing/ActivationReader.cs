using NetGen.Generator.Analysis;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads the activation of a layer, with its Alpha.</summary>
internal static class ActivationReader
{
    /// <summary>The argument named activation, or the identity if there is none. Reports an invalid one and returns null.</summary>
    public static ActivationSpec? Read(DeclaredAttribute attribute)
    {
        int index = attribute.IndexOf("activation");
        CustomActivationSpec? custom = null;
        if (attribute.Type(index) is { } type && (custom = CustomActivationReader.Read(attribute, type)) is null)
            return null;

        if ((custom is null ? attribute.Enum<Activation>(index, "activation") : Activation.Custom) is not { } function)
            return null;

        if (function == Activation.Custom && custom is null)
        {
            attribute.Report(Descriptors.CustomWithoutType, "activation");
            return null;
        }

        double? defaultAlpha = Activations.Of(function).DefaultAlpha;
        double? alpha = attribute.Number("Alpha");
        if (alpha is not null && defaultAlpha is null)
            attribute.Report(Descriptors.UnusedAlpha, "Alpha", [attribute.Drop("Alpha")], custom?.Name ?? function.ToString());

        if (alpha is { } given && defaultAlpha is not null && !(given >= 0 && given <= float.MaxValue))
        {
            attribute.Report(Descriptors.BadAlpha, "Alpha", [attribute.Drop("Alpha")], given.ToText());
            return null;
        }

        return new ActivationSpec(function, defaultAlpha is null ? 0 : alpha ?? defaultAlpha.Value, custom);
    }
}
