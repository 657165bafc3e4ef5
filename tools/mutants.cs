#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false
#:property UseVerify=false

// How many errors in the code do the tests find? Draws mutants, errors of one token or statement, from files of a project, compiles each in
// place of the right code, and runs tests until one fails:
//
//     dotnet run tools/mutants.cs -- PROJECT FILES TESTS SAMPLE SEED STAGE...
//
// FILES are paths or parts of paths below the project, with commas; TESTS is a copy of the folder of the built tests, in which the
// project's assembly is overwritten; SAMPLE is how many mutants are drawn, 0 for all, or a part of the line of those to run. A STAGE is
// a line of arguments of the test runner; the next one runs if no test of it has failed. Every mutant has a process of its own, and is
// in all copies of its file for other vector widths: static tables and kernels need that. tools/mutation.sh has the areas and their tests.

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

(string project, string[] files, string tests, int seed) = (Path.GetFullPath(args[0]), args[1].Split(','), Path.GetFullPath(args[2]), int.Parse(args[4], CultureInfo.InvariantCulture));
string[] stages = args[5..];
string folder = Path.GetDirectoryName(project)!;

CSharpCompilation right = Compile();
Mutant[] all = [.. right.SyntaxTrees.Where(tree => !IsCopy(tree) && files.Any(Path.GetRelativePath(folder, tree.FilePath).StartsWith)).SelectMany(Mutant.Of)];
var random = new Random(seed);
Mutant[] drawn = !int.TryParse(args[3], CultureInfo.InvariantCulture, out int sample) ? [.. all.Where(mutant => Line(mutant).Contains(args[3]))]
    : sample == 0 ? all
    : [.. all.OrderBy(_ => random.Next()).Take(sample)];
Console.WriteLine($"{drawn.Length} of {all.Length} mutants, seed {seed}");

// How much time of the processor a stage may take: far more than with the right code, which comes first.
var limits = new Dictionary<string, TimeSpan>();
Replace(right);
if (Run() is { } failing)
    throw new InvalidOperationException($"Expected tests that pass without a mutant, but {failing}");

var counts = new Dictionary<string, int> { ["killed"] = 0, ["survived"] = 0, ["invalid"] = 0 };
foreach (Mutant mutant in drawn)
{
    var time = Stopwatch.StartNew();
    string? killer = null;
    string verdict = !Replace(mutant.Apply(right, IsCopy)) ? "invalid" : (killer = Run()) is null ? "survived" : "killed";
    counts[verdict]++;
    Console.WriteLine($"{verdict}\t{time.Elapsed.TotalSeconds:F0} s\t{Line(mutant)}\t{killer}");
}

Console.WriteLine(string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}")));

string Line(Mutant mutant) => $"{Path.GetRelativePath(folder, mutant.Tree.FilePath)}:{mutant}";

bool IsCopy(SyntaxTree tree) => Path.GetRelativePath(folder, tree.FilePath).StartsWith("obj", StringComparison.Ordinal);

// Writes the assembly, if it compiles.
bool Replace(CSharpCompilation compilation)
{
    using var image = new MemoryStream();
    EmitResult result = compilation.Emit(image);
    if (result.Success)
        File.WriteAllBytes(Path.Combine(tests, $"{right.AssemblyName}.dll"), image.ToArray());
    return result.Success;
}

// Says which test fails, or null.
string? Run()
{
    foreach (string stage in stages)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path.Combine(tests, "NetGen.Tests"), $"{stage} -stopOnFail -noColor") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        var time = Stopwatch.StartNew();
        TimeSpan work = TimeSpan.Zero;
        while (!process.WaitForExit(TimeSpan.FromSeconds(0.5)))
        {
            // A mutant may turn for ever, or wait. What the machine does besides takes time, but none of the process's own.
            work = process.TotalProcessorTime;
            if (time.Elapsed < TimeSpan.FromMinutes(15) && !(limits.TryGetValue(stage, out TimeSpan limit) && work > limit))
                continue;

            process.Kill(entireProcessTree: true);
            return "no end";
        }

        limits.TryAdd(stage, TimeSpan.FromSeconds(20) + 5 * work);
        if (process.ExitCode != 0)
            return output.Result.Split('\n').FirstOrDefault(line => line.Contains("[FAIL]"))?.Trim() ?? $"exit code {process.ExitCode} {errors.Result.Split('\n')[0]}";
    }

    return null;
}

// As the build compiles the project, but without analyzers.
CSharpCompilation Compile()
{
    using Process process = Process.Start(new ProcessStartInfo("dotnet", $"build \"{project}\" -c Release --no-restore -t:Compile -p:NonExistentFile=none -p:ProvideCommandLineArgs=true -p:SkipCompilerExecution=true -p:DesignTimeBuild=true -p:BuildProjectReferences=false -getItem:CscCommandLineArgs") { RedirectStandardOutput = true })!;
    using JsonDocument json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
    string[] arguments = [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
    return CSharpCompilation.Create(
        parsed.CompilationName,
        parsed.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path), Encoding.UTF8), parsed.ParseOptions, file.Path)),
        parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference), reference.Properties)),
        parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress));
}

