using System.Globalization;
using System.Reflection;
using Xunit;

namespace NetGen.Tests.Documentation;

/// <summary>The pages of reference name all that there is, with the types and defaults that it has.</summary>
public sealed class ReferenceTests
{
    private static readonly MarkdownPage _attributes = MarkdownPage.Read("docs/attributes.md");
    private static readonly MarkdownPage _mathematics = MarkdownPage.Read("docs/mathematics.md");
    private static readonly MarkdownPage _training = MarkdownPage.Read("docs/training.md");

    public static TheoryData<Type> Attributes =>
        [.. typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Attribute)))];

    public static TheoryData<Type> Enums => [typeof(Activation), typeof(Loss), typeof(Initializer)];

    public static TheoryData<Type> Rules =>
        [.. typeof(Trainer).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(Optimizer)) || type.IsSubclassOf(typeof(Schedule))))];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_property_of_an_attribute_has_a_row_with_its_type_and_default(Type type)
    {
        string[][] rows = Rows(_attributes, SectionOf(type));
        Attribute instance = Create(Attributes.Select(row => row.Data).First(candidate => !candidate.IsAbstract && candidate.IsAssignableTo(type)));
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
        {
            string[] row = Row(rows, property.Name);
            Assert.Equal(NameOf(property.PropertyType), row[1]);
            switch (property.GetValue(instance))
            {
                // A value that stands for "not set": the page says what then holds.
                case null or double.NaN or 0 when property.Name is not "Padding":
                    Assert.Matches("^[a-z]", row[2]);
                    break;
                case double number:
                    Assert.Equal(number, double.Parse(row[2], CultureInfo.InvariantCulture));
                    break;
                case bool flag:
                    Assert.Equal(flag ? "true" : "false", row[2]);
                    break;
                case object value:
                    Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{value}"), row[2]);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_parameter_of_an_attribute_has_a_row(Type type)
    {
        string[][] rows = [.. Chain(type).SelectMany(part => Rows(_attributes, SectionOf(part)))];
        foreach (System.Reflection.ParameterInfo parameter in type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            Assert.Contains(NameOf(parameter.ParameterType), Row(rows, parameter.Name!)[1].Split(" or "));
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void Every_row_is_a_property_or_a_parameter(Type type)
    {
        IEnumerable<string?> parameters = Attributes.Select(row => row.Data).Where(candidate => candidate.IsAssignableTo(type))
            .SelectMany(candidate => candidate.GetConstructors()).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name);
        string?[] known = [.. type.GetProperties().Select(property => property.Name), .. parameters];
        Assert.All(Rows(_attributes, SectionOf(type)), row => Assert.Contains(row[0], known));
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Every_value_of_an_enum_has_a_row(Type type)
    {
        string[] cells = [.. _mathematics.Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1])];
        Assert.All(
            Enum.GetNames(type).Where(name => name is not (nameof(Activation.Custom) or nameof(Loss.None))),
            name => Assert.Contains(cells, cell => cell.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    /// <summary>As in <c>Adam(learningRate = 0.001, beta1 = 0.9)</c>.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_optimizer_and_schedule_is_shown_with_its_settings(Type type)
    {
        IEnumerable<string> settings = type.GetConstructors().Single().GetParameters().Select(parameter =>
            parameter.HasDefaultValue ? $"{parameter.Name} = {TextOf(parameter.DefaultValue)}" : parameter.Name!);
        Assert.Contains($"`{type.Name}({string.Join(", ", settings)})`", _mathematics.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TrainingOptions))]
    [InlineData(typeof(SearchOptions))]
    public void Every_option_has_a_row(Type type)
    {
        string[] cells = [.. _training.Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')[1])];
        Assert.All(
            type.GetProperties().Where(property => property.CanWrite),
            property => Assert.Contains(cells, cell => cell.Contains($"`{property.Name}`", StringComparison.Ordinal)));
    }

    /// <summary>The type and what it derives from, as far as it is NetGen's.</summary>
    private static IEnumerable<Type> Chain(Type type)
    {
        for (Type? part = type; part is not null && part != typeof(Attribute); part = part.BaseType)
            yield return part;
    }

    private static string SectionOf(Type type) => type.Name switch
    {
        nameof(LayerAttribute) => "Every layer",
        nameof(ActivatedLayerAttribute) => "Layers with an activation",
        nameof(ConvolutionAttribute) => "Convolutions",
        nameof(PoolAttribute) => "Poolings",
        string name => $"[{name[..^"Attribute".Length]}]",
    };

    /// <summary>The rows of the arguments between a heading and the next: their five cells, without the marks of code.</summary>
    private static string[][] Rows(MarkdownPage page, string title)
    {
        (int first, _) = page.Headings.Single(heading => heading.Title == title);
        return
        [
            .. from line in page.Text.Split('\n').Skip(first).TakeWhile(line => !line.StartsWith('#'))
               where line.StartsWith("| `", StringComparison.Ordinal)
               select line.Trim('|').Split('|').Select(cell => cell.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray() into cells
               where cells.Length == 5
               select cells,
        ];
    }

    private static string[] Row(string[][] rows, string name) => Assert.Single(rows, row => row[0] == name);

    private static Attribute Create(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors()[0];
        return (Attribute)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Example(parameter.ParameterType))]);
    }

    private static object Example(Type type) =>
        type == typeof(string) ? "x" : type == typeof(string[]) ? new[] { "x" } : type == typeof(Type) ? typeof(object) : Activator.CreateInstance(type)!;

    private static string NameOf(Type type) => type.Name switch
    {
        "Int32" => "int",
        "Double" => "double",
        "Boolean" => "bool",
        "String" => "string",
        "String[]" => "string[]",
        string name => name,
    };

    private static string TextOf(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number when number == 1.0 / 3 => "1/3",
        double number => number.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal),
        object other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
    };
}
