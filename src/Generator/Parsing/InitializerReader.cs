using NetGen.Generator.Analysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads how the weights of a layer are initialized: its Initializer and InitialValue.</summary>
internal static class InitializerReader
{
    /// <summary>
    /// The initializer, with <paramref name="whereDefault"/> for <see cref="Initializer.Default"/>. Reports an invalid one and returns
    /// null.
    /// </summary>
    public static InitializerSpec? Read(DeclaredAttribute attribute, Initializer whereDefault)
    {
        if (attribute.Enum("Initializer", Initializer.Default) is not { } initializer)
            return null;

        double? value = attribute.Number("InitialValue");
        if (initializer != Initializer.Constant)
        {
            if (value is not null)
                attribute.Report(Descriptors.UnusedInitialValue, "InitialValue", [attribute.Drop("InitialValue")], initializer);

            return new InitializerSpec(initializer == Initializer.Default ? whereDefault : initializer);
        }

        if (value is { } given && given >= -float.MaxValue && given <= float.MaxValue)
            return new InitializerSpec(initializer, given);

        attribute.Report(
            Descriptors.BadInitialValue,
            value is null ? "Initializer" : "InitialValue",
            [Cure.By("Set InitialValue to 0.1", attribute.Set("InitialValue", "0.1"))],
            value is null ? "but has none" : $"but it is {value.Value.ToText()}");
        return null;
    }
}
