#:property PublishAot=false
#:package Markdig@1.6.0
// contents.cs PACKAGE SYMBOLS CLONE ADDRESS: what a package and its symbols hold, read from their bytes.
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

string clone = args[2], address = args[3];
using ZipArchive package = ZipFile.OpenRead(args[0]), symbols = ZipFile.OpenRead(args[1]);

string id = Path.GetFileNameWithoutExtension(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Name);

// Assemblies, files beside them, the README's place in the clone, and the packages that it depends on.
(string[] assemblies, string[] others, string readme, string[] dependencies) = id switch
{
    "NetGen" => (
        new[] { "analyzers/dotnet/cs/NetGen.CodeFixes", "analyzers/dotnet/cs/NetGen.Generator", "lib/net10.0/NetGen.Attributes", "lib/net10.0/NetGen.Runtime" },
        new[] { "buildTransitive/net10.0/NetGen.FindNumbers.cs", "buildTransitive/net10.0/NetGen.ListModels.cs", "buildTransitive/net10.0/NetGen.targets", "lib/net10.0/NetGen.Attributes.xml", "lib/net10.0/NetGen.Runtime.xml" },
        "README.md",
        Array.Empty<string>()),
    "NetGen.Mpi" => (["lib/net10.0/NetGen.Mpi"], ["lib/net10.0/NetGen.Mpi.xml"], "src/Mpi/README.md", ["NetGen"]),
    _ => throw new ArgumentException($"Expected the package NetGen or NetGen.Mpi, but got {id}."),
};
Same("files", Files(package), [.. assemblies.Select(name => name + ".dll"), .. others, "README.md", "icon.png"]);
Same("files of the symbols", Files(symbols), assemblies.Select(name => name + ".pdb"));

// Every file has the date of the release.
string changelog = File.ReadAllText(Path.Combine(clone, "CHANGELOG.md"));
string newest = changelog.Split("\n## [").Skip(1).First(section => !section.StartsWith("Unreleased]", StringComparison.Ordinal));
string version = newest[..newest.IndexOf(']')];
var released = DateTime.Parse(newest.Split('\n')[0].Split(" - ")[1], System.Globalization.CultureInfo.InvariantCulture);
Same("times", package.Entries.Concat(symbols.Entries).Select(entry => entry.LastWriteTime.DateTime.ToString("O")).Distinct(), [released.ToString("O")]);

var manifest = XDocument.Load(package.GetEntry(id + ".nuspec")!.Open());
Same("version", Element("version"), version);
Same("release notes", Element("releaseNotes"), newest[newest.IndexOf('\n')..].Trim());
Same("address", Element("projectUrl"), address);
Same("dependencies", manifest.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => $"{element.Attribute("id")?.Value} {element.Attribute("version")?.Value}"), dependencies.Select(name => $"{name} {version}"));
XElement repository = manifest.Descendants().Single(element => element.Name.LocalName == "repository");
Same("repository", $"{repository.Attribute("type")?.Value} {repository.Attribute("url")?.Value}", $"git {address}");
string commit = repository.Attribute("commit")!.Value;
Same("readme", Element("readme"), "README.md");
Readme(File.ReadAllText(Path.Combine(clone, readme)), Encoding.UTF8.GetString(Bytes(package, "README.md")));
Same("icon", Element("icon"), "icon.png");
Same("bytes of the icon", Convert.ToHexString(Bytes(package, "icon.png")), Convert.ToHexString(File.ReadAllBytes(Path.Combine(clone, "src/Runtime/icon.png"))));