/// <summary>An error: another text in place of a part of a file.</summary>
internal sealed record Mutant(SyntaxTree Tree, TextSpan Span, string Replacement)
{
    private static readonly Dictionary<SyntaxKind, string[]> _operators = new()
    {
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["/"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PercentToken] = ["*"],
        [SyntaxKind.LessThanToken] = ["<=", ">="],
        [SyntaxKind.LessThanEqualsToken] = ["<", ">"],
        [SyntaxKind.GreaterThanToken] = [">=", "<="],
        [SyntaxKind.GreaterThanEqualsToken] = [">", "<"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.AmpersandAmpersandToken] = ["||"],
        [SyntaxKind.BarBarToken] = ["&&"],
        [SyntaxKind.AmpersandToken] = ["|"],
        [SyntaxKind.BarToken] = ["&"],
        [SyntaxKind.CaretToken] = ["|"],
        [SyntaxKind.LessThanLessThanToken] = [">>"],
        [SyntaxKind.GreaterThanGreaterThanToken] = ["<<"],
        [SyntaxKind.PlusEqualsToken] = ["-="],
        [SyntaxKind.MinusEqualsToken] = ["+="],
        [SyntaxKind.AsteriskEqualsToken] = ["/="],
        [SyntaxKind.SlashEqualsToken] = ["*="],
    };

    private static readonly Dictionary<string, string> _methods = new()
    {
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["Any"] = "All",
        ["All"] = "Any",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["Sum"] = "Max",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["OrderBy"] = "OrderByDescending",
        ["ThenBy"] = "ThenByDescending",
        ["Add"] = "Subtract",
        ["Subtract"] = "Add",
        ["Multiply"] = "Add",
    };

    public static IEnumerable<Mutant> Of(SyntaxTree tree) => tree.GetRoot().DescendantNodes(node => node is not AttributeListSyntax).SelectMany(node => Replacements(node).Select(pair => new Mutant(tree, pair.Span, pair.Text)));

    private static IEnumerable<(TextSpan Span, string Text)> Replacements(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or => [(or.Span, or.Left.ToString()), (or.Span, or.Right.ToString())],
        BinaryExpressionSyntax binary => Operators(binary.OperatorToken),
        AssignmentExpressionSyntax assignment => Operators(assignment.OperatorToken),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.BitwiseNotExpression } unary => [(unary.OperatorToken.Span, "")],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression } step => [(step.OperatorToken.Span, "--")],
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } step => [(step.OperatorToken.Span, "--")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } yes => [(yes.Span, "false")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } no => [(no.Span, "true")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text => [(text.Span, text.Token.ValueText.Length == 0 ? "\"mutant\"" : "\"\"")],
        LiteralExpressionSyntax { Token.Value: int value } number => [(number.Span, $"{value + 1L}")],
        LiteralExpressionSyntax { Token.Value: double value } number => [(number.Span, (value * 1.01 + 0.01).ToString("R", CultureInfo.InvariantCulture))],
        ConditionalExpressionSyntax choice => [(choice.Span, choice.WhenTrue.ToString()), (choice.Span, choice.WhenFalse.ToString())],
        IfStatementSyntax branch => [(branch.Condition.Span, $"!({branch.Condition})")],
        ExpressionStatementSyntax statement => [(statement.Span, ";")],
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access } name when access.Name == name && _methods.TryGetValue(name.Identifier.Text, out string? other) => [(name.Span, other)],
        _ => [],
    };

    private static IEnumerable<(TextSpan Span, string Text)> Operators(SyntaxToken token) =>
        _operators.TryGetValue(token.Kind(), out string[]? others) ? others.Select(other => (token.Span, other)) : [];

    /// <summary>The code with the mutant in its file, and in the copies of the file for other widths.</summary>
    public CSharpCompilation Apply(CSharpCompilation right, Func<SyntaxTree, bool> isCopy)
    {
        CSharpCompilation mutated = right.ReplaceSyntaxTree(Tree, Tree.WithChangedText(Tree.GetText().Replace(Span, Replacement)));

        // A copy differs in the names of types alone, so its tokens are those of the original, one by one.
        string name = Path.GetFileNameWithoutExtension(Tree.FilePath);
        foreach (SyntaxTree copy in right.SyntaxTrees.Where(tree => isCopy(tree) && Path.GetFileName(tree.FilePath) is var file && (file == $"{name}.128.g.cs" || file == $"{name}.512.g.cs")))
        {
            (SyntaxToken Mine, SyntaxToken Theirs)[] tokens = [.. Tree.GetRoot().DescendantTokens().Zip(copy.GetRoot().DescendantTokens())];
            Dictionary<string, string> names = tokens.DistinctBy(pair => pair.Mine.Text).ToDictionary(pair => pair.Mine.Text, pair => pair.Theirs.Text);
            (SyntaxToken Mine, SyntaxToken Theirs)[] inside = [.. tokens.Where(pair => Span.Contains(pair.Mine.Span) && !pair.Mine.Span.IsEmpty)];
            string replacement = string.Concat(SyntaxFactory.ParseTokens(Replacement).Select(token => $"{token.LeadingTrivia}{names.GetValueOrDefault(token.Text, token.Text)}{token.TrailingTrivia}"));
            var span = TextSpan.FromBounds(inside[0].Theirs.SpanStart, inside[^1].Theirs.Span.End);
            mutated = mutated.ReplaceSyntaxTree(copy, copy.WithChangedText(copy.GetText().Replace(span, replacement)));
        }

        return mutated;
    }

    public override string ToString() => $"{Tree.GetLineSpan(Span).StartLinePosition.Line + 1} {Tree.GetText().ToString(Span).ReplaceLineEndings(" ")} -> {Replacement.ReplaceLineEndings(" ")}";
}
