using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.Generator;

/// <summary>What an editor shows of the generated members: each is documented in full, in the code or by the interface that it implements.</summary>
public sealed class DocumentationTests
{
    private static readonly Lazy<Dictionary<string, XElement>> _runtime = new(() => XDocument.Load(Path.ChangeExtension(typeof(NetworkInfo).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));

    public static TheoryData<string> Forms =>
    [
        "Network(2, Loss = Loss.BinaryCrossEntropy), Dense(3, Activation.Tanh), Dense(1, Activation.Sigmoid)",
        "Network(5, Loss = Loss.CrossEntropy), Dense(8, Activation.Tanh), Dense(3, Activation.Softmax)",
        "Network(64, Loss = Loss.HalfSquaredError, Precision = Precision.Double), Standardize, Dropout(0.5), Dense(32, Activation.ReLU, As = \"in\"), LayerNorm, Add(\"in\"), Dense(10)",
        "Network(3, 8, 8, Loss = Loss.CrossEntropy), Conv2D(4, 3, Bias = false), BatchNorm(Activation.ReLU), MaxPool(2), Dense(3, Activation.Softmax)",
        "Network(3, 8), Conv1D(4, 3, Activation.Tanh), Flatten, Dense(3)",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_public_member_is_documented(string attributes)
    {
        INamedTypeSymbol type = Compile(attributes);

        ISymbol[] members = [.. type.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public && !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null })];
        Assert.True(members.Length > 15);
        Assert.All(members, member => Assert.Empty(Missing(type, member)));
    }

    /// <summary>In the tooltip of the class, below what its author says.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void The_class_shows_its_architecture(string attributes)
    {
        INamedTypeSymbol type = Compile(attributes);
        XElement documentation = XElement.Parse(type.GetDocumentationCommentXml()!);
        string summary = (string)((IFieldSymbol)type.GetMembers("Summary").Single()).ConstantValue!;

        Assert.Equal("The author's.", documentation.Element("summary")!.Value);
        Assert.Equal(Lines(summary), Lines(documentation.Element("remarks")!.Element("code")!.Value));

        static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
    }

    /// <summary>Files, streams and wrong lengths are what a caller must expect.</summary>
    [Theory]
    [InlineData("Load", 0, "ArgumentNullException", "SafeTensorsException", "IOException", "UnauthorizedAccessException")]
    [InlineData("Load", 1, "ArgumentNullException", "SafeTensorsException")]
    [InlineData("Forward", 0, "ArgumentException")]
    [InlineData("Trace", 0, "ArgumentException")]
    [InlineData("ComputeLoss", 0, "ArgumentException")]
    [InlineData("ComputeLoss", 1, "ArgumentException")]
    [InlineData("Backward", 0, "ArgumentException")]
    [InlineData("Backward", 1, "ArgumentException")]
    [InlineData("BackwardFrom", 0, "ArgumentException")]
    [InlineData("Jacobian", 0, "ArgumentException")]
    [InlineData("Threads", 0, "ArgumentOutOfRangeException")]
    public void Exceptions_are_named(string member, int overload, params string[] exceptions)
    {
        INamedTypeSymbol type = Compile("Network(2, Loss = Loss.CrossEntropy), Dense(3, Activation.Softmax)");

        XElement documentation = Documentation(type, type.GetMembers(member)[overload]);

        Assert.Equal(exceptions, documentation.Elements("exception").Select(exception => exception.Attribute("cref")!.Value.Split('.')[^1]));
    }

    private static IEnumerable<string> Missing(INamedTypeSymbol type, ISymbol member)
    {
        XElement documentation = Documentation(type, member);
        if (IsEmpty(documentation.Element("summary")))
            yield return $"{member}: summary";

        if (member is not IMethodSymbol method)
            yield break;

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsEmpty(documentation.Elements("param").SingleOrDefault(element => element.Attribute("name")!.Value == parameter.Name)))
                yield return $"{member}: {parameter.Name}";
        }

        if (!method.ReturnsVoid && IsEmpty(documentation.Element("returns")))
            yield return $"{member}: returns";

        static bool IsEmpty(XElement? element) => string.IsNullOrWhiteSpace(element?.Value);
    }

    /// <summary>What stands in the code, or where that is inherited, in the documentation file of the runtime.</summary>
    private static XElement Documentation(INamedTypeSymbol type, ISymbol member)
    {
        XElement own = XElement.Parse(member.GetDocumentationCommentXml()!);
        if (own.Element("inheritdoc") is null)
            return own;

        ISymbol declared = type.AllInterfaces.SelectMany(face => face.GetMembers())
            .First(declared => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), member));
        return _runtime.Value[declared.OriginalDefinition.GetDocumentationCommentId()!];
    }

    private static INamedTypeSymbol Compile(string attributes)
    {
        GeneratorRun run = Compilations.Generate($"using NetGen;\n/// <summary>The author's.</summary>\n[{attributes}] public sealed partial class Net;");
        Compilations.AssertNoDiagnostics(run.Compilation);
        return run.Compilation.GetTypeByMetadataName("Net")!;
    }
}