foreach (string name in assemblies)
{
    byte[] image = Bytes(package, name + ".dll"), pdb = Bytes(symbols, name + ".pdb");
    using var executable = new PEReader(new MemoryStream(image));
    CodeViewDebugDirectoryData link = executable.ReadCodeViewDebugDirectoryData(executable.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
    MetadataReader reader = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb)).GetMetadataReader();
    Same($"{name}: symbols of the assembly", new BlobContentId(reader.DebugMetadataHeader!.Id).Guid.ToString(), link.Guid.ToString());

    // Sources are within, under paths that start at the root of the clone, and no path of this machine is.
    Same($"{name}: paths outside the clone", Paths(reader).Where(path => !path.StartsWith("/_/", StringComparison.Ordinal)), []);
    foreach (DocumentHandle handle in reader.Documents)
    {
        string path = reader.GetString(reader.GetDocument(handle).Name), file = Path.Combine(clone, path[3..]);
        if (File.Exists(file))
            Same($"{name}: {path}", Source(reader, handle), File.ReadAllText(file));
        else
            Same($"{name}: {path} is generated and has a source", path.Contains("/obj/") && Source(reader, handle).Length > 0 ? "yes" : "no", "yes");
    }

    // Source Link leads to the address of the project, wherever the clone came from.
    using var links = JsonDocument.Parse(Information(reader, EntityHandle.ModuleDefinition, "CC110556-A091-4D38-9FEC-25AB9A351A6A"));
    JsonProperty target = links.RootElement.GetProperty("documents").EnumerateObject().Single();
    Same($"{name}: Source Link", $"{target.Name} {target.Value}", $"/_/* {Raw(address)}/{commit}/*");

    Same($"{name}: paths of this machine", new[] { image, pdb }.Count(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(clone)) >= 0).ToString(), "0");
}

string Element(string name) => manifest.Descendants().Single(element => element.Name.LocalName == name).Value;

string[] Files(ZipArchive archive) =>
    [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith('_') && !name.StartsWith('[') && !name.StartsWith("package/") && name != id + ".nuspec")];

static byte[] Bytes(ZipArchive archive, string name)
{
    using var copy = new MemoryStream();
    archive.GetEntry(name)!.Open().CopyTo(copy);
    return copy.ToArray();
}

static IEnumerable<string> Paths(MetadataReader reader) => reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name));

// Embedded source, as the format of portable PDBs has it: the length or 0, and the text, deflated if there is a length.
static string Source(MetadataReader reader, DocumentHandle document)
{
    byte[] blob = Information(reader, document, "0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    Stream text = new MemoryStream(blob, 4, blob.Length - 4);
    return new StreamReader(BitConverter.ToInt32(blob) == 0 ? text : new DeflateStream(text, CompressionMode.Decompress)).ReadToEnd();
}

static byte[] Information(MetadataReader reader, EntityHandle owner, string kind) =>
    reader.GetBlobBytes(reader.GetCustomDebugInformation(owner).Select(reader.GetCustomDebugInformation).Single(item => reader.GetGuid(item.Kind) == new Guid(kind)).Value);

static string Raw(string address) => address.Replace("//github.com/", "//raw.githubusercontent.com/", StringComparison.Ordinal);

// The packed README is that of the repository, except that relative links and images lead to this version's files in the repository.
void Readme(string source, string packed)
{
    MarkdownDocument document = Markdown.Parse(source);
    foreach (LinkInline link in document.Descendants<LinkInline>().Where(link => !Uri.TryCreate(link.Url, UriKind.Absolute, out _) && !link.Url!.StartsWith('#')))
    {
        string file = link.Url!.Split('#')[0];
        Same($"README: {link.Url} is in the repository", Path.Exists(Path.Combine(clone, file)) ? "yes" : "no", "yes");
        link.Url = link.IsImage ? $"{Raw(address)}/v{version}/{link.Url}" : $"{address}/blob/v{version}/{link.Url}";
    }

    string[] actual = Markdown.Parse(packed).ToHtml().Split('\n'), expected = document.ToHtml().Split('\n');
    foreach ((string line, string wanted) in actual.Zip(expected))
        Same("README", line, wanted);
    Same("lines of the README", actual.Length, expected.Length);
    Same("README: links in HTML, which are not rewritten", document.Descendants().Where(part => part is HtmlInline or HtmlBlock).Select(part => source.Substring(part.Span.Start, part.Span.Length)).Where(html => html.Contains("src=") || html.Contains("href=")), []);
}

static void Same<T>(string what, T actual, T expected)
{
    string[] texts = [.. new object?[] { actual, expected }.Select(value => value is IEnumerable<string> many ? string.Join('\n', many.Order(StringComparer.Ordinal)) : value?.ToString() ?? "nothing")];
    if (texts[0] != texts[1])
    {
        Console.WriteLine($"{what}: expected '{texts[1]}', but got '{texts[0]}'.");
        Environment.Exit(1);
    }
}
