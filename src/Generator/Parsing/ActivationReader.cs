using System.Linq;
using NetGen.Generator.Analysis;
using NetGen.Generator.Functions;
using NetGen.Generator.Model;

namespace NetGen.Generator.Parsing;

/// <summary>Reads the activation of a layer, with its parameters.</summary>
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

        ActivationRow row = Activations.Of(function);
        foreach (string name in Activations.ParameterNames.Where(name => attribute.Number(name) is not null && row.Parameters.All(parameter => parameter.Name != name)))
        {
            string[] users = [.. Activations.UsersOf(name).Select(user => user.ToString())];
            attribute.Report(
                Descriptors.UnusedParameter,
                name,
                [attribute.Drop(name)],
                name,
                custom?.Name ?? function.ToString(),
                users.Length == 1 ? $"{users[0]} uses" : $"{string.Join(", ", users.Take(users.Length - 1))} and {users[users.Length - 1]} use",
                users.Length == 1 ? users[0] : "one of them");
        }

        double[] values = [.. row.Parameters.Select(parameter => attribute.Number(parameter.Name) ?? parameter.Default)];
        if (row.Fault(values) is not { } fault)
            return new ActivationSpec(function, values.ToEquatableArray(), custom);

        string set = row.Parameters.First(parameter => attribute.Number(parameter.Name) is not null).Name;
        attribute.Report(Descriptors.BadParameter, set, [attribute.Drop(set)], fault);
        return null;
    }
}
