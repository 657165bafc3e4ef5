using System.Reflection;
using System.Runtime.CompilerServices;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using PublicApiGenerator;
using Xunit;

namespace NetGen.Tests.PublicApi;

/// <summary>
/// The public members of each assembly are those of its <c>.verified.cs</c> file, so that a change of the API is seen in review.
/// NetGen.CompilerServices is part of it: generated code in a library calls it, whatever version its program has.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions _options = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = [typeof(SkipLocalsInitAttribute).FullName!],
    };

    [Theory]
    [InlineData(typeof(NetworkAttribute))]
    [InlineData(typeof(Trainer))]
    [InlineData(typeof(MpiCluster))]
    public void Public_members_are_those_of_the_snapshot(Type type)
    {
        Assembly assembly = type.Assembly;
        string path = Path.Combine(Folder(), $"{assembly.GetName().Name}.verified.cs"), received = path.Replace(".verified.", ".received.");
        string actual = assembly.GeneratePublicApi(_options).ReplaceLineEndings("\n") + "\n";
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        File.Delete(received);
        if (actual == expected)
            return;

        File.WriteAllText(received, actual);
        IEnumerable<string> changes =
            from line in InlineDiffBuilder.Diff(expected, actual, ignoreWhiteSpace: false).Lines
            where line.Type is ChangeType.Inserted or ChangeType.Deleted
            select $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}";
        Assert.Fail($"The public API of {assembly.GetName().Name} has changed. If it is meant to, run tests/accept-snapshots.sh and say so in CHANGELOG.md.\n{string.Join('\n', changes)}");
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
