extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NetGen.CodeFixes;
using NetGen.Tests.Support;
using LearningRateAnalyzer = generator::NetGen.Generator.Analysis.LearningRateAnalyzer;
using NetworkAnalyzer = generator::NetGen.Generator.Analysis.NetworkAnalyzer;
using NetworkGenerator = generator::NetGen.Generator.NetworkGenerator;

namespace NetGen.Tests.CodeFixes;

/// <summary>
/// A project in an editor: the generator and the analyzers run, a fix is applied, and again to what is left. Then it is applied to all places at
/// once, and the text has to come out the same.
/// </summary>
internal sealed class CodeFixCase : CSharpCodeFixTest<NetworkAnalyzer, NetworkCodeFixProvider, DefaultVerifier>
{
    /// <param name="before">The source, with the diagnostics marked: <c>{|NETGEN001:Net|}</c>.</param>
    /// <param name="after">The source after the fix.</param>
    /// <param name="cure">Which of the cures that a diagnostic offers.</param>
    public CodeFixCase(string before, string after, int cure = 0)
    {
        TestCode = before;
        FixedCode = after;
        CodeActionIndex = cure;
        FixedState.MarkupHandling = MarkupMode.Allow;
        MarkupOptions = MarkupOptions.UseFirstDescriptor;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck;
        CompilerDiagnostics = CompilerDiagnostics.None;
        CodeActionValidationMode = CodeActionValidationMode.None;

        // All places of a file at once; one test does so for a project and a solution.
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        foreach (SolutionState state in new[] { TestState, FixedState })
        {
            state.AdditionalReferences.AddRange(Compilations.Create("").References);
            state.AdditionalFiles.Add((WeightsText.Standard.Path, WeightsText.Standard.GetText()!));
        }
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(NetworkGenerator)];

    protected override IEnumerable<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new NetworkAnalyzer(), new LearningRateAnalyzer()];

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp12);
}
