using System.Composition.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using NetGen.CodeFixes;
using NetGen.Tests.Support;
using Xunit;

namespace NetGen.Tests.CodeFixes;

/// <summary>What an editor offers while a name is typed, where <c>$$</c> is the caret.</summary>
public sealed class NameCompletionTests
{
    private const string Above = "Dense(3, Activation.Tanh, As = \"stem\"), Dense(3, As = \"block\")";

    [Theory]
    [InlineData($"[Network(2), {Above}, Dense(3, From = \"$$\"), Dense(1, As = \"head\")] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Dense(3, From = \"st$$\"), Dense(1)] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Add(\"$$\")] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Multiply(\"$$\")] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Subtract(\"$$\")] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Divide(\"$$\")] partial class Net;", "x block stem")]
    [InlineData($"[Network(2), {Above}, Concat([\"stem\", \"$$\"])] partial class Net;", "x block stem")]
    [InlineData("[Network(2), Dense(3, As = \"one\")] partial class Other; [Network(2), Dense(3, From = \"$$\")] partial class Net;", "x")]
    [InlineData("[Network(2), Dense(3, As = \"$$\")] partial class Net;", "")]
    [InlineData("[Network(2, Weights = \"$$\"), Dense(3)] partial class Net;", "")]
    [InlineData("[System.Obsolete(\"$$\")] class Other;", "")]
    [InlineData("[Add(\"$$\")] class Other; class AddAttribute(string name) : System.Attribute;", "")]
    public async Task Offers_the_values_above(string marked, string expected)
    {
        int caret = $"using NetGen;\n{marked}".IndexOf("$$", StringComparison.Ordinal);
        using var workspace = new AdhocWorkspace(MefHostServices.Create(new ContainerConfiguration()
            .WithAssemblies([.. MefHostServices.DefaultAssemblies, typeof(NameCompletionProvider).Assembly]).CreateContainer()));
        Project project = workspace.AddProject("Test", LanguageNames.CSharp).AddMetadataReferences(Compilations.Create("").References)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp12));
        Document document = project.AddDocument("Test.cs", SourceText.From($"using NetGen;\n{marked}".Replace("$$", "")));

        CompletionList list = await CompletionService.GetService(document)!.GetCompletionsAsync(document, caret, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(expected, string.Join(' ', list.ItemsList.Select(item => item.DisplayText).OrderBy(text => text == "x" ? "" : text, StringComparer.Ordinal)));
        if (expected.Length > 0)
            Assert.Equal(marked.Contains("st$$", StringComparison.Ordinal) ? "st" : "", $"using NetGen;\n{marked}".Replace("$$", "").Substring(list.Span.Start, list.Span.Length));
    }
}
