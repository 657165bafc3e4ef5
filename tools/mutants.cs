#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false
#:property UseVerify=false

// Runs mutants of a project, each compiled in place of the right code and in a process of its own:
//
//     dotnet run tools/mutants.cs -- REPORT PROJECT OUTPUT SAMPLE SEED STAGE...
//
// REPORT is Stryker's mutation-report.json, which has the mutants; PROJECT is their project, OUTPUT a copy of the folder of the built
// tests, and SAMPLE how many mutants are drawn (0 for all). A STAGE is a line of arguments of the test runner. A mutant is
// killed in the first stage with a failing test. Stryker keeps one process for all mutants, so it cannot judge those in static
// tables, nor kernels that a build copies to other vector widths: both are right here.

using System.Diagnostics;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

(string report, string project, string output, int sample, int seed) = (args[0], Path.GetFullPath(args[1]), Path.GetFullPath(args[2]), int.Parse(args[3]), int.Parse(args[4]));
string[] stages = args[5..];

CSharpCompilation right = Compile(project);
Mutant[] all = [.. Read(report)];
var random = new Random(seed);
Mutant[] drawn = sample == 0 ? all : [.. all.OrderBy(_ => random.Next()).Take(sample)];
Console.WriteLine($"{drawn.Length} of {all.Length} mutants, seed {seed}");

string assembly = Path.Combine(output, $"{right.AssemblyName}.dll");
Replace(right);
if (Run(out _) is { } failing)
    throw new InvalidOperationException($"Expected tests that pass without a mutant, but {failing} failed.");

int killed = 0, survived = 0, invalid = 0;
foreach (Mutant mutant in drawn)
{
    var time = Stopwatch.StartNew();
    string verdict;
    if (!Replace(mutant.Apply(right)))
    {
        invalid++;
        verdict = "invalid";
    }
    else if (Run(out string reason) is not null)
    {
        killed++;
        verdict = $"killed by {reason}";
    }
    else
    {
        survived++;
        verdict = "SURVIVED";
    }

    Console.WriteLine($"{verdict}\t{time.Elapsed.TotalSeconds:F0} s\t{mutant}");
}

Console.WriteLine($"{killed} killed, {survived} survived, {invalid} did not compile");

bool Replace(CSharpCompilation compilation)
{
    using var image = new MemoryStream();
    EmitResult result = compilation.Emit(image);
    if (result.Success)
        File.WriteAllBytes(assembly, image.ToArray());
    return result.Success;
}

// The stage in which a test fails, or null.
string? Run(out string reason)
{
    foreach (string stage in stages)
    {
        var start = new ProcessStartInfo(Path.Combine(output, "NetGen.Tests"), $"{stage} -stopOnFail -noColor") { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> text = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            reason = "time";
            return stage;
        }

        if (process.ExitCode != 0)
        {
            reason = text.Result.Split('\n').FirstOrDefault(line => line.Contains("[FAIL]"))?.Trim() ?? $"exit code {process.ExitCode}";
            return stage;
        }
    }

    reason = "";
    return null;
}

static CSharpCompilation Compile(string project)
{
    var start = new ProcessStartInfo("dotnet", $"build \"{project}\" -c Release --no-restore --no-dependencies -t:Compile -p:NonExistentFile=none -p:ProvideCommandLineArgs=true -p:SkipCompilerExecution=true -p:DesignTimeBuild=true -p:BuildProjectReferences=false -getItem:CscCommandLineArgs") { RedirectStandardOutput = true };
    using Process process = Process.Start(start)!;
    using JsonDocument json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
    string[] arguments = [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    string folder = Path.GetDirectoryName(project)!;
    CSharpCommandLineArguments parsed = CSharpCommandLineParser.Default.Parse(arguments, folder, sdkDirectory: null);
    return CSharpCompilation.Create(
        parsed.CompilationName,
        parsed.SourceFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file.Path), System.Text.Encoding.UTF8), parsed.ParseOptions, file.Path)),
        parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference), reference.Properties)),
        parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithDeterministic(true));
}

static IEnumerable<Mutant> Read(string report)
{
    using JsonDocument json = JsonDocument.Parse(File.ReadAllText(report));
    foreach (JsonProperty file in json.RootElement.GetProperty("files").EnumerateObject())
    {
        foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            if (mutant.GetProperty("status").GetString() is "Ignored" or "CompileError")
                continue;

            JsonElement location = mutant.GetProperty("location");
            yield return new Mutant(file.Name, Position(location.GetProperty("start")), Position(location.GetProperty("end")), mutant.GetProperty("replacement").GetString()!, mutant.GetProperty("mutatorName").GetString()!);
        }
    }

    static LinePosition Position(JsonElement place) => new(place.GetProperty("line").GetInt32() - 1, place.GetProperty("column").GetInt32() - 1);
}

internal sealed record Mutant(string File, LinePosition Start, LinePosition End, string Replacement, string Kind)
{
    /// <summary>The code with the mutant in its file, and in the copies of the file for other widths.</summary>
    public CSharpCompilation Apply(CSharpCompilation right)
    {
        SyntaxTree original = right.SyntaxTrees.Single(tree => tree.FilePath.EndsWith(File[(File.IndexOf("/src/", StringComparison.Ordinal) + 1)..], StringComparison.Ordinal) && !tree.FilePath.Contains("/obj/"));
        SourceText text = original.GetText();
        var span = TextSpan.FromBounds(text.Lines.GetPosition(Start), text.Lines.GetPosition(End));
        CSharpCompilation mutated = right.ReplaceSyntaxTree(original, original.WithChangedText(text.Replace(span, Replacement)));

        // A copy differs in the names of types alone, so its tokens are those of the original, one by one.
        SyntaxToken[] tokens = [.. original.GetRoot().DescendantTokens()];
        int first = Array.FindIndex(tokens, token => token.SpanStart >= span.Start), last = Array.FindLastIndex(tokens, token => token.Span.End <= span.End);
        string name = Path.GetFileNameWithoutExtension(original.FilePath);
        foreach (SyntaxTree copy in right.SyntaxTrees.Where(tree => tree.FilePath.Contains("/obj/") && Path.GetFileName(tree.FilePath) is var file && (file == $"{name}.128.g.cs" || file == $"{name}.512.g.cs")))
        {
            SyntaxToken[] others = [.. copy.GetRoot().DescendantTokens()];
            Dictionary<string, string> names = tokens.Zip(others).DistinctBy(pair => pair.First.Text).ToDictionary(pair => pair.First.Text, pair => pair.Second.Text);
            string replacement = string.Concat(SyntaxFactory.ParseTokens(Replacement).Select(token => $"{token.LeadingTrivia}{names.GetValueOrDefault(token.Text, token.Text)}{token.TrailingTrivia}"));
            SourceText other = copy.GetText();
            mutated = mutated.ReplaceSyntaxTree(copy, copy.WithChangedText(other.Replace(TextSpan.FromBounds(others[first].SpanStart, others[last].Span.End), replacement)));
        }

        return mutated;
    }

    public override string ToString() => $"{File[(File.IndexOf("/src/", StringComparison.Ordinal) + 5)..]}:{Start.Line + 1}:{Start.Character + 1} {Kind}: {Replacement.ReplaceLineEndings(" ")}";
}
